// SPDX-License-Identifier: Apache-2.0

import Logging

/// The REST interface without its socket: requests in, answers out. Calls block for as long as the core and
/// the disk take.
struct RESTInterface: Sendable {
    let routes: [Route]
    let gateway: GatewayAccess
    private let key: [UInt8]
    private let memory = AnswerMemory()

    init(_ gateway: GatewayAccess) {
        self.gateway = gateway
        routes = Routes.all
        key = Array(gateway.secrets.operatorKey.utf8)
    }

    /// Answers a request.
    func answer(_ request: APIRequest) -> APIAnswer {
        do throws(Problem) {
            let (route, path) = try find(request)
            guard isOpen(route) || hasKey(request) else { throw .unauthorized }
            guard route.method != "GET" else { return act(route, path, request) }
            return memory.answer(request) { act(route, path, request) }
        } catch {
            return APIAnswer(error)
        }
    }

    private func act(_ route: Route, _ path: [String: String], _ request: APIRequest) -> APIAnswer {
        do throws(Problem) {
            let call = APICall(
                gateway: gateway, path: path, query: try FieldValues(query: request.query, fields: route.query),
                body: try FieldValues(body: request.body, fields: route.body ?? []),
                author: try author(request))
            return try route.answer(call)
        } catch {
            return APIAnswer(error)
        }
    }

    private func find(_ request: APIRequest) throws(Problem) -> (Route, [String: String]) {
        let segments = request.path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        var methods: [String] = []
        for route in routes {
            guard let path = route.match(segments) else { continue }
            if route.method == request.method { return (route, path) }
            methods.append(route.method)
        }
        guard methods.isEmpty else { throw .methodNotAllowed(request.method, request.path, allowed: methods) }
        throw .unknownPath(request.path)
    }

    private func isOpen(_ route: Route) -> Bool {
        switch route.access {
        case .open: true
        case .openOnLoopback: gateway.options.isLoopback
        case .key: false
        }
    }

    private func hasKey(_ request: APIRequest) -> Bool {
        guard let value = request.authorization, value.lowercased().hasPrefix("bearer ") else { return false }
        return Digest.isEqual(Array(value.utf8.dropFirst(7)), key)
    }

    /// One key stands for the operator; who acts through it may say so.
    private func author(_ request: APIRequest) throws(Problem) -> String {
        guard let author = request.author else { return "operator" }
        guard (1...64).contains(author.utf8.count), author.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw .field("Headroom-Author", "expected 1 to 64 printable ASCII characters")
        }
        return author
    }
}

extension Route {
    /// The variable segments, if the path is of this route.
    fileprivate func match(_ path: ArraySlice<Substring>) -> [String: String]? {
        let mine = segments
        guard mine.count == path.count else { return nil }
        var values: [String: String] = [:]
        for (expected, found) in zip(mine, path) {
            if expected.hasPrefix("{") {
                values[String(expected.dropFirst().dropLast())] = String(found)
            } else if expected != found {
                return nil
            }
        }
        return values
    }
}

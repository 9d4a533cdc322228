// SPDX-License-Identifier: Apache-2.0

import GridModel
import Logging

/// The REST interface without its socket: requests in, answers out. Calls block for as long as the core and
/// the disk take.
struct RESTInterface: Sendable {
    let routes: [Route]
    let gateway: GatewayAccess
    private let memory = AnswerMemory()

    init(_ gateway: GatewayAccess) {
        self.gateway = gateway
        routes = Routes.all
    }

    /// Answers a request.
    func answer(_ request: APIRequest) -> APIAnswer {
        do throws(Problem) {
            let (route, path) = try find(request)
            let bearer = try admit(request, to: route)
            if request.method == "HEAD", route.isStream { return APIAnswer(status: route.status, body: .none) }
            guard route.method != "GET" else { return act(route, path, request, bearer) }
            return memory.answer(request) { act(route, path, request, bearer) }
        } catch {
            return APIAnswer(error)
        }
    }

    /// Most bytes of the body that are taken; more than usual only of a caller who may do what takes them.
    func largestBody(_ request: APIRequest) -> Int {
        guard let route = try? find(request).0, route.largestBody > APIRequest.largestBody,
            (try? admit(request, to: route)) != nil
        else { return APIRequest.largestBody }
        return route.largestBody
    }

    private func act(_ route: Route, _ path: [String: String], _ request: APIRequest, _ bearer: Bearer?) -> APIAnswer {
        do throws(Problem) {
            let call = APICall(
                gateway: gateway, path: path, query: try FieldValues(query: request.query, fields: route.query),
                body: try FieldValues(body: request.body, fields: route.body ?? []),
                author: try author(request, bearer))
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
            // What can be read can be asked for without its body.
            let accepted = route.method == "GET" ? ["GET", "HEAD"] : [route.method]
            if accepted.contains(request.method) { return (route, path) }
            methods += accepted
        }
        guard methods.isEmpty else { throw .methodNotAllowed(request.method, request.path, allowed: methods) }
        throw .unknownPath(request.path)
    }

    /// Who calls, if the route lets them; nil where it is open to everybody.
    private func admit(_ request: APIRequest, to route: Route) throws(Problem) -> Bearer? {
        switch route.access {
        case .open: return nil
        case .openOnLoopback where gateway.options.isLoopback: return nil
        case .openOnLoopback, .key, .operatorKey: break
        }
        guard let bearer = try gateway.keys.bearer(of: token(request), now: gateway.engine.clock.now.utc) else {
            throw .unauthorized
        }
        if case .operatorKey = route.access, !bearer.isOperator {
            throw .forbidden("only the key of the operator's key file may do that")
        }
        let scope = route.method == "GET" ? KeyScope.read : .operate
        guard bearer.scope >= scope else { throw .forbidden("the key \(bearer.name) may read and nothing else") }
        return bearer
    }

    private func token(_ request: APIRequest) -> [UInt8] {
        guard let value = request.authorization, value.lowercased().hasPrefix("bearer ") else { return [] }
        return Array(value.utf8.dropFirst(7))
    }

    /// Who acts: the owner of the key, or whom the bearer names; what a key of its own says is marked as its word.
    private func author(_ request: APIRequest, _ bearer: Bearer?) throws(Problem) -> String {
        guard let author = request.author else { return bearer?.owner ?? "operator" }
        guard (1...64).contains(author.utf8.count), author.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw .field("Headroom-Author", "expected 1 to 64 printable ASCII characters")
        }
        guard let bearer, !bearer.isOperator else { return author }
        return "\(author) (key \(bearer.name))"
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

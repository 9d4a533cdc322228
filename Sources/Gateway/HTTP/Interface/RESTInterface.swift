// SPDX-License-Identifier: Apache-2.0

import GridModel
import Logging

/// The REST interface without its socket: requests in, answers out. Calls block for as long as the core and
/// the disk take.
struct RESTInterface: Sendable {
    let routes: [Route]
    let gateway: GatewayAccess
    private let memory = AnswerMemory()
    private let page = DashboardFiles()

    init(_ gateway: GatewayAccess) {
        self.gateway = gateway
        routes = Routes.all
    }

    /// Answers a request.
    func answer(_ request: APIRequest) -> APIAnswer {
        if let file = page.answer(request) { return file }
        do throws(Problem) {
            let (route, path) = try find(request)
            let caller = try RequestAdmission(gateway: gateway).admit(request, to: route)
            if request.method == "HEAD", route.isStream { return APIAnswer(status: route.status, body: .none) }
            // Who is not known yet gets no answer that was another's.
            guard route.method != "GET", let caller else { return act(route, path, request, caller) }
            return memory.answer(request) { act(route, path, request, caller) }
        } catch {
            return APIAnswer(error)
        }
    }

    /// Most bytes of the body that are taken; more than usual only of a caller who may do what takes them.
    func largestBody(_ request: APIRequest) -> Int {
        guard let route = try? find(request).0, route.largestBody > APIRequest.largestBody,
            (try? RequestAdmission(gateway: gateway).admit(request, to: route)) != nil
        else { return APIRequest.largestBody }
        return route.largestBody
    }

    private func act(_ route: Route, _ path: [String: String], _ request: APIRequest, _ caller: Caller?) -> APIAnswer {
        do throws(Problem) {
            let call = APICall(
                gateway: gateway, path: path, query: try FieldValues(query: request.query, fields: route.query),
                body: try FieldValues(body: route.takesPayload ? [] : request.body, fields: route.body ?? []),
                author: try author(request, caller), caller: caller, request: request)
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

    /// Who acts: whom the request names, else who has logged in, else the owner of the key.
    private func author(_ request: APIRequest, _ caller: Caller?) throws(Problem) -> String {
        if let author = request.author,
            !(1...64).contains(author.utf8.count)
                || !author.utf8.allSatisfy({ (0x20...0x7E).contains($0) })
        {
            throw .field("Headroom-Author", "expected 1 to 64 printable ASCII characters")
        }
        return Author.text(caller?.bearer, request.author ?? caller?.session?.person)
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

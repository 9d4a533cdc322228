// SPDX-License-Identifier: Apache-2.0

import Foundation

@testable import Gateway

/// Calls as a browser makes them: with a cookie jar of one, an origin and an address.
final class BrowserClient {
    let interface: RESTInterface
    var cookie: String?
    var csrfToken: String?
    var origin: String? = "http://127.0.0.1:8080"
    var host = "127.0.0.1:8080"
    var address = "127.0.0.1"

    init(_ interface: RESTInterface) { self.interface = interface }

    func call(
        _ method: String, _ path: String, _ body: String? = nil, csrf: String?? = nil, ifNoneMatch: String? = nil
    ) -> Reply {
        let parts = path.split(separator: "?", maxSplits: 1).map(String.init)
        let answer = interface.answer(
            APIRequest(
                method: method, path: parts[0], query: parts.count > 1 ? parts[1] : nil,
                body: Array((body ?? "").utf8), cookie: cookie, csrfToken: csrf ?? csrfToken, origin: origin,
                host: host, ifNoneMatch: ifNoneMatch, address: address))
        var reply = Reply(status: answer.status, headers: answer.headers, body: Data())
        switch answer.body {
        case .json(let bytes), .problem(let bytes), .bytes(let bytes, _): reply.body = Data(bytes)
        case .text(let text, _): reply.body = Data(text.utf8)
        case .events, .trace, .none: break
        }
        return reply
    }

    /// Logs in, and keeps what the answer sets.
    @discardableResult
    func logIn(_ key: String, person: String? = nil) -> Reply {
        let named = person.map { #","person":"\#($0)""# } ?? ""
        let reply = call("POST", "/login", #"{"key":"\#(key)"\#(named)}"#)
        if let set = reply.headers["Set-Cookie"] { cookie = String(set.prefix { $0 != ";" }) }
        csrfToken = reply.string("csrfToken")
        return reply
    }
}

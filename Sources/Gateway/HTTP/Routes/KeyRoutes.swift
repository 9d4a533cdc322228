// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON
import Store

extension Routes {
    /// Keys of the interface, for people and systems that are not on this machine.
    static let keys: [Route] = [
        Route(
            "POST", "/v1/keys", "Makes a key; only its hash is kept, so it is told once.", access: .operatorKey,
            body: [
                Field("name", .string, "The key's name: 1 to 64 of letters, digits, . _ -", isRequired: true),
                Field("owner", .string, "The person or system that gets it; stands in the records.", isRequired: true),
                Field(
                    "scope", .string, "What it permits; operate includes read.", isRequired: true,
                    choices: KeyScope.allCases.map(\.rawValue)),
                Field("expires", .time, "From when it counts no more; never if missing."),
            ], status: 201, answer: addKey),
        Route("GET", "/v1/keys", "The keys that were made, without their secrets.", access: .operatorKey) {
            call throws(Problem) in
            let now = call.gateway.engine.clock.now.utc
            return .json(["keys": .array(try call.gateway.keys.all().map { RecordDocument.key($0, now: now) })])
        },
        Route("DELETE", "/v1/keys/{id}", "Revokes a key; it counts no more from now on.", access: .operatorKey) {
            call throws(Problem) in
            let now = call.gateway.engine.clock.now.utc
            let key = try call.gateway.keys.revoke(call["id"], author: call.author, now: now)
            return .json(RecordDocument.key(key, now: now))
        },
    ]

    @Sendable private static func addKey(_ call: APICall) throws(Problem) -> APIAnswer {
        let text = call.body.string("name") ?? ""
        guard let name = KeyName(text) else {
            throw .field("name", "\(text) is no name of a key: 1 to 64 of letters, digits, . _ -")
        }
        let now = call.gateway.engine.clock.now.utc
        let expires = call.body.time("expires")
        if let expires, expires <= now { throw .field("expires", "that is over") }
        let scope = call.body.string("scope").flatMap(KeyScope.init) ?? .read
        let (token, key) = try call.gateway.keys.add(
            name, owner: call.body.string("owner") ?? text, scope: scope, expires: expires, author: call.author,
            now: now)
        var object = RecordDocument.key(key, now: now).object ?? JSONObject()
        object["key"] = .string(token)
        return .json(.object(object), status: 201)
    }
}

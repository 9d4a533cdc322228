// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
import JSON
import MQTT
import Store
import TestSupport
import Testing

@testable import Gateway

/// Keys handed out: what each may do, for how long, and what of it is kept.
@Suite struct KeyTests {
    private func add(
        _ fixture: HTTPFixture, _ name: String, _ scope: String, expires: String? = nil, way: Way = .direct
    ) async throws -> String {
        let end = expires.map { ",\"expires\":\"\($0)\"" } ?? ""
        let body = #"{"name":"\#(name)","owner":"Control room","scope":"\#(scope)"\#(end)}"#
        let reply = try await fixture.call(way, "POST", "/v1/keys", body)
        #expect(reply.status == 201, "\(reply.text)")
        return try #require(reply.string("key"))
    }

    static let limit = #"{"direction":"import","limitKW":30,"forS":600,"reason":"works"}"#

    @Test(arguments: Way.allCases) func aReadingKeyCannotWrite(_ way: Way) async throws {
        let fixture = try await HTTPFixture()
        let key = try await add(fixture, "graphs", "read", way: way)
        #expect(try await fixture.call(way, "GET", "/v1/state", key: key).status == 200)
        #expect(try await fixture.call(way, "HEAD", "/v1/state", key: key).status == 200)
        let writes = [
            ("POST", "/v1/nodes/head/limits", Self.limit), ("POST", "/v1/stop", "{}"), ("DELETE", "/v1/stop", "{}"),
            ("PUT", "/v1/ders/ev-1/needs", #"{"energyKWh":1}"#), ("POST", "/v1/sites/site-1/credentials", ""),
            ("POST", "/v1/keys", "{}"), ("POST", "/v1/backup", #"{"path":"x.sqlite"}"#),
        ]
        for (method, path, body) in writes {
            let reply = try await fixture.call(way, method, path, body, key: key)
            #expect(reply.status == 403, "\(method) \(path): \(reply.text)")
            #expect(reply.string("type") == "urn:headroom:problem:forbidden")
        }
        #expect(!fixture.engine.snapshot.isStopped && fixture.engine.snapshot.limits.limits.isEmpty)
        await fixture.endpoint.stop()
    }

    @Test func anOperatingKeyWritesAsItsOwnerAndMakesNoKeys() async throws {
        let fixture = try await HTTPFixture()
        let key = try await add(fixture, "scada", "operate")
        let first = try await fixture.call(.socket, "POST", "/v1/nodes/head/limits", Self.limit, key: key)
        #expect(first.status == 201)
        #expect(first.string("author") == "Control room")
        let second = try await fixture.call(
            .socket, "POST", "/v1/nodes/head/limits", Self.limit, key: key, headers: ["Headroom-Author": "ada"])
        #expect(second.string("author") == "ada (key scada)")
        for (method, path) in [("GET", "/v1/keys"), ("POST", "/v1/keys"), ("DELETE", "/v1/keys/scada")] {
            #expect(try await fixture.call(.direct, method, path, key: key).status == 403)
        }
        await fixture.endpoint.stop()
    }

    @Test func onlyTheHashIsKept() async throws {
        let fixture = try await HTTPFixture()
        let key = try await add(fixture, "scada", "operate")
        let secret = try #require(key.split(separator: ".").last.map(String.init))
        #expect(secret.count == 64)
        let kept = try #require(try fixture.engine.store.credential(.apiKey, name: "scada"))
        #expect(kept.scopes == ["read", "operate"] && kept.owner == "Control room")
        // HMAC-SHA256 by openssl, an implementation of its own as far as our code goes.
        let salt = kept.salt.map { String(format: "%02x", $0) }.joined()
        let made = try await openssl(["dgst", "-sha256", "-mac", "HMAC", "-macopt", "hexkey:\(salt)"], input: secret)
        #expect(made.hasSuffix(kept.hash.map { String(format: "%02x", $0) }.joined()), "\(made)")
        let other = try await add(fixture, "other", "operate")
        #expect(other.split(separator: ".").last.map(String.init) != secret)
        let listed = try await fixture.call(.direct, "GET", "/v1/keys").text
        #expect(!listed.contains(secret) && listed.contains("Control room"))
        let audit = try await fixture.call(.direct, "GET", "/v1/audit").text
        #expect(audit.contains("key.add") && !audit.contains(secret))
        await fixture.endpoint.stop()
    }

    @Test func whatIsRevokedExpiredOrWrongOpensNothing() async throws {
        let fixture = try await HTTPFixture()
        let key = try await add(fixture, "scada", "operate")
        let soon = Date().addingTimeInterval(2).formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        let brief = try await add(fixture, "brief", "read", expires: soon)
        func status(_ key: String) async throws -> Int {
            try await fixture.call(.direct, "GET", "/v1/state", key: key).status
        }
        #expect(try await status(key) == 200)
        #expect(try await status(brief) == 200)
        for wrong in [
            String(key.dropLast()), key + "0", "graphs." + key.dropFirst(6), "scada.", "scada", ".", "no/name.1",
        ] {
            #expect(try await status(wrong) == 401, "\(wrong.count) characters")
        }
        #expect(try await fixture.call(.direct, "DELETE", "/v1/keys/scada").status == 200)
        #expect(try await status(key) == 401)
        #expect(try await fixture.call(.direct, "DELETE", "/v1/keys/scada").status == 404)
        #expect(
            try await fixture.call(
                .direct, "POST", "/v1/keys", #"{"name":"scada","owner":"x","scope":"read"}"#
            ).status == 409, "a name stays that of what was recorded under it")
        #expect(try await eventually { try await status(brief) == 401 })
        await fixture.endpoint.stop()
    }

    @Test func aKeyCountsUntilItsTimeIsOver() async throws {
        let fixture = try await HTTPFixture()
        let end = fixture.engine.clock.now.utc + .seconds(3_600)
        let key = try await add(fixture, "brief", "read", expires: RFC3339.format(milliseconds: end.milliseconds))
        let keys = fixture.interface.gateway.keys
        let bearer = try #require(try keys.bearer(of: Array(key.utf8), now: end + .milliseconds(-1)))
        #expect(try keys.counts(bearer, now: end + .milliseconds(-1)))
        #expect(try keys.bearer(of: Array(key.utf8), now: end) == nil)
        #expect(try !keys.counts(bearer, now: end))
        await fixture.endpoint.stop()
    }

    @Test(arguments: [
        (#"{"name":"a b","owner":"x","scope":"read"}"#, ["name"]),
        (#"{"name":"a","owner":"x","scope":"all"}"#, ["scope"]),
        (#"{"name":"a"}"#, ["owner", "scope"]),
        (#"{"name":"a","owner":"x","scope":"read","expires":"2001-01-01T00:00:00Z"}"#, ["expires"]),
    ]) func faultsAreNamed(body: String, fields: [String]) async throws {
        let fixture = try await HTTPFixture()
        let reply = try await fixture.call(.direct, "POST", "/v1/keys", body)
        #expect(reply.status == 422 && reply.fields == fields, "\(reply.text)")
        await fixture.endpoint.stop()
    }

    private func openssl(_ arguments: [String], input: String) async throws -> String {
        let folder = try TemporaryFolder()
        let file = folder.path("input")
        try Data(input.utf8).write(to: URL(fileURLWithPath: file))
        let result = try await ChildProcess.run(["openssl"] + arguments + [file])
        #expect(result.status == 0, "\(result.output)")
        return result.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

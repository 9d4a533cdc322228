// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
import TestSupport
import Testing

@testable import Gateway

/// The topology by REST, called directly and through a socket.
@Suite struct TopologyRouteTests {
    static let narrow = HTTPFixture.topology.replacing("ratingKVA: 100", with: "ratingKVA: 80")

    private func body(_ text: String, _ more: [String: Any] = [:]) throws -> String {
        let object = more.merging(["text": text]) { first, _ in first }
        return String(decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self)
    }

    @Test(arguments: Way.allCases) func aTopologyIsPreviewedAppliedListedAndRolledBack(way: Way) async throws {
        let fixture = try await HTTPFixture()
        #expect(try await fixture.call(way, "GET", "/v1/topology").status == 404, "none was kept yet")
        let preview = try await fixture.call(way, "POST", "/v1/topology/preview", body(Self.narrow))
        #expect(preview.status == 200 && preview.double("version") == 0)
        #expect(preview.list("changes").map { $0["text"] as? String } == ["node head: rating 100 kVA becomes 80 kVA"])
        #expect(fixture.engine.snapshot.topology.number == 0)
        let author = ["Headroom-Author": "ada"]
        func apply(_ text: String, _ more: [String: Any]) async throws -> Reply {
            try await fixture.call(way, "POST", "/v1/topology", body(text, more), headers: author)
        }
        #expect(try await apply(HTTPFixture.topology + "# one\n", [:]).double("version") == 1)
        let done = try await apply(Self.narrow, ["reason": "hot", "ifVersion": 1])
        #expect(done.status == 200 && done.double("version") == 2 && done.json["isRecorded"] as? Bool == true)
        let conflict = try await apply(HTTPFixture.topology, ["ifVersion": 1])
        #expect(conflict.status == 409 && conflict.string("type")?.hasSuffix("topology-version") == true)
        let current = try await fixture.call(way, "GET", "/v1/topology")
        #expect(current.string("text") == Self.narrow && current.string("author") == "ada")
        #expect(current.string("reason") == "hot" && current.double("version") == 2)
        let back = try await fixture.call(
            way, "POST", "/v1/topology/rollback", #"{"version":1,"ifVersion":2}"#, headers: author)
        #expect(back.status == 200 && back.double("version") == 3)
        let versions = try await fixture.call(way, "GET", "/v1/topology/versions").list("versions")
        #expect(versions.map { $0["version"] as? Int } == [3, 2, 1])
        #expect(versions.map { $0["isCurrent"] as? Bool } == [true, false, false] && versions[0]["text"] == nil)
        let first = try await fixture.call(way, "GET", "/v1/topology/versions/1")
        #expect(first.string("text") == HTTPFixture.topology + "# one\n")
        #expect(try await fixture.call(way, "GET", "/v1/topology/versions/9").status == 404)
        #expect(try await fixture.call(way, "POST", "/v1/topology/rollback", #"{"version":9}"#).status == 404)
        #expect(try await fixture.call(way, "GET", "/v1/state").double("topologyVersion") == 3)
        let audit = try await fixture.call(way, "GET", "/v1/audit").list("entries")
        #expect(audit.prefix(2).map { $0["action"] as? String } == ["topology.rollback", "topology.apply"])
    }

    @Test(arguments: Way.allCases) func aBadTextIsRefusedWithItsPlacesAndChangesNothing(way: Way) async throws {
        let fixture = try await HTTPFixture()
        let bad = HTTPFixture.topology.replacing("ratingKVA: 100", with: "ratingKVA: -100")
        for path in ["/v1/topology", "/v1/topology/preview"] {
            let reply = try await fixture.call(way, "POST", path, body(bad, ["name": "street.yaml"]))
            #expect(reply.status == 422 && reply.fields == ["text"], "\(reply.text)")
            #expect(reply.string("detail")?.contains("street.yaml:4:") == true, "\(reply.text)")
        }
        let other = HTTPFixture.topology.replacing("id: small", with: "id: large")
        #expect(try await fixture.call(way, "POST", "/v1/topology", body(other)).status == 422)
        #expect(fixture.engine.snapshot.topology.number == 0)
        #expect(fixture.engine.snapshot.model.feeder.nodes[0].rating == .apparentPower(.kilovoltAmperes(100)))
    }

    @Test func onlyWhoMayOperateSendsALargeBody() async throws {
        let fixture = try await HTTPFixture()
        let large = try body(HTTPFixture.topology + String(repeating: "# a comment that is long\n", count: 20_000))
        #expect(large.utf8.count > 400_000)
        let path = "/v1/topology/preview"
        #expect(try await fixture.call(.socket, "POST", path, large).status == 200)
        #expect(try await fixture.call(.socket, "POST", path, large, key: "nobody").status == 413)
        #expect(try await fixture.call(.socket, "POST", "/v1/stop", large).status == 413)
        #expect(try await fixture.call(.socket, "POST", path, body(Self.narrow), key: "nobody").status == 401)
    }

    @Test func whatIsSentTwiceIsDoneOnce() async throws {
        let fixture = try await HTTPFixture()
        let key = ["Idempotency-Key": "one"]
        let first = try await fixture.call(.direct, "POST", "/v1/topology", body(Self.narrow), headers: key)
        let second = try await fixture.call(.direct, "POST", "/v1/topology", body(Self.narrow), headers: key)
        #expect(first.body == second.body && second.headers["Idempotency-Replayed"] == "true")
        let other = try await fixture.call(.direct, "POST", "/v1/topology", body(HTTPFixture.topology), headers: key)
        #expect(other.status == 409 && fixture.engine.snapshot.topology.number == 1)
    }

    /// A listener begins anew with the whole state: nodes and DERs are others.
    @Test func listenersGetTheWholeState() async throws {
        let fixture = try await HTTPFixture()
        let hub = EventHub(fixture.engine)
        hub.start()
        defer { hub.stop() }
        let subscription = try hub.subscribe()
        var events = subscription.events.makeAsyncIterator()
        var names: [String] = []
        for step in 0..<4 {
            let event = String(decoding: await events.next() ?? [], as: UTF8.self)
            names.append(String(event.prefix { $0 != "\n" }))
            if step == 1 {
                _ = try await fixture.call(.direct, "POST", "/v1/topology", body(Self.narrow))
            }
            if step == 2 { #expect(event.contains(#""topologyVersion":1"#)) }
            fixture.engine.tick()
        }
        #expect(names == ["event: state", "event: tick", "event: state", "event: tick"])
    }
}

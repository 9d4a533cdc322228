// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
import MQTT
import Store
import Testing

@testable import Gateway

@Suite struct RouteTests {
    /// The interface as its contract lists it, by hand.
    static let contract: Set<String> = [
        "GET /healthz", "GET /metrics", "GET /v1/state", "GET /v1/nodes", "GET /v1/nodes/{id}",
        "POST /v1/nodes/{id}/limits", "POST /v1/nodes/{id}/acknowledge", "GET /v1/limits", "PUT /v1/limits/{id}",
        "DELETE /v1/limits/{id}", "GET /v1/ders", "GET /v1/ders/{id}", "GET /v1/ders/{id}/explanation",
        "PUT /v1/ders/{id}/needs", "POST /v1/ders/{id}/out-of-service", "DELETE /v1/ders/{id}/out-of-service",
        "POST /v1/stop", "DELETE /v1/stop", "GET /v1/audit", "GET /v1/alarms", "POST /v1/alarms/{id}/acknowledge",
        "GET /v1/rejected", "GET /v1/events",
        "POST /v1/sites/{id}/credentials", "POST /v1/stations/{id}/credentials", "POST /v1/backup",
        "GET /v1/openapi.json", "POST /v1/ders/{id}/transaction", "DELETE /v1/ders/{id}/transaction",
        "GET /v1/sites/{id}/diagnosis", "GET /v1/stations/{id}/diagnosis",
        "POST /v1/keys", "GET /v1/keys", "DELETE /v1/keys/{id}", "POST /login", "POST /logout", "GET /v1/session",
        "GET /v1/topology", "POST /v1/topology", "POST /v1/topology/preview", "POST /v1/topology/rollback",
        "GET /v1/topology/versions", "GET /v1/topology/versions/{id}", "GET /v1/nodes/{id}/history",
        "POST /v1/stations/{id}/reset", "POST /v1/stations/{id}/unlock", "POST /v1/stations/{id}/trigger",
        "POST /v1/stations/{id}/availability", "POST /v1/stations/{id}/calls/{action}",
        "GET /v1/stations/{id}/requests", "GET /v1/stations/{id}/requests/{number}",
        "GET /v1/stations/{id}/notifications", "GET /v1/stations/{id}/trace",
        "GET /v1/curtailment", "POST /v1/ders/{id}/targets", "DELETE /v1/ders/{id}/targets", "GET /v1/targets",
    ]

    @Test(arguments: Way.allCases) func theDescriptionListsExactlyTheRoutes(_ way: Way) async throws {
        let fixture = try await HTTPFixture()
        let document = try await fixture.call(way, "GET", "/v1/openapi.json")
        #expect(document.string("openapi") == "3.1.0")
        let paths = document.json["paths"] as? [String: [String: Any]] ?? [:]
        let described = Set(paths.flatMap { path, operations in operations.keys.map { "\($0.uppercased()) \(path)" } })
        #expect(described == Self.contract)
        var names: Set<String> = []
        for operation in paths.values.flatMap(\.values) {
            let operation = try #require(operation as? [String: Any])
            names.insert(try #require(operation["operationId"] as? String))
            #expect((operation["responses"] as? [String: Any])?["default"] != nil)
        }
        #expect(names.count == described.count)
        let limits = paths["/v1/nodes/{id}/limits"]?["post"] as? [String: Any]
        #expect(Set((limits?["responses"] as? [String: Any] ?? [:]).keys) == ["200", "201", "default"])
        // Each is there, and no other method is.
        for entry in described {
            let words = entry.split(separator: " ").map(String.init)
            let path = words[1].replacingOccurrences(of: "{id}", with: "no-such-thing")
            let wrong = try await fixture.call(.direct, "PATCH", path)
            #expect(wrong.status == 405)
            #expect(wrong.headers["Allow"]?.contains(words[0]) == true, "\(entry)")
        }
        await fixture.endpoint.stop()
    }

    @Test(arguments: Way.allCases) func theStateHasAllOfIt(_ way: Way) async throws {
        let fixture = try await HTTPFixture()
        let state = try await fixture.call(way, "GET", "/v1/state")
        #expect(state.string("feeder") == "small")
        #expect(state.string("name") == "Small feeder")
        #expect(state.json["isStopped"] as? Bool == false)
        #expect(state.list("nodes").map { $0["id"] as? String } == ["head", "site-1"])
        #expect(state.list("ders").map { $0["id"] as? String } == ["battery-1", "ev-1"])
        #expect(try await fixture.call(way, "GET", "/v1/nodes").list("nodes").count == 2)
        #expect(try await fixture.call(way, "GET", "/v1/ders").list("ders").count == 2)
        #expect(try await fixture.call(way, "GET", "/v1/ders/ev-1").string("kind") == "evse")
        #expect(try await fixture.call(way, "GET", "/v1/alarms").status == 200)
        await fixture.endpoint.stop()
    }

    @Test(arguments: Way.allCases) func needsReachTheCore(_ way: Way) async throws {
        let fixture = try await HTTPFixture()
        let body =
            #"{"departureTime":"2099-01-01T06:00:00Z","energyKWh":20,"targetSoc":0.8,"capacityKWh":50,"soc":0.4}"#
        #expect(try await fixture.call(way, "PUT", "/v1/ders/ev-1/needs", body).status == 200)
        let state = fixture.engine.snapshot.state.ders[1]
        #expect(state.needs?.energy?.kilowattHours == 20)
        #expect(state.needs?.targetSoC == 0.8)
        #expect(state.needs?.usableCapacity?.kilowattHours == 50)
        // 2099-01-01T06:00:00Z by `date -u -d ... +%s`.
        #expect(state.needs?.departureTime?.milliseconds == 4_070_930_400_000)
        #expect(state.stateOfCharge?.value == 0.4)
        await fixture.endpoint.stop()
    }

    /// What is measured says nothing of what is needed.
    @Test(arguments: Way.allCases) func aStateOfChargeAloneLeavesTheNeeds(_ way: Way) async throws {
        let fixture = try await HTTPFixture()
        let path = "/v1/ders/ev-1/needs"
        _ = try await fixture.call(way, "PUT", path, #"{"departureTime":"2099-01-01T06:00:00Z","energyKWh":20}"#)
        let answer = try await fixture.call(way, "PUT", path, #"{"soc":0.4}"#)
        #expect(answer.status == 200 && answer.double("energyKWh") == 20)
        #expect(fixture.engine.snapshot.state.ders[1].needs?.energy?.kilowattHours == 20)
        #expect(fixture.engine.snapshot.state.ders[1].stateOfCharge?.value == 0.4)
        // A refused one changes nothing at all; an empty one takes the needs back.
        #expect(try await fixture.call(way, "PUT", path, #"{"energyKWh":1,"soc":1.4}"#).status == 422)
        #expect(fixture.engine.snapshot.state.ders[1].needs?.energy?.kilowattHours == 20)
        #expect(try await fixture.call(way, "PUT", path, "{}").status == 200)
        #expect(fixture.engine.snapshot.state.ders[1].needs?.energy == nil)
        let entries = try await fixture.call(way, "GET", "/v1/audit").list("entries")
        #expect(entries.map { $0["action"] as? String } == ["needs.set", "soc.set", "needs.set"])
        #expect((entries.last?["details"] as? [String: Any])?["energyKWh"] as? Double == 20)
        await fixture.endpoint.stop()
    }

    /// A disk that takes nothing: everything is done all the same, and every answer says that it is not on disk.
    @Test func answersSayWhetherTheyAreOnDisk() async throws {
        let fixture = try await HTTPFixture()
        let limit = #"{"direction":"import","limitKW":30,"forS":600,"reason":"works"}"#
        func ask(_ limitID: String) async throws -> [Bool?] {
            var answers: [Bool?] = []
            for (method, path, body) in [
                ("POST", "/v1/nodes/head/limits", limit),
                ("PUT", "/v1/limits/\(limitID)", #"{"limitKW":20,"forS":600,"reason":"more"}"#),
                ("DELETE", "/v1/limits/\(limitID)", #"{"reason":"over"}"#),
                ("POST", "/v1/stop", "{}"), ("DELETE", "/v1/stop", "{}"),
                ("POST", "/v1/ders/ev-1/out-of-service", "{}"), ("DELETE", "/v1/ders/ev-1/out-of-service", "{}"),
                ("PUT", "/v1/ders/ev-1/needs", #"{"energyKWh":20}"#), ("POST", "/v1/nodes/head/acknowledge", "{}"),
            ] {
                let answer = try await fixture.call(.direct, method, path, body)
                #expect((200..<300).contains(answer.status), "\(method) \(path): \(answer.text)")
                answers.append(answer.json["isRecorded"] as? Bool)
            }
            return answers
        }
        let first = try await fixture.call(.direct, "POST", "/v1/nodes/head/limits", limit)
        #expect(try await ask(try #require(first.string("id"))) == Array(repeating: true, count: 9))
        let second = try await fixture.call(.direct, "POST", "/v1/nodes/head/limits", limit)
        try fixture.engine.store.close()
        #expect(try await ask(try #require(second.string("id"))) == Array(repeating: false, count: 9))
        #expect(fixture.engine.storeStatus.owed > 9)
        await fixture.endpoint.stop()
    }

    @Test func whatCanBeReadCanBeAskedForWithoutItsBody() async throws {
        let fixture = try await HTTPFixture()
        for path in ["/v1/state", "/healthz", "/metrics", "/v1/limits", "/v1/events"] {
            fixture.engine.tick()
            let head = try await fixture.call(.socket, "HEAD", path)
            #expect(head.status == 200 && head.body.isEmpty, "\(path)")
            guard path != "/v1/events" else { continue }
            let get = try await fixture.call(.socket, "GET", path)
            #expect(head.headers["content-type"] == get.headers["content-type"])
        }
        #expect(try await fixture.call(.socket, "HEAD", "/v1/state", key: "").status == 401)
        #expect(try await fixture.call(.socket, "HEAD", "/v1/stop").status == 405)
        #expect(fixture.interface.gateway.events.clientCount == 0)
        await fixture.endpoint.stop()
    }

    @Test(arguments: Way.allCases) func theLastPageHasNoNext(_ way: Way) async throws {
        let fixture = try await HTTPFixture()
        for _ in 0..<4 { _ = try await fixture.call(way, "POST", "/v1/stop") }
        let first = try await fixture.call(way, "GET", "/v1/audit?limit=2")
        let next = try #require(first.json["next"] as? Int)
        let last = try await fixture.call(way, "GET", "/v1/audit?limit=2&before=\(next)")
        #expect(last.list("entries").count == 2)
        #expect(last.json["next"] is NSNull)
        #expect(try await fixture.call(way, "GET", "/v1/audit?limit=4").json["next"] is NSNull)
        await fixture.endpoint.stop()
    }

    @Test(arguments: Way.allCases) func stopAndOutOfServiceReachTheCore(_ way: Way) async throws {
        let fixture = try await HTTPFixture()
        #expect(try await fixture.call(way, "POST", "/v1/stop", #"{"reason":"fire"}"#).status == 200)
        #expect(fixture.engine.snapshot.isStopped)
        #expect(try await fixture.call(way, "DELETE", "/v1/stop").status == 200)
        #expect(!fixture.engine.snapshot.isStopped)
        #expect(try await fixture.call(way, "POST", "/v1/ders/ev-1/out-of-service").status == 200)
        #expect(fixture.engine.snapshot.state.ders[1].isOutOfService)
        #expect(try await fixture.call(way, "DELETE", "/v1/ders/ev-1/out-of-service").status == 200)
        #expect(!fixture.engine.snapshot.state.ders[1].isOutOfService)
        #expect(try await fixture.call(way, "POST", "/v1/nodes/head/acknowledge").status == 200)
        let entries = try await fixture.call(way, "GET", "/v1/audit").list("entries")
        #expect(
            entries.map { $0["action"] as? String } == [
                "alarm.acknowledge", "der.inService", "der.outOfService", "resume", "stop",
            ])
        #expect(entries.last?["reason"] as? String == "fire")
        await fixture.endpoint.stop()
    }

    @Test(arguments: Way.allCases) func anAlarmIsAcknowledgedOnceByWhoMay(_ way: Way) async throws {
        let fixture = try await HTTPFixture()
        let made = try await fixture.call(way, "POST", "/v1/keys", #"{"name":"wall","owner":"Wall","scope":"read"}"#)
        fixture.engine.feed([.recording(isInTime: false)])
        fixture.engine.tick()
        let path = "/v1/alarms/recordsOwed/acknowledge"
        let reading = try #require(made.string("key"))
        #expect(try await fixture.call(way, "POST", path, key: reading).status == 403)
        let entry = try #require(fixture.engine.snapshot.alarms.entry("recordsOwed"))
        #expect(entry.acknowledgedAt == nil)
        let done = try await fixture.call(way, "POST", path, headers: ["Headroom-Author": "ann"])
        #expect(done.status == 200 && done.string("acknowledgedBy") == "ann" && done.string("id") == "recordsOwed")
        let active = try await fixture.call(way, "GET", "/v1/alarms").list("active")
        // Others may be up by now: nobody is connected.
        let mine = active.first { $0["id"] as? String == "recordsOwed" }
        #expect(mine?["acknowledgedBy"] as? String == "ann")
        let again = try await fixture.call(way, "POST", path, headers: ["Headroom-Author": "bob"])
        #expect(again.string("acknowledgedBy") == "ann", "the first stays")
        let none = try await fixture.call(way, "POST", "/v1/alarms/siteSilent:no-such/acknowledge")
        #expect(none.status == 404 && none.text.contains("siteSilent:no-such"))
        await fixture.endpoint.stop()
    }

    @Test(arguments: Way.allCases) func installersGetWhatTheDoorsWant(_ way: Way) async throws {
        let fixture = try await HTTPFixture()
        let secrets = try MachineSecrets(file: fixture.folder.path + "/master.key")
        let site = try await fixture.call(way, "POST", "/v1/sites/site-1/credentials")
        let mqtt = try #require(site.json["mqtt"] as? [String: Any])
        let access = try #require(
            BrokerAccesses.make(fixture.engine.snapshot.model.feeder, secrets).first {
                $0.user == mqtt["user"] as? String
            })
        #expect(access.password == mqtt["password"] as? String)
        #expect(mqtt["port"] as? Int == 1_884)
        let station = try await fixture.call(way, "POST", "/v1/stations/station-1/credentials")
        #expect(station.string("url") == "ws://127.0.0.1:9001/ocpp/station-1")
        #expect(station.string("password")?.count == 32)
        await fixture.endpoint.stop()
    }

    @Test(arguments: Way.allCases) func refusedMessagesAreShown(_ way: Way) async throws {
        let fixture = try await HTTPFixture()
        fixture.engine.feed([
            .mqtt(
                topic: "headroom/v1/site/site-1/der/battery-1/telemetry", payload: Array("{\"powerW\":5}".utf8),
                isRetained: false)
        ])
        let message = try #require(try await fixture.call(way, "GET", "/v1/rejected").list("messages").first)
        #expect(message["payload"] as? String == "{\"powerW\":5}")
        #expect((message["reason"] as? String)?.contains("powerKW") == true)
        await fixture.endpoint.stop()
    }

    @Test(arguments: Way.allCases) func backupIsAFileOfTheDataFolder(_ way: Way) async throws {
        let fixture = try await HTTPFixture()
        #expect(try await fixture.call(way, "POST", "/v1/backup", #"{"path":"monday.sqlite"}"#).status == 201)
        let copy = try Data(contentsOf: fixture.folder.appendingPathComponent("monday.sqlite"))
        #expect(copy.prefix(15) == Data("SQLite format 3".utf8))
        let again = try await fixture.call(way, "POST", "/v1/backup", #"{"path":"monday.sqlite"}"#)
        #expect(again.status == 409)
        await fixture.endpoint.stop()
    }

    @Test(arguments: Way.allCases) func metricsAreInTheTextFormat(_ way: Way) async throws {
        let fixture = try await HTTPFixture()
        fixture.engine.tick()
        let text = try await fixture.call(way, "GET", "/metrics").text
        let sample = try Regex(#"^([a-z_]+)(\{[a-z]+="[^"]*"\})? (-?[0-9.]+(e[-+][0-9]+)?)$"#)
        var types: [String: String] = [:]
        var values: [String: Double] = [:]
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            if line.hasPrefix("# TYPE ") { types[String(words[2])] = String(words[3]) }
            guard !line.hasPrefix("#") else { continue }
            #expect(line.wholeMatch(of: sample) != nil, "\(line)")
            values[String(words[0])] = Double(words[1])
            #expect(types[String(words[0].prefix { $0 != "{" })] != nil, "\(line) has no type")
        }
        #expect(values["headroom_ticks_total"] == 2)
        #expect(values["headroom_node_import_limit_kw{node=\"head\"}"] == 95)
        #expect(values["headroom_ders{cause=\"notDispatchable\"}"] == 2)
        #expect((values["process_resident_memory_bytes"] ?? 0) > 1_000_000)
        #expect(
            (values["headroom_tick_seconds{quantile=\"max\"}"] ?? 0)
                >= (values["headroom_tick_seconds{quantile=\"p50\"}"] ?? 1))
        await fixture.endpoint.stop()
    }
}

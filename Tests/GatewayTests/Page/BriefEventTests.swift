// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
import JSON
import MQTT
import Testing

@testable import Gateway

@Suite struct BriefEventTests {
    private func next(_ events: inout AsyncStream<[UInt8]>.Iterator) async throws -> (name: String, data: [String: Any])
    {
        let text = String(decoding: try #require(await events.next()), as: UTF8.self)
        let lines = text.split(separator: "\n").map(String.init)
        let data = lines.first { $0.hasPrefix("data: ") }?.dropFirst(6) ?? "{}"
        let object = try JSONSerialization.jsonObject(with: Data(data.utf8)) as? [String: Any] ?? [:]
        return (String(lines.first?.split(separator: ":").last?.dropFirst() ?? ""), object)
    }

    private func rows(_ data: [String: Any], _ key: String) -> [[String: Any]] { data[key] as? [[String: Any]] ?? [] }

    /// A page that adds up what it is told has, in the end, what REST says.
    @Test func stateAndChangesAddUpToTheTruth() async throws {
        let fixture = try await HTTPFixture()
        let hub = EventHub(fixture.engine)
        hub.start()
        var events = try hub.subscribe(.brief).events.makeAsyncIterator()
        #expect(try await next(&events).data.isEmpty)
        fixture.engine.tick()
        let state = try await next(&events)
        #expect(state.name == "state")
        var known: [String: [String: Any]] = [:]
        for row in rows(state.data, "nodes") + rows(state.data, "ders") { known[row["id"] as? String ?? ""] = row }
        #expect(Set(known.keys) == ["head", "site-1", "battery-1", "ev-1"])
        #expect(known["head"]?["phases"] as? String == "ABC")
        fixture.engine.tick()
        let quiet = try await next(&events)
        #expect(quiet.name == "tick" && rows(quiet.data, "nodes").isEmpty && rows(quiet.data, "ders").isEmpty)
        #expect(quiet.data["limits"] == nil && quiet.data["time"] is String)
        fixture.bringBatteryOnline()
        let body = #"{"direction":"import","limitKW":30,"forS":600,"reason":"hot"}"#
        #expect(try await fixture.call(.direct, "POST", "/v1/nodes/head/limits", body).status == 201)
        fixture.engine.tick()
        for _ in 0..<2 {
            let tick = try await next(&events)
            for row in rows(tick.data, "nodes") + rows(tick.data, "ders") {
                known[row["id"] as? String ?? ""]?.merge(row) { $1 }
            }
            if known["head"]?["importLimitKW"] as? NSNumber == 30 {
                #expect(rows(tick.data, "limits").first?["reason"] as? String == "hot")
                break
            }
        }
        for path in ["nodes/head", "nodes/site-1", "ders/battery-1", "ders/ev-1"] {
            let truth = try await fixture.call(.direct, "GET", "/v1/\(path)").json
            let mine = try #require(known[String(path.split(separator: "/")[1])])
            for (key, value) in mine {
                guard let there = truth[key] else { continue }
                #expect((value is NSNull) == (there is NSNull), "\(path) \(key)")
                guard let number = value as? NSNumber, let told = there as? NSNumber else { continue }
                #expect(abs(number.doubleValue - told.doubleValue) <= 0.05, "\(path) \(key)")
            }
            #expect(mine["importLimitSource"] as? String == truth["importLimitSource"] as? String)
            #expect(mine["cause"] as? String == truth["cause"] as? String)
        }
        hub.stop()
        await fixture.endpoint.stop()
    }

    /// A power that moves little is no news, but to zero, from it and across it is.
    @Test(arguments: [
        (100, 140, false), (100, 151, true), (20, 0, true), (0, 20, true), (-20, 0, true), (0, -20, true),
        (20, -20, true), (-20, 20, true), (-100, -140, false), (0, 0, false),
    ]) func acrossZeroIsNews(old: Double, new: Double, isNews: Bool) {
        var row = BriefRow(id: "a")
        _ = row.changes([BriefField("p", .power(.watts(old)))])
        let changes = row.changes([BriefField("p", .power(.watts(new)))])
        #expect((changes?["p"]?.double == new / 1_000) == isNews)
    }

    @Test func alarmsThatWaitAreCounted() async throws {
        let fixture = try await HTTPFixture()
        let hub = EventHub(fixture.engine)
        hub.start()
        var events = try hub.subscribe(.brief).events.makeAsyncIterator()
        _ = try await next(&events)
        fixture.engine.feed([.recording(isInTime: false)])
        fixture.engine.tick()
        let state = try await next(&events)
        let count = try #require(state.data["alarmCount"] as? Int)
        #expect(count >= 1 && state.data["alarmWaitingCount"] as? Int == count)
        let path = "/v1/alarms/recordsOwed/acknowledge"
        #expect(try await fixture.call(.direct, "POST", path, "{}").status == 200)
        fixture.engine.tick()
        let tick = try await next(&events)
        for told in [tick.data, try await fixture.call(.direct, "GET", "/v1/state").json] {
            // Others may come meanwhile, since nobody is connected; one of them is acknowledged.
            let count = try #require(told["alarmCount"] as? Int)
            #expect(count >= 1 && told["alarmWaitingCount"] as? Int == count - 1)
        }
        hub.stop()
        await fixture.endpoint.stop()
    }

    @Test func whoComesLaterIsToldEverything() async throws {
        let fixture = try await HTTPFixture()
        let hub = EventHub(fixture.engine)
        hub.start()
        var first = try hub.subscribe(.brief).events.makeAsyncIterator()
        fixture.engine.tick()
        _ = try await next(&first)
        #expect(try await next(&first).name == "state")
        var second = try hub.subscribe(.brief).events.makeAsyncIterator()
        fixture.engine.tick()
        _ = try await next(&second)
        #expect(try await next(&second).name == "state")
        #expect(try await next(&first).name == "tick")
        hub.stop()
        await fixture.endpoint.stop()
    }
}

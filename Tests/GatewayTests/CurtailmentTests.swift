// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
import Store
import Testing

@testable import Gateway

/// Curtailed energy in the gateway: booked by ticks, kept over a restart, told by REST and metrics.
@Suite struct CurtailmentTests {
    private static let remembering = Bench.minimal.replacing(
        "ratingKVA: 100,", with: "ratingKVA: 100, remembersCuts: true,")

    /// A vehicle that charges and is then held to 8 kW; what it lost, added up from the plans, kWh.
    private func limited() throws -> (bench: Bench, kWh: Double) {
        let bench = try Bench(Self.remembering)
        bench.connect(FakeStation("cs"), 1)
        bench.run(120)
        let before = bench.core.curtailment.total.total.kilowattHours
        try bench.limit("transformer", kW: 8)
        bench.run(1)
        var kWh = 0.0
        for _ in 0..<300 {
            let setpoint = try #require(bench.core.plan?.setpoints[try bench.der("ev")])
            if setpoint.reason.cause == .limited {
                kWh += (setpoint.asked.kilowatts - (setpoint.power ?? setpoint.asked).kilowatts) / 3_600
            }
            bench.run(1)
        }
        #expect(kWh > 1, "\(before) kWh before")
        return (bench, kWh)
    }

    private let rule = CurtailmentRule(cause: .limited, principle: .maxMin, direction: .import)

    @Test func everyTickIsBooked() throws {
        let (bench, kWh) = try limited()
        let booked = try #require(bench.core.curtailment.ders[try bench.der("ev")][rule]).kilowattHours
        // The second in which the limit was set and the last one are booked too, or not yet.
        #expect(abs(booked - kWh) < 3 * 20 / 3_600.0, "\(booked) for \(kWh)")
    }

    @Test func theBooksOutliveTheRun() throws {
        let bench = try limited().bench
        let store = try Store.inMemory()
        try store.append(bench.recorded { $0 } + [bench.core.memorySnapshot(now: bench.now)])
        let later = bench.now.utc + .seconds(60)
        let again = try Bench(
            Self.remembering, restored: try RestoredState(store, now: later),
            now: Moment(utc: later, steady: MonotonicInstant(milliseconds: 0)))
        let (old, new) = (bench.core.curtailment, again.core.curtailment)
        #expect(new.since == old.since)
        #expect(abs(new.total.total.kilowattHours - old.total.total.kilowattHours) < 1e-9)
        #expect(Set(new.total.keys) == Set(old.total.keys))
        let cut = bench.core.memory.ders[try bench.der("ev")].cutKWh
        let kept = again.core.memory.ders[try again.der("ev")].cutKWh
        #expect(cut > 1 && abs(kept - cut) < 1e-9)
        again.run(1)
        #expect(again.core.curtailment.total.total >= new.total.total)
    }

    @Test func aTopologyChangeKeepsThem() throws {
        let (bench, _) = try limited()
        let before = bench.core.curtailment.total.total.kilowattHours
        try bench.change(to: TopologyStationTests.withoutStation)
        let after = bench.core.curtailment
        #expect(abs(after.total.total.kilowattHours - before) < 20 / 3_600.0)
        #expect(after.departed.keys.map(\.text) == ["site-1"])
    }

    @Test(arguments: Way.allCases) func theInterfaceTellsThem(_ way: Way) async throws {
        let fixture = try await HTTPFixture()
        let empty = try await fixture.call(way, "GET", "/v1/curtailment")
        #expect(empty.status == 200 && empty.double("curtailedKWh") == 0 && empty.list("sites").isEmpty)
        fixture.bringBatteryOnline()
        _ = try await fixture.call(way, "POST", "/v1/stop", #"{"reason":"test"}"#)
        fixture.engine.tick()
        try await Task.sleep(for: .milliseconds(1_200))
        fixture.engine.tick()
        let told = try await fixture.call(way, "GET", "/v1/curtailment")
        #expect(told.double("curtailedKWh")! > 0, "\(told.text)")
        let site = try #require(told.list("sites").first)
        #expect(site["site"] as? String == "site-1")
        let ders = site["ders"] as? [[String: Any]] ?? []
        #expect(ders.map { $0["id"] as? String } == ["battery-1"])
        #expect(
            told.list("rules").contains {
                $0["cause"] as? String == "stopped" && $0["direction"] as? String == "import"
            })
        #expect(try await fixture.call(way, "GET", "/v1/curtailment?site=site-1").list("sites").count == 1)
        #expect(try await fixture.call(way, "GET", "/v1/curtailment?after=site-1").list("sites").isEmpty)
        #expect(try await fixture.call(way, "GET", "/v1/curtailment?site=nowhere").status == 404)
        #expect(try await fixture.call(way, "GET", "/v1/curtailment?limit=0").status == 422)
        let metrics = try await fixture.call(way, "GET", "/metrics").text
        #expect(
            metrics.contains(
                "headroom_curtailed_kwh_total{cause=\"stopped\",principle=\"maxMin\",direction=\"import\"}"))
        await fixture.endpoint.stop()
    }
}

// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import OCPP
import Store
import Testing

@testable import Gateway

/// What stands with a name or an outlet when a DER is re-bound, goes, or comes back.
@Suite struct TopologyReturnTests {
    /// The EVSE at other hardware.
    static let moved = Bench.minimal.replacing("{id: cs,", with: "{id: cs-2,")
        .replacing("{station: cs,", with: "{station: cs-2,")

    /// Another run, with what this one kept.
    private func restarted(_ bench: Bench, _ topology: String) throws -> Bench {
        let store = try Store.inMemory()
        try store.append(bench.recorded { $0 } + [bench.core.memorySnapshot(now: bench.now)])
        let later = bench.now.utc + .seconds(5)
        return try Bench(
            topology, restored: try RestoredState(store, now: later),
            now: Moment(utc: later, steady: MonotonicInstant(milliseconds: 0)))
    }

    private func charging(_ topology: String = Bench.minimal) throws -> (bench: Bench, station: FakeStation) {
        let (bench, station) = (try Bench(topology), FakeStation("cs"))
        bench.connect(station, 1)
        bench.run(120)
        return (bench, station)
    }

    @Test func outOfServiceStandsWithTheName() throws {
        let bench = try charging().bench
        let out = bench.core.setOutOfService(
            true, der: try bench.der("ev"), author: "ada", reason: nil, now: bench.now)
        bench.carryOut(out)
        try bench.change(to: Self.moved)
        #expect(try bench.state("ev").isOutOfService, "re-bound")
        try bench.change(to: TopologyStationTests.withoutStation)
        let again = try restarted(bench, TopologyStationTests.withoutStation)
        for bench in [bench, again] {
            try bench.change(to: Bench.minimal)
            #expect(try bench.state("ev").isOutOfService, "removed and put back")
        }
        let back = again.core.setOutOfService(
            false, der: try again.der("ev"), author: "ada", reason: nil, now: again.now)
        again.carryOut(back)
        try again.change(to: Self.moved)
        #expect(try !again.state("ev").isOutOfService)
    }

    @Test func theOldDeviceCountsWhereAnotherHasItsName() throws {
        let bench = try charging().bench
        let told = try #require(try bench.state("ev").command).power
        #expect(told.kilowatts > 20)
        try bench.change(to: Self.moved)
        #expect(bench.core.departed.map(\.outlet?.station.text) == ["cs"])
        #expect(try bench.state("ev").command == nil)
        #expect(bench.core.plan?.nodes[0].countedImport ?? .zero >= told)
        let again = try restarted(bench, Self.moved)
        #expect(again.core.departed.map(\.outlet?.station.text) == ["cs"], "its name is in use, by another")
        try bench.change(to: Bench.minimal)
        #expect(bench.core.departed.map(\.outlet?.station.text) == ["cs-2"], "the first device is back")
        #expect(try bench.state("ev").allowed.importLimit >= told)
        let back = try restarted(again, Bench.minimal)
        #expect(back.core.departed.isEmpty)
        #expect(try back.state("ev").allowed.importLimit >= told)
    }

    @Test func twoOutletsThatChangeNamesBothCount() throws {
        let (bench, station) = (try Bench(Bench.twoConnectors), FakeStation("cs"))
        station.connectors = [1, 2]
        bench.connect(station, 1)
        bench.run(120)
        station.silent = ["GetCompositeSchedule"]
        let swapped = Bench.twoConnectors.replacing("evse: 1}", with: "evse: 3}")
            .replacing("evse: 2}", with: "evse: 1}").replacing("evse: 3}", with: "evse: 2}")
        try bench.change(to: swapped)
        #expect(bench.core.departed.map(\.outlet?.evse).sorted { $0 ?? 0 < $1 ?? 0 } == [1, 2])
        station.silent = []
        bench.run(180)
        #expect(bench.core.departed.isEmpty)
        #expect(try bench.state("ev").isProvisioned && bench.state("ev-2").isProvisioned)
    }

    /// Its profile still lets the next vehicle draw that, and nobody will hear when it comes.
    @Test func anEmptyOutletThatLeavesCountsForWhatItIsAllowed() throws {
        let (bench, station) = try charging()
        let allowed = try bench.state("ev").allowed.importLimit
        let status: [String: Any] = [
            "connectorId": 1, "errorCode": "NoError", "status": "Available", "timestamp": bench.stamp(station),
        ]
        bench.say(1, "StatusNotification", status)
        #expect(try bench.state("ev").plug == .available && allowed.kilowatts > 20)
        try bench.change(to: TopologyStationTests.withoutStation)
        #expect(try #require(bench.core.departed.first).band.importLimit >= allowed)
    }

    /// A station holds amperes: 32 A were 7 kW on one phase and are 22 kW on three.
    @Test func correctedPhasesCountTheSameAmperes() throws {
        let onePhase = Bench.minimal.replacing("maxCurrentA: 32,", with: "maxCurrentA: 32, phases: A,")
        let (bench, station) = (try Bench(onePhase), FakeStation("cs"))
        // Its meter values would be those of three phases.
        bench.meterSeconds = 0
        bench.connect(station, 1)
        bench.run(120)
        let told = try #require(try bench.state("ev").command).power.kilowatts
        #expect(told > 4 && told < 9, "\(told)")
        station.silent = ["SetChargingProfile", "GetCompositeSchedule"]
        try bench.change(to: Bench.minimal)
        let held = try bench.state("ev").allowed.importLimit.kilowatts
        #expect(held > told * 3 - 0.1 && held < told * 3 * 1.25, "\(held)")
        #expect(bench.core.plan?.nodes[0].countedImport.kilowatts ?? 0 > told * 3 - 0.1)
        #expect(bench.core.departed.isEmpty)
    }

    @Test(arguments: [true, false]) func needsStayWithTheVehicle(isRenamed: Bool) throws {
        let bench = try charging().bench
        let needs = ChargingNeeds(energy: .kilowattHours(10))
        let told = bench.core.setNeeds(
            needs, der: try bench.der("ev"), author: "ada", isPerson: true, now: bench.now)
        bench.carryOut(told)
        let since = try bench.state("ev").transactionStart
        let name = isRenamed ? "car" : "ev"
        try bench.change(to: isRenamed ? Bench.minimal.replacing("{id: ev,", with: "{id: car,") : Self.moved)
        #expect(try bench.state(name).needs == needs && bench.state(name).transactionStart == since)
        let store = try Store.inMemory()
        try store.append(bench.recorded { $0 })
        #expect(try store.chargingNeeds() == [try #require(DER.ID(name)): needs])
        try bench.change(to: TopologyStationTests.withoutStation)
        try store.append(bench.recorded { $0 })
        #expect(try store.chargingNeeds().isEmpty, "it does not return")
    }

    @Test func theDaysWritesAndDisobedienceStandWithTheName() throws {
        let bench = try charging().bench
        let until = bench.now.steady + .seconds(3_600)
        let ev = try bench.der("ev")
        bench.core.memory.ders[ev].writeDay = bench.now.utc.milliseconds / 86_400_000
        bench.core.memory.ders[ev].writes = 70
        bench.core.memory.ders[ev].disobedientUntil = until
        try bench.change(to: Self.moved)
        try bench.change(to: TopologyStationTests.withoutStation)
        try bench.change(to: Bench.minimal)
        let known = bench.core.memory.ders[try bench.der("ev")]
        #expect(known.writes >= 70 && known.disobedientUntil == until)
    }

    @Test func aLatchedAlarmStandsWhileItsNodeIsAway() throws {
        let bench = try Bench(TwoCables().text)
        let node = try #require(ConnectivityNode.ID("site-2"))
        bench.core.memory.nodes[try #require(bench.core.model.index.nodePosition[node])].isLatched = true
        var smaller = TwoCables()
        smaller.parents["site-2"] = nil
        try bench.change(to: smaller.text)
        for bench in [bench, try restarted(bench, smaller.text)] {
            try bench.change(to: TwoCables().text)
            let position = try #require(bench.core.model.index.nodePosition[node])
            #expect(bench.core.memory.nodes[position].isLatched)
        }
    }

    /// Read by other topics, or at another scale, it is another meter.
    @Test func whatAnotherMeterSaidIsForgotten() throws {
        func site(_ topic: String) -> String {
            Bench.minimal.replacing(
                "    importLimitKW: 50",
                with: "    importLimitKW: 50\n    meter: {mappings: [{signal: powerKW, topic: \(topic)}]}")
        }
        let bench = try Bench(site("house/a"))
        bench.mqtt("house/a", "3")
        let node = try #require(ConnectivityNode.ID("site-1").flatMap { bench.core.model.index.nodePosition[$0] })
        #expect(bench.core.state.meters[node].power?.value == .kilowatts(3))
        bench.core.memory.nodes[node].uncontrolledKW = 3
        try bench.change(to: site("house/a").replacing("ratingKVA: 100", with: "ratingKVA: 90"))
        #expect(bench.core.state.meters[node].power?.value == .kilowatts(3))
        try bench.change(to: site("house/b"))
        #expect(bench.core.state.meters[node].power == nil)
        #expect(bench.core.memory.nodes[node].uncontrolledKW != 3)
    }

    @Test func noReadingIsBelievedForLongerThanIsDeclaredNow() throws {
        var feeder = TwoCables()
        feeder.meter = ", meter: {maximumAgeS: 10}"
        let bench = try Bench(feeder.text)
        bench.measure(node: "cable-1", kW: 3, seconds: 1)
        let node = try #require(ConnectivityNode.ID("cable-1").flatMap { bench.core.model.index.nodePosition[$0] })
        for (declared, expected) in [(3, 3), (20, 3)] {
            feeder.meter = ", meter: {maximumAgeS: \(declared)}"
            try bench.change(to: feeder.text)
            #expect(bench.core.state.meters[node].power?.maximumAge == .seconds(expected))
        }
    }

    @Test func whoCameAsAStrangerComesAgainWithThePassword() throws {
        let bench = try Bench()
        bench.feed(.stationOpened(connection: 7, identity: "cs", version: .v16, isStranger: true))
        #expect(bench.disconnected == [7])
        #expect(bench.core.stations.values.first?.connection == nil)
        bench.feed(.stationOpened(connection: 8, identity: "cs", version: .v16))
        #expect(bench.core.stations.values.first?.connection == 8)
    }
}

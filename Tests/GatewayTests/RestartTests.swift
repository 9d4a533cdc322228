// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
import JSON
import Logging
import Store
import TestSupport
import Testing

@testable import Gateway

/// Rule 9, through a real database: limits, setpoints and orders stand; everything measured is stale.
@Suite struct RestartTests {
    /// Writes what one gateway recorded and starts another from it, so many seconds later.
    private func restarted(
        _ bench: Bench, after seconds: Int64 = 5, topology: String = Bench.minimal,
        settings: GatewaySettings = GatewaySettings()
    ) throws -> Bench {
        let folder = try TemporaryFolder()
        let store = try Store.open(at: folder.path("gateway.sqlite"))
        try store.append(bench.records)
        let later = bench.now.utc + .seconds(seconds)
        let restored = try RestoredState(store, now: later)
        try store.close()
        return try Bench(
            topology, settings: settings, restored: restored,
            now: Moment(utc: later, steady: MonotonicInstant(milliseconds: 0)))
    }

    /// What a store holds after all that was recorded.
    private func kept(_ benches: Bench...) throws -> Store {
        let store = try Store.inMemory()
        for bench in benches { try store.append(bench.records) }
        return store
    }

    @Test(arguments: FakeStation.versions) func aLimitStandsAndNothingIsRaisedAboveItWhenTheStationComesBack(
        version: String
    ) throws {
        let first = try Bench()
        let station = FakeStation.speaking(version)
        first.charge(station, 1)
        first.run(10)
        try first.limit("transformer", kW: 3)
        first.run(10)
        #expect(station.limit(connector: 1, first.date) == 0)
        let second = try restarted(first)
        #expect(second.core.limits.limits.count == 1)
        #expect(try second.state("ev").power == nil)
        #expect(try second.state("ev").allowed.importLimit.kilowatts >= 4.1, "it may hold its setpoint or its default")
        second.charge(station, 9, boots: false)
        second.run(30)
        #expect(try second.state("ev").isProvisioned)
        #expect(station.limit(connector: 1, second.date) == 0)
        #expect(station.limitsSeen.suffix(5).allSatisfy { $0 == 0 })
    }

    @Test(arguments: FakeStation.versions) func setpointsInForceComeBackUnprovenUntilTheyRunOut(version: String) throws
    {
        let first = try Bench()
        first.charge(FakeStation.speaking(version), 1)
        first.run(200)
        let held = try first.state("ev").allowed.importLimit
        let second = try restarted(first)
        #expect(try second.state("ev").command?.standing == .unanswered)
        #expect(try second.state("ev").allowed.importLimit >= held)
        let third = try restarted(first, after: 3_600)
        #expect(try third.state("ev").command == nil)
        #expect(abs(try third.state("ev").allowed.importLimit.kilowatts - 4.157 * 1.1) < 0.001)
    }

    /// 8 A at the highest voltage are more kilowatts than 8 A at the nominal one: they come back as 8 A, and 6 A as 6
    /// A.
    @Test(arguments: [8.0, 6.0], FakeStation.versions)
    func currentsComeBackAsTheyWere(amperes: Double, version: String) throws {
        let watts = amperes * 400 / 3.0.squareRoot() * 1.1 * 3
        let power = try #require(DER.ID("ev")).text
        let first = try Bench(Bench.minimal.replacing("importLimitA: 6", with: "importLimitA: 16"))
        var restored = RestoredState()
        restored.setpoints = [
            StoredSetpoint(
                der: try #require(DER.ID(power)), power: .watts(watts), sentAt: first.now.utc,
                validUntil: first.now.utc + .seconds(900))
        ]
        let bench = try Bench(
            Bench.minimal.replacing("importLimitA: 6", with: "importLimitA: 16"), restored: restored, now: first.now)
        let station = FakeStation.speaking(version)
        bench.connect(station, 1, boots: false, status: nil)
        bench.meterSeconds = 0
        try bench.limit("transformer", kW: 8)
        bench.run(6)
        #expect(station.limitsSeen.first { $0 < 32 } == amperes)
    }

    @Test func anOpenTransactionRunsOnAndAnEarlierOneOfItsConnectorIsClosed() throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(at: folder.path("gateway.sqlite"))
        let station = try #require(ChargingStation.ID("cs"))
        for (tag, meter) in [("A", 100.0), ("B", 900)] {
            let start = TransactionStart(
                station: station, connector: 1, idTag: tag, time: Bench.start + .seconds(Int(meter)), meterWh: meter)
            _ = try store.begin(start)
        }
        let later = Bench.start + .seconds(2_000)
        let restored = try RestoredState(store, now: later)
        let bench = try Bench(
            restored: restored, now: Moment(utc: later, steady: MonotonicInstant(milliseconds: 0)))
        bench.store = store
        bench.meterSeconds = 0
        #expect(try bench.state("ev").transactionStart == Bench.start + .seconds(900))
        let fake = FakeStation("cs")
        bench.connect(fake, 1, boots: false, status: "SuspendedEVSE")
        #expect(try bench.state("ev").plug == .occupied)
        // Told once more it gets its number; without a readable time as well.
        for stamp in [FakeStation.text(Date(timeIntervalSince1970: 1_795_367_700)), ""] {
            bench.say(1, "StartTransaction", ["connectorId": 1, "idTag": "B", "meterStart": 900, "timestamp": stamp])
            #expect((fake.answers[fake.lastCallID] as? [String: Any])?["transactionId"] as? Int == 2)
        }
        #expect(bench.presumedEnds.map(\.transaction) == [1])
        try store.append(bench.records)
        #expect(try store.openTransactions().map(\.id) == [2])
        bench.say(1, "StopTransaction", ["transactionId": 2, "meterStop": 1_000, "timestamp": bench.stamp(fake)])
        #expect(try store.openTransactions().isEmpty)
        #expect(try bench.state("ev").transactionStart == nil)
        try store.close()
    }

    @Test func targetsStandUntilTheyEnd() throws {
        let first = try Bench()
        let bat = DER.ID("bat")!
        for (powerKW, start, end) in [(-2.0, Int64(0), Int64(600)), (3.0, 600, 1_200)] {
            let target = DERTarget(
                der: bat, power: .kilowatts(powerKW), start: first.now.utc + .seconds(start),
                end: first.now.utc + .seconds(end), author: "ann", createdAt: first.now.utc)
            let actions = try first.core.setTarget(target, now: first.now).get()
            #expect(Self.kinds(actions) == ["target", "audit"])
            first.carryOut(actions)
        }
        let second = try restarted(first, after: 60)
        #expect(second.core.targets.all == first.core.targets.all)
        #expect(second.core.targets.target(of: bat, at: second.now.utc)?.power == .kilowatts(-2))
        let third = try restarted(first, after: 700)
        #expect(third.core.targets.all.map(\.power) == [.kilowatts(3)])
        let actions = second.core.removeTargets(of: bat, author: "ann", now: second.now).actions
        #expect(Self.kinds(actions) == ["targetsRemoved", "audit"])
        second.carryOut(actions)
        #expect(try kept(first, second).targets(notEndedAt: first.now.utc).isEmpty)
    }

    /// What actions record, by the names of the records.
    private static func kinds(_ actions: [GatewayAction]) -> [String] {
        actions.flatMap { action -> [String] in
            guard case .record(let records) = action else { return [] }
            return records.map { "\($0)".prefix { $0 != "(" }.description }
        }
    }

    /// A plate that is smaller now, a vehicle that would be charged, a DER that is gone.
    @Test func targetsThatNobodyCouldSetAnyMoreAreLeftOut() throws {
        let first = try Bench()
        var restored = RestoredState()
        restored.targets = [("bat", -50.0), ("ev", 3), ("gone", 1), ("bat", 1)].map { der, powerKW in
            DERTarget(
                der: DER.ID(der)!, power: .kilowatts(powerKW), start: first.now.utc,
                end: first.now.utc + .seconds(600), author: "ann", createdAt: first.now.utc)
        }
        let second = try Bench(restored: restored, now: first.now)
        #expect(second.core.targets.all == [restored.targets[3]])
    }

    /// For a while targets stood in the memory of the dispatcher; what else stands there is read all the same.
    @Test func aMemoryThatHoldsTargetsIsRead() throws {
        let text = #"""
            {"isStopped": true, "targets": [{"der": "bat", "author": "ann", "powerKW": -2,
            "start": "2026-11-22T17:00:00Z", "end": "2036-11-22T17:00:00Z", "createdAt": "2026-11-22T17:00:00Z"}]}
            """#
        var restored = RestoredState()
        let first = try Bench()
        restored.memory = DispatchMemorySnapshot(
            version: MemorySnapshot.version, time: first.now.utc, bytes: Array(text.utf8))
        let second = try Bench(restored: restored, now: first.now)
        #expect(second.core.isStopped)
        #expect(second.core.targets.isEmpty)
    }

    @Test func operatorsOrdersStand() throws {
        let first = try Bench()
        first.carryOut(first.core.setStopped(true, author: "a", reason: nil, now: first.now))
        first.carryOut(
            first.core.setOutOfService(true, der: try first.der("bat"), author: "a", reason: nil, now: first.now))
        let second = try restarted(first)
        #expect(second.core.isStopped)
        #expect(try second.state("bat").isOutOfService)
        second.carryOut(second.core.setStopped(false, author: "a", reason: nil, now: second.now))
        second.carryOut(
            second.core.setOutOfService(false, der: try second.der("bat"), author: "a", reason: nil, now: second.now))
        let third = try restarted(second)
        #expect(!third.core.isStopped)
        #expect(try !third.state("bat").isOutOfService)
    }

    /// Rules 9 and 11: without its needs a vehicle would be discharged to its reserve.
    @Test(arguments: FakeStation.versions) func needsStandUntilTheVehicleGoes(version: String) throws {
        let first = try Bench()
        let station = FakeStation.speaking(version)
        first.charge(station, 1)
        let needs = ChargingNeeds(
            departureTime: first.now.utc + .seconds(7_200), energy: .kilowattHours(20), targetSoC: 0.8,
            usableCapacity: .kilowattHours(50))
        let actions = first.core.setNeeds(
            needs, der: try first.der("ev"), author: "ann", isPerson: true, now: first.now)
        first.carryOut(actions)
        guard case .record(let records)? = actions.first, case .audit(let entry)? = records.first else {
            return #expect(Bool(false), "no audit")
        }
        #expect(entry.author == "ann" && entry.action == "needs.set" && entry.target == "ev")
        let values = try #require(
            try JSONSerialization.jsonObject(with: Data((entry.detailsJSON ?? "").utf8)) as? [String: Any])
        #expect(values["energyKWh"] as? Double == 20 && values["targetSoc"] as? Double == 0.8)
        #expect(values["departureTime"] as? String == "2026-11-22T19:00:00.000Z")
        #expect(records.count == 2, "the entry and the needs, in one transaction")
        let second = try restarted(first)
        #expect(try second.state("ev").needs == needs)
        second.charge(station, 9)
        second.run(5)
        #expect(try second.state("ev").needs == needs, "the vehicle is still there")
        // It leaves, and a restart does not give its needs to the next one.
        second.say(9, "StatusNotification", station.status(1, "Available", second.stamp(station)))
        second.run(1)
        #expect(try second.state("ev").needs == nil)
        #expect(try kept(first, second).chargingNeeds().isEmpty)
    }

    /// By MQTT too, and a site that repeats itself fills no log.
    @Test func needsOfASiteAreKeptOnce() throws {
        let first = try Bench()
        let topic = "headroom/v1/site/site-1/der/ev/needs"
        for _ in 0..<20 {
            first.mqtt(topic, #"{"departureTime":"2026-11-23T06:00:00Z","energyKWh":12}"#)
            first.run(1)
        }
        let records = first.records.filter { if case .chargingNeeds = $0 { true } else { false } }
        #expect(records.count == 1)
        let second = try restarted(first)
        #expect(try second.state("ev").needs?.energy == .kilowattHours(12))
        #expect(try second.state("ev").needs?.departureTime == UTCInstant(milliseconds: 1_795_413_600_000))
        second.run(3)
        #expect(!second.records.contains { if case .chargingNeeds = $0 { true } else { false } })
        for _ in 0..<3 {
            second.carryOut(
                second.core.setNeeds(
                    ChargingNeeds(targetSoC: 0.7), der: try second.der("ev"), author: "site site-1", now: second.now))
        }
        let events = second.recorded { if case .machineEvent(let entry) = $0 { entry.author } else { nil } }
        #expect(events == ["site site-1"])
        #expect(!second.records.contains { if case .audit = $0 { true } else { false } })
        // One that cannot make up its mind is believed each time, and fills no log of two years.
        for number in 0..<1_000 {
            second.carryOut(
                second.core.setNeeds(
                    ChargingNeeds(targetSoC: Double(number) / 1_000), der: try second.der("ev"), author: "site site-1",
                    now: second.now))
        }
        #expect(second.recorded { if case .machineEvent(let entry) = $0 { entry.author } else { nil } }.count <= 50)
        #expect(try kept(first, second).chargingNeeds().values.map(\.targetSoC) == [0.999])
    }

    /// An alarm that was open when the process ended is closed once it does not hold any more.
    @Test func anAlarmOfAnEarlierRunIsClosed() throws {
        let first = try Bench()
        // The site's base load alone may be 1 kW.
        try first.limit("transformer", kW: 0.2)
        first.run(6)
        #expect(try kept(first).openAlarms().map(\.key) == ["infeasible:transformer:import"])
        let still = try restarted(first)
        still.run(3)
        #expect(try kept(first, still).alarms(limit: 9).map(\.value.clearedAt) == [nil], "it holds: one row, open")
        let second = try restarted(first, after: 4_000)
        second.run(20)
        #expect(try kept(first, second).openAlarms().isEmpty)
        #expect(try kept(first, second).alarms(limit: 9).first?.value.clearedAt == second.now.utc + .seconds(-19))
    }

    /// Rule 7: an alarm that only a person takes back is on disk when it latches, not up to half a minute later; and
    /// the person who took it back stands in the record.
    @Test func aLatchedAlarmSurvivesAtOnceAndSoDoesItsAcknowledgement() throws {
        var settings = GatewaySettings()
        settings.memoryInterval = .seconds(100_000)
        let topology = Bench.minimal.replacingOccurrences(
            of: "baseLoad: none}", with: "baseLoad: none, meter: {maximumAgeS: 10}}")
        let first = try Bench(topology, settings: settings)
        first.measure(node: "transformer", kW: 150, seconds: 200)
        let node = try #require(first.core.model.index.nodePosition[ConnectivityNode.ID("transformer")!])
        #expect(first.core.memory.nodes[node].isLatched)
        let entries = first.recorded { if case .audit(let entry) = $0 { entry.action } else { nil } }
        #expect(entries.filter { $0 == "alarm.latch" }.count == 1)
        let second = try restarted(first, topology: topology, settings: settings)
        #expect(second.core.memory.nodes[node].isLatched)
        second.carryOut(second.core.acknowledgeExcess(node: node, author: "ann", now: second.now))
        let alarm = try #require(try kept(first, second).alarms(limit: 99).first { $0.value.key.hasPrefix("excess") })
            .value
        #expect(alarm.acknowledgedBy == "ann" && alarm.acknowledgedAt == second.now.utc)
        let third = try restarted(second, topology: topology, settings: settings)
        #expect(!third.core.memory.nodes[node].isLatched)
    }

    /// A limit whose node has left the topology bounds nothing: the list says so, and so does an alarm until it ends.
    @Test func aLimitWithoutItsNodeIsNotCalledActive() throws {
        let first = try Bench()
        try first.limit("transformer", kW: 3)
        first.run(2)
        let renamed = Bench.minimal.replacingOccurrences(of: "transformer", with: "trafo")
        let second = try restarted(first, topology: renamed)
        second.run(12)
        let list = StateDocument.limits(second.core, now: second.now)
        #expect(list[0]?["isActive"]?.bool == false && list[0]?["isNodeKnown"]?.bool == false)
        let id = try #require(list[0]?["id"]?.string)
        #expect(try kept(first, second).openAlarms().map(\.key) == ["limitWithoutNode:\(id)"])
        #expect(StateDocument.alarms(second.core)[0]?["kind"]?.string == "limitWithoutNode")
        let (_, actions) = second.core.cancelLimit(Limit.ID(id)!, author: "a", reason: nil, now: second.now)
        second.carryOut(actions)
        second.run(12)
        #expect(try kept(first, second).openAlarms().isEmpty)
        // With its node, it is what it was.
        let third = try restarted(first)
        third.run(1)
        let known = StateDocument.limits(third.core, now: third.now)
        #expect(known[0]?["isActive"]?.bool == true && known[0]?["isNodeKnown"]?.bool == true)
    }

    /// Rule 8: a demand that was believed low before the restart is tried again after it.
    @Test(arguments: FakeStation.versions) func aRestoredDemandIsTriedAgain(version: String) throws {
        let first = try Bench()
        let (ev, bat) = (try first.der("ev"), try first.der("bat"))
        first.core.memory.ders[ev].demandKW = 0.5
        first.core.memory.ders[bat].creditKWh = .nan
        first.core.memory.ders[bat].demandKW = .infinity
        first.run(1)
        first.core.memory.ders[ev].demandKW = 0.5
        first.core.memory.ders[bat].creditKWh = .nan
        first.core.memory.ders[bat].demandKW = .infinity
        // What is no number is passed over; it must not end the process.
        first.carryOut(first.core.setStopped(false, author: "a", reason: nil, now: first.now))
        let second = try restarted(first)
        #expect(second.core.memory.ders[ev].demandKW == 0.5)
        #expect(second.core.memory.ders[ev].demandChangedAt == second.now.steady)
        #expect(second.core.memory.ders[bat].creditKWh == 0 && second.core.memory.ders[bat].demandKW == nil)
        let station = FakeStation.speaking(version)
        second.charge(station, 3)
        second.run(400)
        #expect(second.core.memory.ders[ev].demandKW.map { $0 > 4 } ?? true, "it was never tried again")
    }

    /// A restart is no new day: what passed through a battery stays in its books.
    @Test func whatPassedThroughABatteryIsKept() throws {
        let first = try Bench()
        let bat = try first.der("bat")
        let passed = ThroughputLedger(
            kilowattHours: (0..<25).map { Double($0) / 8 }, lastHour: first.now.utc.milliseconds / 3_600_000)
        first.core.memory.ders[bat].storage.throughput = passed
        first.carryOut(first.core.setStopped(false, author: "a", reason: nil, now: first.now))
        let second = try restarted(first)
        #expect(second.core.memory.ders[bat].storage.throughput == passed)
    }

    /// What was learned since the last snapshot is not lost by an orderly stop.
    @Test(.enabled(if: EndToEndTests.hasBroker, "needs mosquitto; make setup installs it"), .timeLimit(.minutes(2)))
    func theLastThingKeptIsTheMemory() async throws {
        let folder = try TemporaryFolder()
        var options = GatewayOptions(dataFolder: folder.url.path)
        (options.mqttPort, options.ocppPort, options.httpPort) = (0, 0, 0)
        let feeder = try #require(TopologyFile.read(Bench.minimal, file: "test.yaml").feeder)
        let gateway = try await Gateway.start(feeder, options: options, logger: Logger(label: "test"))
        // The first tick keeps one; the next is half a minute away.
        #expect(await eventually { gateway.engine.snapshot.plan != nil })
        let kept = try #require(gateway.engine.snapshot.plan).madeAt.utc
        #expect(await eventually { gateway.engine.clock.now.utc > kept })
        let stopped = gateway.engine.clock.now.utc
        await gateway.stop()
        let store = try Store.open(
            at: folder.path("headroom.sqlite"), configuration: StoreConfiguration(access: .readOnly))
        #expect(try #require(try store.dispatchMemory()).time >= stopped)
    }

    @Test(arguments: FakeStation.versions) func setpointsAreRecordedBeforeTheyGoOutAndTheirOutcomesAfter(
        version: String
    ) throws {
        let bench = try Bench()
        bench.charge(FakeStation.speaking(version), 1)
        bench.run(4)
        let actions = bench.core.receive(.tick, now: bench.now)
        bench.carryOut(actions)
        bench.run(40)
        let outcomes = bench.records.compactMap { if case .setpointOutcome(let outcome) = $0 { outcome } else { nil } }
        #expect(Set(outcomes.map(\.standing)) == [.accepted, .confirmed])
        try bench.limit("transformer", kW: 3)
        let cut = bench.core.receive(.tick, now: bench.now)
        let record = try #require(
            cut.firstIndex {
                if case .record(let all) = $0 {
                    all.contains { if case .setpoint = $0 { true } else { false } }
                } else {
                    false
                }
            })
        let send = try #require(cut.firstIndex { if case .send = $0 { true } else { false } })
        #expect(record < send)
    }

    /// Stored powers are at the highest voltage already: read back they are not raised to it once more.
    @Test func aStoredPowerIsNotRaisedByTheRestart() throws {
        let topology = Bench.minimal.replacing("ocpp: {station: cs, evse: 1}", with: "mqtt: native").replacing(
            "    stations: [{id: cs, meterIntervalS: 10}]\n", with: "")
        let now = Moment(utc: Bench.start, steady: MonotonicInstant(milliseconds: 0))
        var restored = RestoredState()
        restored.setpoints = [
            StoredSetpoint(
                der: try #require(DER.ID("ev")), power: .kilowatts(11), sentAt: now.utc + .seconds(-10),
                validUntil: now.utc + .seconds(600))
        ]
        let bench = try Bench(topology, restored: restored, now: now)
        bench.run(1)
        #expect(abs(try bench.state("ev").allowed.importLimit.kilowatts - 11) < 0.001)
    }
}

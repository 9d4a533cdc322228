// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
import Store
import OCPPWebSocket
import Testing

@testable import Gateway

/// What stations of the field get wrong, and what it counts for.
@Suite struct StationFaultTests {
    private func allowedKW(_ bench: Bench, _ der: String = "ev") throws -> Double {
        try bench.state(der).allowed.importLimit.kilowatts
    }

    // MARK: - A station that holds no limit

    @Test(arguments: FakeStation.versions) func aStationThatRefusesItsDefaultCountsAtItsPlate(version: String) throws {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        station.refusesProfiles = true
        bench.charge(station, 1)
        #expect(try allowedKW(bench) > 22)
        station.refusesProfiles = false
        bench.run(60)
        #expect(try bench.state("ev").isProvisioned)
        #expect(try allowedKW(bench) < 22)
    }

    @Test(arguments: FakeStation.versions) func aReadBackWithoutAScheduleMeansNoLimit(version: String) throws {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        station.tellsNoSchedule = true
        bench.charge(station, 1)
        #expect(try !bench.state("ev").isProvisioned)
        #expect(try allowedKW(bench) > 22)
    }

    @Test(arguments: FakeStation.versions) func aSetpointReadBackWithoutAScheduleMeansNoLimit(version: String) throws {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        bench.charge(station, 1)
        bench.run(20)
        let before = try allowedKW(bench)
        station.tellsNoSchedule = true
        try bench.limit("transformer", kW: 3)
        bench.run(1)
        #expect(before < 12)
        #expect(try allowedKW(bench) > 22)
        #expect(try bench.state("ev").command?.standing == .rejected)
    }

    // MARK: - Discharge

    private func told(_ bench: Bench, kW: Double) throws {
        let der = try bench.der("ev")
        let setpoint = StationSetpoint(powerKW: kW, currentA: nil, defaultKW: 5, defaultA: nil)
        bench.core.state.noteSent(
            .kilowatts(kW), der: der, validUntil: bench.now.utc + .seconds(900), now: bench.now)
        bench.carryOut(bench.core.withStation(1, now: bench.now) { $0.apply(setpoint, connector: 1, now: bench.now) })
    }

    @Test(arguments: FakeStation.versions) func moreDischargeThanToldIsNotConfirmedAndCounts(version: String) throws {
        let bench = try Bench(Bench.dischargingDC)
        let station = FakeStation.speaking(version)
        bench.charge(station, 1)
        try told(bench, kW: -10)
        #expect(try bench.state("ev").command?.standing == .confirmed)
        #expect(try bench.state("ev").allowed.exportLimit == .kilowatts(10))
        station.readsBack = -60_000
        try told(bench, kW: -10)
        #expect(try bench.state("ev").command?.standing == .rejected)
        #expect(try bench.state("ev").allowed.exportLimit == .kilowatts(60))
        #expect(try bench.state("ev").allowed.importLimit == .zero)
    }

    @Test(arguments: FakeStation.versions) func minusOneIsNoOrderToDischarge(version: String) throws {
        let bench = try Bench(Bench.dischargingDC)
        let station = FakeStation.speaking(version)
        bench.charge(station, 1)
        station.readsBack = -1
        try told(bench, kW: -10)
        #expect(try bench.state("ev").command?.standing == .rejected)
        #expect(try bench.state("ev").allowed.importLimit == .kilowatts(50))
    }

    @Test(arguments: [(Bench.dischargingDC, true), (Bench.minimal, false)], FakeStation.versions)
    func exportIsMeasuredWhereItIsAllowed(_ test: (topology: String, isAsked: Bool), version: String) throws {
        let bench = try Bench(test.topology)
        let station = FakeStation.speaking(version)
        bench.charge(station, 1)
        let measurands = try #require(station.setting("MeterValuesSampledData")).split(separator: ",")
        #expect(measurands.contains("Power.Active.Export") == test.isAsked)
        #expect(measurands.contains("Power.Active.Import") && measurands.contains("SoC"))
    }

    /// A measured excess calls for discharge; 16 A on three phases at up to 254.03 V are 12.2 kW. Of the 11 kW that are
    /// permitted 14.4 A can be said, which are 10.974 kW: the plan is what goes on the wire.
    @Test func aDischargeOnACIsToldInAmperesOfItsSign() throws {
        let bench = try Bench(Bench.dischargingAC)
        let station = FakeStation("cs")
        bench.connect(station, 1)
        let der = try bench.der("ev")
        for _ in 0..<120 {
            bench.carryOut(bench.core.setStateOfCharge(0.9, der: der, author: "a", now: bench.now).actions)
            let time = FakeStation.text(bench.date)
            bench.mqtt("headroom/v1/node/transformer/telemetry", #"{"time":"\#(time)","powerKW":100}"#)
            bench.run(1)
        }
        try bench.limit("transformer", kW: 50)
        for _ in 0..<30 {
            bench.carryOut(bench.core.setStateOfCharge(0.9, der: der, author: "a", now: bench.now).actions)
            let time = FakeStation.text(bench.date)
            bench.mqtt("headroom/v1/node/transformer/telemetry", #"{"time":"\#(time)","powerKW":100}"#)
            bench.run(1)
        }
        let power = try #require(try bench.state("ev").command?.power.kilowatts)
        #expect(abs(power + 14.4 * 254.034 * 3 / 1_000) < 0.001, "\(power)")
        #expect(station.profiles.map(\.unit) == ["A"])
        #expect(station.profiles.first?.periods.map(\.limit) == [-14.4, 6])
        #expect(try bench.state("ev").command?.standing == .confirmed)
        let allowed = try bench.state("ev").allowed
        #expect(allowed.importLimit == .zero && abs(allowed.exportLimit.kilowatts + power) < 0.001, "\(allowed)")
    }

    // MARK: - Settings

    @Test(
        arguments: [
            ("SoC", "Power.Active.Import,Current.Import,Voltage,Energy.Active.Import.Register"),
            ("Voltage", "Power.Active.Import,Energy.Active.Import.Register"),
        ], FakeStation.versions)
    func aRefusedListOfMeasurandsIsTriedShorter(
        _ test: (refused: String, taken: String), version: String
    ) throws {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        station.refusedMeasurands = [test.refused]
        bench.charge(station, 1)
        #expect(station.setting("MeterValuesSampledData") == test.taken)
        #expect(try bench.state("ev").isProvisioned)
    }

    @Test(arguments: FakeStation.versions) func anIntervalBelowASecondDoesNotSwitchTheSamplesOff(version: String) throws
    {
        let bench = try Bench(Bench.minimal.replacing("meterIntervalS: 10", with: "meterIntervalS: 0.5"))
        let station = FakeStation.speaking(version)
        bench.charge(station, 1)
        #expect(station.setting("MeterValueSampleInterval") == "1")
    }

    @Test func whatOpensDoorsIsNotKept() throws {
        let bench = try Bench()
        let station = FakeStation("cs")
        for (key, value) in [
            ("AuthorizationKey", "6d616e79"), ("WifiPassword", "hunter2"), ("HeartbeatInterval", "77"),
        ] {
            station.configuration.append(["key": key, "readonly": false, "value": value])
        }
        bench.connect(station, 1)
        let kept = bench.records.compactMap { record -> String? in
            if case .stationFact(let fact) = record { fact.json } else { nil }
        }
        #expect(kept.contains { $0.contains("AuthorizationKey") && $0.contains("77") })
        #expect(!kept.contains { $0.contains("6d616e79") || $0.contains("hunter2") })
    }

    @Test(arguments: FakeStation.versions) func aStationThatNeverBootsIsAskedToOnce(version: String) throws {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        func asked() -> Int {
            station.calls.count { $0.payload["requestedMessage"] as? String == "BootNotification" }
        }
        bench.charge(station, 1, boots: false)
        bench.run(60)
        #expect(asked() == 1)
        bench.say(1, "BootNotification", station.boot)
        bench.disconnect(1)
        bench.charge(station, 2, boots: false)
        bench.run(60)
        #expect(asked() == 1)
    }

    // MARK: - Two connectors

    @Test(arguments: FakeStation.versions) func aBadConnectorLeavesTheOtherInService(version: String) throws {
        let bench = try Bench(Bench.twoConnectors)
        let station = FakeStation.speaking(version)
        station.connectors = [1, 2]
        station.refusedConnectors = [2]
        bench.charge(station, 1)
        #expect(try bench.state("ev").isProvisioned)
        #expect(try !bench.state("ev-2").isProvisioned)
        #expect(try allowedKW(bench, "ev-2") > 22)
        bench.run(10)
        let seen = station.limitsSeen.count
        bench.run(300)
        #expect(
            station.limitsSeen.dropFirst(seen).allSatisfy { $0 > 6 }, "an attempt on the other takes nothing from it")
        #expect(station.limit(connector: 1, bench.date) > 6)
        #expect(station.profiles.allSatisfy { $0.connector == 1 })
        station.refusedConnectors = []
        bench.run(300)
        #expect(try bench.state("ev-2").isProvisioned)
        #expect(Set(station.profiles.map(\.id)).count == 2)
        #expect(Set(station.profiles.map(\.connector)) == [1, 2])
    }

    @Test(arguments: FakeStation.versions) func eachConnectorIsToldItsOwnLimit(version: String) throws {
        let bench = try Bench(Bench.twoConnectors)
        let station = FakeStation.speaking(version)
        station.connectors = [1, 2]
        bench.charge(station, 1)
        bench.run(200)
        try bench.limit("transformer", kW: 20)
        bench.run(3)
        let limits = [1, 2].map { station.limit(connector: $0, bench.date) }
        #expect(limits.allSatisfy { $0 >= 6 } && limits.reduce(0, +) * 0.69 <= 20)
        #expect(try bench.state("ev").command?.standing == .confirmed)
        #expect(try bench.state("ev-2").command?.standing == .confirmed)
    }

    // MARK: - Clocks, silence, floods

    @Test(arguments: FakeStation.versions) func ourClockThatIsSetBackBlindsNoStation(version: String) throws {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        bench.charge(station, 1)
        bench.run(60)
        bench.setClock(by: -3_600)
        station.clockAhead = 3_600
        bench.measure(1, watts: 5_000)
        #expect(try bench.state("ev").power?.value == .kilowatts(5))
        bench.run(30)
        bench.measure(1, watts: 6_000)
        #expect(try bench.state("ev").power?.value == .kilowatts(6))
        #expect(try bench.state("ev").power?.quality(at: bench.now.steady) == .live)
        #expect(bench.refused.isEmpty)
    }

    @Test(arguments: FakeStation.versions) func anOlderReadingDoesNotTakeTheNewestsPlace(version: String) throws {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        bench.meterSeconds = 0
        bench.charge(station, 1)
        bench.run(60)
        bench.measure(1, watts: 5_000)
        station.clockAhead = -30
        bench.measure(1, watts: 1_000)
        #expect(try bench.state("ev").power?.value == .kilowatts(5))
        #expect(bench.refused.map(\.code) == ["order"])
    }

    @Test(arguments: FakeStation.versions) func aStationThatOnlyAnswersPingsCountsAsAwayUntilItIsHeard(version: String)
        throws
    {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        bench.connect(station, 1)
        bench.run(200)
        bench.meterSeconds = 0
        station.silent = ["SetChargingProfile", "GetCompositeSchedule", "TriggerMessage", "GetConfiguration"]
        bench.run(700)
        #expect(try bench.state("ev").link == .online)
        bench.run(120)
        #expect(try bench.state("ev").link == .offline)
        #expect(bench.core.counters.ocppSilences == 1)
        #expect(bench.core.plan?.setpoints[try bench.der("ev")].power == nil)
        #expect(try allowedKW(bench) >= station.limit(connector: 1, bench.date) * 0.69)
        station.silent = []
        bench.say(1, "Heartbeat", [:])
        #expect(try bench.state("ev").link == .online)
        bench.run(20)
        #expect(try bench.state("ev").command?.standing == .confirmed)
    }

    @Test(arguments: FakeStation.versions) func aStationThatAnswersWhenAskedIsNotAway(version: String) throws {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        bench.charge(station, 1)
        bench.meterSeconds = 0
        station.failing = ["SetChargingProfile", "TriggerMessage"]
        bench.run(3_000)
        #expect(try bench.state("ev").link == .online)
        #expect(bench.core.counters.ocppSilences == 0)
    }

    @Test(arguments: FakeStation.versions) func aFloodIsThrottledAfterTheBurstOfAReturn(version: String) throws {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        bench.charge(station, 1)
        func isRefused() -> Bool { (station.answers[station.lastCallID] as? [String: Any])?["error"] != nil }
        for _ in 0..<2_000 { bench.say(1, "Heartbeat", [:]) }
        #expect(!isRefused(), "what a station stored while it was away is taken")
        for _ in 0..<4_000 { bench.say(1, "Heartbeat", [:]) }
        #expect(isRefused())
        #expect(bench.core.counters.ocppThrottledFrames > 1_000)
        bench.run(1)
        for _ in 0..<15 { bench.say(1, "Heartbeat", [:]) }
        #expect(!isRefused())
        for _ in 0..<15 { bench.say(1, "Heartbeat", [:]) }
        #expect(isRefused())
    }

    // MARK: - Power from the register

    /// 4.3 kW are 12 Wh in 10 s: the first register after a cut still has some of them in it.
    @Test(arguments: FakeStation.versions) func aCutIsNotJudgedByWhatWasDrawnBeforeIt(version: String) throws {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        bench.meterSeconds = 0
        bench.charge(station, 1)
        var register = 12_345
        func report(after seconds: Int, drawn: Int) {
            bench.run(seconds)
            register += drawn
            bench.meter(1, [["value": "\(register)", "measurand": "Energy.Active.Import.Register", "unit": "Wh"]])
        }
        for _ in 0..<30 { report(after: 10, drawn: 12) }
        #expect(try bench.state("ev").power?.value == .watts(12 * 360))
        try bench.limit("transformer", kW: 3)
        bench.run(1)
        let cut = bench.now.utc
        #expect(station.limit(connector: 1, bench.date) == 0)
        report(after: 4, drawn: 12)
        #expect(try #require(bench.state("ev").power).sourceTime < cut)
        for _ in 0..<6 { report(after: 10, drawn: 0) }
        #expect(try bench.state("ev").power?.value == .zero)
    }

    // MARK: - Retries

    /// Raises that were refused make the pause grow; a cut that is lost after them must not wait for it.
    @Test(arguments: FakeStation.versions) func aLostCutIsSentAgainSoonWhateverWasRefusedBefore(version: String) throws
    {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        bench.charge(station, 1)
        bench.run(40)
        station.refusesProfiles = true
        bench.run(900)
        #expect(try bench.state("ev").command?.standing == .rejected)
        station.refusesProfiles = false
        station.silent = ["SetChargingProfile"]
        try bench.limit("transformer", kW: 3)
        bench.run(20)
        let sent = station.count("SetChargingProfile")
        station.silent = []
        bench.run(30)
        #expect(station.count("SetChargingProfile") > sent)
        #expect(station.limit(connector: 1, bench.date) == 0)
    }
}

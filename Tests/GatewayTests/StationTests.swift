// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
import Testing

@testable import Gateway

/// Commissioning, setpoints and what a station counts for, against a station of the tests' own.
@Suite struct StationTests {
    private func allowedKW(_ bench: Bench) throws -> Double { try bench.state("ev").allowed.importLimit.kilowatts }

    @Test(arguments: FakeStation.versions) func theDefaultIsInstalledAndReadBackBeforeAnySetpoint(version: String)
        throws
    {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        bench.charge(station, 1)
        #expect(try bench.state("ev").isProvisioned)
        #expect(station.profiles.map(\.purpose) == ["TxDefaultProfile"])
        #expect(station.profiles.first?.periods.map(\.limit) == [6])
        let actions = station.calls.map(\.action)
        let installed = try #require(actions.firstIndex(of: "SetChargingProfile"))
        let readBack = try #require(actions.firstIndex(of: "GetCompositeSchedule"))
        let cleared = try #require(actions.firstIndex(of: "ClearChargingProfile"))
        #expect(installed < cleared && cleared < readBack)
        #expect(station.count("SetChargingProfile") == 1)
    }

    @Test(arguments: FakeStation.versions) func aStationThatNeverBootsIsSetUpAfterTheGrace(version: String) throws {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        bench.charge(station, 1, boots: false)
        #expect(station.calls.isEmpty)
        bench.run(6)
        #expect(try bench.state("ev").isProvisioned)
    }

    @Test(arguments: FakeStation.versions) func aBootDuringTheSetUpStartsItAnewAndOldAnswersAreNotTakenForNewOnes(
        version: String
    ) throws {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        station.silent = ["GetConfiguration"]
        bench.charge(station, 1)
        bench.say(1, "BootNotification", station.boot)
        // The answer to the first question comes late, then that to the second one.
        bench.feed(.stationText(connection: 1, try #require(station.withheld.first)))
        station.silent = []
        bench.feed(.stationText(connection: 1, try #require(station.withheld.last)))
        #expect(station.count("GetConfiguration") == 2)
        #expect(station.count("SetChargingProfile") == 1)
        #expect(station.count("ClearChargingProfile") == 1, "no answer was taken for the next one's")
        #expect(try bench.state("ev").isProvisioned)
    }

    @Test(arguments: [-3_600.0, -40, 0, 40, 3_600], FakeStation.versions)
    func aSetpointHoldsFromNowForFifteenMinutesWhateverTheStationsClock(ahead: Double, version: String) throws {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        station.clockAhead = ahead
        bench.charge(station, 1)
        bench.run(40)
        #expect(try bench.state("ev").isProvisioned)
        let sent = try #require(station.profiles.first)
        let age = bench.date.addingTimeInterval(ahead).timeIntervalSince(sent.start)
        #expect(age >= 60 && sent.start.timeIntervalSince(bench.date) <= -60)
        // Its tail is the default, fifteen minutes after it was sent, at most 30 s ago.
        let tail = sent.start.addingTimeInterval(try #require(sent.periods.last).start - ahead)
        #expect((865...900).contains(tail.timeIntervalSince(bench.date)), "\(tail.timeIntervalSince(bench.date))")
        #expect(sent.periods.count == 2)
        // Readings are live, whatever its clock says.
        #expect(try bench.state("ev").power?.quality(at: bench.now.steady) == .live)
    }

    /// One stamp of the next hour, as a station sends that lost its zone once: no setpoint may wait until then.
    @Test(arguments: FakeStation.versions) func oneLeadingStampTakesNoLimitAway(version: String) throws {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        bench.charge(station, 1)
        bench.run(200)
        bench.meterSeconds = 0
        bench.say(
            1, "StatusNotification",
            station.status(1, "Charging", FakeStation.text(bench.date.addingTimeInterval(3_600))))
        try bench.limit("transformer", kW: 10)
        bench.run(2)
        #expect(station.limit(connector: 1, bench.date) * 0.69 <= 10)
        #expect(try bench.state("ev").command?.standing == .confirmed)
        // The tail comes late, never so that there is none: and so long both count.
        bench.disconnect(1)
        bench.run(1_000)
        let held = station.limit(connector: 1, bench.date)
        #expect(held > 6 && station.profiles.first?.periods.last?.limit == 6)
        #expect(try allowedKW(bench) >= held * 0.69)
        bench.run(3_600)
        #expect(station.limit(connector: 1, bench.date) == 6)
        #expect(abs(try allowedKW(bench) - 4.157 * 1.1) < 0.001)
    }

    /// A schedule's start in local time without its zone, of a station that stamps nothing.
    @Test(arguments: [3_600.0, -3_600], FakeStation.versions)
    func aScheduleStartInAnotherZoneTakesNoLimitAway(zone: Double, version: String) throws {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        station.scheduleAhead = zone
        bench.meterSeconds = 0
        bench.connect(station, 1, status: nil)
        bench.run(60)
        #expect(station.limitsSeen.dropFirst(5).allSatisfy { $0 < 32 }, "never without a limit")
        #expect(station.profiles.allSatisfy { $0.start < bench.date })
        #expect(station.limit(connector: 1, bench.date) < 32)
        #expect(try bench.state("ev").isProvisioned)
    }

    @Test(arguments: FakeStation.versions) func aClockThatWasSetRightIsFollowed(version: String) throws {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        station.clockAhead = 3_600
        bench.charge(station, 1)
        bench.run(20)
        station.clockAhead = 0
        bench.run(20)
        #expect(bench.core.stations[try #require(ChargingStation.ID("cs"))]?.clock.offset == .zero)
        #expect(try bench.state("ev").power?.quality(at: bench.now.steady) == .live)
    }

    @Test(
        arguments: ["GetConfiguration", "ChangeConfiguration", "ClearChargingProfile", "TriggerMessage"],
        FakeStation.versions)
    func aStationThatCannotDoThisIsStillSetUp(action: String, version: String) throws {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        station.failing = [action]
        bench.charge(station, 1)
        #expect(try bench.state("ev").isProvisioned)
    }

    @Test(arguments: ["SetChargingProfile", "GetCompositeSchedule"], FakeStation.versions)
    func aStationThatCannotProveItsDefaultIsNotDispatched(action: String, version: String) throws {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        station.failing = [action]
        bench.charge(station, 1)
        bench.run(60)
        #expect(try !bench.state("ev").isProvisioned)
        #expect(station.profiles.allSatisfy { $0.periods.allSatisfy { $0.limit <= 6 } })
        // Set right, it is taken in at the next attempt.
        station.failing = []
        bench.run(120)
        #expect(try bench.state("ev").isProvisioned)
    }

    @Test(arguments: FakeStation.versions) func aStationThatTakesOnlyWattsGetsWatts(version: String) throws {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        station.refusedUnits = ["A"]
        bench.charge(station, 1)
        #expect(try bench.state("ev").isProvisioned)
        #expect(station.profiles.map(\.unit) == ["W"])
        #expect(station.profiles.first?.periods.map(\.limit) == [4_156], "6 A x 230.9 V x 3, rounded down")
    }

    @Test(arguments: FakeStation.versions) func aHigherLeftoverIsClearedAndTheStationIsNeverWithoutALimit(
        version: String
    ) throws {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        station.profiles = [
            FakeStation.Profile(
                connector: 1, id: 7, stackLevel: 2, purpose: "TxDefaultProfile", start: .distantPast, unit: "A",
                periods: [(0, 20)])
        ]
        bench.charge(station, 1)
        #expect(try bench.state("ev").isProvisioned)
        #expect(station.limit(connector: 1, bench.date) == 6)
        #expect(station.limitsSeen.allSatisfy { $0 <= 20 }, "clearing all at once would free it for a moment")
    }

    @Test(arguments: FakeStation.versions) func whatTheReadBackShowsCounts(version: String) throws {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        station.forgetsProfiles = true
        bench.charge(station, 1)
        #expect(try !bench.state("ev").isProvisioned)
        #expect(try allowedKW(bench) > 22, "it holds no limit: it counts at its plate")
    }

    @Test(arguments: FakeStation.versions) func aCutIsSentAtOnceAndFreesRoomOnlyWhenReadBack(version: String) throws {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        bench.charge(station, 1)
        bench.run(200)
        #expect(station.limit(connector: 1, bench.date) >= 31)
        let before = try allowedKW(bench)
        station.silent = ["GetCompositeSchedule"]
        try bench.limit("transformer", kW: 10)
        bench.run(1)
        #expect(station.limit(connector: 1, bench.date) * 0.69 <= 10)
        #expect(try bench.state("ev").command?.standing == .accepted)
        #expect(try allowedKW(bench) == before)
        // The read-back that timed out is asked for again with the setpoint.
        station.silent = []
        bench.meterSeconds = 0
        bench.run(40)
        #expect(try bench.state("ev").command?.standing == .confirmed)
        #expect(try allowedKW(bench) <= 10)
    }

    @Test(arguments: FakeStation.versions) func acceptedButNotHeldStaysCountedAndIsSentAgain(version: String) throws {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        bench.charge(station, 1)
        bench.run(200)
        let before = try allowedKW(bench)
        station.forgetsProfiles = true
        bench.meterSeconds = 0
        try bench.limit("transformer", kW: 10)
        bench.run(1)
        // A vehicle that happens to draw little proves nothing about a limit that is known not to hold.
        bench.run(2)
        bench.measure(1, watts: 1_000)
        #expect(try allowedKW(bench) >= before)
        #expect(try bench.state("ev").command?.standing == .rejected)
        station.forgetsProfiles = false
        bench.run(25)
        #expect(try allowedKW(bench) <= 10)
    }

    @Test(arguments: FakeStation.versions) func theNewestSetpointWinsWhileTheStationIsSlow(version: String) throws {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        bench.charge(station, 1)
        bench.run(200)
        station.silent = ["SetChargingProfile"]
        try bench.limit("transformer", kW: 20)
        bench.run(1)
        let sent = station.count("SetChargingProfile")
        try bench.limit("transformer", kW: 15)
        bench.run(1)
        try bench.limit("transformer", kW: 10)
        bench.run(1)
        #expect(station.count("SetChargingProfile") == sent, "one call at a time")
        #expect(try bench.state("ev").command?.standing == .sent)
        station.silent = []
        bench.run(20)
        #expect(station.count("SetChargingProfile") == sent + 1)
        #expect(station.limit(connector: 1, bench.date) * 0.69 <= 10)
        #expect(try bench.state("ev").command?.standing == .confirmed)
    }

    @Test(arguments: FakeStation.versions) func theAnswerToAnOlderSetpointIsNotTakenForTheNewestOnes(version: String)
        throws
    {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        bench.charge(station, 1)
        bench.run(200)
        bench.meterSeconds = 0
        station.silent = ["SetChargingProfile"]
        try bench.limit("transformer", kW: 12)
        bench.run(1)
        try bench.limit("transformer", kW: 8)
        bench.run(1)
        let allowed = try allowedKW(bench)
        bench.feed(.stationText(connection: 1, try #require(station.withheld.last)))
        #expect(try bench.state("ev").command?.standing == .sent)
        #expect(try allowedKW(bench) == allowed)
    }

    @Test(arguments: FakeStation.versions) func aRefusedRaiseIsNotCountedForEver(version: String) throws {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        bench.charge(station, 1)
        bench.run(4)
        let held = try allowedKW(bench)
        station.refusesProfiles = true
        bench.run(60)
        #expect(try bench.state("ev").command?.standing == .rejected)
        #expect(try allowedKW(bench) == held)
    }

    @Test(arguments: FakeStation.versions) func whenRenewalsAreRefusedTheTailCounts(version: String) throws {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        bench.charge(station, 1)
        bench.run(10)
        try bench.limit("transformer", kW: 3)
        bench.run(60)
        #expect(try allowedKW(bench) == 0)
        station.refusesProfiles = true
        bench.run(1_000)
        #expect(station.limit(connector: 1, bench.date) == 6)
        #expect(try allowedKW(bench) >= 4.1, "it fell to its default, and that is what counts")
    }

    @Test(arguments: FakeStation.versions) func aSetpointIsRenewedAtTenMinutesAndEndsInTheDefaultAfterFifteen(
        version: String
    ) throws {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        bench.charge(station, 1)
        bench.run(300)
        let sent = station.count("SetChargingProfile")
        #expect(station.limit(connector: 1, bench.date) >= 31)
        let start = try #require(station.profiles.first?.start)
        let age = Int(bench.date.timeIntervalSince(start)) - 60
        bench.run(599 - age)
        #expect(station.count("SetChargingProfile") == sent, "not before it is due")
        bench.run(2)
        #expect(station.count("SetChargingProfile") == sent + 1)
        let profile = try #require(station.profiles.first)
        #expect(profile.periods.count == 2 && profile.periods[1].start == 960 && profile.periods[1].limit == 6)
        bench.disconnect(1)
        #expect(station.limit(connector: 1, bench.date.addingTimeInterval(901)) == 6)
    }

    @Test(arguments: FakeStation.versions) func aStationThatIsGoneCountsAtItsDefaultAndWhatItHeld(version: String)
        throws
    {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        bench.charge(station, 1)
        bench.run(200)
        let held = try allowedKW(bench)
        bench.disconnect(1)
        #expect(try allowedKW(bench) == held)
        bench.run(1_000)
        #expect(abs(try allowedKW(bench) - 4.157 * 1.1) < 0.001)
    }

    @Test(arguments: [true, false], FakeStation.versions)
    func aStationThatComesBackUnderACutIsNotRaisedToItsDefault(boots: Bool, version: String) throws {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        bench.charge(station, 1)
        bench.run(10)
        try bench.limit("transformer", kW: 3)
        bench.run(10)
        #expect(station.limit(connector: 1, bench.date) == 0)
        bench.disconnect(1)
        #expect(try allowedKW(bench) >= 4.1)
        bench.charge(station, 2, boots: boots)
        bench.run(10)
        #expect(try bench.state("ev").isProvisioned)
        #expect(station.limit(connector: 1, bench.date) == 0)
        #expect(station.limitsSeen.suffix(station.count("SetChargingProfile")).allSatisfy { $0 == 0 })
        #expect(station.profiles.first?.periods.last?.limit == 6, "and its tail is the default all the same")
    }

    @Test(arguments: FakeStation.versions) func anOlderConnectionOfTheSameIdentityIsDeaf(version: String) throws {
        let bench = try Bench()
        let old = FakeStation.speaking(version)
        let new = FakeStation.speaking(version)
        bench.charge(old, 1)
        bench.charge(new, 2)
        let calls = old.calls.count
        bench.disconnect(1)
        bench.run(20)
        #expect(old.calls.count == calls)
        #expect(try bench.state("ev").link == .online)
        #expect(try bench.state("ev").isProvisioned)
    }

    /// 32 A at 253 V, not at the 231 V of the plate.
    @Test(arguments: FakeStation.versions) func aStationThatHoldsNoLimitCountsAtItsCurrentAndTheHighestVoltage(
        version: String
    ) throws {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        station.refusesProfiles = true
        bench.charge(station, 1)
        #expect(abs(try allowedKW(bench) - 32 * 3 * 0.254034) < 0.01)
    }

    /// A station that divides watts by 230 V must come to the amperes that were decided, whatever voltage they count
    /// at.
    @Test(arguments: FakeStation.versions) func wattsAreThoseOfTheCurrent(version: String) throws {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        station.refusedUnits = ["A"]
        bench.charge(station, 1)
        bench.run(200)
        let sent = try #require(station.profiles.last)
        #expect(sent.unit == "W")
        let decided = try #require(bench.core.plan?.setpoints[try bench.der("ev")].current?.amperes)
        let watts = try #require(sent.periods.first?.limit)
        #expect(abs(watts - decided * 3 * 230.94) < 2, "\(watts) W for \(decided) A")
        #expect(try bench.state("ev").command?.standing == .confirmed)
        #expect(try bench.state("ev").isToldWatts)
        // What they come to at its own voltage is another current: they count at the highest whatever it measures.
        let told = try #require(bench.state("ev").command?.power)
        _ = bench.core.state.observe(Telemetry(voltage: .volts(208)), der: try bench.der("ev"), now: bench.now)
        bench.core.state.advance(to: bench.now, bench.core.model)
        #expect(try bench.state("ev").command?.power == told)
        let amperes = FakeStation.speaking(version)
        let usual = try Bench()
        usual.charge(amperes, 1)
        #expect(try !usual.state("ev").isToldWatts)
    }

    /// A voltage that is heard, or no longer heard, moves what a refused setpoint falls back to as it moves everything.
    @Test(arguments: FakeStation.versions) func aRefusedSetpointFallsBackToTheSameCurrent(version: String) throws {
        let bench = try Bench()
        let station = FakeStation.speaking(version)
        bench.charge(station, 1)
        bench.run(200)
        let before = try allowedKW(bench)
        let (ev, until) = (try bench.der("ev"), bench.now.utc + .seconds(900))
        bench.core.state.noteSent(.kilowatts(5), der: ev, validUntil: until, now: bench.now)
        _ = bench.core.state.observe(Telemetry(voltage: .volts(225)), der: ev, now: bench.now)
        bench.core.state.advance(to: bench.now, bench.core.model)
        // 225 V and 2 %, up to whole steps of 2 V, in place of 254 V.
        bench.carryOut(bench.core.settle(.rejected, der: ev, now: bench.now))
        #expect(abs(try allowedKW(bench) - before * 230 / 254.034) < 0.01)
    }
}

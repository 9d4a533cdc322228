// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import OCPP
import Testing

@testable import Gateway

/// What goes out as a charging profile, and what a read-back proves.
@Suite struct StationLimitsTests {
    private let start = UTCInstant(milliseconds: 1_795_366_800_000)

    private func setpoint(_ kW: Double, _ amperes: Double?) -> StationSetpoint {
        StationSetpoint(powerKW: kW, currentA: amperes, defaultKW: 4.1, defaultA: amperes == nil ? nil : 6)
    }

    private func schedule(_ unit: LimitUnit, _ limits: [Double]) -> HeldSchedule {
        HeldSchedule(
            unit: unit,
            periods: limits.enumerated().map { HeldSchedule.Period(start: $0.offset * 100, limit: $0.element) })
    }

    @Test(arguments: [(1, 1), (2, 2), (3, nil)] as [(Int, Int?)])
    func thePhasesAreNamedUnlessThereAreThree(phases: Int, named: Int?) {
        let profile = V16.ChargingProfile(
            SetpointProfile(
                connector: 2, setpoint(3.6, 16), unit: .a, phases: phases, start: start, validity: .seconds(960)))
        #expect(profile.chargingSchedule.chargingSchedulePeriod.map(\.numberPhases) == [named, named])
        #expect(profile.chargingSchedule.chargingSchedulePeriod.map(\.limit) == [16, 6])
        #expect(profile.chargingSchedule.chargingSchedulePeriod.map(\.startPeriod) == [0, 960])
        #expect(profile.chargingProfileId == 1_002 && profile.stackLevel == 0)
    }

    @Test func directCurrentIsToldInWattsWithoutPhases() {
        let profile = V16.ChargingProfile(
            SetpointProfile(
                connector: 1, setpoint(49.9999, nil), unit: .w, phases: 3, start: start, validity: .seconds(960)))
        #expect(profile.chargingSchedule.chargingSchedulePeriod.map(\.limit) == [49_999, 4_100])
        #expect(profile.chargingSchedule.chargingSchedulePeriod.allSatisfy { $0.numberPhases == nil })
    }

    @Test func aDischargeHasItsSignInEitherUnit() {
        #expect(StationLimits.value(-10, nil, .w) == -10_000)
        #expect(StationLimits.value(-10, -14.4, .a) == -14.4)
        #expect(StationLimits.value(6.99999, 9.99999, .a) == 9.9)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let kW: Double
        let amperes: Double?
        let unit: LimitUnit
        let readBack: [Double]
        let holds: Bool
        var testDescription: String { "\(kW) kW, \(amperes ?? 0) A: \(readBack) \(unit) \(holds ? "holds" : "not")" }
    }

    static let cases = [
        Case(kW: 7, amperes: 10, unit: .a, readBack: [10], holds: true),
        Case(kW: 7, amperes: 10, unit: .a, readBack: [8], holds: true),
        Case(kW: 7, amperes: 10, unit: .a, readBack: [10.1], holds: false),
        Case(kW: 7, amperes: 10, unit: .a, readBack: [-1], holds: false),
        Case(kW: 7, amperes: 10, unit: .w, readBack: [6_900], holds: true),
        Case(kW: 7, amperes: 10, unit: .w, readBack: [7_400], holds: false),
        Case(kW: 7, amperes: 10, unit: .w, readBack: [-60_000], holds: false),
        Case(kW: 0, amperes: 0, unit: .a, readBack: [0], holds: true),
        Case(kW: 0, amperes: 0, unit: .a, readBack: [6], holds: false),
        Case(kW: 0, amperes: nil, unit: .w, readBack: [-1], holds: false),
        Case(kW: 50, amperes: nil, unit: .a, readBack: [10], holds: false),
        Case(kW: 50, amperes: nil, unit: .w, readBack: [], holds: false),
        // Told to discharge 10 kW.
        Case(kW: -10, amperes: nil, unit: .w, readBack: [-10_000, 5_000], holds: true),
        Case(kW: -10, amperes: nil, unit: .w, readBack: [-60_000], holds: false),
        Case(kW: -10, amperes: nil, unit: .w, readBack: [-5_000], holds: false),
        Case(kW: -10, amperes: nil, unit: .w, readBack: [5_000], holds: false),
        Case(kW: -10, amperes: nil, unit: .w, readBack: [-1], holds: false),
        // The same in amperes, -13.1 of them at 254 V; a station that makes watts of them has 230 V.
        Case(kW: -10, amperes: -13.1, unit: .a, readBack: [-13.1], holds: true),
        Case(kW: -10, amperes: -13.1, unit: .a, readBack: [-13.3], holds: false),
        Case(kW: -10, amperes: -13.1, unit: .a, readBack: [-32], holds: false),
        Case(kW: -10, amperes: -13.1, unit: .a, readBack: [13.1], holds: false),
        Case(kW: -10, amperes: -13.1, unit: .w, readBack: [-9_039], holds: true),
        Case(kW: -10, amperes: -13.1, unit: .w, readBack: [-22_000], holds: false),
        Case(kW: -10, amperes: -13.1, unit: .w, readBack: [0], holds: false),
    ]

    @Test(arguments: cases) func aReadBack(_ test: Case) {
        let read = schedule(test.unit, test.readBack)
        #expect(StationLimits.holds(read, setpoint(test.kW, test.amperes), allPeriods: false) == test.holds)
    }

    @Test func allPeriodsOrTheFirst() {
        #expect(StationLimits.holds(schedule(.a, [6, 32]), setpoint(4.1, 6), allPeriods: false))
        #expect(!StationLimits.holds(schedule(.a, [6, 32]), setpoint(4.1, 6), allPeriods: true))
        var later = schedule(.a, [6])
        later.periods[0].start = 60
        #expect(!StationLimits.holds(later, setpoint(4.1, 6), allPeriods: false), "nothing is said of now")
    }

    /// Periods of 2.1 as they come, and the most that each is taken to allow; -1 is no limit.
    @Test(arguments: [
        (#""limit": 16"#, "A", 16.0), (#""limit": 10, "limit_L2": 12, "limit_L3": 8"#, "A", 12),
        (#""limit": 3000, "limit_L2": 4000, "limit_L3": 3000"#, "W", 10_000),
        (#""setpoint": 3000, "setpoint_L2": 3000, "setpoint_L3": 3000"#, "W", 9_000),
        (#""setpoint": 6, "setpoint_L2": 16"#, "A", 16),
        (#""limit": -1, "limit_L2": -1, "limit_L3": -1"#, "W", -1), (#""limit": 10, "limit_L2": -1"#, "A", -1),
        (#""limit": 10, "limit_L2": -5"#, "A", -1), (#""limit": -5, "limit_L2": -7"#, "A", -7),
        (#""numberPhases": 3"#, "A", -1), (#""setpoint_L2": 6"#, "A", -1),
        (#""limit": 16, "operationMode": "ChargingOnly""#, "A", 16),
        (#""limit": 16, "operationMode": "ExternalLimits""#, "A", -1),
        (#""setpoint": 16, "operationMode": "CentralSetpoint""#, "A", -1),
        (#""limit": 16, "dischargeLimit": -16"#, "A", -1), (#""limit": 16, "dischargeLimit": 0"#, "A", 16),
    ])
    func aPeriodOfTwoPointOneAllowsAtMost(members: String, unit: String, most: Double) throws {
        let text = #"""
            {"status": "Accepted", "schedule": {"evseId": 1, "duration": 60, "chargingRateUnit": "\#(unit)",
            "scheduleStart": "2026-11-22T17:00:00Z", "chargingSchedulePeriod": [{"startPeriod": 0, \#(members)}]}}
            """#
        let answer = try #require(V2Dialect.composite(Array(text.utf8)))
        #expect(answer.schedule?.periods == [HeldSchedule.Period(start: 0, limit: most)])
        #expect(answer.connector == 1)
    }

    @Test func whatIsHeldInsteadCountsBothWays() {
        func connector(discharges: Bool, isDC: Bool = true) -> OCPPStation.Connector {
            OCPPStation.Connector(
                number: 1, phases: 3, isDC: isDC, allowsDischarge: discharges, nominalVolts: 230,
                standing: setpoint(4.1, 6))
        }
        let both = PowerBand(importLimit: .kilowatts(22), exportLimit: .kilowatts(60))
        #expect(StationLimits.band(schedule(.w, [-60_000, 22_000]), connector(discharges: true)) == both)
        #expect(StationLimits.band(schedule(.w, [-60_000, 22_000]), connector(discharges: false)) == nil)
        #expect(StationLimits.band(schedule(.w, [-1]), connector(discharges: true)) == nil)
        #expect(StationLimits.band(schedule(.a, [10]), connector(discharges: false)) == nil, "amperes of a DC station")
        let amperes = StationLimits.band(schedule(.a, [10]), connector(discharges: false, isDC: false))
        #expect(abs((amperes?.importLimit.watts ?? 0) - 10 * 3 * 253) < 1e-6)
    }
}

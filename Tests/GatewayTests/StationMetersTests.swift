// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import OCPP
import Testing

@testable import Gateway

/// Meter values of OCPP 1.6 as they come on the wire, and what they mean; the numbers are worked out by hand.
@Suite struct StationMetersTests {
    private static let start = UTCInstant(milliseconds: 1_795_366_800_000)

    private func connector(isDC: Bool = false, phases: Int = 3) -> OCPPStation.Connector {
        OCPPStation.Connector(
            number: 1, phases: phases, isDC: isDC, nominalVolts: 230,
            standing: StationSetpoint(powerKW: 4, currentA: 6, defaultKW: 4, defaultA: 6))
    }

    /// One message: a list of `value measurand unit phase location`, `-` for absent.
    private func value(_ samples: [String], at seconds: Int64, stamped: Bool = true) throws -> V16.MeterValue {
        let names = ["value", "measurand", "unit", "phase", "location"]
        let objects = samples.map { sample in
            let members = zip(names, sample.split(separator: " ")).filter { $0.1 != "-" }
            return "{" + members.map { "\"\($0)\":\"\($1)\"" }.joined(separator: ",") + "}"
        }
        let stamp = OCPPTimestamp(milliseconds: Self.start.milliseconds + seconds * 1_000)
        let time = stamped ? "\"timestamp\":\"\(stamp)\"," : ""
        let text = "{\"connectorId\":1,\"meterValue\":[{\(time)\"sampledValue\":[\(objects.joined(separator: ","))]}]}"
        return try #require(try V16.MeterValues(decoding: Array(text.utf8)).meterValue.first)
    }

    private func now(_ seconds: Int64) -> Moment {
        Moment(
            utc: UTCInstant(milliseconds: Self.start.milliseconds + seconds * 1_000),
            steady: MonotonicInstant(milliseconds: seconds * 1_000))
    }

    private func read(_ samples: [String], isDC: Bool = false, phases: Int = 3) throws -> Telemetry {
        var meters = StationMeters()
        return try meters.translate(
            value(samples, at: 0), of: connector(isDC: isDC, phases: phases), time: Self.start, now: now(0)
        ).telemetry
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let samples: [String]
        var isDC = false
        var phases = 3
        /// W.
        let power: Double?
        var testDescription: String { name }
    }

    static let import7 = "7000 Power.Active.Import W"
    static let cases = [
        Case(name: "watts", samples: [import7], power: 7_000),
        Case(name: "kilowatts", samples: ["7.25 Power.Active.Import kW"], power: 7_250),
        Case(
            name: "the phases add up",
            samples: [
                "2000 Power.Active.Import W L1", "2100 Power.Active.Import W L2", "1900 Power.Active.Import W L3",
                "5 Power.Active.Import W N",
            ], power: 6_000),
        Case(name: "a total outweighs its phases", samples: ["2000 Power.Active.Import W L1", import7], power: 7_000),
        Case(
            name: "export is negative", samples: ["0 Power.Active.Import W", "5000 Power.Active.Export W"],
            power: -5_000),
        Case(name: "export alone", samples: ["5000 Power.Active.Export W"], power: -5_000),
        Case(name: "an export told as negative", samples: ["-5000 Power.Active.Export W"], power: -5_000),
        Case(name: "a negative import is a discharge", samples: ["-3000 Power.Active.Import W"], power: -3_000),
        Case(
            name: "currents times voltage",
            samples: [
                "10 Current.Import A L1", "10 Current.Import A L2", "9 Current.Import A L3", "232 Voltage V L1-N",
            ],
            power: 29 * 232),
        Case(
            name: "a current without a phase is that of each", samples: ["10 Current.Import A", "230 Voltage V"],
            power: 6_900),
        Case(
            name: "of one phase", samples: ["10 Current.Import A", "230 Voltage V"], phases: 1, power: 2_300),
        Case(
            name: "a line-to-line voltage by name", samples: ["10 Current.Import A", "400 Voltage V L1-L2"],
            power: 30 * 400 / 3.0.squareRoot()),
        Case(name: "never below 0.9 of nominal", samples: ["10 Current.Import A", "190 Voltage V"], power: 30 * 207),
        Case(name: "no current without a voltage", samples: ["10 Current.Import A"], power: nil),
        Case(
            name: "an impossible voltage converts nothing",
            samples: ["10 Current.Import A", "400 Voltage V L1-N", "230000 Voltage mV", "153 Voltage V"], power: nil),
        Case(
            name: "direct current times its voltage", samples: ["100 Current.Import A", "400 Voltage V"], isDC: true,
            power: 40_000),
        Case(name: "the station's body is not the outlet", samples: ["7000 Power.Active.Import W - Body"], power: nil),
        Case(name: "nor is its inlet", samples: ["9000 Power.Active.Import W - Inlet", import7], power: 7_000),
        Case(name: "no number", samples: ["n/a Power.Active.Import W"], power: nil),
    ]

    @Test(arguments: cases) func powerIs(_ test: Case) throws {
        let power = try read(test.samples, isDC: test.isDC, phases: test.phases).power?.watts
        #expect((power == nil) == (test.power == nil))
        if let power, let expected = test.power { #expect(abs(power - expected) < 1e-6) }
    }

    @Test(
        arguments: [
            (["228 Voltage V L1-N", "236 Voltage V L2-N", "0 Voltage V L3-N"], 236), (["153 Voltage V"], nil),
            (["230000 Voltage mV"], nil), (["400 Voltage V L1"], nil), (["184 Voltage V"], 184),
            (["276 Voltage V"], 276), (["277 Voltage V"], nil),
        ] as [([String], Double?)]) func voltageIs(samples: [String], expected: Double?) throws
    {
        let telemetry = try read(samples + [Self.import7])
        #expect(telemetry.voltage?.volts == expected)
        #expect(telemetry.power == .watts(7_000), "the rest of the message stands")
    }

    @Test func theVoltageOfADirectCurrentOutletIsNotTheGrids() throws {
        #expect(try read(["400 Voltage V", Self.import7], isDC: true).voltage == nil)
    }

    @Test func theVehicleTellsItsStateOfCharge() throws {
        #expect(try read(["61 SoC Percent - EV"]).stateOfCharge == 0.61)
        #expect(try read(["255 SoC Percent - EV"]).stateOfCharge == nil)
    }

    @Test func currentsAreOfThePhasesOfTheOutlet() throws {
        let samples = [
            "10 Current.Import A L1", "9.5 Current.Import A L2-N", "99 Current.Import A L1 Inlet",
            "7 Current.Import A", "8 Current.Export A L3",
        ]
        #expect(try StationMeters.amperes(value(samples, at: 0)) == [10, 9.5, nil])
    }

    // MARK: - Power from the energy register

    /// The powers (W, rounded) that a series of registers gives: (seconds, register in Wh).
    private func powers(_ registers: [(Int64, Double)], arrive delay: Int64 = 0) throws -> [Int64: Double] {
        var meters = StationMeters()
        var powers: [Int64: Double] = [:]
        for (second, register) in registers {
            let telemetry = try meters.translate(
                value(["\(register) Energy.Active.Import.Register Wh"], at: second), of: connector(),
                time: Self.start, now: now(second + delay)
            ).telemetry
            if let watts = telemetry.power?.watts { powers[second] = watts.rounded() }
        }
        return powers
    }

    @Test func aFineRegisterTellsAsSoonAsItHasMovedManySteps() throws {
        // 7.2 kW are 20 Wh in 10 s.
        let powers = try powers((0...6).map { ($0 * 10, 12_345 + Double($0) * 20) })
        #expect(powers == [10: 7_200, 20: 7_200, 30: 7_200, 40: 7_200, 50: 7_200, 60: 7_200])
    }

    @Test func aFineRegisterThatStandsStillShowsAPauseAfterAMinute() throws {
        let powers = try powers((0...13).map { ($0 * 10, 12_345) })
        #expect(powers == [60: 0, 120: 0])
    }

    /// 4 kW are 11 Wh in 10 s: a register that counts hundreds stands still in most windows, which proves nothing.
    @Test func aCoarseRegisterDoesNotProveAStop() throws {
        let series = (0...90).map { second in
            let exact = 1_000_100 + Double(second) * 10 * 4_000 / 3_600
            return (Int64(second) * 10, (exact / 100).rounded(.down) * 100)
        }
        let powers = try powers(series)
        #expect(!powers.isEmpty)
        for (second, watts) in powers { #expect(abs(watts - 4_000) <= 600, "\(watts) W at \(second) s") }
    }

    @Test func aRegisterOfWholeKilowattHoursTellsNoPower() throws {
        #expect(try powers((0...90).map { ($0 * 10, 7_000 + Double($0 / 45) * 1_000) }).isEmpty)
    }

    @Test func aRegisterThatFellWasReset() throws {
        let powers = try powers([(0, 12_345), (10, 12_365), (20, 3), (30, 23), (40, 43)])
        #expect(powers == [10: 7_200, 30: 7_200, 40: 7_200])
    }

    @Test func aClockThatWasSetForwardStretchesNoSpan() throws {
        var meters = StationMeters()
        var powers: [Double] = []
        for (stamp, arrival, register) in [(0, 0, 12_345.0), (10, 10, 12_365), (310, 20, 12_385), (320, 30, 12_405)] {
            let telemetry = try meters.translate(
                value(["\(register) Energy.Active.Import.Register Wh"], at: Int64(stamp)), of: connector(),
                time: Self.start, now: now(Int64(arrival))
            ).telemetry
            if let watts = telemetry.power?.watts { powers.append(watts) }
        }
        #expect(powers == [7_200, 7_200])
    }

    @Test func registersOfThePhasesAddUp() throws {
        var meters = StationMeters()
        var last: (telemetry: Telemetry, energyKWh: Double?) = (Telemetry(), nil)
        for second in [0, 10] as [Int64] {
            let samples = (1...3).map { "\(4_001 + Double(second) * 2) Energy.Active.Import.Register Wh L\($0)" }
            last = try meters.translate(
                value(samples, at: second), of: connector(), time: Self.start, now: now(second))
        }
        #expect(last.energyKWh == 12.063)
        #expect(last.telemetry.power == .watts(60 * 360))
    }

    /// Beside its samples a station sends its register by the clock, each quarter of an hour: a mean is not the power.
    @Test func aRegisterByTheClockDoesNotOverwriteTheMeasuredPower() throws {
        var meters = StationMeters()
        var derived: [Double] = []
        for second in stride(from: 0, through: 3_600, by: 10) as StrideThrough<Int64> {
            let samples = ["11000 Power.Active.Import W"]
            if second < 1_800 {
                _ = try meters.translate(
                    value(samples, at: second), of: connector(), time: Self.start, now: now(second))
            }
            guard second % 900 == 0 else { continue }
            let register = "\(12_345 + Double(min(second, 1_800)) * 2) Energy.Active.Import.Register Wh"
            let telemetry = try meters.translate(
                value([register], at: second), of: connector(), time: Self.start, now: now(second)
            ).telemetry
            if let watts = telemetry.power?.watts { derived.append(watts) }
        }
        #expect(derived == [0], "only long after the last power, and only of what was since")
    }

    @Test func aMeanIsOfWhatWasSinceTheCut() throws {
        var meters = StationMeters()
        func note(_ second: Int64, _ register: Double) throws -> Double? {
            try meters.translate(
                value(["\(register) Energy.Active.Import.Register Wh"], at: second), of: connector(),
                time: Self.start, now: now(second)
            ).telemetry.power?.watts
        }
        _ = try note(0, 12_345)
        #expect(try note(5, 12_360) == nil)
        meters.restartMean(connector: 1)
        #expect(try note(10, 12_370) == nil)
        #expect(try note(70, 12_371) == 60)
    }

    @Test func aMeanIsLiveForTwoAndAHalfOfItsSpans() throws {
        var meters = StationMeters()
        var age: Duration?
        for second in [0, 60] as [Int64] {
            age = try meters.translate(
                value(["12345 Energy.Active.Import.Register Wh"], at: second), of: connector(), time: Self.start,
                now: now(second)
            ).telemetry.maximumAge
        }
        #expect(age == .seconds(150))
    }
}

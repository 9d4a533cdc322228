// SPDX-License-Identifier: Apache-2.0

import Foundation
import GridModel
import Testing

@testable import Gateway

/// What a charging station gets wrong is named, that and nothing else.
@Suite struct StationDiagnosisTests {
    private func findings(_ bench: Bench, _ id: String = "cs", _ refused: RefusedHandshakes.Entry? = nil) -> [Finding] {
        bench.core.observe(station: id, refused: refused, now: bench.now).map { StationDiagnosis.judge($0).findings }
            ?? []
    }

    private func faults(_ bench: Bench, _ id: String = "cs") -> Set<String> {
        Set(findings(bench, id).filter { $0.severity == .fault }.map { "\($0.kind.rawValue)@\($0.subject)" })
    }

    /// A station with a vehicle that takes what it may, or so many amperes on these phases.
    private func drive(
        _ bench: Bench, _ station: FakeStation, seconds: Int, amperes: Double? = nil,
        phases: [String] = ["L1", "L2", "L3"]
    ) {
        bench.meterSeconds = 0
        for second in 0..<seconds {
            if second % 5 == 0 {
                let drawn = amperes ?? station.limit(connector: 1, bench.date)
                bench.meter(
                    1,
                    phases.map { ["value": "\(drawn)", "measurand": "Current.Import", "unit": "A", "phase": $0] }
                        + [["value": "230", "measurand": "Voltage", "unit": "V", "phase": "L1-N"]])
            }
            bench.run(1)
        }
    }

    private func connected(_ topology: String = Bench.minimal, _ prepare: (FakeStation) -> Void = { _ in }) throws
        -> (Bench, FakeStation)
    {
        let (bench, station) = (try Bench(topology), FakeStation("cs"))
        prepare(station)
        bench.connect(station, 1)
        return (bench, station)
    }

    @Test func whoIsWellHasNoFinding() throws {
        let (bench, station) = try connected()
        drive(bench, station, seconds: 56)
        #expect(findings(bench) == [])
        let observation = try #require(bench.core.observe(station: "cs", refused: nil, now: bench.now))
        let well = StationDiagnosis.judge(observation).well
        #expect(well.contains("ev: default proven by read-back: it may be dispatched"))
        #expect(well.contains { $0.hasPrefix("ev: draws ") } && well.contains("ev: meter values every 5 s"))
    }

    @Test(arguments: [(3_600.0, "time zone of +1:00 h"), (-7_200, "time zone of -2:00 h"), (40, "40 s ahead")])
    func aClockThatIsOff(ahead: Double, words: String) throws {
        let (bench, station) = try connected { $0.clockAhead = ahead }
        drive(bench, station, seconds: 30)
        #expect(faults(bench) == ["clock@cs"])
        #expect(findings(bench).first?.seen.contains(words) == true, "\(findings(bench))")
    }

    @Test func aVehicleThatTakesMoreThanItMay() throws {
        let (bench, station) = try connected()
        try bench.limit("transformer", kW: 6)
        drive(bench, station, seconds: 40, amperes: 32)
        #expect(faults(bench) == ["profile@ev"])
        #expect(findings(bench).first?.seen.hasPrefix("draws 32 A, told ") == true)
    }

    @Test func itHasTimeToFollow() throws {
        let (bench, station) = try connected()
        drive(bench, station, seconds: 4, amperes: 32)
        #expect(!faults(bench).contains("profile@ev"), "told a moment ago")
    }

    @Test func profilesThatAreForgotten() throws {
        let (bench, station) = try connected { $0.forgetsProfiles = true }
        drive(bench, station, seconds: 10)
        #expect(faults(bench) == ["profile@ev"])
        #expect(findings(bench).contains { $0.seen.contains("no limit") })
    }

    @Test func aProfileOfAnotherThatWins() throws {
        let (bench, station) = try connected { $0.readsBack = 20 }
        drive(bench, station, seconds: 10)
        #expect(faults(bench) == ["stackLevel@ev"])
    }

    @Test func aLeftoverThatCouldBeClearedIsANote() throws {
        let (bench, station) = try connected {
            $0.profiles = [
                FakeStation.Profile(
                    connector: 1, id: 5, stackLevel: 2, purpose: "TxDefaultProfile", start: .distantPast, unit: "A",
                    periods: [(0, 20)])
            ]
        }
        drive(bench, station, seconds: 20)
        #expect(faults(bench) == [])
        #expect(findings(bench).map(\.kind) == [.stackLevel])
    }

    @Test func aRateUnitThatItRefuses() throws {
        let (bench, station) = try connected { $0.refusedUnits = ["A"] }
        drive(bench, station, seconds: 20)
        #expect(faults(bench) == ["rateUnit@ev"])
    }

    @Test func wattsAloneAreANote() throws {
        let (bench, station) = try connected {
            $0.configuration = [
                ["key": "ChargingScheduleAllowedChargingRateUnit", "readonly": true, "value": "Power"]
            ]
        }
        drive(bench, station, seconds: 20)
        #expect(faults(bench) == [] && findings(bench).map(\.kind) == [.rateUnit])
    }

    /// 6 A read back as 6 W: a limit that is so much lower that it looks held.
    @Test func amperesTakenAsWatts() throws {
        let (bench, station) = try connected()
        bench.run(5)
        station.readsBack = 0.01
        try bench.limit("transformer", kW: 8)
        drive(bench, station, seconds: 20)
        #expect(faults(bench) == ["rateUnit@ev"])
    }

    private static let onePhase = Bench.minimal.replacing(
        "supply: ac, maxCurrentA: 32", with: "supply: ac, phases: B, maxCurrentA: 32")

    @Test func currentOnMorePhasesThanDeclared() throws {
        let (bench, station) = try connected(Self.onePhase)
        drive(bench, station, seconds: 20, amperes: 6)
        #expect(faults(bench) == ["phase@ev"])
    }

    @Test func currentOnFewerIsANote() throws {
        let (bench, station) = try connected()
        drive(bench, station, seconds: 20, amperes: 6, phases: ["L1"])
        #expect(faults(bench) == [] && findings(bench).map(\.kind) == [.phase])
    }

    @Test(arguments: [("1.RST", true), ("1.STR,2.RST", false), ("RTS", true), ("NotApplicable", false)])
    func theRotationOfItsPhases(text: String, isWrong: Bool) throws {
        let (bench, station) = try connected(Self.onePhase) {
            $0.configuration.append(["key": "ConnectorPhaseRotation", "readonly": true, "value": text])
        }
        drive(bench, station, seconds: 10, amperes: 6, phases: ["L1"])
        #expect(faults(bench) == (isWrong ? ["phase@ev"] : []))
    }

    @Test(arguments: [("1.STR", false), ("1.RST", true), ("1.SRT,2.STR", true)])
    func theRotationOfAllItsLines(text: String, isWrong: Bool) throws {
        let turned = Bench.minimal.replacing(
            "supply: ac, maxCurrentA: 32", with: "supply: ac, phaseRotation: BCA, maxCurrentA: 32")
        let (bench, station) = try connected(turned) {
            $0.configuration.append(["key": "ConnectorPhaseRotation", "readonly": true, "value": text])
        }
        drive(bench, station, seconds: 10, amperes: 6)
        #expect(faults(bench) == (isWrong ? ["phase@ev"] : []))
        if isWrong { #expect(findings(bench).first?.expected == "BCA, as the topology declares it") }
    }

    @Test func measurandsThatItRefuses() throws {
        let (bench, station) = try connected {
            $0.refusedMeasurands = ["SoC", "Power.Active.Import", "Energy.Active.Import.Register"]
        }
        drive(bench, station, seconds: 10)
        #expect(faults(bench) == [] && findings(bench).map(\.kind) == [.meterValues])
    }

    @Test func aTransactionWithoutMeterValues() throws {
        let (bench, _) = try connected()
        bench.meterSeconds = 0
        bench.say(
            1, "StartTransaction",
            ["connectorId": 1, "idTag": "A", "meterStart": 0, "timestamp": FakeStation.text(bench.date)])
        bench.run(40)
        #expect(faults(bench) == ["meterValues@ev"])
    }

    @Test func aDefaultThatItRefuses() throws {
        let (bench, station) = try connected { $0.refusesProfiles = true }
        drive(bench, station, seconds: 5, amperes: 0)
        #expect(faults(bench).contains("defaultLimit@ev"))
    }

    // MARK: - The door

    @Test func whoIsNotThere() throws {
        let bench = try Bench()
        #expect(faults(bench) == ["connection@cs"])
        #expect(bench.core.observe(station: "nobody", refused: nil, now: bench.now) == nil)
    }

    @Test func whoWasTurnedAway() throws {
        let bench = try Bench()
        let door = RefusedHandshakes()
        for _ in 0..<3 {
            door.note("cs", reason: "wrong or missing password of cs", address: "10.0.0.7:1", now: bench.now.steady)
        }
        let found = findings(bench, "cs", door["cs"])
        #expect(found.map(\.kind) == [.login])
        #expect(found.first?.seen.contains("3 handshakes turned away, the last from 10.0.0.7:1") == true)
        door.note("nobody", reason: "no station nobody in the topology", address: "10.0.0.7:1", now: bench.now.steady)
        #expect(findings(bench, "nobody", door["nobody"]).map(\.kind) == [.connection])
        for number in 0..<1_000 {
            door.note("x\(number)", reason: "", address: "", now: bench.now.steady + .seconds(number + 1))
        }
        #expect(door["cs"] == nil && door["x999"] != nil, "anybody may knock, so it is bounded")
    }

    @Test func whoIsInQuarantine() throws {
        var settings = GatewaySettings()
        settings.quarantinesUnknownStations = true
        let bench = try Bench(settings: settings)
        bench.connect(FakeStation("stranger"), 1)
        bench.run(10)
        #expect(faults(bench, "stranger") == ["quarantine@stranger"])
    }
}

// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
import JSON
import Store
import Testing

@testable import Gateway

/// Stations that are told how many phases to use: what goes on the wire, and when.
@Suite struct PhaseSwitchStationTests {
    private static let topology = """
        format: headroom-topology/1
        feeder: {id: f}
        nodes:
          - {id: head, kind: substation, ratingKVA: 100, lineVoltageV: 400, baseLoad: none}
        sites:
          - id: s
            parent: head
            importLimitKW: 6.5
            baseLoad: none
            stations: [{id: cs1}, {id: cs2}]
            ders:
              - {id: ev1, kind: evse, supply: ac, maxCurrentA: 16, phaseSwitching: {}, ocpp: {station: cs1, evse: 1}, \
        default: {importLimitA: 0}}
              - {id: ev2, kind: evse, supply: ac, maxCurrentA: 16, phaseSwitching: {}, ocpp: {station: cs2, evse: 1}, \
        default: {importLimitA: 0}}
        """

    private func periods(_ station: FakeStation) -> [[String: Any]] {
        let profile = station.calls.last { $0.action == "SetChargingProfile" }?.payload["csChargingProfiles"]
        let schedule = (profile as? [String: Any])?["chargingSchedule"] as? [String: Any]
        return schedule?["chargingSchedulePeriod"] as? [[String: Any]] ?? []
    }

    private func told(_ station: FakeStation) -> Int? { periods(station).first?["numberPhases"] as? Int }

    /// Lets seconds pass with vehicles that take all they may, on as many lines as their stations were told.
    private func run(_ bench: Bench, _ stations: [FakeStation], seconds: Int, isObedient: Bool = true) {
        bench.meterSeconds = 0
        for second in 1...seconds {
            bench.run(1)
            guard second % 5 == 0 else { continue }
            for (index, station) in stations.enumerated() {
                let amperes = station.limit(connector: 1, bench.date)
                let lines = isObedient ? told(station) ?? 3 : 3
                var samples: [[String: Any]] = [
                    ["value": "\(amperes * 230 * Double(lines))", "measurand": "Power.Active.Import", "unit": "W"]
                ]
                for line in 1...3 {
                    samples.append([
                        "value": "\(line <= lines ? amperes : 0)", "measurand": "Current.Import", "unit": "A",
                        "phase": "L\(line)",
                    ])
                }
                bench.meter(UInt64(index + 1), samples)
            }
        }
    }

    private func bench(_ stations: [FakeStation]) throws -> Bench {
        let bench = try Bench(Self.topology)
        for (index, station) in stations.enumerated() { bench.connect(station, UInt64(index + 1)) }
        return bench
    }

    @Test func aShareBelowThreePhasesIsToldOneAndItsDefaultThree() throws {
        let stations = [FakeStation("cs1"), FakeStation("cs2")]
        let bench = try bench(stations)
        run(bench, stations, seconds: 20)
        #expect(stations.map(told) == [3, 3])
        run(bench, stations, seconds: 280)
        for (station, id) in zip(stations, ["ev1", "ev2"]) {
            #expect(told(station) == 1)
            // Without us it is at its default, and on all its phases.
            #expect(periods(station).last?["numberPhases"] as? Int == 3)
            #expect(periods(station).last?["limit"] as? Double == 0)
            let limit = try #require(periods(station).first?["limit"] as? Double)
            #expect((11...13).contains(limit), "\(limit) A")
            let document = StateDocument.der(try bench.der(id), bench.core, bench.core.plan!, now: bench.now)
            #expect(document["phaseOrder"]?["told"]?.int == 1)
            #expect(document["phaseOrder"]?["stage"]?.string == "settled")
            // As it flows: at most half of what may be used.
            #expect((document["setpointKW"]?.double ?? 0) < 3.3 && (document["setpointKW"]?.double ?? 0) > 2.9)
        }
    }

    @Test func theSameLimitOnOtherPhasesIsSentAgain() throws {
        let stations = [FakeStation("cs1"), FakeStation("cs2")]
        let bench = try bench(stations)
        run(bench, stations, seconds: 20)
        // One waits at 0 A: nothing but the number of phases changes when it is told one.
        let waiting = try #require(stations.first { $0.limit(connector: 1, bench.date) == 0 })
        #expect(told(waiting) == 3)
        var isSent = false
        for _ in 0..<60 where !isSent {
            run(bench, stations, seconds: 1)
            isSent = told(waiting) == 1
        }
        #expect(isSent && periods(waiting).first?["limit"] as? Double == 0)
        let count = waiting.count("SetChargingProfile")
        run(bench, [], seconds: 5)
        #expect(waiting.count("SetChargingProfile") == count, "once is enough")
    }

    @Test(arguments: ["false", "w"]) func aStationThatCannotIsNeverToldOne(what: String) throws {
        let stations = [FakeStation("cs1"), FakeStation("cs2")]
        for station in stations {
            if what == "w" {
                station.configuration = [["key": "ChargingScheduleAllowedChargingRateUnit", "value": "Power"]]
            } else {
                station.configuration.append(["key": "ConnectorSwitch3to1PhaseSupported", "value": what])
            }
        }
        let bench = try bench(stations)
        run(bench, stations, seconds: 200)
        #expect(stations.allSatisfy { $0.profiles.count == 1 && told($0) != 1 })
    }

    @Test func aStationThatStaysOnThreeIsAlarmed() throws {
        let stations = [FakeStation("cs1"), FakeStation("cs2")]
        let bench = try bench(stations)
        run(bench, stations, seconds: 500, isObedient: false)
        let alarm = try #require(
            bench.core.alarms.entries.first { $0.document["kind"]?.string == "phasesNotSwitched" })
        #expect(alarm.document["sentence"]?.string?.contains("was told to use one phase") == true)
        let id = try #require(alarm.document["der"]?.string)
        #expect(told(stations[id == "ev1" ? 0 : 1]) == 3)
        // Three count while it is left on three.
        #expect(bench.core.memory.ders[try bench.der(id)].phasesInUse == nil)
    }

    @Test func aStationThatBootsIsOnThreePhasesAgain() throws {
        let stations = [FakeStation("cs1"), FakeStation("cs2")]
        let bench = try bench(stations)
        run(bench, stations, seconds: 300)
        let der = try bench.der("ev1")
        #expect(bench.core.memory.ders[der].phasesInUse == .a)
        bench.say(1, "BootNotification", ["chargePointVendor": "V", "chargePointModel": "M"])
        bench.run(2)
        #expect(bench.core.memory.ders[der].phasesInUse == nil)
        #expect(bench.core.plan?.setpoints[der].phases?.count == 3)
    }

    /// What was sent with a word of three phases meant three, whatever the plan says now.
    @Test(arguments: [
        (3, PhaseSwitch.Stage.preparing, 6.0, 6.0), (1, PhaseSwitch.Stage.switching, 2.0, 6.0),
        (1, PhaseSwitch.Stage.settled, 2.0, 2.0),
    ])
    func whatIsShownIsOfThePhasesThatWereTold(
        told: Int, stage: PhaseSwitch.Stage, commandKW: Double, allowedKW: Double
    ) throws {
        let bench = try bench([FakeStation("cs1"), FakeStation("cs2")])
        bench.run(5)
        let der = try bench.der("ev1")
        let band = PowerBand(importLimit: .kilowatts(6), exportLimit: .zero)
        bench.core.state.change(der: der) {
            $0.command = SetpointInForce(
                power: .kilowatts(6), sentAt: bench.now, validUntil: bench.now.utc + .seconds(60))
            $0.phasesTold = PhasesTold(phases: told, sentAt: bench.now)
        }
        bench.core.state.noteHeld(band, der: der)
        var plan = try #require(bench.core.plan)
        plan.setpoints[der].phases = PlannedPhases(count: 1, cause: .shareBelowMinimum, stage: stage)
        let document = StateDocument.explanation(der, bench.core, plan, now: bench.now)
        let shown = (document["command"]?["powerKW"]?.double, document["allowedImportKW"]?.double)
        #expect(abs((shown.0 ?? 0) - commandKW) < 1e-9, "\(shown)")
        #expect(abs((shown.1 ?? 0) - allowedKW) < 1e-9, "\(shown)")
    }

    /// Contactors wear by each switch, and what failed is tried again in its time: in another run too.
    @Test func switchesAndWhatFailedOutliveARestart() throws {
        let stations = [FakeStation("cs1"), FakeStation("cs2")]
        let bench = try bench(stations)
        run(bench, stations, seconds: 500, isObedient: false)
        let failed = try ["ev1", "ev2"].map { try bench.der($0) }.filter {
            bench.core.memory.phaseSwitches[$0]?.failedUntil != nil
        }
        #expect(!failed.isEmpty)
        guard case .dispatchMemory(let snapshot) = bench.core.memorySnapshot(now: bench.now) else { return }
        var restored = RestoredState()
        restored.memory = snapshot
        let now = Moment(utc: bench.now.utc + .seconds(5), steady: MonotonicInstant(milliseconds: 0))
        let again = try Bench(Self.topology, restored: restored, now: now)
        for der in 0..<2 {
            let before = bench.core.memory.phaseSwitchRecord(der: der, now: bench.now)
            #expect(again.core.memory.phaseSwitchRecord(der: der, now: now) == before)
        }
        again.run(1)
        let alarms = try #require(again.core.plan).alarms
        for der in failed {
            #expect(alarms.contains(.phasesNotSwitched(der: again.core.model.feeder.ders[der].id, told: 1)))
        }
    }
}

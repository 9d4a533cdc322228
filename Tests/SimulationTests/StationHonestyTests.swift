// SPDX-License-Identifier: Apache-2.0

import Foundation
import GridModel
import Simulation
import Testing

/// A simulated station sends what its configuration says, and nothing else.
@Suite struct StationHonestyTests {
    /// The measurands that each station sent in the second minute of a run.
    private func measurands(_ habits: [String: BadHabits] = [:]) throws -> [String: Set<String>] {
        let feeder = try LittleStreet.feeder()
        var world = WorldHabits()
        for (name, habit) in habits { world.stations[try #require(ChargingStation.ID(name))] = habit }
        var run = try VirtualRun(feeder: feeder, seed: 4, scene: .busy, habits: world)
        run.keepsLog = true
        try run.startGateway()
        for _ in 0..<300 { try run.step() }
        var sent: [String: Set<String>] = [:]
        for line in run.log.suffix(run.log.count / 2) {
            let parts = line.split(separator: " ", maxSplits: 4).map(String.init)
            guard parts.count == 5, parts[1] == "station", parts[3] == ">", let position = Int(parts[2]),
                let frame = try JSONSerialization.jsonObject(with: Data(parts[4].utf8)) as? [Any],
                frame.count == 4, frame[2] as? String == "MeterValues", let payload = frame[3] as? [String: Any]
            else { continue }
            for value in payload["meterValue"] as? [[String: Any]] ?? [] {
                for sample in value["sampledValue"] as? [[String: Any]] ?? [] {
                    let name = sample["measurand"] as? String ?? ""
                    sent[feeder.stations[position].id.text, default: []].insert(name)
                }
            }
        }
        return sent
    }

    @Test func exportIsToldOnlyWhereItWasAskedFor() throws {
        let sent = try measurands()
        let home = try #require(sent["cs-1"])
        #expect(home == ["Power.Active.Import", "Current.Import", "Voltage", "Energy.Active.Import.Register"])
        #expect(sent["cs-dc"]?.contains("Power.Active.Export") == true, "\(sent.keys.sorted())")
    }

    @Test func aStationThatRefusesTheStateOfChargeStillTellsItsPower() throws {
        let sent = try measurands(["cs-dc": .rejectsStateOfCharge])
        #expect(
            sent["cs-dc"]
                == [
                    "Power.Active.Import", "Power.Active.Export", "Voltage", "Energy.Active.Import.Register",
                ])
    }
}

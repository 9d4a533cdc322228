// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import Gateway
import GridModel
import Simulation
import TestSupport
import Testing

/// Batteries by their operating rules against the simulated world, from a sunny afternoon into the evening.
@Suite(.serialized) struct StorageRunTests {
    /// What a run showed of each site and battery.
    struct Record {
        var importKWh: [String: Double] = [:]
        var exportKWh: [String: Double] = [:]
        var passedKWh: [String: Double] = [:]
        /// How often the sign of what it was told changed.
        var turns: [String: Int] = [:]
        /// The highest mean of a quarter of an hour at the workshop, kW, the first left out.
        var highestQuarterKW = 0.0
        /// The least true state of charge.
        var leastSoC: [String: Double] = [:]
        var overloads = 0
    }

    /// From three in the afternoon to eight; the evening's middle alone unless the long run is asked for.
    static let (startHour, hours) = Soak.isLong ? (15, 5) : (17, 2)

    private func record(isRuled: Bool, seed: UInt64) throws -> Record {
        let feeder = try StorageStreet.feeder(isRuled: isRuled)
        var habits = WorldHabits()
        habits.sites[try #require(Site.ID("home-3"))] = .jumpsStateOfCharge
        var run = try VirtualRun(feeder: feeder, seed: seed, startHour: Double(Self.startHour), habits: habits)
        try run.startGateway()
        var record = Record()
        var signs: [String: Int] = [:]
        var quarter = 0.0
        let steps = Self.hours * 7_200
        for step in 1...steps {
            try run.step()
            for (position, node) in feeder.nodes.enumerated() {
                let kW = run.world.trueNetPower(node: position).kilowatts
                record.importKWh[node.id.text, default: 0] += max(kW, 0) / 7_200
                record.exportKWh[node.id.text, default: 0] += max(-kW, 0) / 7_200
                if let limit = node.importLimit, kW > limit.kilowatts + 1e-6 { record.overloads += 1 }
                if let limit = node.exportLimit, kW < -limit.kilowatts - 1e-6 { record.overloads += 1 }
                if node.id.text == "works" { quarter += kW / 1_800 }
            }
            if step % 1_800 == 0 {
                if step > 1_800 { record.highestQuarterKW = max(record.highestQuarterKW, quarter) }
                quarter = 0
            }
            for (der, unit) in feeder.ders.enumerated() where unit.unit.kind == .battery {
                let id = unit.id.text
                record.passedKWh[id, default: 0] += abs(run.world.power(der: der).kilowatts) / 7_200
                record.leastSoC[id] = min(record.leastSoC[id] ?? 1, run.world.stateOfCharge(der: der) ?? 1)
                let told = run.core?.plan?.setpoints[der].power?.kilowatts ?? 0
                let sign = told > 0 ? 1 : told < 0 ? -1 : 0
                if let before = signs[id], before != sign { record.turns[id, default: 0] += 1 }
                signs[id] = sign
            }
        }
        return record
    }

    @Test(arguments: [UInt64(1)]) func `operating rules do what their names say for hours`(seed: UInt64) throws {
        let ruled = try record(isRuled: true, seed: seed), idle = try record(isRuled: false, seed: seed)
        func figure(_ value: Double?) -> String { String(format: "%.2f", value ?? 0) }
        print(
            """
            storage seed \(seed), \(Self.hours) h from \(Self.startHour):00
              self-consumption  home-1 draws \(figure(ruled.importKWh["home-1"])) kWh, at rest \
            \(figure(idle.importKWh["home-1"])) kWh
              peak shaving      highest quarter \(figure(ruled.highestQuarterKW)) kW, at rest \
            \(figure(idle.highestQuarterKW)) kW, to be held \(StorageStreet.thresholdKW) kW
              cycle budget      \(figure(ruled.passedKWh["home-2-bat"])) kWh passed of \(StorageStreet.budgetKWh) kWh
              at the reserve    home-3-bat \(ruled.turns["home-3-bat"] ?? 0) changes of direction, least state of charge \
            \(figure(ruled.leastSoC["home-3-bat"])) of 0.30 kept; all: \(ruled.turns.sorted { $0.key < $1.key })
            """)
        #expect(ruled.importKWh["home-1"] ?? 0 < 0.5 * (idle.importKWh["home-1"] ?? 0))
        #expect(idle.highestQuarterKW > StorageStreet.thresholdKW + 0.5)
        #expect(ruled.highestQuarterKW <= StorageStreet.thresholdKW + 0.1)
        #expect(ruled.passedKWh["home-2-bat"] ?? 0 <= StorageStreet.budgetKWh)
        #expect(ruled.passedKWh["home-2-bat"] ?? 0 > 0.5 * StorageStreet.budgetKWh)
        #expect(ruled.leastSoC["home-3-bat"] ?? 0 >= 0.3)
        // Once down to the reserve, and now and then up again: never by the readings, which jump 120 times an hour.
        #expect(ruled.turns["home-3-bat"] ?? 0 <= 4 * Self.hours)
        #expect(ruled.overloads == 0 && idle.overloads == 0)
        #expect(idle.passedKWh.values.allSatisfy { $0 < 0.01 })
    }
}

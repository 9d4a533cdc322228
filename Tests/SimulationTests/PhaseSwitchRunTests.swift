// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import Gateway
import GridModel
import Simulation
import Testing

/// Stations that switch between three phases and one, in the simulated world with its own meters and contactors.
@Suite(.serialized) struct PhaseSwitchRunTests {
    /// What a run showed.
    struct Record {
        /// Largest true power of the garage over the operator's limit, and of a phase over the fuse, kW.
        var overLimitKW = -Double.infinity
        var overFuseKW = -Double.infinity
        var deliveredKWh = 0.0
        /// How many outlets drew on one phase, and on three, at the end of each part.
        var onOne: [Int] = []
        var onThree: [Int] = []
    }

    /// The operator leaves the garage 8 kW, then less than any car charges with on three phases, then all of it.
    private static let parts: [(limitKW: Double?, minutes: Int)] = [(8, 15), (4, 30), (nil, 20)]
    /// A cut is followed within the stations' time and one of their meters' intervals.
    private static let followS = 25.0

    private func record(
        switches: Bool, seed: UInt64, guards: Guards = .all, habits: WorldHabits = WorldHabits()
    ) throws -> Record {
        let feeder = try SwitchingStreet.feeder(switches: switches)
        let scene = Scene(
            pluggedAtStart: 1, arrivalSoC: 0.1...0.2, firstArrivals: 1...2, stay: 30_000...40_000, absence: 60...61,
            singlePhase: 0, twoPhase: 0)
        var run = try VirtualRun(feeder: feeder, seed: seed, startHour: 18, scene: scene, habits: habits)
        run.settings.dispatch.guards = guards
        try run.startGateway()
        let garage = try #require(feeder.nodes.firstIndex { $0.id.text == "garage" })
        run.world.setBaseLoad(.kilowatts(0.3), node: garage)
        var record = Record()
        for part in Self.parts {
            if let kW = part.limitKW {
                try run.setLimit(feeder.nodes[garage].id, kilowatts: kW, minutes: part.minutes)
            }
            let steps = Int(Double(part.minutes) * 60 / VirtualRun.quantum.inSeconds)
            for step in 1...steps {
                try run.step()
                look(run, garage, part.limitKW, since: Double(step) * VirtualRun.quantum.inSeconds, &record)
            }
            let lines = feeder.ders.indices.map { der in
                [PhaseCode.a, .b, .c].count { run.world.phasePower(der: der)[$0] > .kilowatts(0.5) }
            }
            record.onOne.append(lines.count { $0 == 1 })
            record.onThree.append(lines.count { $0 == 3 })
        }
        record.deliveredKWh = feeder.ders.indices.reduce(0) { $0 + run.world.energy(der: $1).kilowattHours }
        return record
    }

    private func look(
        _ run: VirtualRun, _ garage: Int, _ limitKW: Double?, since seconds: Double, _ record: inout Record
    ) {
        let phases = run.world.truePhasePower(node: garage)
        for phase in [PhaseCode.a, .b, .c] {
            record.overFuseKW = max(record.overFuseKW, phases[phase].kilowatts - SwitchingStreet.fuseKW)
        }
        guard let limitKW, seconds > Self.followS else { return }
        record.overLimitKW = max(record.overLimitKW, run.world.trueNetPower(node: garage).kilowatts - limitKW)
    }

    @Test(arguments: Soak.isLong ? [1, 2, 3] as [UInt64] : [1])
    func `stations switch without breaking a limit, and vehicles get more`(
        seed: UInt64
    ) throws {
        let switching = try record(switches: true, seed: seed), turning = try record(switches: false, seed: seed)
        print(
            """
            phase switching seed \(seed): \(String(format: "%.2f", switching.deliveredKWh)) kWh delivered, \
            \(String(format: "%.2f", turning.deliveredKWh)) kWh without; over the limit \
            \(String(format: "%.3f", switching.overLimitKW)) kW, over the fuse \
            \(String(format: "%.3f", switching.overFuseKW)) kW; on one phase \(switching.onOne), on three \(switching.onThree)
            """)
        #expect(switching.overLimitKW <= 0)
        #expect(switching.overFuseKW <= 0)
        #expect(switching.onOne[1] >= 2)
        #expect(switching.onThree[2] == 3)
        #expect(switching.deliveredKWh > turning.deliveredKWh * 1.08)
    }

    @Test func `a station that only says that it switches breaks no limit`() throws {
        var habits = WorldHabits()
        habits.stations[try #require(ChargingStation.ID("cs-1"))] = .ignoresPhases
        let reserved = try record(switches: true, seed: 1, habits: habits)
        print("phase switching, cs-1 stays on three: \(reserved)")
        #expect(reserved.overLimitKW <= 0)
        #expect(reserved.overFuseKW <= 0)
        let careless = try record(
            switches: true, seed: 1, guards: Guards.all.subtracting(.switchReserve), habits: habits)
        print("phase switching, cs-1 stays on three, nothing reserved: \(careless)")
        #expect(max(careless.overLimitKW, careless.overFuseKW) > 0.1)
    }
}

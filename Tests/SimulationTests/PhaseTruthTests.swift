// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Gateway
import GridModel
import Simulation
import Testing

/// Phases in the simulated world: who draws on which, what meters show of it, and what the gateway then knows.
struct PhaseTruthTests {
    private let start = UTCInstant(milliseconds: 1_764_007_200_000)

    private func feeder(vectorGroup: String = "Dyn") throws -> Feeder {
        let reading = TopologyFile.read(
            """
            format: headroom-topology/1
            feeder: {id: f}
            nodes:
              - {id: sub, kind: substation, lineVoltageV: 10000, ratingKVA: 400, baseLoad: none, meter: {}}
              - {id: t, parent: sub, kind: transformer, vectorGroup: \(vectorGroup), lineVoltageV: 400, ratingKVA: 250, \
            baseLoad: none}
            sites:
              - id: s
                parent: t
                importLimitKW: 100
                minBaseLoadKW: 0.6
                maxBaseLoadKW: 0.6
                meter: {}
                stations: [{id: cs}]
                ders:
                  - {id: ev, kind: evse, supply: ac, maxCurrentA: 16, phaseRotation: BCA, ocpp: {station: cs, evse: 1}, \
            default: {importLimitA: 16}}
                  - {id: pv, kind: pv, ratedKW: 4, phases: C, mqtt: native, default: {exportLimitKW: 4}}
            """, file: "f")
        return try #require(reading.feeder, "\(reading.findings)")
    }

    private func scene(single: Double, two: Double) -> Scene {
        Scene(
            pluggedAtStart: 1, arrivalSoC: 0.1...0.2, firstArrivals: 1...2, stay: 7_200...8_000, absence: 60...61,
            singlePhase: single, twoPhase: two)
    }

    private func kilowatts(_ powers: PhasePowers) -> [Double] {
        [PhaseCode.a, .b, .c].map { powers[$0].kilowatts }
    }

    @Test(arguments: [(1.0, 0.0, 1), (0, 1, 2), (0, 0, 3)])
    func aVehicleDrawsOnTheFirstLinesOfItsOutlet(single: Double, two: Double, count: Int) throws {
        let feeder = try feeder()
        let ev = try #require(feeder.ders.firstIndex { $0.id.text == "ev" })
        let watched = try run(feeder, scene(single: single, two: two), seconds: 120)
        #expect(watched.vehicle(der: ev)?.acPhaseCount == count)
        let total = watched.power(der: ev).kilowatts
        #expect(total > 1.3 * Double(count))
        // BCA: its L1 is on B, L2 on C, L3 on A.
        let part = total / Double(count)
        let wanted = [count > 2 ? part : 0, part, count > 1 ? part : 0]
        for (found, wanted) in zip(kilowatts(watched.phasePower(der: ev)), wanted) {
            #expect((found - wanted).magnitude < 1e-9)
        }
    }

    @Test(arguments: ["Dyn", "YNyn"]) func aDeltaWindingHalvesWhatAPhaseDraws(vectorGroup: String) throws {
        let world = try run(feeder(vectorGroup: vectorGroup), scene(single: 1, two: 0), seconds: 120)
        let site = kilowatts(world.truePhasePower(node: 2))
        #expect(kilowatts(world.truePhasePower(node: 1)) == site)
        #expect((site[1] - site[0]) > 1.3, "the vehicle is on B")
        let head = kilowatts(world.truePhasePower(node: 0))
        let wanted =
            vectorGroup == "YNyn"
            ? site : [(site[0] + site[2]) / 2, (site[1] + site[0]) / 2, (site[2] + site[1]) / 2]
        for (found, wanted) in zip(head, wanted) { #expect((found - wanted).magnitude < 1e-9) }
        #expect((head.reduce(0, +) - world.trueNetPower(node: 0).kilowatts).magnitude < 1e-9)
    }

    /// The world after so many seconds with the gateway at its doors.
    private func run(_ feeder: Feeder, _ scene: Scene, seconds: Int) throws -> SimulatedWorld {
        var run = try VirtualRun(feeder: feeder, seed: 5, startHour: 12, scene: scene)
        try run.startGateway()
        while run.now < start + .seconds(seconds) { try run.step() }
        return run.world
    }

    @Test(arguments: [1, 2, 3] as [UInt64]) func whatTheGatewayKnowsIsTheTruth(seed: UInt64) throws {
        let feeder = try feeder()
        let scene = scene(single: 0.4, two: 0.3)
        var run = try VirtualRun(feeder: feeder, seed: seed, startHour: 12, scene: scene)
        try run.startGateway()
        while run.now < start + .seconds(300) { try run.step() }
        let core = try #require(run.core)
        for (der, unit) in feeder.ders.enumerated() {
            let known = try #require(core.state.ders[der].phasePowerKW, "\(unit.id)")
            let truth = kilowatts(run.world.phasePower(der: der))
            let found = [known.value.a, known.value.b, known.value.c]
            // A station's sample is ten seconds old, and the sun moves.
            for (found, truth) in zip(found, truth) { #expect((found - truth).magnitude < 0.3, "\(unit.id)") }
        }
        for node in [0, 2] {
            let known = try #require(core.state.meters[node].phasePowerKW)
            let truth = kilowatts(run.world.truePhasePower(node: node))
            for (found, truth) in zip([known.value.a, known.value.b, known.value.c], truth) {
                #expect((found - truth).magnitude < 0.3)
            }
        }
    }

    /// 2 kW on A, 1 kW on B and 2 kW on C, but never more than 2.2 kW together, and 0.5 kW at least.
    @Test func aBaseLoadThatIsDeclaredByPhaseKeepsToIt() throws {
        let reading = TopologyFile.read(
            """
            format: headroom-topology/1
            feeder: {id: f}
            nodes:
              - {id: t, kind: substation, ratingKVA: 100, lineVoltageV: 400, baseLoad: none}
            sites:
              - id: s
                parent: t
                ratingA: 63
                minBaseLoadByPhaseKW: {A: 0.1, B: 0, C: -0.2}
                maxBaseLoadByPhaseKW: {A: 2, B: 1, C: 2}
                minBaseLoadKW: 0.5
                maxBaseLoadKW: 2.2
            """, file: "f")
        let feeder = try #require(reading.feeder, "\(reading.findings)")
        var world = SimulatedWorld(feeder: feeder, seed: 11, startHour: 17, now: start)
        var ratios: Set<Int> = []
        var most = 0.0
        for minute in 1...240 {
            world.advance(to: start + .seconds(minute * 60))
            let drawn = kilowatts(world.truePhasePower(node: 1))
            for (kW, bounds) in zip(drawn, [0.1...2, 0...1, -0.2...2]) {
                #expect(kW >= bounds.lowerBound - 1e-9 && kW <= bounds.upperBound + 1e-9, "minute \(minute)")
            }
            let total = drawn.reduce(0, +)
            #expect(total >= 0.5 - 1e-9 && total <= 2.2 + 1e-9)
            #expect((total - world.baseLoad(node: 1).kilowatts).magnitude < 1e-9)
            most = max(most, total)
            ratios.insert(Int(drawn[0] / max(drawn[1], 0.01) * 10))
        }
        // The evening reaches what the node allows, and no phase is another's shadow.
        #expect(most > 2.199 && ratios.count > 10, "\(most) kW, \(ratios.sorted())")
        world.setBaseLoad(.kilowatts(1.5), node: 1)
        world.advance(to: start + .seconds(14_500))
        #expect((world.baseLoad(node: 1).kilowatts - 1.5).magnitude < 1e-9)
    }
}

// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import TestSupport
import Testing

/// What holds of every principle of access, on seeded streets; a failure names its seed.
@Suite struct PrincipleTests {
    static let seeds = UInt64(1)...UInt64(FuzzRounds.count(40, cost: 4))

    @Test(arguments: AccessPrinciple.allCases, [false, true])
    func `shares are those of progressive filling`(principle: AccessPrinciple, isExport: Bool) {
        for seed in Self.seeds {
            let given = DispatchCase.random(principle.rawValue, isExport: isExport, seed: seed)
            let oracle = ProgressiveFilling(given.input, isExport: isExport)
            let (model, plan) = given.plan()
            for (index, unit) in given.input.ders.enumerated() {
                let setpoint = plan.setpoints[model.index.derPosition[.init(unit.id)!]!]
                let off = abs(abs(setpoint.target.kilowatts) - oracle.kilowatts[index])
                // A plant that nobody curtails is told its rating, where that fits.
                if isExport, oracle.kilowatts[index] >= unit.availableKW! - 1e-6 { continue }
                #expect(off < 1e-6, "seed \(seed) \(unit.id): \(setpoint.target) for \(oracle.kilowatts[index]) kW")
            }
        }
    }

    @Test(arguments: AccessPrinciple.allCases, [false, true])
    func `the order of inputs does not change the split`(principle: AccessPrinciple, isExport: Bool) {
        for seed in Self.seeds {
            let given = DispatchCase.random(principle.rawValue, isExport: isExport, seed: seed)
            var shuffled = given
            var random = SplitMix64(seed: seed)
            shuffled.input.ders.shuffle(using: &random)
            shuffled.input.nodes.shuffle(using: &random)
            let (model, plan) = given.plan()
            let (other, same) = shuffled.plan()
            for (position, der) in model.feeder.ders.enumerated() {
                let target = same.setpoints[other.index.derPosition[der.id]!].target
                #expect(abs((target - plan.setpoints[position].target).watts) < 1e-5, "seed \(seed) \(der.id)")
            }
        }
    }

    @Test(arguments: AccessPrinciple.allCases, [false, true])
    func `no setpoint is outside its bounds and no limit is exceeded`(principle: AccessPrinciple, isExport: Bool) {
        for seed in Self.seeds {
            let given = DispatchCase.random(principle.rawValue, isExport: isExport, seed: seed)
            let (model, plan) = given.plan()
            for unit in given.input.ders {
                let setpoint = plan.setpoints[model.index.derPosition[.init(unit.id)!]!]
                for power in [setpoint.target, setpoint.power ?? .zero] {
                    let kW = isExport ? -power.kilowatts : power.kilowatts
                    #expect(kW >= -1e-9 && kW <= unit.kW! + 1e-9, "seed \(seed) \(unit.id): \(power)")
                }
                let least = unit.minimumKW ?? 0
                #expect(setpoint.target.kilowatts >= (isExport ? -.infinity : least - 1e-9), "seed \(seed) \(unit.id)")
            }
            for node in given.input.nodes {
                if let limit = isExport ? node.exportKW : node.importKW {
                    #expect(flow(node.id, given, model, plan) <= limit + 1e-6, "seed \(seed) \(node.id)")
                }
                for phase in ["A", "B", "C"] {
                    guard let fuse = node.amperes.map({ $0 * 0.9 * 0.95 * 0.4 / 3.0.squareRoot() }) else { continue }
                    let kW = flow(node.id, given, model, plan, on: phase)
                    #expect(kW <= fuse + 1e-6, "seed \(seed) \(node.id) phase \(phase)")
                }
            }
        }
    }

    @Test(arguments: AccessPrinciple.allCases, [false, true])
    func `tightening a limit never raises the flow through its node`(principle: AccessPrinciple, isExport: Bool) {
        for seed in Self.seeds {
            let given = DispatchCase.random(principle.rawValue, isExport: isExport, seed: seed)
            let (model, plan) = given.plan()
            var random = SplitMix64(seed: seed &+ 77)
            let index = random.below(given.input.nodes.count)
            let before = flow(given.input.nodes[index].id, given, model, plan)
            var tighter = given
            let limit = before * Double(random.below(100)) / 100
            if isExport {
                tighter.input.nodes[index].exportKW = limit
            } else {
                tighter.input.nodes[index].importKW = limit
            }
            let (other, cut) = tighter.plan()
            let after = flow(given.input.nodes[index].id, tighter, other, cut)
            #expect(after <= before + 1e-6, "seed \(seed): \(before) kW becomes \(after) kW")
        }
    }

    /// What the targets add up to at a node, in total or on a phase, as a magnitude.
    private func flow(
        _ node: String, _ given: DispatchCase, _ model: DispatchModel, _ plan: DispatchPlan, on phase: String? = nil
    ) -> Double {
        let below = model.index.ders(below: model.index.nodePosition[.init(node)!]!)
        let units = given.input.ders.indices.filter {
            below.contains(model.index.derPosition[.init(given.input.ders[$0].id)!]!)
        }
        return ProgressiveFilling.shares(given.input, units, on: phase).reduce(0) { sum, entry in
            let der = model.index.derPosition[.init(given.input.ders[entry.key].id)!]!
            return sum + abs(plan.setpoints[der].target.kilowatts) * entry.value
        }
    }
}

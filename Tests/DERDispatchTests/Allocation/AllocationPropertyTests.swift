// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import TestSupport
import Testing

/// What holds for every instance, whatever the answer is.
@Suite struct AllocationPropertyTests {
    /// Limits in both directions, those that cannot be met among them.
    @Test(arguments: Nastiness.allCases)
    func `tightening a limit never raises the flow through its node in its direction`(_ nastiness: Nastiness) throws {
        for seed in UInt64(1)...20 {
            var random = SplitMix64(seed: seed)
            let instance = PlainInstance.random(nastiness, size: 60, seed: seed)
            let answer = try instance.solve()
            for _ in 0..<10 {
                let node = Int.random(in: 0..<instance.parent.count, using: &random)
                let cut = Double.random(in: 0...4, using: &random)
                let label = Comment(rawValue: "\(nastiness), seed \(seed), node \(node) by \(cut) kW")
                var tight = instance
                tight.upper[node] = min(tight.upper[node], answer.flow[node] + 1) - cut
                #expect(try tight.solve().flow[node] <= answer.flow[node] + 1e-9, label)
                // Where bounds cross the import limit wins; then an export limit says nothing.
                guard instance.lower[node] <= instance.upper[node] else { continue }
                tight = instance
                let lower = max(tight.lower[node], answer.flow[node] - 1) + cut
                tight.lower[node] = min(lower, max(tight.upper[node], tight.lower[node]))
                #expect(try tight.solve().flow[node] >= answer.flow[node] - 1e-9, label)
            }
        }
    }

    @Test(arguments: Nastiness.allCases)
    func `no setpoint is outside its bounds and no flow outside what its node was left`(_ nastiness: Nastiness) throws {
        for seed in UInt64(1)...20 {
            let instance = PlainInstance.random(nastiness, size: 120, seed: seed)
            let answer = try instance.solve()
            for (der, power) in answer.setpoints.enumerated() {
                #expect((instance.lo[der]...instance.hi[der]).contains(power), "\(nastiness) \(seed) DER \(der)")
            }
            for (node, flow) in answer.flow.enumerated() {
                let upper = instance.upper[node] + answer.importOverload[node, default: 0]
                let lower = min(instance.lower[node], instance.upper[node]) - answer.exportOverload[node, default: 0]
                #expect(flow <= upper + 1e-9 && flow >= lower - 1e-9, "\(nastiness) \(seed) node \(node)")
            }
        }
    }

    /// Two of a kind get the same, wherever they stand in the list.
    @Test func `equal DERs at one node get equal shares`() throws {
        for seed in UInt64(1)...20 {
            var instance = PlainInstance.random(.congested, size: 40, seed: seed)
            for der in 0..<40 {
                instance.addDER(
                    at: instance.node[der], instance.lo[der]...instance.hi[der], ref: instance.ref[der],
                    weightUp: instance.weightUp[der], weightDown: instance.weightDown[der], tier: instance.tier[der])
            }
            let answer = try instance.solve()
            for der in 0..<40 {
                #expect((answer.setpoints[der] - answer.setpoints[der + 40]).magnitude < 1e-9, "seed \(seed)")
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Which node's limit sets the price at each node, and who would share one more kW there.
struct PriceSetters {
    /// The nearest node upwards that has a price of its own, by node; -1 where nothing binds.
    private let setter: [Int]
    /// How much those who answer to each node's price give up or take on together per unit of it, three-phase
    /// equivalent kW.
    private var responsiveKW: [Double]

    init(_ model: DispatchModel, _ target: TargetAllocation) {
        responsiveKW = Array(repeating: 0, count: model.nodeCount)
        guard !target.nodePrice.isEmpty else {
            setter = Array(repeating: -1, count: model.nodeCount)
            return
        }
        var setter: [Int] = []
        setter.reserveCapacity(model.nodeCount)
        for node in 0..<model.nodeCount {
            let parent = Int(model.index.parent[node])
            let above = parent >= 0 ? target.nodePrice[parent] : 0
            setter.append(target.nodePrice[node] != above ? node : parent >= 0 ? setter[parent] : -1)
        }
        self.setter = setter
        for der in 0..<model.derCount where target.slope[der] > 0 {
            let node = setter[Int(model.index.nodeOfDER[der])]
            if node >= 0 { responsiveKW[node] += target.slope[der] }
        }
    }

    /// The node whose price the DERs at a node pay.
    func node(at node: Int) -> Int? { setter[node] >= 0 ? setter[node] : nil }

    /// What one more kW at the node that binds a DER would add to the magnitude of its target, kW: the ratio of its slope
    /// to that of all who answer to the same price. 0 where it stands at a bound of its own.
    func gainPerKW(_ der: Int, _ model: DispatchModel, _ target: TargetAllocation) -> Double {
        guard let node = node(at: Int(model.index.nodeOfDER[der])), responsiveKW[node] > 0 else { return 0 }
        return target.slope[der] / responsiveKW[node] * model.nodeScale[node] / model.derScale[der]
    }
}

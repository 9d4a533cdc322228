// SPDX-License-Identifier: Apache-2.0

import GridModel

/// The least amperes that bound each phase of each node.
struct CurrentLimits {
    private var amperes: [SIMD3<Double>]

    init(nodeCount: Int) { amperes = Array(repeating: SIMD3(repeating: .infinity), count: nodeCount) }

    mutating func narrow(_ node: Int, to current: Current, on phases: PhaseCode) {
        let bound = SIMD3(repeating: max(current.amperes, 0))
        let isBounded = phases.each(1) .> SIMD3(repeating: 0)
        amperes[node] = amperes[node].replacing(with: pointwiseMin(amperes[node], bound), where: isBounded)
    }

    /// Sets aside what is not permanent.
    mutating func lift(_ node: Int, to permanent: CurrentLimits?) {
        amperes[node] = permanent?.amperes[node] ?? SIMD3(repeating: .infinity)
    }

    /// Of a phase, or of all phases together.
    func amperes(_ account: FlowAccount, _ node: Int, on phases: PhaseCode) -> Double {
        let bounds = amperes[node]
        return switch account {
        case .a: bounds.x
        case .b: bounds.y
        case .c: bounds.z
        case .total, .equivalent:
            (phases.contains(.a) ? bounds.x : 0) + (phases.contains(.b) ? bounds.y : 0)
                + (phases.contains(.c) ? bounds.z : 0)
        }
    }
}

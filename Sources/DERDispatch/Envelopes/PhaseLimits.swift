// SPDX-License-Identifier: Apache-2.0

import GridModel

/// The most restrictive limit of each phase of each node in one direction, with its source. Where no phases are followed
/// one value stands for all (`FlowAccount.equivalent`).
struct PhaseLimits {
    private struct Bound: Equatable {
        var limitKW = Double.infinity
        var marginKW = 0.0
        /// Position among the references; -1 where nothing bounds.
        var reference: Int32 = -1

        var usableKW: Double { limitKW - marginKW }
    }

    /// Three for each node; the first of them where no phases are followed.
    private var bounds: [Bound]
    private var references: [LimitReference] = []

    init(nodeCount: Int) { bounds = Array(repeating: Bound(), count: 3 * nodeCount) }

    private static func place(_ account: FlowAccount) -> Int {
        switch account {
        case .a, .total, .equivalent: 0
        case .b: 1
        case .c: 2
        }
    }

    /// The limit of a phase, or of all where phases are not followed.
    subscript(account: FlowAccount, node: Int) -> BindingLimit? {
        let bound = bounds[3 * node + Self.place(account)]
        guard bound.reference >= 0 else { return nil }
        return BindingLimit(
            limit: .kilowatts(bound.limitKW), margin: .kilowatts(bound.marginKW),
            reference: references[Int(bound.reference)])
    }

    /// Narrows to a limit, if it is narrower in what may be used.
    mutating func narrow(_ account: FlowAccount, _ node: Int, to limit: BindingLimit) {
        let place = 3 * node + Self.place(account)
        guard limit.usable.kilowatts < bounds[place].usableKW else { return }
        bounds[place] = bound(limit)
    }

    /// Replaces a limit.
    mutating func replace(_ account: FlowAccount, _ node: Int, by limit: BindingLimit) {
        bounds[3 * node + Self.place(account)] = bound(limit)
    }

    private mutating func bound(_ limit: BindingLimit) -> Bound {
        if references.last != limit.reference { references.append(limit.reference) }
        return Bound(
            limitKW: limit.limit.kilowatts, marginKW: limit.margin.kilowatts, reference: Int32(references.count - 1))
    }

    /// Whether a node's limits are those of another tick's step; references apart.
    func isSame(_ other: PhaseLimits, at node: Int) -> Bool {
        bounds.isEmpty
            || (3 * node..<3 * node + 3).allSatisfy {
                bounds[$0].limitKW == other.bounds[$0].limitKW && bounds[$0].marginKW == other.bounds[$0].marginKW
            }
    }
}

// SPDX-License-Identifier: Apache-2.0

import GridModel

/// The accounts in which a tick counts flows, and what each DER counts for in them.
///
/// Inside a zone of followed phases a flow is counted on each phase and in total; above it (`FollowedPhases`) in total,
/// and against limits in amperes as if each phase carried what the heaviest may. While every DER is balanced and
/// nothing is known by phase, all of these say the same, and one account is kept instead of five.
///
/// An array "by row" holds one value for each kept account and node: `row = slot * nodeCount + node`.
struct Accounts: Sendable {
    /// The accounts that are kept, by slot.
    let kept: [FlowAccount]
    /// What a kW of each DER's power adds to each account.
    let shares: [AccountShares]
    let nodeCount: Int
    private let index: FeederIndex
    let ratios: [Int: Double]
    /// The ratios of those that were told to use fewer phases.
    let commanded: [Int: Double]
    /// Those that may be on fewer phases than they count on, and the phase that is then the only one.
    let uncertain: [Int: PhaseCode]
    /// The share of each DER in the only account; empty where more than one is kept.
    private let onlyShare: [Double]

    init(
        kept: [FlowAccount], shares: [AccountShares], ratios: [Int: Double] = [:], commanded: [Int: Double] = [:],
        uncertain: [Int: PhaseCode] = [:], index: FeederIndex
    ) {
        self.kept = kept
        self.shares = shares
        self.index = index
        self.ratios = ratios
        onlyShare = kept.count == 1 ? shares.map { $0[kept[0]] } : []
        self.commanded = commanded
        self.uncertain = uncertain
        nodeCount = index.parent.count
    }

    /// Whether phases are followed, or one account stands for all.
    var followsPhases: Bool { kept.count > 1 }

    /// The account that stands for the whole of a node.
    var wholeSlot: Int { kept.firstIndex(of: .total) ?? 0 }

    /// The row of the whole of a node.
    func wholeRow(_ node: Int) -> Int { wholeSlot * nodeCount + node }

    /// kW that a meter sees per kW of a DER's own power, in total.
    func realShare(_ der: Int) -> Double { 1 / ratio(der) }

    /// Number of rows.
    var rowCount: Int { kept.count * nodeCount }

    /// The node of a row.
    func node(ofRow row: Int) -> Int { row % nodeCount }

    /// The account of a row.
    func account(ofRow row: Int) -> FlowAccount { kept[row / nodeCount] }

    /// kW that a kW on a meter stands for in the DER's own power: that is what its outlet would carry with all its
    /// phases in use; 1 but for a vehicle that is known to use fewer.
    func ratio(_ der: Int) -> Double { ratios.isEmpty ? 1 : ratios[der] ?? 1 }

    /// Whether it may be on fewer phases than it counts on.
    func isUncertain(_ der: Int) -> Bool { !uncertain.isEmpty && uncertain[der] != nil }

    /// An array by row.
    func rows(repeating value: Double) -> [Double] { Array(repeating: value, count: rowCount) }

    /// Adds a power of a DER at its node, in each account.
    @inline(__always)
    func add(_ power: Double, of der: Int, to rows: inout [Double]) {
        guard power != 0 else { return }
        guard onlyShare.isEmpty else {
            rows[Int(index.nodeOfDER[der])] += power * onlyShare[der]
            return
        }
        let share = shares[der]
        var row = Int(index.nodeOfDER[der])
        for account in kept {
            rows[row] += power * share[account]
            row += nodeCount
        }
    }

    /// Adds what is at each node to the nodes above it, in each account.
    func sumUp(_ rows: inout [Double]) {
        for base in stride(from: 0, to: rows.count, by: max(nodeCount, 1)) {
            for node in stride(from: nodeCount - 1, to: 0, by: -1) {
                rows[base + Int(index.parent[node])] += rows[base + node]
            }
        }
    }

    /// Hands down what is true of a node in an account to all below it.
    func handDown(_ isTrue: inout [Bool]) {
        for base in stride(from: 0, to: isTrue.count, by: max(nodeCount, 1)) {
            for node in 1..<max(nodeCount, 1) where isTrue[base + Int(index.parent[node])] {
                isTrue[base + node] = true
            }
        }
    }

    /// Whether something holds on the whole path of a DER, in each account that it counts in: asked with the row and
    /// the DER's share.
    @inline(__always)
    func allRows(onPathOf der: Int, _ holds: (_ row: Int, _ share: Double) -> Bool) -> Bool {
        let share = shares[der]
        var base = 0
        for account in kept {
            if share[account] > 0 {
                var node = Int(index.nodeOfDER[der])
                while node >= 0 {
                    if !holds(base + node, share[account]) { return false }
                    node = Int(index.parent[node])
                }
            }
            base += nodeCount
        }
        return true
    }

    /// Does something on the whole path of a DER, in each account that it counts in.
    @inline(__always)
    func forEachRow(onPathOf der: Int, _ body: (_ row: Int, _ share: Double) -> Void) {
        _ = allRows(onPathOf: der) { row, share in
            body(row, share)
            return true
        }
    }

    /// Whether something is true at the node of a DER in an account that it counts in.
    func isAny(_ isTrue: [Bool], at der: Int) -> Bool {
        guard onlyShare.isEmpty else { return onlyShare[der] > 0 && isTrue[Int(index.nodeOfDER[der])] }
        let share = shares[der]
        var row = Int(index.nodeOfDER[der])
        for account in kept {
            if share[account] > 0, isTrue[row] { return true }
            row += nodeCount
        }
        return false
    }

    /// The price that a DER answers to: the tightest of its accounts, and the row it is of; nil where no price is.
    @inline(__always)
    func tightest(_ prices: [Double], of der: Int) -> (price: Double, row: Int)? {
        guard !prices.isEmpty else { return nil }
        guard onlyShare.isEmpty else {
            let row = Int(index.nodeOfDER[der])
            return onlyShare[der] > 0 && prices[row] != 0 ? (prices[row], row) : nil
        }
        let share = shares[der]
        var row = Int(index.nodeOfDER[der])
        var highest = (price: 0.0, row: -1)
        var lowest = (price: 0.0, row: -1)
        for account in kept {
            if share[account] > 0 {
                let price = prices[row]
                if price > highest.price { highest = (price, row) }
                if lowest.row < 0 || price < lowest.price { lowest = (price, row) }
            }
            row += nodeCount
        }
        if highest.row >= 0 { return highest }
        return lowest.price < 0 ? lowest : nil
    }
}

// SPDX-License-Identifier: Apache-2.0

/// Solves a `PhaseAllocationProblem`: one price per phase and node, from which each DER's power follows.
///
/// A DER on several phases answers to the mean of their prices, so the phases' trees are coupled and no price can be
/// searched alone. Three ways, the cheapest first:
///
/// 1. The totals alone, by `AllocationSolver`. Where its answer keeps all limits of phases too it is the optimum:
///    fewer limits cannot make the best answer worse. Parts of the tree that share no limit are judged one by one, and
///    where no phase has a limit the answer is that solver's, bit for bit.
/// 2. `PriceNewton` from the totals' prices, or from those of the last solve if the caller says so: a few walks over
///    the tree where it comes to an end.
/// 3. `InteriorPoint` from afar, then `PriceNewton`, which makes the answer exact.
///
/// **What is promised.** Each DER stays within its bounds. Each limit, where relaxed by the rule below, is kept but for
/// rounding (some 1e-13 of what flows; the solver aims inside by as much, so mostly not at all). `certificate` holds the
/// distance to the optimum, computed from setpoints and prices alone; the status is `.optimal` where it is at most
/// `relativeGap` of the objective. The flow on a limit never rises when that limit is tightened; the other phases of
/// the node may take what has become free.
///
/// **Limits that cannot be met.** There is always an answer. First each limit is relaxed to what the ranges of the DERs
/// below can reach (lower nodes first; at one node the phases before their total, that before unbalance), which is
/// the least, as in `AllocationSolver`. Limits that could be kept one by one but not together (import on one phase,
/// export on another) are passed by the least sum of kW, each limit's kW counting alike; among such answers the
/// cheapest is taken, and limits hold to a microwatt. `overloads` lists what is passed in the answer, `certificate`
/// bounds that sum from below.
///
/// Work arrays are kept, so after the first solve nothing is allocated. Same problem, same result, bit for bit (a warm
/// start is part of the problem then).
public struct PhaseAllocationSolver: Sendable {
    /// The largest certified gap, as a share of the objective, that counts as the optimum.
    public static let relativeGap = 1e-9

    /// Power of each DER in kW, in the tree's order.
    public internal(set) var setpointsKW: [Double] = []
    /// Flow into each node: what the setpoints and fixed loads add up to.
    public internal(set) var nodeFlow: [PhaseFlow] = []
    /// Price of one kW on each phase at each node: the head's, and the shadow prices of all limits on the path to it.
    public internal(set) var nodePrice: [PhaseVector] = []
    /// Limits that are passed, by node, in the tree's order.
    public internal(set) var overloads: [PhaseOverload] = []
    /// How good the answer is.
    public internal(set) var certificate = AllocationCertificate()
    /// Number of parts of the tree solved each way, and of steps.
    public internal(set) var work = Work()

    /// What a solve took.
    public struct Work: Equatable, Sendable {
        /// Parts where the totals' answer was right.
        public internal(set) var byTotals = 0
        /// Parts where Newton's method from the last prices, or the totals', was enough.
        public internal(set) var byNewton = 0
        /// Parts that needed the interior point.
        public internal(set) var byInteriorPoint = 0
        /// Steps of the interior point, each two walks over its part.
        public internal(set) var interiorSteps = 0
        /// Steps of Newton's method.
        public internal(set) var newtonSteps = 0
        /// Parts where no Newton's method ended: the interior point's own answer stands.
        public internal(set) var unpolished = 0
    }

    var totals = AllocationSolver()
    var limits = LimitTree()
    var newton = PriceNewton()
    var interior = InteriorPoint()
    var open: [PhaseReach] = []
    var lastRows: [LimitRow] = []

    /// A solver; it takes its size from the first problem.
    public init() {}

    /// Solves and leaves the answer in this solver's properties.
    public mutating func solve(
        _ problem: PhaseAllocationProblem, start: AllocationSolver.Start = .cold
    ) -> PhaseAllocationStatus {
        let isSameTree = fit(problem.tree)
        work = Work()
        certificate = AllocationCertificate()
        _ = totals.solve(problem.totals, start: start)
        swap(&lastRows, &limits.rows)
        limits.survey(problem, &open)
        if start == .previousPrices, isSameTree { limits.takePrices(from: lastRows) }
        newton.fit(limits)
        interior.fit(limits)
        for der in setpointsKW.indices { setpointsKW[der] = totals.setpointsKW[der] }
        for component in limits.components { settle(component, problem, isWarm: start == .previousPrices) }
        conclude(problem)
        let relative = certificate.relativeGap
        return relative <= Self.relativeGap ? .optimal : .inexact(relativeGap: relative)
    }

    /// What one kW more at this limit would save: positive where its upper bound decides, negative where its lower one
    /// does, 0 where neither does.
    public func shadowPrice(ofNode position: Int, _ flow: LimitedFlow) -> Double {
        var index = limits.rows.partitioningIndex { $0.node >= position }
        while index < limits.rows.count, limits.rows[index].node == position {
            if limits.rows[index].flow == flow { return limits.rows[index].price }
            index += 1
        }
        return 0
    }

    /// Sizes the work arrays; false where they did not fit and so hold nothing of a previous solve.
    private mutating func fit(_ tree: AllocationTree) -> Bool {
        if open.count < tree.maximumDepth + 2 {
            open = Array(repeating: PhaseReach(), count: tree.maximumDepth + 2)
        }
        guard nodePrice.count != tree.nodeCount || setpointsKW.count != tree.derCount else { return true }
        setpointsKW = Array(repeating: 0, count: tree.derCount)
        nodePrice = Array(repeating: .zero, count: tree.nodeCount)
        nodeFlow = Array(repeating: .zero, count: tree.nodeCount)
        limits.blockOfNode = Array(repeating: -1, count: tree.nodeCount)
        limits.rows.removeAll()
        return false
    }
}

extension Array {
    /// The first index of which the predicate holds, given that it holds from there on.
    fileprivate func partitioningIndex(where holds: (Element) -> Bool) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension LimitTree {
    /// Prices of the limits that were there in the last solve; both lists are in the order of nodes and flows.
    mutating func takePrices(from last: [LimitRow]) {
        var from = 0
        for index in rows.indices {
            while from < last.count, last[from].isBefore(rows[index]) { from += 1 }
            guard from < last.count, last[from].node == rows[index].node, last[from].flow == rows[index].flow else {
                continue
            }
            rows[index].price = last[from].price
        }
    }
}

extension LimitRow {
    /// Within a node the innermost limit comes first, and that is the last of `LimitedFlow`.
    fileprivate func isBefore(_ other: LimitRow) -> Bool {
        node == other.node ? flow.rawValue > other.flow.rawValue : node < other.node
    }
}

// SPDX-License-Identifier: Apache-2.0

/// Solves an `AllocationProblem` exactly: one price per node, from which each DER's power follows.
///
/// Seen from its parent a node is one curve: the sum `S(l)` of what is below it at price `l`, cut off at its bounds.
/// `S` never rises with `l`, so where the sum at the parent's price `l` passes a bound there is a price of the node's
/// own at which it meets it:
///
///     import bound passed:  l' > l  with  S(l') = upper        export bound passed:  l' < l  with  S(l') = lower
///
/// Prices so found satisfy the optimality conditions, with `l' - l` as the bound's shadow price. Four passes:
///
/// 1. `survey`, children first: the range each subtree can reach, bounds relaxed where they cannot be met (minimum
///    overload: lower nodes before upper ones), and all sums at the head's price.
/// 2. `settlePrices`, parents first: nodes within bounds inherit the price; each other one searches its own by a
///    safeguarded Newton iteration on its own subtree, which leaves the sums below it at the new price.
/// 3. `share`, children first: each DER's power at its node's price, and the flows that these add up to.
///
/// Work arrays are kept from solve to solve, so after the first one nothing is allocated. Same problem, same result,
/// bit for bit (a warm start is part of the problem then).
public struct AllocationSolver: Sendable {
    /// Where the search of a binding node starts.
    public enum Start: Sendable {
        /// At the parent's price.
        case cold
        /// At the price of this node in the previous solve, which must have been on the same tree to be of use.
        case previousPrices
    }

    /// A flow is on its bound within this share of (1 kW + the magnitudes of the subtree's range): some hundred times
    /// the rounding of the sums, and a tenth of a milliwatt at a gigawatt.
    public static let window = 1e-13
    /// A price that was searched for leaves the flow inside the bound, but for this share of the same.
    public static let rounding = 2e-15
    /// Overloads and unused room up to a microwatt, or this share of the limit, are rounding and not reported.
    public static func leastReportedKW(of limit: Double) -> Double { 1e-9 + 1e-12 * limit.magnitude }
    /// Most evaluations of one node's subtree. A bracket of 1e20 is exhausted by 120 halvings, of which at least every
    /// fourth step is one where nothing better shrinks it; typical is 3.
    public static let maximumEvaluations = 480

    /// Power of each DER in kW, in the tree's order.
    public internal(set) var setpointsKW: [Double] = []
    /// Price at each node: positive where import is scarce.
    public internal(set) var nodePrice: [Double] = []
    /// Flow into each node in kW: what the setpoints and fixed loads add up to.
    public internal(set) var nodeFlowKW: [Double] = []
    /// Limits that cannot be met, in the tree's order.
    public internal(set) var overloads: [NodeOverload] = []
    /// Number of nodes with a price of their own.
    public internal(set) var bindingCount = 0
    /// Number of evaluations of a subtree by the searches, and of DERs in them.
    public internal(set) var work = (subtrees: 0, ders: 0)

    var states: [NodeState] = []
    var ranges: [FlowRange] = []
    var sums: [FlowSum] = []
    var open: [OpenNode] = []
    var priceBracket = (floor: 0.0, ceiling: 0.0)

    /// A solver; it takes its size from the first problem.
    public init() {}

    /// Solves and leaves the answer in this solver's properties.
    public mutating func solve(_ problem: AllocationProblem, start: Start = .cold) -> AllocationStatus {
        let hints = fit(problem.tree) ? start : .cold
        survey(problem)
        let status = settlePrices(problem, start: hints)
        share(problem)
        return status
    }

    /// The bounds that were used for the node at `position`, relaxed where the subtree cannot meet its limits.
    public func effectiveBoundsKW(ofNode position: Int) -> (lower: Double, upper: Double) {
        (states[position].lower, states[position].upper)
    }

    /// What one kW more at this node's bound would save: its price less its parent's. Positive where the import bound
    /// decides, negative where the export bound does, 0 where neither does.
    public func shadowPrice(ofNode position: Int, in problem: AllocationProblem) -> Double {
        nodePrice[position] - (position == 0 ? problem.headPrice : nodePrice[Int(problem.tree.parent[position])])
    }

    /// Sizes the work arrays; false where they did not fit and so hold nothing of a previous solve.
    private mutating func fit(_ tree: AllocationTree) -> Bool {
        if open.count < tree.maximumDepth + 2 {
            open = Array(repeating: OpenNode(), count: tree.maximumDepth + 2)
        }
        guard nodePrice.count != tree.nodeCount || setpointsKW.count != tree.derCount else { return true }
        setpointsKW = Array(repeating: 0, count: tree.derCount)
        nodePrice = Array(repeating: 0, count: tree.nodeCount)
        nodeFlowKW = Array(repeating: 0, count: tree.nodeCount)
        states = Array(repeating: NodeState(), count: tree.nodeCount)
        ranges = Array(repeating: FlowRange(), count: tree.nodeCount)
        sums = Array(repeating: FlowSum(), count: tree.nodeCount)
        return false
    }
}

/// What the searches read of a node, side by side in memory.
struct NodeState: Sendable {
    /// Bounds in kW after relaxation.
    var lower = 0.0
    var upper = 0.0
    var fixed = 0.0
    var depth: Int32 = 0
    var firstDER: Int32 = 0
}

/// What a subtree can reach, in kW, before the node's own bounds.
struct FlowRange: Sendable {
    var least = 0.0
    var most = 0.0
}

/// The flow of a subtree at one price, and how fast it falls with the price. The node's own bounds are not applied.
struct FlowSum: Sendable {
    var flow = 0.0
    var slope = 0.0
}

/// Totals of the children of the node that is open at one depth.
///
/// Walking a preorder backwards, all children of a node at depth `d` come after the previous node of depth `d` and
/// before the node itself. One total per depth is therefore enough: children add to `open[d + 1]`, their parent takes
/// it and sets it back to zero.
struct OpenNode: Sendable {
    var flow = 0.0
    var slope = 0.0
    var least = 0.0
    var most = 0.0
}

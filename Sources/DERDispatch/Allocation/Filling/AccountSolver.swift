// SPDX-License-Identifier: Apache-2.0

/// The prices of one account, given those of the others: the method of `AllocationSolver` on DERs whose answers are
/// held fast, in part, by other accounts.
///
/// 1. `gather`: the DERs with a share in the account, and their responses in its kW.
/// 2. `survey`: what each subtree can reach; bounds relaxed where they cannot be met.
/// 3. `hear`: what the other accounts ask of each DER, and which subtrees that moves.
/// 4. `settle`, the first time for all nodes, later for those subtrees that have moved: from the head down, a node whose
///    flow at its parent's prices passes a bound searches its own price (`PriceSearch`).
struct AccountSolver: Sendable {
    let account: FlowAccount
    /// The band of each node, and which bound of the node itself made it.
    var bands: [PriceBand] = []
    var binding: [BindingBound] = []
    /// Whether any bound can be passed at all.
    var (canBindUpper, canBindLower) = (false, false)
    var canBind: Bool { canBindUpper || canBindLower }
    /// Whether any node has a price of its own.
    var hasPrices = false
    /// Whether, since the last survey, other accounts changed what DERs can reach.
    var canReachOther = false

    var ders: [AccountDER] = []
    /// The other accounts that each of `ders` has shares in.
    var others: [UInt8] = []
    var derCount = 0
    var states: [NodeState] = []
    /// What the DERs at each node can reach by themselves, and with the subtree.
    var own: [FlowRange] = []
    var ranges: [FlowRange] = []
    var sums: [FlowSum] = []
    var open: [OpenNode] = []
    var marks: [NodeMarks] = []
    var bracket = (floor: 0.0, ceiling: 0.0)
    /// The lowest base of any DER: above it an import price begins to act.
    var lowestBase = 0.0
    /// The band at the head.
    var start = PriceBand.open

    init(_ account: FlowAccount) { self.account = account }

    /// Sizes the work arrays.
    mutating func fit(_ tree: AllocationTree) {
        if open.count < tree.maximumDepth + 2 {
            open = Array(repeating: OpenNode(), count: tree.maximumDepth + 2)
        }
        if ders.count != tree.derCount {
            ders = Array(repeating: AccountDER(), count: tree.derCount)
            others = Array(repeating: 0, count: tree.derCount)
        }
        guard bands.count != tree.nodeCount else { return }
        bands = Array(repeating: .open, count: tree.nodeCount)
        binding = Array(repeating: .none, count: tree.nodeCount)
        states = Array(repeating: NodeState(), count: tree.nodeCount)
        own = Array(repeating: FlowRange(), count: tree.nodeCount)
        ranges = Array(repeating: FlowRange(), count: tree.nodeCount)
        sums = Array(repeating: FlowSum(), count: tree.nodeCount)
        marks = Array(repeating: [], count: tree.nodeCount)
    }

    /// The DERs that count in the account, in the tree's order.
    mutating func gather(_ problem: FillingProblem, members: [UInt8]) {
        var reach = PriceReach()
        let (tree, bounds) = (problem.tree, problem.bounds[account.rawValue])
        let (responses, shares) = (problem.ders.span, problem.shares.span)
        let bit = account.bit
        var count = 0
        for node in 0..<tree.nodeCount {
            states[node] = NodeState(
                lower: bounds[node].lowerKW, upper: bounds[node].upperKW, fixed: bounds[node].fixedKW,
                depth: tree.depth[node], firstDER: Int32(count))
            var range = FlowRange()
            for index in Int(tree.firstDER[node])..<Int(tree.firstDER[node + 1]) where members[index] & bit != 0 {
                reach.include(responses[index])
                let der = AccountDER(responses[index], share: shares[index].storage[account.rawValue])
                range.least += der.lower
                range.most += der.upper
                ders[count] = der
                others[count] = members[index] & ~bit
                count += 1
            }
            own[node] = range
        }
        derCount = count
        bracket = reach.bracket
        lowestBase = 0
        hasPrices = false
        canReachOther = false
        for node in bands.indices { bands[node] = start }
    }

    /// The DERs at a node.
    @inline(__always)
    func ders(at node: Int) -> Range<Int> {
        Int(states[node].firstDER)..<endDER(of: node + 1)
    }

    /// One past the last DER of the nodes before `node`.
    @inline(__always)
    func endDER(of node: Int) -> Int { node < states.count ? Int(states[node].firstDER) : derCount }

    /// The band that a node takes over from above.
    @inline(__always)
    func above(_ node: Int, _ tree: AllocationTree) -> PriceBand {
        node == 0 ? start : bands[Int(tree.parent[node])]
    }
}

/// Which of a node's own bounds has a price.
enum BindingBound: UInt8, Sendable {
    case none
    case `import`
    case export
}

/// What a further round must look at.
struct NodeMarks: OptionSet, Sendable {
    let rawValue: UInt8
    /// The flow of the node, as its parent sees it, may have changed.
    static let flow = NodeMarks(rawValue: 1)
    /// Some flow in the subtree may have changed.
    static let below = NodeMarks(rawValue: 2)
    /// From here down prices are searched anew.
    static let top = NodeMarks(rawValue: 4)
    /// The node's band is another one than before.
    static let band = NodeMarks(rawValue: 8)
}

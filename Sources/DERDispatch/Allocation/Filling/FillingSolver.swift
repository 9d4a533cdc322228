// SPDX-License-Identifier: Apache-2.0

/// Shares power over a feeder's tree by filling, where phases have limits of their own.
///
/// Each node keeps up to five accounts of its flow (`FlowAccount`), each with bounds and with a price of its own: the
/// price from above, moved up where otherwise the import bound would be passed, down where the export bound would. A DER
/// answers to the tightest price of the accounts that it has a share in: the highest above 0, else the lowest below 0. So
/// there is one bound that decides its power (`decidingBound`), the others on its path leave it more.
///
/// For one account this is `AllocationSolver`. For import bounds alone it is progressive filling: all prices sink
/// together from the top and each DER takes more by its own response, until it meets a full bound and stays there. The
/// result is unique, and no DER can have more unless one at the same or a higher price has less.
///
/// Where an import bound and an export bound of different accounts ask opposite things of a DER, the import bound wins,
/// but only as far as it must: the DER answers to the price in the import bounds' reach that is nearest to what the
/// export bounds ask for. Within one account the lower node wins, as in `AllocationSolver`.
///
/// The method is Gauss and Seidel's over accounts: the prices of one account are settled while those of the others hold
/// each DER at `max(floor, price)`. With more prices no price can be higher, so the highest bottleneck is right after the
/// first round, the next one after the second, and so on: finitely many rounds, and few, as prices rise down the tree. A
/// further round searches only the subtrees in which a DER has moved. Should `maximumRounds` not be enough (import and
/// export bounds of different accounts can work against each other), prices are set so that import bounds hold for
/// certain, and the status says so.
///
/// A bound that cannot be kept is relaxed to what its subtree can reach, lower nodes before upper ones, and reported.
/// Work arrays are kept, so after the first solve nothing is allocated. Same problem, same result, bit for bit.
public struct FillingSolver: Sendable {
    /// Most rounds over the accounts. With import bounds alone 2 to 7 were seen;
    /// with both directions prices draw near by a factor of some hundred each round, which makes 4 to 20.
    public static let maximumRounds = 64
    /// DERs that move by no more than this, together and in kW of one account, do not call for a further round.
    static let settledKW = 1e-11

    /// Power of each DER in kW, in the tree's order.
    public internal(set) var setpointsKW: [Double] = []
    /// Price at each node by account: positive where import is scarce. Empty where the account has no bound.
    public internal(set) var nodePrice: [[Double]] = Array(repeating: [], count: FlowAccount.allCases.count)
    /// The price that each DER answers to.
    public internal(set) var derPrice: [Double] = []
    /// The account whose price that is, the first of equals; nil at price 0.
    public internal(set) var derAccount: [FlowAccount?] = []
    /// Limits that are passed: account after account in the tree's order.
    public internal(set) var overloads: [AccountOverload] = []
    /// Rounds over the accounts in the last solve.
    public internal(set) var rounds = 0

    /// `maximumRounds`, but for tests of what happens at their end.
    var roundLimit = FillingSolver.maximumRounds
    var accounts: [AccountSolver] = []
    var bands = AccountBands()
    var lastBands = AccountBands()
    var members: [UInt8] = []
    var nodeFlow: [SIMD8<Double>] = []
    /// Accounts with prices.
    var active: UInt8 = 0

    /// A solver; it takes its size from the first problem.
    public init() {}

    /// Solves and leaves the answer in this solver's properties.
    public mutating func solve(_ problem: FillingProblem) -> FillingStatus {
        prepare(problem)
        let isSettled = settle(problem)
        if !isSettled { keepBounds(problem) }
        share(problem)
        return conclude(problem, isSettled: isSettled)
    }

    /// Flow into a node in kW of an account: what the setpoints and fixed loads add up to.
    public func flowKW(_ account: FlowAccount, node: Int) -> Double { nodeFlow[node][account.rawValue] }

    /// The bound that decides the power of a DER, by the position of its node; nil where none does.
    public func decidingBound(
        ofDER position: Int, at node: Int, in tree: AllocationTree
    ) -> (node: Int, account: FlowAccount, direction: NodeOverload.Direction)? {
        guard let account = derAccount[position] else { return nil }
        let price = derPrice[position]
        var (deciding, band) = (node, bands.band(at: node, account))
        while deciding > 0 {
            let above = bands.band(at: Int(tree.parent[deciding]), account)
            guard above.floor == price || above.ceiling == price else { break }
            (deciding, band) = (Int(tree.parent[deciding]), above)
        }
        let above = deciding > 0 ? bands.band(at: Int(tree.parent[deciding]), account) : .open
        // Where the two ends meet, the bound that moved the other end along is this node's own.
        let isImport = band.floor == price && above.floor < price
        return (deciding, account, isImport ? .import : .export)
    }
}

// SPDX-License-Identifier: Apache-2.0

/// The bands of all accounts, account after account for each node.
struct AccountBands: Sendable {
    static let stride = 8
    var floors: [Double] = []
    var ceilings: [Double] = []
    /// When the band of any account last changed at each node: the number of a step of the rounds.
    var changed: [Int32] = []

    /// No account has prices.
    mutating func reset(nodes: Int, to band: PriceBand) {
        if changed.count != nodes { changed = Array(repeating: 0, count: nodes) }
        for node in changed.indices { changed[node] = 0 }
        guard floors.count == nodes * Self.stride else {
            floors = Array(repeating: band.floor, count: nodes * Self.stride)
            ceilings = Array(repeating: band.ceiling, count: nodes * Self.stride)
            return
        }
        for index in floors.indices { (floors[index], ceilings[index]) = (band.floor, band.ceiling) }
    }

    /// Takes over all bands, in place.
    mutating func copy(_ other: AccountBands) {
        guard floors.count == other.floors.count else {
            self = other
            return
        }
        for index in floors.indices { (floors[index], ceilings[index]) = (other.floors[index], other.ceilings[index]) }
    }

    /// Takes over the bands of one account that are new in this step.
    mutating func take(_ bands: [PriceBand], of account: FlowAccount, step: Int32) {
        for node in bands.indices {
            let at = node * Self.stride + account.rawValue
            guard floors[at] != bands[node].floor || ceilings[at] != bands[node].ceiling else { continue }
            (floors[at], ceilings[at]) = (bands[node].floor, bands[node].ceiling)
            changed[node] = step
        }
    }

    /// The highest floor, and the lowest ceiling but not above 0, that any of these accounts has at the node.
    @inline(__always)
    func tightest(of accounts: UInt8, at node: Int) -> (floor: Double, base: Double) {
        var (floor, base) = (-Double.infinity, 0.0)
        var left = accounts
        while left != 0 {
            let at = node * Self.stride + left.trailingZeroBitCount
            if floors[at] > floor { floor = floors[at] }
            if ceilings[at] < base { base = ceilings[at] }
            left &= left &- 1
        }
        return (floor, base)
    }

    /// The band of an account at a node.
    @inline(__always)
    func band(at node: Int, _ account: FlowAccount) -> PriceBand {
        let at = node * Self.stride + account.rawValue
        return PriceBand(floor: floors[at], ceiling: ceilings[at])
    }

    /// The price that these accounts together ask for at the node, and the first one that does; nil at price 0.
    @inline(__always)
    func tightestPrice(of accounts: UInt8, at node: Int) -> (Double, FlowAccount?) {
        let (floor, base) = tightest(of: accounts, at: node)
        let price = floor > base ? floor : base
        guard price != 0 else { return (0, nil) }
        var left = accounts
        while left != 0 {
            let index = left.trailingZeroBitCount
            let at = node * Self.stride + index
            if (floor > base ? floors[at] : ceilings[at]) == price { return (price, FlowAccount(rawValue: index)) }
            left &= left &- 1
        }
        return (price, nil)
    }
}

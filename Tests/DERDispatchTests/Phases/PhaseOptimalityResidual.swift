// SPDX-License-Identifier: Apache-2.0

import DERDispatch

/// How far an answer with phases is from the conditions of the optimum, from plain arrays alone.
///
/// Limits count as moved by the overloads that the answer reports: that these are the least is for other tests.
struct PhaseOptimalityResidual {
    /// Largest distance of a DER's marginal cost to minus the price of its phases.
    private(set) var stationarity = 0.0
    /// Largest distance of a node's prices to its parent's and the shadow prices of its own limits.
    private(set) var prices = 0.0
    /// Largest distance of a flow to what is below, and of a DER to its bounds (kW).
    private(set) var balance = 0.0
    /// Most that a flow passes a limit beyond the reported overload (kW).
    private(set) var excess = 0.0
    /// Most room left at a limit that has a price (kW), where that price is on the right side.
    private(set) var slackness = 0.0

    private static let direction: [[Double]] = [
        [1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 1], [1, -1, 0], [0, 1, -1], [-1, 0, 1],
    ]

    init(_ instance: PhaseInstance, _ answer: PhaseAnswer) {
        var flow = instance.fixed
        for der in instance.node.indices {
            let price = zip(instance.share[der], answer.price[instance.node[der]]).reduce(0) { $0 + $1.0 * $1.1 }
            checkDER(instance, der, answer.setpoints[der], price)
            for phase in 0..<3 { flow[instance.node[der]][phase] += instance.share[der][phase] * answer.setpoints[der] }
        }
        for node in instance.parent.indices.reversed() {
            let above = instance.parent[node]
            for phase in 0..<3 {
                if above >= 0 { flow[above][phase] += flow[node][phase] }
                let told = [answer.flow[node].phases.a, answer.flow[node].phases.b, answer.flow[node].phases.c][phase]
                balance = max(balance, (told - flow[node][phase]).magnitude)
                var price = above < 0 ? instance.headPrice : answer.price[above][phase]
                for at in 0..<7 { price += Self.direction[at][phase] * answer.shadow[node][at] }
                prices = max(prices, (price - answer.price[node][phase]).magnitude)
            }
            for at in 0..<7 { checkLimit(instance, answer, node, at, flow[node]) }
        }
    }

    private mutating func checkLimit(
        _ instance: PhaseInstance, _ answer: PhaseAnswer, _ node: Int, _ at: Int, _ flow: [Double]
    ) {
        let value = zip(Self.direction[at], flow).reduce(0) { $0 + $1.0 * $1.1 }
        let (lower, upper) = instance.bounds[node][at]
        let passed = answer.overload[node][at]
        excess = max(excess, value - upper - passed.above, lower - passed.below - value)
        let shadow = answer.shadow[node][at]
        if shadow > 0 { slackness = max(slackness, (upper + passed.above - value).magnitude) }
        if shadow < 0 { slackness = max(slackness, (value - lower + passed.below).magnitude) }
    }

    private mutating func checkDER(_ instance: PhaseInstance, _ der: Int, _ power: Double, _ price: Double) {
        let (lo, hi, ref, tier) = (instance.lo[der], instance.hi[der], instance.ref[der], instance.tier[der])
        balance = max(balance, lo - power, power - hi)
        let near = 1e-12 * (1 + ref.magnitude)
        var (left, right) = (-tier, tier)
        if power > ref + near {
            left = tier + instance.weightUp[der] * (power - ref)
            right = left
        } else if power < ref - near {
            left = -tier - instance.weightDown[der] * (ref - power)
            right = left
        }
        if power < hi { stationarity = max(stationarity, -price - right) }
        if power > lo { stationarity = max(stationarity, left + price) }
    }
}

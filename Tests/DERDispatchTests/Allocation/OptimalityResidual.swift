// SPDX-License-Identifier: Apache-2.0

/// How far an answer is from the conditions that make it the optimum (Karush, Kuhn, Tucker), from plain arrays alone.
///
/// All four at 0 prove the optimum: the problem is convex, so nothing else needs to be compared.
struct OptimalityResidual {
    /// Largest distance of a DER's marginal cost to minus its node's price (in price).
    private(set) var stationarity = 0.0
    /// Largest distance of a node's flow to what is below it, and of a DER to its bounds (in kW).
    private(set) var balance = 0.0
    /// Most that a flow passes a bound, after the least relaxation (in kW).
    private(set) var excess = 0.0
    /// Most room left at a node whose price differs from its parent's (in kW).
    private(set) var slackness = 0.0
    /// Sum of the least overloads.
    private(set) var overload = 0.0

    init(_ instance: PlainInstance, _ answer: PlainAnswer) {
        var own = instance.fixed
        var (least, most) = (instance.fixed, instance.fixed)
        for der in instance.node.indices {
            own[instance.node[der]] += answer.setpoints[der]
            least[instance.node[der]] += instance.lo[der]
            most[instance.node[der]] += instance.hi[der]
            checkDER(instance, der, answer.setpoints[der], answer.price[instance.node[der]])
        }
        for node in instance.topDown.reversed() {
            let upper = max(instance.upper[node], least[node])
            let lower = min(instance.lower[node], instance.upper[node], most[node])
            overload += upper - instance.upper[node] > 0 ? upper - instance.upper[node] : 0
            overload += instance.lower[node] - lower > 0 ? instance.lower[node] - lower : 0
            let flow = answer.flow[node]
            balance = max(balance, (flow - own[node]).magnitude)
            excess = max(excess, flow - upper, lower - flow)
            let above = instance.parent[node] < 0 ? instance.headPrice : answer.price[instance.parent[node]]
            if answer.price[node] > above { slackness = max(slackness, (upper - flow).magnitude) }
            if answer.price[node] < above { slackness = max(slackness, (flow - lower).magnitude) }
            guard instance.parent[node] >= 0 else { continue }
            own[instance.parent[node]] += own[node]
            least[instance.parent[node]] += max(least[node], lower)
            most[instance.parent[node]] += min(most[node], upper)
        }
    }

    private mutating func checkDER(_ instance: PlainInstance, _ der: Int, _ power: Double, _ price: Double) {
        let (lo, hi, ref, tier) = (instance.lo[der], instance.hi[der], instance.ref[der], instance.tier[der])
        balance = max(balance, lo - power, power - hi)
        // The marginal cost to the left and right of `power`; at the preference it jumps from -tier to tier.
        let near = 1e-12 * (1 + ref.magnitude)
        var (left, right) = (-tier, tier)
        if power > ref + near {
            left = tier + instance.weightUp[der] * (power - ref)
            right = left
        } else if power < ref - near {
            left = -tier - instance.weightDown[der] * (ref - power)
            right = left
        }
        // More would have to cost at least what it pays (-price), less would have to save no more.
        if power < hi { stationarity = max(stationarity, -price - right) }
        if power > lo { stationarity = max(stationarity, left + price) }
    }
}

// SPDX-License-Identifier: Apache-2.0

/// The oracle: the same problem by another method, with no iteration and none of the product's code.
///
/// Each DER and each node is a curve of flow over price, a list of corners. From the leaves up, curves are added and
/// cut off at the node's bounds; the prices of the cuts are kept. From the head down, each node's price is its
/// parent's, moved between its own two cuts.
struct CurveSolver {
    private(set) var setpoints: [Double] = []
    private(set) var price: [Double] = []
    /// Whether no other price would do at a node: where a limit binds, the flow falls through it on either side.
    private(set) var isPriceUnique: [Bool] = []
    private(set) var importOverload: [Int: Double] = [:]
    private(set) var exportOverload: [Int: Double] = [:]
    /// Bounds after relaxation.
    private(set) var upper: [Double]
    private(set) var lower: [Double]

    init(_ instance: PlainInstance) {
        upper = instance.upper
        lower = instance.lower
        let order = instance.topDown
        var below = [[Curve]](repeating: [], count: order.count)
        for der in instance.node.indices { below[instance.node[der]].append(Curve(instance, der: der)) }
        var cuts = [Cuts](repeating: Cuts(), count: order.count)
        for node in order.reversed() {
            var curve = Curve(sum: below[node], fixed: instance.fixed[node])
            below[node] = []
            relax(node, curve)
            cuts[node] = curve.cut(lower: lower[node], upper: upper[node])
            if instance.parent[node] >= 0 { below[instance.parent[node]].append(curve) }
        }
        price = [Double](repeating: 0, count: order.count)
        isPriceUnique = [Bool](repeating: true, count: order.count)
        for node in order {
            let above = instance.parent[node] < 0 ? instance.headPrice : price[instance.parent[node]]
            price[node] = min(max(above, cuts[node].import), cuts[node].export)
            isPriceUnique[node] =
                price[node] == above
                ? instance.parent[node] < 0 || isPriceUnique[instance.parent[node]] : cuts[node].isSteep
        }
        setpoints = instance.node.indices.map { Curve(instance, der: $0).flow(at: price[instance.node[$0]]) }
    }

    private mutating func relax(_ node: Int, _ curve: Curve) {
        let (most, least) = (curve.corners[0].flow, curve.corners[curve.corners.count - 1].flow)
        let given = (lower: lower[node], upper: upper[node])
        lower[node] = min(min(given.lower, given.upper), most)
        upper[node] = max(given.upper, least)
        if upper[node] > given.upper { importOverload[node] = upper[node] - given.upper }
        if lower[node] < given.lower { exportOverload[node] = given.lower - lower[node] }
    }
}

/// Where a curve was cut off.
private struct Cuts {
    /// The lowest price at which it is under its upper bound, the highest at which it is over its lower one.
    var `import` = -Double.infinity
    var export = Double.infinity
    /// Whether it falls through the bounds, and does not merely touch them.
    var isSteep = true
}

/// Flow over price: straight between corners, level outside them, never rising.
private struct Curve {
    var corners: [(price: Double, flow: Double)]

    init(_ instance: PlainInstance, der: Int) {
        let (lo, hi, ref) = (instance.lo[der], instance.hi[der], instance.ref[der])
        let tier = instance.tier[der]
        corners = []
        if hi > ref {
            corners.append((-tier - instance.weightUp[der] * (hi - ref), hi))
            let start = max(lo, ref)
            if start < hi { corners.append((-tier - instance.weightUp[der] * (start - ref), start)) }
        }
        if ref > lo {
            let start = min(hi, ref)
            if start > lo { corners.append((tier + instance.weightDown[der] * (ref - start), start)) }
            corners.append((tier + instance.weightDown[der] * (ref - lo), lo))
        }
        if corners.isEmpty { corners = [(0, lo)] }
    }

    init(sum curves: [Curve], fixed: Double) {
        let prices = curves.flatMap { $0.corners.map(\.price) }.sorted()
        var next = [Int](repeating: 0, count: curves.count)
        corners = []
        for price in prices where corners.last?.price != price {
            var flow = fixed
            for (index, curve) in curves.enumerated() {
                while next[index] < curve.corners.count, curve.corners[next[index]].price < price { next[index] += 1 }
                flow += curve.flow(at: price, before: next[index])
            }
            corners.append((price, flow))
        }
        if corners.isEmpty { corners = [(0, fixed)] }
    }

    func flow(at price: Double) -> Double {
        flow(at: price, before: corners.firstIndex { $0.price >= price } ?? corners.count)
    }

    /// `next` is the first corner at or beyond the price.
    private func flow(at price: Double, before next: Int) -> Double {
        if next == 0 { return corners[0].flow }
        if next == corners.count { return corners[next - 1].flow }
        let (a, b) = (corners[next - 1], corners[next])
        if price == b.price { return b.flow }
        return a.flow + (b.flow - a.flow) * ((price - a.price) / (b.price - a.price))
    }

    /// Cuts the curve off at its bounds.
    mutating func cut(lower: Double, upper: Double) -> Cuts {
        var prices = Cuts()
        if corners[0].flow > upper {
            let next = corners.firstIndex { $0.flow <= upper } ?? corners.count - 1
            prices.import = crossing(upper, next)
            prices.isSteep = isThrough(upper, next)
            corners = [(prices.import, upper)] + corners[next...].filter { $0.price > prices.import }
        }
        if corners[corners.count - 1].flow < lower {
            let next = corners.firstIndex { $0.flow < lower } ?? corners.count - 1
            prices.export = next == 0 ? corners[0].price : crossing(lower, next)
            prices.isSteep = prices.isSteep && next > 0 && isThrough(lower, next)
            corners = corners[..<next].filter { $0.price < prices.export } + [(prices.export, lower)]
        }
        return prices
    }

    /// By a thousandth of a watt on either side: nearer, rounding decides.
    private func isThrough(_ level: Double, _ next: Int) -> Bool {
        corners[next - 1].flow > level + 1e-6 && corners[next].flow < level - 1e-6
    }

    private func crossing(_ level: Double, _ next: Int) -> Double {
        let (a, b) = (corners[next - 1], corners[next])
        return a.price + (b.price - a.price) * ((a.flow - level) / (a.flow - b.flow))
    }
}

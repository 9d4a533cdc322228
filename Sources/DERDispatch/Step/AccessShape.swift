// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Turns a principle of access into the cost curve that makes the allocation share by it (dispatch.md section 2).
///
/// With level L, at least every upper bound over its weight, a DER at power p under max-min has the marginal value
/// `tier + 1 - p / (weight L)`: equal prices mean equal p / weight. Under pro rata to request r it is `tier + (r - p) /
/// (r - lower)`: equal prices mean the same part of the request. Both move by at most 1 within a tier, so tiers stay
/// strictly ordered. Powers here are three-phase equivalents, so a price means the same on every path.
struct AccessShape {
    /// The common level of max-min, kW per weight.
    let level: Double
    /// A tier above all others: what storage gives for relief comes after every cut.
    let reliefTier: Double
    private let input: DispatchInput
    /// Whether an export limit at each node or above it could bind: then storage may take in more than it asks for.
    private let mayAbsorb: [Bool]

    init(_ input: DispatchInput, ranges: [DERRange], exportRoom: [Double]) {
        self.input = input
        mayAbsorb = Self.exportMayBind(input.model, ranges, exportRoom)
        var level = 1.0
        var tier = 0
        for (der, range) in zip(input.model.feeder.ders, ranges) where range.participates {
            level = max(level, range.upper / der.weight)
            tier = max(tier, der.tier)
        }
        self.level = level
        reliefTier = Double(tier + 1)
    }

    /// How the DER answers a price, in three-phase equivalent kW.
    func response(of der: Int, _ range: DERRange) -> PriceResponse {
        let scale = input.model.derScale[der]
        let tier = Double(input.model.feeder.ders[der].tier)
        switch input.model.feeder.ders[der].unit {
        case .photovoltaic:
            return quadratic(range, scale, preferred: range.asked, tier: tier)
        case .battery where range.asked > 0 && range.lower >= 0 && !mayAbsorb[Int(input.model.index.nodeOfDER[der])]:
            // It only charges: it shares like any other.
            var charge = range
            charge.upper = range.asked
            return charging(der, charge, scale, weight: input.model.feeder.ders[der].weight, tier: tier)
        case .battery where range.asked > 0 && range.lower >= 0:
            return chargingOrAbsorbing(der, range, scale, tier: tier)
        case .battery:
            return quadratic(
                range, scale, preferred: range.asked, tier: range.lower < min(range.asked, 0) ? reliefTier : tier)
        case .evse, .load:
            if range.lower < 0, range.upper <= 0 || range.minimum == nil {
                return quadratic(range, scale, preferred: 0, tier: reliefTier)
            }
            return charging(der, range, scale, weight: input.model.feeder.ders[der].weight, tier: tier)
        }
    }

    private static func exportMayBind(
        _ model: DispatchModel, _ ranges: [DERRange], _ exportRoom: [Double]
    ) -> [Bool] {
        let least = (0..<model.derCount).map { ranges[$0].participates ? ranges[$0].lower * model.derScale[$0] : 0 }
        var flow = [Double](repeating: 0, count: model.nodeCount)
        model.sumUp(ders: least, into: &flow)
        var binds: [Bool] = []
        for node in 0..<model.nodeCount {
            let parent = Int(model.index.parent[node])
            binds.append(flow[node] < exportRoom[node] || parent >= 0 && binds[parent])
        }
        return binds
    }

    private func charging(
        _ der: Int, _ range: DERRange, _ scale: Double, weight: Double, tier: Double
    ) -> PriceResponse {
        switch input.model.principle[der] {
        case .maxMin:
            let reference = level * weight
            return response(range, scale, preferred: reference, span: reference, tier: tier)
        case .proRata:
            return response(range, scale, preferred: range.upper, span: range.upper - range.lower, tier: tier)
        }
    }

    /// A battery that would charge, and takes in more where an export is to be curtailed: below what it asks for it
    /// shares like any other charger, whose marginal value at p is `tier + 1 - p / (weight L)`; above it waits for a
    /// price below zero.
    private func chargingOrAbsorbing(_ der: Int, _ range: DERRange, _ scale: Double, tier: Double) -> PriceResponse {
        let weight = input.model.feeder.ders[der].weight
        let span = input.model.principle[der] == .maxMin ? level * weight : max(range.asked, 0.001)
        let ending = input.model.principle[der] == .maxMin ? tier + 1 - range.asked / span : tier
        return response(range, scale, preferred: range.asked, span: span, tier: max(ending, 0))
    }

    private func quadratic(_ range: DERRange, _ scale: Double, preferred: Double, tier: Double) -> PriceResponse {
        response(range, scale, preferred: preferred, span: range.upper - range.lower, tier: tier)
    }

    private func response(
        _ range: DERRange, _ scale: Double, preferred: Double, span: Double, tier: Double
    ) -> PriceResponse {
        // Weights that are millions apart are held where every share can still be resolved.
        let bounds = PriceResponse.weights
        let weight = min(max(1 / (max(span, 0.001) * scale), bounds.lowerBound), bounds.upperBound)
        let response = try? PriceResponse(
            lowerKW: range.lower * scale, upperKW: max(range.upper, range.lower) * scale,
            preferredKW: min(preferred * scale, PriceResponse.maximumKW), weightUp: weight, weightDown: weight,
            tier: tier)
        // Powers of a terawatt or none are out of reach of the topology file; nothing is what is always safe.
        return response ?? AccessShape.nothing
    }

    /// The response of a DER that takes no part.
    static let nothing: PriceResponse = {
        do {
            return try PriceResponse(
                lowerKW: 0, upperKW: 0, preferredKW: 0, weightUp: 1, weightDown: 1, tier: 0)
        } catch { preconditionFailure("constant bounds are valid: \(error)") }
    }()
}

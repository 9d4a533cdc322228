// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Turns a principle of access into the cost curve that makes the allocation share by it (dispatch.md section 2).
///
/// Under import scarcity a DER that asks for r and gets p has the marginal value
///
///     max-min                start + width (1 - p / (w L))           equal prices: equal p / w; L >= every r / w
///     pro rata to request    start + width (r - p) / (r - lower) v   equal parts of the request
///     pro rata to rating     start + width (r - p) / (k R) v         equal parts of the rating R; k R >= every cut
///     equal curtailment      start + width (r - p) / D v             equal cuts; D >= every cut
///     last in, first out     start(rank) + (r - p) / (r - lower)     one date after the other
///
/// with w its weight (more for those cut before, `CutMemory`, and for what is owed while turns are taken,
/// `TurnCredit`) and v = w over the largest weight, so that nobody moves by more than his stretch of prices
/// (`AccessOrder`) and tiers stay strictly ordered. Under export scarcity the same holds for what it delivers.
struct AccessShape {
    /// What the curves of the principles are measured by, one for each direction.
    private struct Measure {
        /// The common level of max-min, kW per weight.
        var level = 1.0
        /// The largest cut there is, kW.
        var cut = 0.001
        /// The largest cut as a part of the rating.
        var part = 0.001
        /// The largest weight.
        var weight = 0.0

        mutating func take(asked: Double, cut: Double, rating: Double, weight: Double) {
            level = max(level, asked / weight)
            self.cut = max(self.cut, cut)
            part = max(part, cut / max(rating, 0.001))
            self.weight = max(self.weight, weight)
        }
    }

    /// A straight marginal value: `start` at the preference, `width` more after `span` kW.
    private struct Curve {
        var preferred: Double
        var span: Double
    }

    /// A price above all others: what storage gives for relief comes after every cut.
    let reliefPrice: Double
    /// The claim of each DER.
    private let weights: [Double]
    private let input: DispatchInput
    private var imports = Measure()
    private var exports = Measure()
    /// Whether an export limit at each node or above it could bind: then storage may take in more than it asks for.
    private let mayAbsorb: [Bool]

    init(_ input: DispatchInput, ranges: [DERRange], exportRoom: [Double]) {
        self.input = input
        mayAbsorb = Self.exportMayBind(input, ranges, exportRoom)
        let order = input.model.order
        let declared = input.model.feeder.ders.map(\.weight)
        let remembered = CutMemory.factors(input).map { zip(declared, $0).map { $0 * $1 } } ?? declared
        weights = zip(remembered, ranges).map { $0 * $1.claim }
        var highest = 0.0
        for (der, range) in ranges.enumerated() where range.participates {
            let weight = weights[der]
            highest = max(highest, order.price[der] + order.width[der])
            imports.take(
                asked: range.upper, cut: range.upper - max(range.lower, 0),
                rating: input.model.declared.maximumImportKW[der],
                weight: weight)
            exports.take(
                asked: -range.lower, cut: min(range.upper, 0) - range.lower,
                rating: input.model.declared.maximumExportKW[der],
                weight: weight)
        }
        reliefPrice = highest
    }

    /// How the DER answers a price, in kW of its own.
    func response(of der: Int, _ range: DERRange) -> PriceResponse {
        let price = input.model.order.price[der]
        switch input.model.declared.kind[der] {
        case .photovoltaic:
            return response(der, range, delivering(der, range), start: price)
        case .battery where range.asked > 0 && range.lower >= 0:
            guard input.accounts.isAny(mayAbsorb, at: der) else {
                // It only charges: it shares like any other.
                var charge = range
                charge.upper = range.asked
                return response(der, charge, drawing(der, charge), start: price)
            }
            return chargingOrAbsorbing(der, range, start: price)
        case .battery:
            let isRelief = range.lower < min(range.asked, 0)
            return response(der, range, whole(range, range.asked), start: isRelief ? reliefPrice : price)
        case .evse, .load:
            if range.lower < 0, range.upper <= 0 || range.minimum == nil {
                let isRelief = range.lower < min(range.asked, 0)
                let start = isRelief ? reliefPrice : price
                return response(der, range, whole(range, min(range.asked, 0)), start: start)
            }
            return response(der, range, drawing(der, range), start: price)
        }
    }

    private static func exportMayBind(
        _ input: DispatchInput, _ ranges: [DERRange], _ exportRoom: [Double]
    ) -> [Bool] {
        var flow = input.accounts.rows(repeating: 0)
        for der in ranges.indices where ranges[der].participates {
            input.accounts.add(ranges[der].lower, of: der, to: &flow)
        }
        input.accounts.sumUp(&flow)
        var binds = zip(flow, exportRoom).map { $0 < $1 }
        input.accounts.handDown(&binds)
        return binds
    }

    // MARK: - Curves

    /// Moves over all it has, from what it asks for.
    private func whole(_ range: DERRange, _ preferred: Double) -> Curve {
        Curve(preferred: preferred, span: range.upper - range.lower)
    }

    private func drawing(_ der: Int, _ range: DERRange) -> Curve {
        let rating = input.model.declared.maximumImportKW[der]
        return curve(der, asked: range.upper, cut: range.upper - range.lower, rating: rating, imports)
    }

    /// The same for what it delivers: all signs turned round.
    private func delivering(_ der: Int, _ range: DERRange) -> Curve {
        let rating = input.model.declared.maximumExportKW[der]
        let mirrored = curve(der, asked: -range.asked, cut: range.upper - range.lower, rating: rating, exports)
        return Curve(preferred: -mirrored.preferred, span: mirrored.span)
    }

    private func curve(_ der: Int, asked: Double, cut: Double, rating: Double, _ measure: Measure) -> Curve {
        let weight = weights[der]
        let claim = measure.weight > 0 ? weight / measure.weight : 1
        switch input.model.principle[der] {
        case .maxMin:
            // Kilowatts are shared, not amperes: one told to use a phase of three has as much a claim as on all.
            let level = measure.level * weight * (input.accounts.commanded[der] ?? 1)
            return Curve(preferred: level, span: level)
        case .proRata: return Curve(preferred: asked, span: cut / claim)
        case .proRataRating: return Curve(preferred: asked, span: measure.part * rating / claim)
        case .equalCurtailment: return Curve(preferred: asked, span: measure.cut / claim)
        case .lastInFirstOut: return Curve(preferred: asked, span: cut)
        }
    }

    /// A battery that would charge, and takes in more where an export is to be curtailed: below what it asks for it
    /// shares like any other charger; above it waits for a price below zero.
    private func chargingOrAbsorbing(_ der: Int, _ range: DERRange, start: Double) -> PriceResponse {
        var charge = range
        charge.upper = range.asked
        var curve = drawing(der, charge)
        // Where its share would begin to shrink: under max-min later than at its tier's price.
        let ending = start + input.model.order.width[der] * (curve.preferred - range.asked) / max(curve.span, 0.001)
        curve.preferred = range.asked
        return response(der, range, curve, start: max(ending, 0))
    }

    private func response(_ der: Int, _ range: DERRange, _ curve: Curve, start: Double) -> PriceResponse {
        // Weights that are millions apart are held where every share can still be resolved.
        let bounds = PriceResponse.weights
        let slope = input.model.order.width[der] / max(curve.span, 0.001)
        let weight = min(max(slope, bounds.lowerBound), bounds.upperBound)
        let most = PriceResponse.maximumKW
        let response = try? PriceResponse(
            lowerKW: range.lower, upperKW: max(range.upper, range.lower),
            preferredKW: min(max(curve.preferred, -most), most), weightUp: weight, weightDown: weight,
            tier: start)
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

// SPDX-License-Identifier: Apache-2.0

/// One of the bounds that a node keeps, or should, when the gateway is silent: of all phases together in kW, or of one
/// in kW or A.
package struct SilentBound: Sendable {
    private enum Unit { case total, kilowatts, amperes }

    /// The phase that is bounded; nil for all together.
    package let phase: PhaseCode?
    /// kW or A.
    package let limit: Double
    /// For people: `the 30 kW that its rating of 30 kVA leaves (margin 0 %)`.
    package let words: String
    private let unit: Unit

    /// Whether it is one in amperes.
    package var isCurrent: Bool { unit == .amperes }

    /// What is rounding.
    private var resolution: Double { unit == .amperes ? 2e-3 : 5e-4 }

    /// What a sum has of it.
    package func value(_ sum: SilentSum) -> Double {
        let lane = phase == .b ? 1 : phase == .c ? 2 : 0
        return switch unit {
        case .total: sum.totalKW
        case .kilowatts: sum.phaseKW[lane]
        case .amperes: sum.amperes[lane]
        }
    }

    /// Whether a value of it is more than it lets through.
    package func isPassed(by value: Double) -> Bool { value > limit + resolution }

    /// The part of the bound that a sum uses.
    func use(_ sum: SilentSum) -> Double { value(sum) / max(limit, 1e-9) }

    /// A value of it for people.
    func text(_ value: Double) -> String {
        unit == .amperes ? "\(Format.number((value * 100).rounded() / 100)) A" : Format.kilowatts(.kilowatts(value))
    }
}

// MARK: - Of a topology

extension SilentBound {
    /// All bounds of a node in a direction: what was agreed, and what its rating leaves.
    package static func all(
        of node: ConnectivityNode, _ direction: FlowDirection, isFollowed: Bool
    ) -> [SilentBound] {
        let isImport = direction == .import
        var bounds = agreed(node, direction).map { [$0] } ?? []
        for phase in node.phases.lines {
            guard let agreed = (isImport ? node.importLimitByPhase : node.exportLimitByPhase)?[phase] else { continue }
            let words = "the \(direction.rawValue)LimitByPhaseKW of \(Format.number(agreed.kilowatts))"
            bounds.append(SilentBound(phase: phase, limit: agreed.kilowatts, words: words, unit: .kilowatts))
        }
        return bounds + ofRating(node, isFollowed: isFollowed)
    }

    /// The narrower of the agreed limit and the rating less its margin, of all phases together: amperes at the lowest
    /// voltage.
    static func whole(of node: ConnectivityNode, _ direction: FlowDirection) -> SilentBound? {
        [agreed(node, direction), plainRating(node)].compactMap { $0 }.min { $0.limit < $1.limit }
    }

    private static func agreed(_ node: ConnectivityNode, _ direction: FlowDirection) -> SilentBound? {
        (direction == .import ? node.importLimit : node.exportLimit).map {
            let words = "the \(direction.rawValue)LimitKW of \(Format.number($0.kilowatts))"
            return SilentBound(phase: nil, limit: $0.kilowatts, words: words, unit: .total)
        }
    }

    private static func plainRating(_ node: ConnectivityNode) -> SilentBound? {
        guard let rating = node.rating else { return nil }
        let whole = RatingConversion.activePower(of: rating, at: node.supply, reactivePower: nil, voltage: nil)
        let usable = whole * (1 - node.margin)
        return SilentBound(
            phase: nil, limit: usable.kilowatts, words: leaves(Format.kilowatts(usable), rating, node), unit: .total)
    }

    private static func ofRating(_ node: ConnectivityNode, isFollowed: Bool) -> [SilentBound] {
        guard let rating = node.rating, let all = plainRating(node) else { return [] }
        if case .current(let current) = rating {
            let amperes = current.amperes * (1 - node.margin)
            let words = leaves("\(Format.number(amperes)) A", rating, node)
            return node.phases.lines.map { SilentBound(phase: $0, limit: amperes, words: words, unit: .amperes) }
        }
        guard case .apparentPower = rating, isFollowed, node.phases.count > 1 else { return [all] }
        let part = all.limit / Double(node.phases.count)
        let words = leaves("\(Format.kilowatts(.kilowatts(part))) a phase", rating, node)
        return [all]
            + node.phases.lines.map { SilentBound(phase: $0, limit: part, words: words, unit: .kilowatts) }
    }

    private static func leaves(_ amount: String, _ rating: Rating, _ node: ConnectivityNode) -> String {
        "the \(amount) that \(plate(rating)) leaves (margin \(Format.number(node.margin * 100)) %)"
    }

    private static func plate(_ rating: Rating) -> String {
        switch rating {
        case .apparentPower(let power): "its rating of \(Format.number(power.kilovoltAmperes)) kVA"
        case .current(let current): "its rating of \(Format.number(current.amperes)) A"
        case .activePower(let power): "its rating of \(Format.kilowatts(power))"
        }
    }
}

// MARK: - Of a limit

extension SilentBound {
    /// What a limit that somebody set bounds at a node, as it was given: a power all phases together or one, amperes one
    /// or each. Nothing where the node does not have the phase.
    package static func all(of value: Rating, phase: PhaseCode?, at node: ConnectivityNode) -> [SilentBound] {
        let phases = phase.map { node.phases.contains($0) ? [$0] : [] } ?? node.phases.lines
        switch value {
        case .current(let current):
            let words = "the limit of \(Format.number(current.amperes)) A"
            return phases.map { SilentBound(phase: $0, limit: current.amperes, words: words, unit: .amperes) }
        case .activePower, .apparentPower:
            let power = RatingConversion.activePower(of: value, at: node.supply, reactivePower: nil, voltage: nil)
            let words = "the limit of \(Format.kilowatts(power))"
            guard phase != nil else {
                return [SilentBound(phase: nil, limit: power.kilowatts, words: words, unit: .total)]
            }
            return phases.map { SilentBound(phase: $0, limit: power.kilowatts, words: words, unit: .kilowatts) }
        }
    }
}

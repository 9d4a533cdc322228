// SPDX-License-Identifier: Apache-2.0

/// One of the bounds that a node keeps when the gateway is silent.
struct DefaultsBound {
    private enum Unit { case total, kilowatts, amperes }

    /// The phase that is bounded; nil for all together.
    let phase: PhaseCode?
    /// kW or A.
    let limit: Double
    /// For people: `the 30 kW that its rating of 30 kVA leaves (margin 0 %)`.
    let words: String
    private let unit: Unit

    /// What is rounding.
    var resolution: Double { unit == .amperes ? 2e-3 : 5e-4 }

    /// What a sum has of it.
    func value(_ sum: SilentSum) -> Double {
        let lane = phase == .b ? 1 : phase == .c ? 2 : 0
        return switch unit {
        case .total: sum.totalKW
        case .kilowatts: sum.phaseKW[lane]
        case .amperes: sum.amperes[lane]
        }
    }

    /// The part of the bound that a sum uses.
    func use(_ sum: SilentSum) -> Double { value(sum) / max(limit, 1e-9) }

    /// A value of it for people.
    func text(_ value: Double) -> String {
        unit == .amperes ? "\(Format.number((value * 100).rounded() / 100)) A" : Format.kilowatts(.kilowatts(value))
    }

    /// All bounds of a node in a direction.
    static func all(of node: ConnectivityNode, _ direction: SilentSum.Direction, isFollowed: Bool) -> [DefaultsBound] {
        let isImport = direction == .import
        var bounds: [DefaultsBound] = []
        if let agreed = isImport ? node.importLimit : node.exportLimit {
            let words = "the \(direction.rawValue)LimitKW of \(Format.number(agreed.kilowatts))"
            bounds.append(DefaultsBound(phase: nil, limit: agreed.kilowatts, words: words, unit: .total))
        }
        for phase in node.phases.lines {
            guard let agreed = (isImport ? node.importLimitByPhase : node.exportLimitByPhase)?[phase] else { continue }
            let words = "the \(direction.rawValue)LimitByPhaseKW of \(Format.number(agreed.kilowatts))"
            bounds.append(DefaultsBound(phase: phase, limit: agreed.kilowatts, words: words, unit: .kilowatts))
        }
        return bounds + ofRating(node, isFollowed: isFollowed)
    }

    private static func ofRating(_ node: ConnectivityNode, isFollowed: Bool) -> [DefaultsBound] {
        guard let rating = node.rating else { return [] }
        let whole = RatingConversion.activePower(
            of: rating, at: node.supply, reactivePower: nil, voltage: nil
        ).kilowatts
        let usable = whole * (1 - node.margin)
        func leaves(_ amount: String) -> String { "the \(amount) that \(plate(rating)) leaves \(margin(node))" }
        if case .current(let current) = rating {
            let amperes = current.amperes * (1 - node.margin)
            return node.phases.lines.map {
                DefaultsBound(
                    phase: $0, limit: amperes, words: leaves("\(Format.number(amperes)) A"), unit: .amperes)
            }
        }
        let all = DefaultsBound(
            phase: nil, limit: usable, words: leaves(Format.kilowatts(.kilowatts(usable))), unit: .total)
        guard case .apparentPower = rating, isFollowed, node.phases.count > 1 else { return [all] }
        let part = usable / Double(node.phases.count)
        return [all]
            + node.phases.lines.map {
                DefaultsBound(
                    phase: $0, limit: part, words: leaves("\(Format.kilowatts(.kilowatts(part))) a phase"),
                    unit: .kilowatts)
            }
    }

    static func margin(_ node: ConnectivityNode) -> String { "(margin \(Format.number(node.margin * 100)) %)" }

    static func plate(_ rating: Rating) -> String {
        switch rating {
        case .apparentPower(let power): "its rating of \(Format.number(power.kilovoltAmperes)) kVA"
        case .current(let current): "its rating of \(Format.number(current.amperes)) A"
        case .activePower(let power): "its rating of \(Format.kilowatts(power))"
        }
    }
}

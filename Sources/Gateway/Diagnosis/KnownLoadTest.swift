// SPDX-License-Identifier: Apache-2.0

/// Whether a meter shows a load that is switched on as what it is: its sign, its size and its phase. Pure.
public struct KnownLoadTest: Sendable {
    /// One reading; load convention.
    public struct Reading: Sendable, Hashable {
        /// Power, kW.
        public var powerKW: Double
        /// Power by phase, kW, by the letters A, B, C.
        public var byPhaseKW: [String: Double]

        /// By its members.
        public init(powerKW: Double, byPhaseKW: [String: Double] = [:]) {
            self.powerKW = powerKW
            self.byPhaseKW = byPhaseKW
        }
    }

    /// What the readings say.
    public enum Verdict: Sendable, Hashable {
        /// The change is the load's, on the phase it is on where that is known.
        case right(changeKW: Double)
        /// The change has the wrong sign.
        case inverted(changeKW: Double)
        /// The change is that many times the load.
        case scaled(changeKW: Double, factor: Double)
        /// Sign and size are right; the change is on other phases.
        case otherPhase(changeKW: Double, phases: [String])
        /// Sign and size are right; the source tells nothing by phase.
        case withoutPhases(changeKW: Double)
        /// Nothing changed.
        case nothing(changeKW: Double)
        /// Something else changed: neither the load nor a multiple of it.
        case unclear(changeKW: Double)
        /// There are too few readings.
        case tooFew(before: Int, after: Int)
    }

    /// The load, kW.
    public var loadKW: Double
    /// The phase it is on, where that is known: A, B or C.
    public var phase: String?

    /// Readings of either kind from which a middle value is taken.
    public static let fewReadings = 3
    /// Readings of either kind that count: the last ones.
    public static let countedReadings = 5
    /// How far the change may be from the load: heaters are not exact, and a home goes on living.
    public static let tolerance = 0.3

    /// By its members.
    public init(loadKW: Double, phase: String? = nil) {
        self.loadKW = loadKW
        self.phase = phase
    }

    /// Whether there are enough readings: of each topic that carries power, and of one at least.
    public static func isEnough(_ topics: [[Reading]]) -> Bool {
        let powers = topics.filter { !$0.isEmpty }
        return !powers.isEmpty && powers.allSatisfy { $0.count >= fewReadings }
    }

    /// Judges the readings of power of each of the subject's topics, in the same order; the powers of several topics
    /// add up, and those that carried none before the load was switched (a state of charge, a voltage) tell nothing.
    public func judge(before all: [[Reading]], after later: [[Reading]]) -> Verdict {
        let powers = all.indices.filter { !all[$0].isEmpty }
        let before = powers.map { all[$0] }
        let after = powers.map { $0 < later.count ? later[$0] : [] }
        let counts = (before.map(\.count).min() ?? 0, after.map(\.count).min() ?? 0)
        guard counts.0 >= Self.fewReadings, counts.1 >= Self.fewReadings else {
            return .tooFew(before: counts.0, after: counts.1)
        }
        let (first, last) = (Self.middle(before), Self.middle(after))
        let change = last.powerKW - first.powerKW
        if isNear(change, loadKW) { return phaseVerdict(change, first, last) }
        if isNear(-change, loadKW) { return .inverted(changeKW: change) }
        for factor in [1_000.0, 0.001] where isNear(abs(change) / factor, loadKW) {
            return .scaled(changeKW: change, factor: change < 0 ? -factor : factor)
        }
        return abs(change) < Self.tolerance * loadKW ? .nothing(changeKW: change) : .unclear(changeKW: change)
    }

    private func phaseVerdict(_ change: Double, _ first: Reading, _ last: Reading) -> Verdict {
        guard let phase else { return .right(changeKW: change) }
        let changes = last.byPhaseKW.compactMapValues { $0 }.reduce(into: [String: Double]()) { all, entry in
            if let before = first.byPhaseKW[entry.key] { all[entry.key] = entry.value - before }
        }
        guard !changes.isEmpty else { return .withoutPhases(changeKW: change) }
        if isNear(changes[phase] ?? 0, loadKW) { return .right(changeKW: change) }
        let carrying = changes.filter { abs($0.value) >= Self.tolerance * loadKW }.keys.sorted()
        return .otherPhase(changeKW: change, phases: carrying)
    }

    private func isNear(_ change: Double, _ load: Double) -> Bool { abs(change - load) <= Self.tolerance * load }

    /// The middle of the last readings of each topic, added up.
    private static func middle(_ topics: [[Reading]]) -> Reading {
        var sum = Reading(powerKW: 0)
        for readings in topics {
            let last = readings.suffix(countedReadings)
            sum.powerKW += last.map(\.powerKW).median ?? 0
            for phase in ["A", "B", "C"] {
                guard let value = last.compactMap({ $0.byPhaseKW[phase] }).median else { continue }
                sum.byPhaseKW[phase, default: 0] += value
            }
        }
        return sum
    }
}

extension KnownLoadTest.Verdict {
    /// Whether all that was asked is right.
    public var isRight: Bool { if case .right = self { true } else { false } }

    /// Whether more readings would tell no more.
    public var isDecided: Bool {
        switch self {
        case .right, .inverted, .scaled, .otherPhase, .withoutPhases: true
        case .nothing, .unclear, .tooFew: false
        }
    }

    /// Its name in documents.
    public var word: String {
        switch self {
        case .right: "right"
        case .inverted: "inverted"
        case .scaled: "scaled"
        case .otherPhase: "otherPhase"
        case .withoutPhases: "withoutPhases"
        case .nothing: "nothing"
        case .unclear: "unclear"
        case .tooFew: "tooFew"
        }
    }

    /// What it says, with the numbers, and how to mend it.
    public func sentence(of test: KnownLoadTest) -> String {
        let load = "\(FindingText.number(test.loadKW)) kW"
        func by(_ change: Double) -> String { "the power changed by \(FindingText.number(change)) kW" }
        switch self {
        case .right(let change):
            let phase = test.phase.map { " and phase \($0)" } ?? ""
            return "right: \(by(change)) for a load of \(load): sign, size\(phase) are as they should be"
        case .inverted(let change):
            return
                "inverted: \(by(change)) for a load of \(load): turn the sign at the source, or give the mapping negate"
        case .scaled(let change, let factor):
            let turned = factor < 0 ? ", and with the wrong sign" : ""
            return
                "scaled: \(by(change)) for a load of \(load): \(FindingText.number(abs(factor))) times as much"
                + "\(turned); "
                + (abs(factor) > 1 ? "it is published in W, kW is expected" : "it is published in MW, kW is expected")
        case .otherPhase(let change, let phases):
            return "another phase: \(by(change)) for a load of \(load) on phase \(test.phase ?? "?"), and it shows on "
                + "\(phases.isEmpty ? "none of them" : phases.joined(separator: ", ")): mend the wiring or the "
                + "order of L1, L2, L3 at the source"
        case .withoutPhases(let change):
            return "\(by(change)) for a load of \(load): sign and size are right; of the phase nothing is known, "
                + "for the source publishes no powerByPhaseKW"
        case .nothing(let change):
            return "nothing seen: \(by(change)), a load of \(load) was expected: is it on, and behind this meter?"
        case .unclear(let change):
            return "unclear: \(by(change)), a load of \(load) was expected: try again while little else changes"
        case .tooFew(let before, let after):
            return
                "too few readings: \(before) before and \(after) after; at least \(KnownLoadTest.fewReadings) of each "
                + "are needed"
        }
    }
}

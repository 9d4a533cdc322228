// SPDX-License-Identifier: Apache-2.0

extension Fields {
    /// What is never controlled here: both bounds, in total or by phase, or the word `none`; absent is a fault, since
    /// unknown is not nought.
    ///
    /// - Parameter byPhase: what `baseLoadByPhase` read.
    package mutating func baseLoad(byPhase: BaseLoad.ByPhase? = nil) -> BaseLoad? {
        let minimum = number("minBaseLoadKW", unit: " in kW")
        let maximum = number("maxBaseLoadKW", unit: " in kW")
        let hasTotals = has("minBaseLoadKW") || has("maxBaseLoadKW")
        let hasPhases = has("minBaseLoadByPhaseKW") || has("maxBaseLoadByPhaseKW")
        if let word = text("baseLoad") {
            if word != "none" { fault("baseLoad", "expected none, found \"\(word)\"") }
            if hasTotals || hasPhases {
                fault("baseLoad", "`baseLoad: none` and numbers of base load exclude each other")
            }
            return BaseLoad.none
        }
        guard !has("baseLoad") else { return nil }
        if hasPhases, !hasTotals {
            return byPhase.map { BaseLoad(minimum: $0.minimum.sum, maximum: $0.maximum.sum, byPhase: $0) }
        }
        guard has("minBaseLoadKW"), has("maxBaseLoadKW") else {
            let missing =
                hasTotals ? (has("minBaseLoadKW") ? "no `maxBaseLoadKW`" : "no `minBaseLoadKW`") : "no base load"
            fault("\(subject) has \(missing); give `minBaseLoadKW` and `maxBaseLoadKW`, or `baseLoad: none`")
            return nil
        }
        guard let minimum, let maximum else { return nil }
        if minimum > maximum {
            fault(
                "minBaseLoadKW",
                "minBaseLoadKW \(Format.number(minimum)) is above maxBaseLoadKW \(Format.number(maximum))")
        }
        if let byPhase { checkTotals(minimum, maximum, byPhase) }
        return BaseLoad(minimum: .kilowatts(minimum), maximum: .kilowatts(maximum), byPhase: byPhase)
    }

    /// Both bounds of each phase that either names; a phase that is not named has nought.
    mutating func baseLoadByPhase(log: inout FindingLog) -> BaseLoad.ByPhase? {
        let minimum = powerByPhase("minBaseLoadByPhaseKW", log: &log)
        let maximum = powerByPhase("maxBaseLoadByPhaseKW", log: &log)
        if has("minBaseLoadByPhaseKW") != has("maxBaseLoadByPhaseKW") {
            let (given, missing) = has("minBaseLoadByPhaseKW") ? ("min", "max") : ("max", "min")
            fault("\(given)BaseLoadByPhaseKW", "`\(missing)BaseLoadByPhaseKW` must be given with it")
        }
        guard let minimum, let maximum else { return nil }
        for phase in PhaseCode.abc.lines {
            let (least, most) = (minimum[phase] ?? .zero, maximum[phase] ?? .zero)
            guard least > most else { continue }
            fault(
                "minBaseLoadByPhaseKW",
                "on phase \(phase.text) the least of \(Format.kilowatts(least)) is above the greatest of"
                    + " \(Format.kilowatts(most))")
        }
        return BaseLoad.ByPhase(minimum: minimum, maximum: maximum)
    }

    /// Phases are not all at their greatest at once, so the total may be less than their sum, but never more.
    private mutating func checkTotals(_ minimum: Double, _ maximum: Double, _ byPhase: BaseLoad.ByPhase) {
        let (least, most) = (byPhase.minimum.sum.kilowatts, byPhase.maximum.sum.kilowatts)
        if minimum < least - 1e-6 {
            fault(
                "minBaseLoadKW",
                "minBaseLoadKW \(Format.number(minimum)) is below the \(Format.number(least)) that the phases have"
                    + " together")
        }
        if maximum > most + 1e-6 {
            fault(
                "maxBaseLoadKW",
                "maxBaseLoadKW \(Format.number(maximum)) is above the \(Format.number(most)) that the phases have"
                    + " together")
        }
    }

    /// A map of phases, each with its power: `{A: 5, B: 3}`.
    ///
    /// - Parameter from: the least that makes sense.
    mutating func powerByPhase(
        _ key: String, from least: Double? = nil, log: inout FindingLog
    ) -> PowerByPhase? {
        guard var map = map(key, subject: "a map of phases", log: &log) else { return nil }
        var powers = PowerByPhase()
        for phase in PhaseCode.abc.lines {
            powers[phase] = map.number(phase.text, unit: " in kW", from: least).map { .kilowatts($0) }
        }
        if powers.phases.isEmpty { map.fault("no phase is named; give `A`, `B` or `C`") }
        map.finish(&log)
        return powers
    }
}

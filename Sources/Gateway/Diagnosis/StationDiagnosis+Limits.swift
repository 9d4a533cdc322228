// SPDX-License-Identifier: Apache-2.0

import GridModel
import OCPP

/// Whether a connector holds what it is told: profiles, rate unit, stack level, phases.
extension StationDiagnosis {
    static func limits(_ station: StationObservation, _ outlet: ObservedOutlet) -> [Finding] {
        let held = [readBack(station, outlet), refusedUnit(station, outlet)].compactMap { $0 }
        // What does not hold the limit draws too much for that reason.
        let drawn = held.contains { $0.severity == .fault } ? nil : obedience(outlet)
        return held + [drawn, phases(outlet), rotation(station, outlet)].compactMap { $0 }
    }

    // MARK: - What it says it holds

    private static func readBack(_ station: StationObservation, _ outlet: ObservedOutlet) -> Finding? {
        guard let back = outlet.trace.readBack else { return nil }
        if let unit = back.unit, let limit = back.limit, isInOtherUnit(limit, unit, back) {
            return .fault(
                .rateUnit, outlet.name, seen: "sent \(text(back.sent, back.sentUnit)), it holds \(text(limit, unit))",
                expected: "the same limit in either unit",
                remedy:
                    "set \(station.name(.rateUnit)) to the unit it truly works in, or update its firmware")
        }
        guard !back.isHeld else { return cleared(station, outlet) }
        guard let limit = back.limit, let unit = back.unit, limit >= 0, !isUnlimited(limit, unit, outlet) else {
            let answer = back.limit.map { text($0, back.unit ?? .a) } ?? "no schedule"
            return .fault(
                .profile, outlet.name, seen: "accepts \(text(back.sent, back.sentUnit)) and holds \(answer): no limit",
                expected: "a composite schedule of \(text(back.sent, back.sentUnit))",
                remedy: "it forgets profiles: see \(station.smartChargingSign(" in")), and its firmware; "
                    + "it counts at its plate until then")
        }
        return outranked(limit, unit, back, station, outlet)
    }

    /// The number that was sent, taken in the other unit: 16 A as 16 W, or 11,040 W as 11,040 A.
    private static func isInOtherUnit(
        _ limit: Double, _ unit: LimitUnit, _ back: StationTrace.ReadBack
    ) -> Bool {
        guard back.sent > 0, limit > 0 else { return false }
        guard unit == back.sentUnit else { return abs(limit - back.sent) <= 0.01 * back.sent }
        // Converted once too often: a few hundredths of what was sent, or hundreds of times it.
        let ratio = limit / back.sent
        return ratio < mostMistaken || ratio > 1 / mostMistaken
    }

    /// One phase at 110 V turns amperes into a hundred times as many watts; nothing else differs by so much.
    private static let mostMistaken = 0.02

    private static func isUnlimited(_ limit: Double, _ unit: LimitUnit, _ outlet: ObservedOutlet) -> Bool {
        guard let most = outlet.maximumA else { return false }
        let perAmpere = unit == .a ? 1 : outlet.trace.told?.wattsPerAmpere ?? 230 * Double(outlet.phases.count)
        return limit >= 0.99 * most * perAmpere
    }

    private static func outranked(
        _ limit: Double, _ unit: LimitUnit, _ back: StationTrace.ReadBack, _ station: StationObservation,
        _ outlet: ObservedOutlet
    ) -> Finding {
        let levels =
            StationTerm.stackLevels.value(in: station.configuration).map {
                " (\(station.name(.stackLevels)) \($0))"
            } ?? ""
        return .fault(
            .stackLevel, outlet.name,
            seen: "accepts \(text(back.sent, back.sentUnit)) and holds \(text(limit, unit)): another profile wins",
            expected: "ours at stack level 0 of TxDefaultProfile, and none above it\(levels)",
            remedy: "clear the profile that another system or the station itself has set, and switch off its own load "
                + "management; what may be cleared was cleared already")
    }

    /// A leftover of a higher level that could be cleared.
    private static func cleared(_ station: StationObservation, _ outlet: ObservedOutlet) -> Finding? {
        guard let before = outlet.trace.outranked, let limit = before.limit, let unit = before.unit,
            !isUnlimited(limit, unit, outlet)
        else { return nil }
        return .note(
            .stackLevel, outlet.name,
            seen: "another profile of \(text(limit, unit)) outranked ours, and was cleared",
            expected: "no profiles but ours", remedy: "see that no other system sets profiles at this station")
    }

    // MARK: - Rate unit

    private static func refusedUnit(_ station: StationObservation, _ outlet: ObservedOutlet) -> Finding? {
        guard !outlet.isDC else { return nil }
        let said = StationTerm.rateUnit.value(in: station.configuration) ?? "nothing"
        if let refused = outlet.trace.refusedUnit {
            return .fault(
                .rateUnit, outlet.name, seen: "refuses limits in \(word(refused)), and says it takes \(said)",
                expected: "a \(station.name(.rateUnit)) that is true",
                remedy: "it is told limits in \(word(outlet.unit)) instead; correct the key or update its firmware")
        }
        guard outlet.unit == .w else { return nil }
        return .note(
            .rateUnit, outlet.name, seen: "takes limits in W alone (\(said))", expected: "limits in A",
            remedy: "nothing has to be done: W are converted at nominal voltage, so at a higher one it draws less than "
                + "it may; against limits in A it counts at the lowest voltage")
    }

    // MARK: - Obedience

    /// Whether a sample is above what the connector was told, by more than its meter may be wrong.
    static func isAbove(_ sample: StationTrace.Sample, _ outlet: ObservedOutlet) -> Bool {
        guard let told = outlet.trace.told else { return false }
        if let limit = told.currentA, let drawn = sample.amperes.compactMap({ $0 }).max() {
            return drawn > limit * 1.05 + 0.5
        }
        // A power says less: the limit is a current, and the voltage may be high.
        return sample.kW.map { $0 > told.powerKW * 1.15 + 0.2 } ?? false
    }

    private static func obedience(_ outlet: ObservedOutlet) -> Finding? {
        if outlet.trace.refusals >= SiteDiagnosis.fewMessages {
            return .fault(
                .profile, outlet.name, seen: "refused the last \(outlet.trace.refusals) setpoints",
                expected: "SetChargingProfile answered with Accepted",
                remedy: "look into its log for the reason; it counts at what it held before")
        }
        let above = outlet.settled.filter { isAbove($0, outlet) }
        guard above.count >= 2, above.count * 2 > outlet.settled.count, let last = above.last,
            let told = outlet.trace.told
        else { return nil }
        let limit = told.currentA.map { "\(FindingText.number($0)) A" } ?? "\(FindingText.number(told.powerKW)) kW"
        let drawn =
            last.amperes.compactMap { $0 }.max().map { "\(FindingText.number($0)) A" }
            ?? "\(FindingText.number(last.kW ?? 0)) kW"
        return .fault(
            .profile, outlet.name,
            seen: "draws \(drawn), told \(limit) \(FindingText.span(outlet.toldS ?? 0)) ago",
            expected: "at most \(limit) after \(FindingText.number(outlet.settlingS)) s",
            remedy: "accepted is not obeyed: look for local load management or a fixed current at the station, and "
                + "its firmware; it counts at what it draws")
    }

    // MARK: - Phases

    private static func phases(_ outlet: ObservedOutlet) -> Finding? {
        guard !outlet.isDC else { return nil }
        let carrying = outlet.trace.samples.suffix(8).map { sample in
            sample.amperes.indices.filter { (sample.amperes[$0] ?? 0) > leastCurrent }
        }.filter { !$0.isEmpty }
        guard carrying.count >= 2, let last = carrying.last, carrying.allSatisfy({ $0 == last }) else { return nil }
        let names = last.map { "L\($0 + 1)" }.joined(separator: ", ")
        let declared = outlet.phases.count
        if last.count > declared {
            return .fault(
                .phase, outlet.name, seen: "current on \(names)",
                expected: "on \(declared) phase\(declared > 1 ? "s" : ""): the topology says \(outlet.phases.text)",
                remedy: "declare the phases it is wired to, with a default and a maximum for all of them")
        }
        guard last.count < declared else { return nil }
        return .note(
            .phase, outlet.name, seen: "current on \(names) alone",
            expected: "on \(declared) phases: the topology says \(outlet.phases.text)",
            remedy: "a vehicle of one phase does that; if all do, look at the wiring and at phases in the topology")
    }

    /// Currents below this are the meter's own.
    private static let leastCurrent = 1.0

    /// Whether the grid's phases on its lines, as `ConnectorPhaseRotation` says, are those that the topology declares.
    private static func rotation(_ station: StationObservation, _ outlet: ObservedOutlet) -> Finding? {
        guard let declared = outlet.rotation, !outlet.isDC,
            let text = station.configuration["ConnectorPhaseRotation"],
            let told = V16PhaseRotation.phases(text, connector: outlet.number)?.prefix(declared.count),
            Array(told) != declared
        else { return nil }
        let isSingle = declared.count == 1
        let (own, wanted) = (told.map(\.text).joined(), declared.map(\.text).joined())
        return .fault(
            .phase, outlet.name,
            seen: "ConnectorPhaseRotation \(text): its \(isSingle ? "L1 is phase" : "lines are on") \(own)",
            expected: "\(isSingle ? "phase " : "")\(wanted), as the topology declares it",
            remedy: "correct the key at the station, or \(isSingle ? "phases" : "phaseRotation") in the topology,"
                + " whichever is not as it is wired")
    }

    private static func word(_ unit: LimitUnit) -> String {
        switch unit {
        case .a: "A"
        case .w: "W"
        }
    }

    private static func text(_ limit: Double, _ unit: LimitUnit) -> String {
        "\(FindingText.number(limit)) \(word(unit))"
    }
}

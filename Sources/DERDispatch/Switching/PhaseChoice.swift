// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Which stations had better use one phase: those whose share on three is less than charges at all.
///
/// The question is asked of what they would share if all were on three, so the answer does not depend on who is on one
/// already, and none is driven to and fro by the others. Who falls short there goes to one phase if that holds its least
/// too and keeps most of its share: where one line carries the whole feeder's load, taking turns on three serves more.
///
/// ```
///   share of three  ──────────────┐                       ┌────────────
///   least of three  - - - - - - - └───────────┐   ┌───────┘ - - - - - -
///   least of one                              └───┘
///                      3 phases   │  1 phase  turns   1   │  3 phases
///                                 ▲ after `oneAfter`      ▲ more by `ample`, for `threeAfter`
/// ```
enum PhaseChoice {
    /// How often the question is asked; it costs two shares of the whole feeder.
    static let interval = Duration.seconds(10)
    /// Three phases are told again when their share is so much above their least.
    static let ample = 1.15
    /// One phase must keep so much of the share to be told, and less of it to be left.
    static let kept = (toGo: 0.8, toStay: 0.6)

    /// Asks, and begins the switches that are due.
    static func revise(
        _ input: DispatchInput, room: RoomEnvelope, wanted: [DERRange], _ memory: inout DispatchMemory,
        solver: inout FillingSolver
    ) {
        guard !input.model.switchers.isEmpty, input.settings.switchesPhases else { return }
        if let last = memory.phasesChosenAt, input.now.steady - last < interval { return }
        memory.phasesChosenAt = input.now.steady
        let candidates = input.model.switchers.filter { isCandidate($0, input, wanted[$0], memory) }
        guard !candidates.isEmpty else { return }
        let wishes = wishes(candidates, input, room, wanted, memory, &solver)
        for der in candidates {
            guard let wish = wishes[der], var known = memory.phaseSwitches[der] else { continue }
            take(wish, der, input, &known)
            memory.phaseSwitches[der] = known
        }
    }

    /// Whether it charges, and might on one phase and on three: a vehicle that uses one of itself has no choice.
    private static func isCandidate(
        _ der: Int, _ input: DispatchInput, _ range: DERRange, _ memory: DispatchMemory
    ) -> Bool {
        guard let known = memory.phaseSwitches[der], range.participates, range.minimum != nil,
            input.state.ders[der].switchesPhases != false, input.state.ders[der].plug == .occupied,
            !DemandEstimate.isIdle(range, memory.ders[der])
        else { return false }
        if known.phases < PhaseSwitch.all { return true }
        let measured = PhaseUse.measured(der, input)
        let used = measured.flatMap { PhaseUse.used(der, $0, input) }
        return !known.hasFailed(at: input.now.steady) && memory.ders[der].phasesInUse?.count != 1 && used?.count != 1
            && (measured != nil || isSureUnseen(der, input, known))
    }

    /// Whether a switch to one phase could be known done without readings by phase: by a pause that it is in.
    private static func isSureUnseen(_ der: Int, _ input: DispatchInput, _ known: PhaseSwitch) -> Bool {
        input.model.feeder.ders[der].phaseSwitching?.startsAsTold == true && !known.isDistrusted
            && input.state.ders[der].allowed.importLimit <= .zero
    }

    private static func wishes(
        _ candidates: [Int], _ input: DispatchInput, _ room: RoomEnvelope, _ wanted: [DERRange],
        _ memory: DispatchMemory, _ solver: inout FillingSolver
    ) -> [Int: Int] {
        var question = input
        question.suppose(candidates, onOne: [], of: input)
        let isOnOne = candidates.filter { memory.phaseSwitches[$0]?.phases == 1 }
        let all = Dictionary(uniqueKeysWithValues: candidates.map { ($0, PhaseSwitch.all) })
        guard !isOnOne.isEmpty || Admission.isContended(question, room: room, ranges: wanted) else { return all }
        let three = shares(question, room, wanted, memory, &solver)
        let one = candidates.filter { three[$0] < wanted[$0].minimum! * (isOnOne.contains($0) ? ample : 1) - 1e-6 }
        guard !one.isEmpty else { return all }
        var wishes = all
        question.suppose(candidates, onOne: one, of: input)
        let alone = shares(question, room, wanted, memory, &solver)
        for der in one {
            let isOn = memory.phaseSwitches[der]?.phases == 1
            let ratio = Double(PhaseSwitch.all)
            // Who takes turns on one phase already takes no better ones on three.
            let holdsLeast = isOn || alone[der] >= wanted[der].minimum! - 1e-6
            let keepsMost = alone[der] / ratio >= three[der] * (isOn ? kept.toStay : kept.toGo)
            if holdsLeast, keepsMost { wishes[der] = 1 }
        }
        return wishes
    }

    /// The share of each without the gap, kW of its own.
    private static func shares(
        _ input: DispatchInput, _ room: RoomEnvelope, _ wanted: [DERRange], _ memory: DispatchMemory,
        _ solver: inout FillingSolver
    ) -> [Double] {
        TargetAllocation(input, room: room, ranges: Admission.relaxed(wanted, input, memory), solver: &solver).targetKW
    }

    /// Begins a switch that has been wished for long enough, not too soon after the last, nor too often.
    private static func take(_ wish: Int, _ der: Int, _ input: DispatchInput, _ known: inout PhaseSwitch) {
        let now = input.now.steady
        guard wish != known.phases else {
            known.wished = nil
            known.wishedSince = nil
            return
        }
        if known.stage == .preparing { return known.giveUp(at: now) }
        if known.wished != wish {
            known.wished = wish
            known.wishedSince = now
        }
        guard known.stage == .settled, let since = known.wishedSince,
            let rule = input.model.feeder.ders[der].phaseSwitching,
            now - since >= (wish == 1 ? input.settings.oneAfter : input.settings.threeAfter),
            known.switchedAt.count < rule.mostPerHour, known.switchedAt.last.map({ now - $0 >= rule.dwell }) ?? true
        else { return }
        known.phases = wish
        known.cause = wish == 1 ? .shareBelowMinimum : .roomForThree
        known.wished = nil
        known.wishedSince = nil
        known.enter(.preparing, at: now)
        known.isTold = true
    }
}

extension DispatchInput {
    /// As if some stations were on one phase and the rest of them on three: what was read means as much as it would
    /// then.
    fileprivate mutating func suppose(_ stations: [Int], onOne: [Int], of input: DispatchInput) {
        accounts = input.accounts.supposing(stations, onOne: onOne, model)
        readings = TickReadings.of(self)
    }
}

extension Accounts {
    /// The accounts as if some stations were on one phase and the rest of them on three.
    func supposing(_ stations: [Int], onOne: [Int], _ model: DispatchModel) -> Accounts {
        var shares = shares
        var ratios = ratios
        var commanded = commanded
        let chosen = Set(onOne)
        for der in stations {
            let outlet = model.feeder.ders[der]
            let isOnOne = chosen.contains(der)
            shares[der] =
                isOnOne
                ? FollowedPhases.shares(using: outlet.phaseRotation[0], of: outlet.phases) : model.phases.shares[der]
            ratios[der] = isOnOne ? Double(PhaseSwitch.all) : nil
            commanded[der] = ratios[der]
        }
        return Accounts(
            kept: kept, shares: shares, ratios: ratios, commanded: commanded, uncertain: uncertain, index: model.index)
    }
}

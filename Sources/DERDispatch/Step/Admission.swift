// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Decides who gets a turn at the minimum (the 6 A gap) when the room does not hold everybody's: an EVSE can take 0 or
/// at least its minimum, nothing between.
///
/// Each candidate reserves its minimum on its whole path. While a turn lasts, those who have one keep it as long as the
/// room does; at its end those to whom most is owed come first (dispatch.md, "Semi-continuous EVSEs").
struct Admission {
    /// Whether somebody waits for a turn.
    private(set) var isContended = false
    /// Room left at each node when all turns are given, three-phase equivalent kW.
    private(set) var leftOver: [Double]

    /// Whether somebody below each node waits for a turn.
    private(set) var waitsBelow: [Bool]

    /// Gives out the turns: fixes `lower` and `upper` of the candidates in `ranges`.
    init(
        _ input: DispatchInput, room: RoomEnvelope, ranges: inout [DERRange], memory: inout DispatchMemory
    ) {
        let model = input.model
        leftOver = room.importRoom
        waitsBelow = Array(repeating: false, count: model.nodeCount)
        Self.reserveFloors(model, ranges, &leftOver)
        let candidates = model.evses.filter { ranges[$0].participates && ranges[$0].minimum != nil }
        let isTurnOver = memory.turnsGivenAt.map { input.now.steady - $0 >= input.settings.turnLength } ?? true
        let everybodyFits = Self.everybodyFits(candidates, input, ranges, leftOver)
        let ordered =
            everybodyFits
            ? candidates
            : GuaranteedPower.first(Self.order(candidates, input, ranges, memory, keepTurns: !isTurnOver), ranges)
        for der in ordered {
            let mayStart = (everybodyFits || Self.mayStart(der, input, memory)) && Self.isReady(der, input, memory)
            // A trim throttles those who have a turn; whether one must stop is for the counted power to say.
            let slack = memory.ders[der].isAdmitted ? room.trimmed : nil
            let isAdmitted = mayStart && reserve(der, input, ranges, slack)
            Self.grant(isAdmitted, der, input, &ranges, &memory)
            if !isAdmitted {
                isContended = true
                noteWaiting(der, model)
            }
        }
        if isContended {
            if isTurnOver { memory.turnsGivenAt = input.now.steady }
        } else {
            memory.turnsGivenAt = nil
            for der in candidates { memory.ders[der].creditKWh = 0 }
        }
    }

    private static func reserveFloors(_ model: DispatchModel, _ ranges: [DERRange], _ room: inout [Double]) {
        var floors = [Double](repeating: 0, count: model.nodeCount)
        for der in 0..<model.derCount where ranges[der].participates {
            let kept = ranges[der].minimum == nil ? ranges[der].kept : ranges[der].floor
            floors[Int(model.index.nodeOfDER[der])] += kept * model.derScale[der]
        }
        model.sumUp(nodes: &floors)
        for node in 0..<model.nodeCount { room[node] -= floors[node] }
    }

    private static func everybodyFits(
        _ candidates: [Int], _ input: DispatchInput, _ ranges: [DERRange], _ room: [Double]
    ) -> Bool {
        var needed = [Double](repeating: 0, count: input.model.nodeCount)
        for der in candidates {
            needed[Int(input.model.index.nodeOfDER[der])] += ranges[der].turn * input.model.derScale[der]
        }
        input.model.sumUp(nodes: &needed)
        return zip(needed, room).allSatisfy { $0 <= max($1, 0) || $0 == 0 }
    }

    /// Whether the EVSE would start if it were let: a turn for one that cannot be raised now would serve nobody.
    private static func isReady(_ der: Int, _ input: DispatchInput, _ memory: DispatchMemory) -> Bool {
        input.state.ders[der].allowed.importLimit > .zero || RaiseStep.isRaisable(der, input, memory)
    }

    private static func mayStart(_ der: Int, _ input: DispatchInput, _ memory: DispatchMemory) -> Bool {
        let known = memory.ders[der]
        guard !known.isAdmitted, let changed = known.admissionChangedAt else { return true }
        return input.now.steady - changed >= input.settings.minimumOffTime
    }

    /// Higher tiers first, and under last in, first out the older connection; those who leave their minimum unused last;
    /// then those who have just started, and while turns are kept all who have one; then those to whom most is owed;
    /// then those who came first; ties by identifier.
    private static func order(
        _ candidates: [Int], _ input: DispatchInput, _ ranges: [DERRange], _ memory: DispatchMemory, keepTurns: Bool
    ) -> [Int] {
        let hours = input.settings.turnLength.inSeconds / 3_600
        func owed(_ der: Int) -> Double {
            let stickiness = memory.ders[der].isAdmitted ? ranges[der].minimum! * hours : 0
            return memory.ders[der].creditKWh + stickiness
        }
        func key(_ der: Int) -> (Double, Int, Double, Int64, Int) {
            let isIdle = DemandEstimate.isIdle(ranges[der], memory.ders[der])
            let hasTurn = memory.ders[der].isAdmitted && (keepTurns || hasJustStarted(der, input, memory))
            let start = input.state.ders[der].transactionStart?.milliseconds ?? .max
            let rank = isIdle ? 2 : hasTurn ? 0 : 1
            return (-input.model.order.seniority[der], rank, -owed(der), start, input.model.order.place[der])
        }
        return candidates.map { (key($0), $0) }.sorted { $0.0 < $1.0 }.map { $0.1 }
    }

    /// Whether a turn is younger than the least time that one lasts.
    private static func hasJustStarted(_ der: Int, _ input: DispatchInput, _ memory: DispatchMemory) -> Bool {
        memory.ders[der].admissionChangedAt.map { input.now.steady - $0 < input.settings.minimumOnTime } ?? false
    }

    private mutating func noteWaiting(_ der: Int, _ model: DispatchModel) {
        var node = Int(model.index.nodeOfDER[der])
        while node >= 0, !waitsBelow[node] {
            waitsBelow[node] = true
            node = Int(model.index.parent[node])
        }
    }

    private mutating func reserve(
        _ der: Int, _ input: DispatchInput, _ ranges: [DERRange], _ slack: [Double]?
    ) -> Bool {
        let needed = ranges[der].turn * input.model.derScale[der]
        var node = Int(input.model.index.nodeOfDER[der])
        while node >= 0 {
            if leftOver[node] + (slack?[node] ?? 0) < needed { return false }
            node = Int(input.model.index.parent[node])
        }
        node = Int(input.model.index.nodeOfDER[der])
        while node >= 0 {
            leftOver[node] -= needed
            node = Int(input.model.index.parent[node])
        }
        return true
    }

    private static func grant(
        _ isAdmitted: Bool, _ der: Int, _ input: DispatchInput, _ ranges: inout [DERRange],
        _ memory: inout DispatchMemory
    ) {
        if memory.ders[der].isAdmitted != isAdmitted {
            memory.ders[der].admissionChangedAt = input.now.steady
            memory.ders[der].isAdmitted = isAdmitted
        }
        if isAdmitted {
            ranges[der].lower = ranges[der].turn
            ranges[der].upper = max(ranges[der].upper, ranges[der].turn)
        } else {
            ranges[der].upper = 0
        }
    }

    /// Largest credit or debt: an hour at the minimum, so that nobody saves up for a day.
    static let creditHours = 1.0

    /// Books what each candidate was owed and got since the last tick, against the share it would have without the gap.
    static func settleCredits(
        _ input: DispatchInput, ranges: [DERRange], fairKW: [Double], memory: inout DispatchMemory
    ) {
        guard let last = memory.lastTick else { return }
        let hours = min((input.now.steady - last).inSeconds, 60) / 3_600
        for der in input.model.evses where ranges[der].participates {
            guard let minimum = ranges[der].minimum else { continue }
            // What was offered and left unused was had, or a full vehicle would be owed ever more.
            let offered = memory.ders[der].isAdmitted ? input.state.ders[der].allowed.importLimit.kilowatts : 0
            let got = max(input.livePowerKW(der) ?? 0, offered)
            let bound = minimum * creditHours
            let credit = memory.ders[der].creditKWh + (fairKW[der] - got) * hours
            memory.ders[der].creditKWh = min(max(credit, -bound), bound)
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Decides who gets a turn at the minimum (the 6 A gap) when the room does not hold everybody's: an EVSE can take 0 or
/// at least its minimum, nothing between.
///
/// Each candidate reserves its minimum on its whole path, so those who have a turn are throttled to their minimum
/// before anybody loses his. A turn lasts at least `turnLength`; after that it passes to one who is owed clearly more,
/// and the turns of many pass one after the other: a change of all at once would empty the feeder until the last of them
/// was measured to have stopped.
///
/// ```
///   car 1  ████████████▏      one turn a step, each at least `turnLength` long
///   car 2  ▏   ████████████▏
///   car 3      ▏   ████████████
///   car 4  ············▏███████
/// ```
struct Admission {
    /// Whether the room does not hold everybody's minimum.
    let isContended: Bool
    /// Room left at each node when all turns are given, by row.
    private(set) var leftOver: [Double]
    /// Whether somebody below each node waits for a turn.
    private(set) var waitsBelow: [Bool]
    /// The row of the node that keeps each waiting EVSE waiting; -1 where none does.
    private(set) var blockedAt: [Int32]

    /// Gives out the turns: fixes `lower` and `upper` of the candidates in `ranges`.
    ///
    /// - Parameter fairKW: the share of each without the gap; nil where the room holds everybody's minimum.
    init(
        _ input: DispatchInput, room: RoomEnvelope, fairKW: [Double]?, ranges: inout [DERRange],
        memory: inout DispatchMemory
    ) {
        let candidates = Self.candidates(input.model, ranges)
        isContended = fairKW != nil
        var round: TurnRound
        if let fairKW {
            round = Self.handOver(candidates, input, room, fairKW, ranges, &memory)
        } else {
            let none = [Double](repeating: 0, count: input.model.derCount)
            round = TurnRound(input, room: room, fairKW: none, ranges: ranges, memory: memory)
            for der in candidates where Self.isReady(der, input, memory) {
                let hasTurn = memory.ders[der].isAdmitted
                round.ask(der, input, keeps: hasTurn, owed: 0, credit: 0, hadTurn: hasTurn)
            }
            memory.turnsGivenAt = nil
            TurnCredit.fade(candidates, input, &memory)
        }
        leftOver = round.leftOver
        blockedAt = round.blockedAt
        waitsBelow = Array(repeating: false, count: input.model.nodeCount)
        for der in candidates {
            Self.grant(round.isAdmitted[der], der, input, &ranges, &memory)
            if !round.isAdmitted[der] { noteWaiting(der, input.model) }
        }
    }

    /// The EVSEs that ask for a turn.
    private static func candidates(_ model: DispatchModel, _ ranges: [DERRange]) -> [Int] {
        model.evses.filter { ranges[$0].participates && ranges[$0].minimum != nil }
    }

    /// Whether the room does not hold the minimum of everybody.
    static func isContended(_ input: DispatchInput, room: RoomEnvelope, ranges: [DERRange]) -> Bool {
        var needed = input.accounts.rows(repeating: 0)
        for der in candidates(input.model, ranges) { input.accounts.add(ranges[der].turn, of: der, to: &needed) }
        input.accounts.sumUp(&needed)
        let room = TurnRound.roomForMinimums(input, room, ranges)
        return !zip(needed, room).allSatisfy { $0 <= max($1, 0) || $0 == 0 }
    }

    /// The ranges without the gap: nothing is the share of one who takes nothing.
    static func relaxed(_ ranges: [DERRange], _ input: DispatchInput, _ memory: DispatchMemory) -> [DERRange] {
        var relaxed = ranges
        for der in input.model.evses {
            relaxed[der].lower = min(relaxed[der].lower, 0)
            if DemandEstimate.isIdle(ranges[der], memory.ders[der]) { relaxed[der].upper = 0 }
        }
        return relaxed
    }

    /// Gives the turns to those to whom most is owed, and lets no more of them change hands at once than belongs.
    private static func handOver(
        _ candidates: [Int], _ input: DispatchInput, _ room: RoomEnvelope, _ fairKW: [Double], _ ranges: [DERRange],
        _ memory: inout DispatchMemory
    ) -> TurnRound {
        let open = TurnRound(input, room: room, fairKW: fairKW, ranges: ranges, memory: memory)
        var queue = TurnQueue(candidates, input, ranges, fairKW: fairKW, memory)
        var round = open
        queue.ask(&round, input, memory)
        let over = queue.competing.filter { memory.ders[$0].isAdmitted }
        let passing = over.filter { !round.isAdmitted[$0] }
        let due = handoversDue(input, memory, holders: queue.holders)
        if passing.count > due {
            let winners = queue.competing.filter { round.isAdmitted[$0] && !memory.ders[$0].isAdmitted }
            queue.limit(handovers: due, to: winners, passing: passing, staying: over.filter { round.isAdmitted[$0] })
            round = open
            queue.ask(&round, input, memory)
        }
        if memory.turnsGivenAt == nil || over.contains(where: { !round.isAdmitted[$0] }) {
            memory.turnsGivenAt = input.now.steady
        }
        // Who makes room for a proof was not stopped for want of it.
        let isProving = queue.proving.contains { round.isAdmitted[$0] && !memory.ders[$0].isAdmitted }
        if !isProving { noteShortage(queue.keeping, input, round, &memory) }
        return round
    }

    /// Notes where one was stopped although his turn had not to pass on: the room went.
    private static func noteShortage(
        _ keeping: [Int], _ input: DispatchInput, _ round: TurnRound, _ memory: inout DispatchMemory
    ) {
        for der in keeping where !round.isAdmitted[der] && round.blockedAt[der] >= 0 {
            let node = input.accounts.node(ofRow: Int(round.blockedAt[der]))
            memory.nodes[node].noteShortage(input.now.steady, input.settings)
        }
    }

    /// Turns change hands so much faster than evenly spread over a turn's length, so that none waits long for it.
    static let handoverHaste = 2.0

    /// How many turns may change hands at this tick.
    private static func handoversDue(_ input: DispatchInput, _ memory: DispatchMemory, holders: Int) -> Int {
        guard let last = memory.turnsGivenAt, holders > 0 else { return 0 }
        let spacing = input.settings.turnLength.inSeconds / Double(holders) / Self.handoverHaste
        let tick = memory.lastTick.map { (input.now.steady - $0).inSeconds } ?? 0
        let waited = (input.now.steady - last).inSeconds
        guard waited + tick / 2 >= spacing else { return 0 }
        return max(1, Int((min(waited, tick) / max(spacing, 0.001)).rounded(.up)))
    }

    /// Whether the EVSE would start if it were let: a turn for one that cannot be raised now would serve nobody.
    static func isReady(_ der: Int, _ input: DispatchInput, _ memory: DispatchMemory) -> Bool {
        input.state.ders[der].allowed.importLimit > .zero || RaiseStep.isRaisable(der, input, memory)
    }

    private mutating func noteWaiting(_ der: Int, _ model: DispatchModel) {
        var node = Int(model.index.nodeOfDER[der])
        while node >= 0, !waitsBelow[node] {
            waitsBelow[node] = true
            node = Int(model.index.parent[node])
        }
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
}

extension NodeMemory {
    /// Starts are held back for the least pause, and twice as long each time that the room goes again soon.
    fileprivate mutating func noteShortage(_ now: MonotonicInstant, _ settings: DispatchSettings) {
        let longest = settings.minimumOnTime * 2
        if ranShortAt == now { return }
        let isAgain = ranShortAt.map { now - $0 < longest + startsHeldFor } ?? false
        startsHeldFor = isAgain ? min(startsHeldFor * 2, longest) : settings.minimumOffTime
        ranShortAt = now
    }
}

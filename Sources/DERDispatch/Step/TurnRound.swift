// SPDX-License-Identifier: Apache-2.0

import GridModel

/// One way to give out the turns: who gets one if they ask one after the other.
///
/// Room that is left can serve one more minimum, or those who have a turn beyond theirs, up to their fair share. It goes
/// to whom more is owed, so that small ones that could always run and large ones that take turns come out even.
///
/// ```
///   room ─ minimums of those with a turn = leftOver ≥ spare = room ─ the larger of minimum and fair share
/// ```
struct TurnRound {
    /// Room left at each node when the minimums are reserved, by row.
    private(set) var leftOver: [Double]
    /// Who got a turn, by DER.
    private(set) var isAdmitted: [Bool]
    /// The row where each of those who got none found no room; -1 for all others.
    private(set) var blockedAt: [Int32]
    /// Room left when those with a turn have their fair share.
    private var spare: [Double]
    /// What those with a turn below each node may have beyond their minimum, kW, and that times what they are owed, by
    /// row.
    private var claims: [(kW: Double, owed: Double)]
    /// What a turn takes, and what is fair, kW of each DER's own.
    private let needed: [Double]
    private let fair: [Double]
    private let trimmed: [Double]
    private let isShaky: [Bool]

    /// Where somebody was just stopped for want of room, one who starts needs so much more than his minimum: room that
    /// wavers at the edge of a minimum would start and stop him all the time.
    static let moreAfterShortage = 1.5

    init(
        _ input: DispatchInput, room: RoomEnvelope, fairKW: [Double], ranges: [DERRange], memory: DispatchMemory
    ) {
        let model = input.model
        leftOver = Self.roomForMinimums(input, room, ranges)
        spare = leftOver
        isAdmitted = Array(repeating: false, count: model.derCount)
        blockedAt = Array(repeating: -1, count: model.derCount)
        claims = Array(repeating: (0, 0), count: leftOver.count)
        needed = ranges.map { $0.minimum == nil ? 0 : $0.turn }
        fair = fairKW
        trimmed = room.trimmed
        isShaky = memory.nodes.map { node in
            node.ranShortAt.map { input.now.steady - $0 < node.startsHeldFor } ?? false
        }
    }

    /// What each node leaves to minimums when everything else stands at its least.
    static func roomForMinimums(_ input: DispatchInput, _ room: RoomEnvelope, _ ranges: [DERRange]) -> [Double] {
        var floors = input.accounts.rows(repeating: 0)
        for der in ranges.indices where ranges[der].participates {
            input.accounts.add(ranges[der].minimum == nil ? ranges[der].kept : ranges[der].floor, of: der, to: &floors)
        }
        input.accounts.sumUp(&floors)
        return zip(room.importRoom, floors).map { $0 - $1 }
    }

    /// Gives a turn to one that asks, if there is room for his minimum.
    ///
    /// - Parameters:
    ///   - keeps: he has a turn that is not over: only want of room for the minimums themselves ends it.
    ///   - owed: what he is owed in comparison with those who have a turn already, kWh.
    ///   - credit: what he is owed in comparison with those who ask after him, kWh.
    ///   - hadTurn: a trim throttles those who have a turn; whether one must stop is for the counted power to say.
    mutating func ask(
        _ der: Int, _ input: DispatchInput, keeps: Bool, owed: Double, credit: Double, hadTurn: Bool
    ) {
        if let row = blocking(der, input.accounts, keeps: keeps, owed: owed, hadTurn: hadTurn) {
            blockedAt[der] = Int32(row)
            return
        }
        isAdmitted[der] = true
        let needs = needed[der]
        let beyond = max(fair[der] - needs, 0)
        input.accounts.forEachRow(onPathOf: der) { row, share in
            leftOver[row] -= needs * share
            spare[row] -= (needs + beyond) * share
            claims[row].kW += beyond * share
            claims[row].owed += beyond * share * credit
        }
    }

    private func blocking(_ der: Int, _ accounts: Accounts, keeps: Bool, owed: Double, hadTurn: Bool) -> Int? {
        var tightest: Int?
        accounts.forEachRow(onPathOf: der) { row, share in
            let more = !hadTurn && isShaky[accounts.node(ofRow: row)] ? Self.moreAfterShortage : 1
            let short = leftOver[row] + (hadTurn ? trimmed[row] : 0) < needed[der] * share * more
            if short, tightest.map({ leftOver[row] < leftOver[$0] }) ?? true { tightest = row }
        }
        if tightest != nil || keeps { return tightest }
        var claimed: Int?
        _ = accounts.allRows(onPathOf: der) { row, share in
            let claim = claims[row]
            if spare[row] < needed[der] * share, claim.kW > 0, owed * claim.kW < claim.owed { claimed = row }
            return claimed == nil
        }
        return claimed
    }
}

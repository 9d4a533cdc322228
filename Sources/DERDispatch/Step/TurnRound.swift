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
    /// Room left at each node when the minimums are reserved, three-phase equivalent kW.
    private(set) var leftOver: [Double]
    /// Who got a turn, by DER.
    private(set) var isAdmitted: [Bool]
    /// The node where each of those who got none found no room; -1 for all others.
    private(set) var blockedAt: [Int32]
    /// Room left when those with a turn have their fair share.
    private var spare: [Double]
    /// What those with a turn below each node may have beyond their minimum, kW, and that times what they are owed.
    private var claims: [(kW: Double, owed: Double)]
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
        leftOver = Self.roomForMinimums(model, room, ranges)
        spare = leftOver
        isAdmitted = Array(repeating: false, count: model.derCount)
        blockedAt = Array(repeating: -1, count: model.derCount)
        claims = Array(repeating: (0, 0), count: model.nodeCount)
        needed = (0..<model.derCount).map { ranges[$0].minimum == nil ? 0 : ranges[$0].turn * model.derScale[$0] }
        fair = (0..<model.derCount).map { fairKW[$0] * model.derScale[$0] }
        trimmed = room.trimmed
        isShaky = memory.nodes.map { node in
            node.ranShortAt.map { input.now.steady - $0 < node.startsHeldFor } ?? false
        }
    }

    /// What each node leaves to minimums when everything else stands at its least.
    static func roomForMinimums(_ model: DispatchModel, _ room: RoomEnvelope, _ ranges: [DERRange]) -> [Double] {
        var floors = [Double](repeating: 0, count: model.nodeCount)
        for der in 0..<model.derCount where ranges[der].participates {
            let kept = ranges[der].minimum == nil ? ranges[der].kept : ranges[der].floor
            floors[Int(model.index.nodeOfDER[der])] += kept * model.derScale[der]
        }
        model.sumUp(nodes: &floors)
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
        if let node = blocking(der, input.model, keeps: keeps, owed: owed, hadTurn: hadTurn) {
            blockedAt[der] = Int32(node)
            return
        }
        isAdmitted[der] = true
        let beyond = max(fair[der] - needed[der], 0)
        var node = Int(input.model.index.nodeOfDER[der])
        while node >= 0 {
            leftOver[node] -= needed[der]
            spare[node] -= needed[der] + beyond
            claims[node].kW += beyond
            claims[node].owed += beyond * credit
            node = Int(input.model.index.parent[node])
        }
    }

    private func blocking(_ der: Int, _ model: DispatchModel, keeps: Bool, owed: Double, hadTurn: Bool) -> Int? {
        var node = Int(model.index.nodeOfDER[der])
        var tightest: Int?
        while node >= 0 {
            let more = !hadTurn && isShaky[node] ? Self.moreAfterShortage : 1
            let short = leftOver[node] + (hadTurn ? trimmed[node] : 0) < needed[der] * more
            if short, tightest.map({ leftOver[node] < leftOver[$0] }) ?? true { tightest = node }
            node = Int(model.index.parent[node])
        }
        if tightest != nil || keeps { return tightest }
        node = Int(model.index.nodeOfDER[der])
        while node >= 0 {
            let claim = claims[node]
            if spare[node] < needed[der], claim.kW > 0, owed * claim.kW < claim.owed { return node }
            node = Int(model.index.parent[node])
        }
        return nil
    }
}

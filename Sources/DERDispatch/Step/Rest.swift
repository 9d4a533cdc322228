// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Takes the minimum from vehicles that have left it unused for minutes, while somebody else could use it.
///
/// What a full vehicle may draw it counts for (rule 3), so its 6 A are nobody else's all night. Where a limit binds, it
/// therefore rests at zero, and is offered its minimum again after a while: one that draws then is back at once, one
/// that does not rests again. Where all that is wanted fits, nobody rests.
///
/// ```
///   drawn    ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▇▇▇▇
///   allowed  6 A ─────┐          ┌─┐         ┌─────   idle for `restsAfter`, then a trial after each `restLasts`
///            0        └──────────┘ └─────────┘
/// ```
enum Rest {
    /// A draw below this part of the minimum is that of a charger that waits.
    static let idlePart = 0.05

    /// Revises who rests, and tells for each DER whether it does.
    static func revise(
        _ input: DispatchInput, room: RoomEnvelope, ranges: [DERRange], _ memory: inout DispatchMemory
    ) -> [Bool] {
        var rests = [Bool](repeating: false, count: input.model.derCount)
        guard input.settings.guards.contains(.rest) else { return rests }
        let binds = binding(input.model, ranges, room.importRoom)
        for der in input.model.evses {
            guard ranges[der].participates, let minimum = ranges[der].minimum, ranges[der].lower >= 0,
                binds[Int(input.model.index.nodeOfDER[der])]
            else {
                memory.ders[der].restingSince = nil
                continue
            }
            revise(der, minimum, input, &memory.ders[der])
            rests[der] = memory.ders[der].restingSince != nil
        }
        return rests
    }

    private static func revise(_ der: Int, _ minimum: Double, _ input: DispatchInput, _ memory: inout DERMemory) {
        let now = input.now.steady
        let drawn = input.livePowerKW(der)
        if let drawn, drawn > idlePart * minimum {
            (memory.idleSince, memory.restingSince, memory.hasRested) = (nil, nil, false)
            return
        }
        if let since = memory.restingSince {
            if now - since >= input.settings.restLasts { memory.restingSince = nil }
            return
        }
        // Idle is only who may draw, and says that he does not.
        guard drawn != nil, input.state.ders[der].allowed.importLimit.kilowatts >= minimum * (1 - 1e-9),
            let reading = input.state.ders[der].power
        else {
            memory.idleSince = nil
            return
        }
        let since = memory.idleSince ?? now
        memory.idleSince = since
        let least = memory.hasRested ? input.settings.trialLasts : input.settings.restsAfter
        guard now - since >= least, reading.receivedAt - since >= input.model.derSettlingTime[der] else { return }
        (memory.idleSince, memory.restingSince, memory.hasRested) = (nil, now, true)
    }

    /// Whether at each node, or above it, more is wanted than there is room for; what a node's own limit keeps from
    /// those below it is not wanted of its parent.
    private static func binding(_ model: DispatchModel, _ ranges: [DERRange], _ room: [Double]) -> [Bool] {
        var wanted = [Double](repeating: 0, count: model.nodeCount)
        for der in 0..<model.derCount where ranges[der].participates {
            let power = max(ranges[der].asked, min(ranges[der].floor, 0))
            wanted[Int(model.index.nodeOfDER[der])] += power * model.derScale[der]
        }
        var binds = [Bool](repeating: false, count: model.nodeCount)
        for node in stride(from: model.nodeCount - 1, through: 0, by: -1) {
            binds[node] = wanted[node] > max(room[node], 0) + TargetAllocation.resolution
            let parent = Int(model.index.parent[node])
            if parent >= 0 { wanted[parent] += min(wanted[node], max(room[node], 0)) }
        }
        for node in 1..<max(model.nodeCount, 1) where binds[Int(model.index.parent[node])] { binds[node] = true }
        return binds
    }
}

// SPDX-License-Identifier: Apache-2.0

import GridModel

/// What each storage asks for of its own accord: its target where one is set, else what its operating rule says.
///
/// A rule that goes by a node's flow asks for what brings the flow *without its group* to the aim. That flow is the
/// uncontrolled load as estimated plus what the others measure, so a move of the group itself, still on its way or not
/// yet read, calls for no other. Where it is only known to lie between two values, the nearer one to the aim counts.
///
/// ```
///                 charge  aim - flow          0           discharge  flow - aim
///   flow  ├────────────────────────────┤ aim - band, aim ├────────────────────────────┤
/// ```
struct StorageWishes {
    /// kW by DER, load convention; nil where there is none.
    private(set) var kilowatts: [Double?]
    /// Why a rule asks for nothing.
    private(set) var pauses: [Int: StoragePause] = [:]
    /// What those that follow a rule remember of their direction, by DER.
    private(set) var turns: [Int: StorageTurn] = [:]

    init(_ input: DispatchInput, _ counted: CountedPower, _ memory: DispatchMemory) {
        kilowatts = Array(repeating: nil, count: input.model.derCount)
        var ruled = [Bool](repeating: false, count: input.model.derCount)
        for der in input.model.storages {
            if CycleBudget.isSpent(der, input, memory) {
                pauses[der] = .budgetSpent
            } else if memory.ders[der].storage.isResting {
                pauses[der] = .vehicleRests
            } else if let target = input.target(of: der) {
                kilowatts[der] = target.power.kilowatts
            } else if case .request = input.model.feeder.ders[der].storageRule.operation {
                kilowatts[der] = input.state.ders[der].request?.live(at: input.now.steady)?.kilowatts
            } else {
                ruled[der] = counted.isDispatchable[der]
            }
        }
        for group in input.model.storageGroups {
            share(group, members: group.members.filter { ruled[$0] }, input, memory)
        }
        for der in input.model.evses { kilowatts[der] = kilowatts[der].map { min($0, 0) } }
    }

    private mutating func share(
        _ group: StorageGroup, members: [Int], _ input: DispatchInput, _ memory: DispatchMemory
    ) {
        guard !members.isEmpty else { return }
        guard let flow = Self.flow(at: group.node, without: members, input, memory) else {
            for der in members { pauses[der] = .noFreshMeter(input.model.feeder.nodes[group.node].id) }
            return
        }
        let plates = members.reduce(0) { $0 + input.model.declared.plateKW[$1] }
        let band = max(input.settings.storageDeadBand * plates, Self.leastBandKW)
        // A peak is held from below; nought is held from both sides.
        let aim = group.isTwoSided ? 0 : max(group.aimKW - band, 0)
        var wanted = flow.lowerBound > aim ? aim - flow.lowerBound : max(aim - flow.upperBound, 0)
        let last = members.reduce(0) { $0 + memory.ders[$1].storage.wishKW }
        if abs(wanted) <= band, group.isTwoSided { wanted = 0 }
        var turn = StorageTurn(members.map { memory.ders[$0].storage })
        // A peak is never let pass for it.
        if turn.mustWait(wanted, mayWait: group.isTwoSided || wanted > 0, input) { wanted = 0 }
        for der in members { turns[der] = turn }
        if wanted != 0, abs(wanted - last) <= band { return keep(members, memory) }
        let able = members.map { wanted < 0 ? StorageRelief.permittedDischarge(input, $0) : Self.intake($0, input) }
        let sum = able.reduce(0, +)
        let part = sum > 0 ? min(abs(wanted) / sum, 1) : 0
        for (der, kW) in zip(members, able) { kilowatts[der] = wanted < 0 ? -kW * part : kW * part }
    }

    /// Least dead band, kW: what meters of small sites tell apart.
    private static let leastBandKW = 0.05

    private mutating func keep(_ members: [Int], _ memory: DispatchMemory) {
        for der in members { kilowatts[der] = memory.ders[der].storage.wishKW }
    }

    /// What a battery may take, kW; vehicles charge by their needs.
    private static func intake(_ der: Int, _ input: DispatchInput) -> Double {
        guard case .battery(let unit) = input.model.feeder.ders[der].unit else { return 0 }
        let isFull = input.highestSoC(der).map { $0 >= unit.maximumSoC } ?? true
        return isFull ? 0 : unit.maximumCharge.kilowatts
    }

    /// The flow of a node without some DERs, kW; nil without a live meter.
    private static func flow(
        at node: Int, without members: [Int], _ input: DispatchInput, _ memory: DispatchMemory
    ) -> ClosedRange<Double>? {
        guard input.liveMeter(node) != nil, let greatest = memory.nodes[node].uncontrolledKW,
            let least = memory.nodes[node].uncontrolledLeastKW
        else { return nil }
        var lower = min(least, greatest)
        var upper = max(least, greatest)
        let group = Set(members)
        for der in input.model.index.ders(below: node) where !group.contains(der) {
            let real = input.accounts.realShare(der)
            if let drawn = input.drawnKW(der) {
                lower += drawn * real
                upper += drawn * real
            } else {
                let band = CountedPower.bandInForce(input, der)
                lower -= band.exportLimit.kilowatts * real
                upper += band.importLimit.kilowatts * real
            }
        }
        return lower...upper
    }
}

/// What may pass through a storage in a day of its own accord.
enum CycleBudget {
    /// Whether no more may: what still passes until it has stopped is kept back.
    static func isSpent(_ der: Int, _ input: DispatchInput, _ memory: DispatchMemory) -> Bool {
        let rule = input.model.feeder.ders[der].storageRule
        guard let budget = rule.throughputPerDay?.kilowattHours else { return false }
        let tail = input.model.declared.plateKW[der] * (input.model.derSettlingTime[der].inSeconds + 1) / 3_600
        let spent = memory.ders[der].storage.throughput.spent(at: input.now.utc)
        return spent >= budget - min(tail, budget * largestTail)
    }

    /// Most of a budget that is kept back for what still passes.
    private static let largestTail = 0.1
}

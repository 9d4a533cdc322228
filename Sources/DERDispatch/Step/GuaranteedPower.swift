// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Keeps for each site what is guaranteed to it where an operator, or another system, dims a node at or above it: rating
/// first, then the guaranteed minimum, then the dimming (rule 1).
///
/// ```
/// site's minimum ─ what its uncommandable DERs draw ─▶ shared among those who want (max-min, whole minimums)
///       └▶ as far as ratings hold it ─▶ the least of each DER ─▶ the dimmed limit is lifted to the sum of them
/// ```
///
/// A minimum is a power at nominal voltage; an AC EVSE counts for its current at the highest voltage, and so does its
/// part of the minimum. Of several EVSEs that cannot all run on it one after the other gets its turn.
struct GuaranteedPower {
    /// A guarantee is kept to a watt: less is rounding.
    static let resolution = 1e-3
    /// What a lifted limit leaves above the guarantees, so that rounding takes nobody's turn, kW.
    static let hair = 1e-6

    /// Marks in `ranges` what is guaranteed, and lifts the limits that would go under it.
    static func keep(
        _ input: DispatchInput, _ limits: inout NodeLimits, room: RoomEnvelope, counted: CountedPower,
        ranges: inout [DERRange], memory: inout DispatchMemory, solver: inout FillingSolver
    ) {
        for node in memory.nodes.indices {
            memory.nodes[node].guaranteedUsableKW = nil
            memory.nodes[node].guaranteedPhasedKW = [:]
        }
        guard mark(input, limits, counted, &ranges, memory) else { return }
        let permanent = RoomEnvelope(
            input, limits: limits.undimmed, base: room.base, counted: counted, memory: memory)
        respect(permanent.importRoom, input, &ranges, &solver)
        let needed = self.needed(input, ranges)
        for node in 0..<input.model.nodeCount where limits.isDimmed(node) {
            let missing = missingKW(node, needed, room, limits, input)
            let losses = room.base.isMeasured[node] ? 0 : input.model.lossShare[node]
            for (account, lacking) in missing.onPhases where lacking > -hair {
                guard let dimmed = limits.bound(account, node, .import, input) else { continue }
                let usable = dimmed.usable.kilowatts + (lacking + hair) / (1 - min(losses, 0.99))
                limits.lift(account, node, toUsableKW: usable, input)
                memory.nodes[node].guaranteedPhasedKW[account] = usable
            }
            guard missing.inTotal > -hair, let dimmed = limits.importLimit[node] else { continue }
            let usable = dimmed.usable.kilowatts + (missing.inTotal + hair) / (1 - min(losses, 0.99))
            limits.lift(node, toUsableKW: usable, input)
            memory.nodes[node].guaranteedUsableKW = usable
        }
    }

    /// Raises the least of those that have no gap to what is guaranteed; an EVSE's follows from its turn.
    static func raiseFloors(_ ranges: inout [DERRange]) {
        for der in ranges.indices where ranges[der].guaranteed > 0 && ranges[der].minimum == nil {
            ranges[der].lower = max(ranges[der].lower, min(ranges[der].guaranteed, ranges[der].upper))
        }
    }

    // MARK: - Who is guaranteed what

    /// Shares each dimmed site's minimum among its DERs; false where nothing is guaranteed to anybody.
    private static func mark(
        _ input: DispatchInput, _ limits: NodeLimits, _ counted: CountedPower, _ ranges: inout [DERRange],
        _ memory: DispatchMemory
    ) -> Bool {
        guard !input.model.guarantees.isEmpty else { return false }
        var isAny = false
        var isDimmed = [Bool](repeating: false, count: input.model.nodeCount)
        for node in 0..<input.model.nodeCount {
            let parent = Int(input.model.index.parent[node])
            isDimmed[node] = limits.isDimmed(node) || parent >= 0 && isDimmed[parent]
        }
        for site in input.model.guarantees where isDimmed[site.node] {
            var left = site.kilowatts
            for der in site.ders where !ranges[der].participates {
                left -= max(counted.importKW[der], 0) / voltageRatio(der, input)
            }
            let wanting = served(site.ders, left, input, ranges, memory)
            for (der, share) in shares(of: left, wanting, input, ranges) where share > 0 {
                ranges[der].guaranteed = share * voltageRatio(der, input)
                isAny = true
            }
        }
        return isAny
    }

    /// Counted kW per kW at nominal voltage.
    private static func voltageRatio(_ der: Int, _ input: DispatchInput) -> Double {
        guard case .evse(let unit) = input.model.feeder.ders[der].unit, unit.supply == .ac else { return 1 }
        return input.maximumChargeKW(der, unit) / max(unit.maximumCharge.kilowatts, 0.001)
    }

    /// Those who want something and can have their least of it: whoever has a turn keeps it until it is over, then
    /// comes to whom most is owed; ties by identifier.
    private static func served(
        _ ders: [Int], _ available: Double, _ input: DispatchInput, _ ranges: [DERRange], _ memory: DispatchMemory
    ) -> [Int] {
        func isOver(_ turn: DERMemory) -> Bool {
            turn.admissionChangedAt.map { input.now.steady - $0 >= input.settings.turnLength } ?? true
        }
        func key(_ der: Int) -> (Int, Double, Int) {
            let isKept = ranges[der].minimum == nil || memory.ders[der].isAdmitted && !isOver(memory.ders[der])
            let hours = input.settings.turnLength.inSeconds / 3_600
            let stickiness = memory.ders[der].isAdmitted ? (ranges[der].minimum ?? 0) * hours : 0
            return (isKept ? 0 : 1, -memory.ders[der].creditKWh - stickiness, input.model.order.place[der])
        }
        let wanting = ders.filter { ranges[$0].participates && min(ranges[$0].asked, ranges[$0].upper) > 0 }
        var left = available
        return wanting.sorted { key($0) < key($1) }.filter { der in
            let least = least(der, input, ranges)
            guard least <= left + resolution else { return false }
            left -= least
            return true
        }
    }

    /// The least that is of use to a DER, kW at nominal voltage.
    private static func least(_ der: Int, _ input: DispatchInput, _ ranges: [DERRange]) -> Double {
        (ranges[der].minimum ?? max(ranges[der].lower, 0)) / voltageRatio(der, input)
    }

    /// Max-min by weight of what is left: the level is raised until it is used up or all have what they want.
    private static func shares(
        of available: Double, _ ders: [Int], _ input: DispatchInput, _ ranges: [DERRange]
    ) -> [(der: Int, kilowatts: Double)] {
        let wants = ders.map { der in
            (
                least: least(der, input, ranges), weight: input.model.feeder.ders[der].weight,
                most: min(ranges[der].asked, ranges[der].upper) / voltageRatio(der, input)
            )
        }
        func share(_ index: Int, _ level: Double) -> Double {
            min(max(level * wants[index].weight, wants[index].least), max(wants[index].most, wants[index].least))
        }
        // The sum is linear between the levels at which somebody leaves his least or reaches his most.
        let corners = wants.flatMap { [$0.least / $0.weight, $0.most / $0.weight] }.sorted()
        var level = 0.0
        for corner in corners {
            let below = wants.indices.reduce(0) { $0 + share($1, level) }
            let above = wants.indices.reduce(0) { $0 + share($1, corner) }
            guard above > available else {
                level = corner
                continue
            }
            if above > below { level += (corner - level) * max(available - below, 0) / (above - below) }
            break
        }
        return ders.indices.map { (ders[$0], share($0, level)) }
    }

    // MARK: - What ratings leave of it

    /// What must fit below each node: each DER's guaranteed power, or what it surely draws; by row.
    private static func needed(_ input: DispatchInput, _ ranges: [DERRange]) -> [Double] {
        var needed = input.accounts.rows(repeating: 0)
        for der in ranges.indices where ranges[der].participates {
            input.accounts.add(ranges[der].kept, of: der, to: &needed)
        }
        input.accounts.sumUp(&needed)
        return needed
    }

    /// What a dimmed node lacks for what is guaranteed below it: in total, and on each phase that is bounded.
    private static func missingKW(
        _ node: Int, _ needed: [Double], _ room: RoomEnvelope, _ limits: NodeLimits, _ input: DispatchInput
    ) -> (inTotal: Double, onPhases: [FlowAccount: Double]) {
        var missing = (inTotal: -Double.infinity, onPhases: [FlowAccount: Double]())
        for (slot, account) in input.accounts.kept.enumerated() {
            guard limits.bound(account, node, .import, input) != nil else { continue }
            let row = slot * input.model.nodeCount + node
            let lacking = needed[row] - room.importRoom[row]
            let scale = account == .equivalent ? input.model.nodeScale[node] : 1
            if account.phase != nil || account == .equivalent && input.accounts.followsPhases {
                missing.onPhases[account] = lacking / scale
            } else {
                missing.inTotal = max(missing.inTotal, lacking / scale)
            }
        }
        return missing
    }

    /// Cuts the guaranteed powers, max-min by weight, to what the permanent limits hold; an EVSE whose part falls below
    /// its minimum has none.
    private static func respect(
        _ room: [Double], _ input: DispatchInput, _ ranges: inout [DERRange], _ solver: inout FillingSolver
    ) {
        let model = input.model
        guard zip(needed(input, ranges), room).contains(where: { $0 > $1 + resolution }) else { return }
        let level = (0..<model.derCount).reduce(1.0) { max($0, ranges[$1].guaranteed / model.feeder.ders[$1].weight) }
        let responses = (0..<model.derCount).map { der -> PriceResponse in
            let range = ranges[der]
            guard range.participates else { return AccessShape.nothing }
            let span = level * model.feeder.ders[der].weight
            let response = try? PriceResponse(
                lowerKW: range.floor, upperKW: range.kept, preferredKW: span,
                weightUp: 1 / span, weightDown: 1 / span, tier: 1)
            return response ?? AccessShape.nothing
        }
        let open = input.accounts.rows(repeating: -.infinity)
        guard solver.solve(input, responses, lower: open, upper: room) else { return }
        for der in ranges.indices where ranges[der].guaranteed > 0 {
            let held = min(solver.setpointsKW[der] - hair, ranges[der].guaranteed)
            ranges[der].guaranteed = held >= (ranges[der].minimum ?? 0) - resolution ? max(held, 0) : 0
        }
    }
}

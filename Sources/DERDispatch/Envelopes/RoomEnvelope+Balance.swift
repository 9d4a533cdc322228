// SPDX-License-Identifier: Apache-2.0

import GridModel

extension RoomEnvelope {
    /// Keeps each phase within the largest difference that a node permits between two of them.
    ///
    /// A phase may carry so much more than the least that is surely on another: what is measured there, or else the
    /// least base load. So vehicles on different phases rise together, each into the room that the others made before.
    /// A neutral conductor carries at most the largest difference of two phases (with phases 120 degrees apart,
    /// `sqrt(a^2 + b^2 + c^2 - ab - bc - ca) <= max - min`), so its rating is kept by the same bound.
    mutating func keepBalance(_ input: DispatchInput, fixed: (importKW: [Double], exportKW: [Double])) {
        guard input.accounts.followsPhases else { return }
        let model = input.model
        let leaving = Self.leaving(input)
        for node in 0..<model.nodeCount where model.phases.isFollowed[node] {
            guard let most = limits.unbalanceKW(node, input) else { continue }
            let before = (importRoom, exportRoom)
            for (slot, account) in input.accounts.kept.enumerated() where account.phase != nil {
                let row = slot * model.nodeCount + node
                let others = input.accounts.kept.indices.filter {
                    $0 != slot && input.accounts.kept[$0].phase != nil
                }.map { surely($0, node, input, before, fixed, leaving) }
                let load = base.interval(account, node)
                let room = (others.map(\.least).min() ?? 0) + most - load.maximum - fixed.importKW[row] - reserve[row]
                if room < importRoom[row] {
                    importRoom[row] = room
                    balanceRows.imports.insert(row)
                }
                // Nobody is made to draw for the sake of balance.
                let greatest = others.map(\.most).max() ?? 0
                let export = min(greatest - most - load.minimum - fixed.exportKW[row], 0)
                if export > exportRoom[row] {
                    exportRoom[row] = export
                    balanceRows.exports.insert(row)
                }
            }
        }
    }

    /// Whether it is the balance of phases that bounds a row.
    func isBalance(_ row: Int, _ direction: FlowDirection) -> Bool {
        (direction == .import ? balanceRows.imports : balanceRows.exports).contains(row)
    }

    /// What is surely on a phase at a node, kW: what is measured there, as far as its own limits leave it.
    private func surely(
        _ slot: Int, _ node: Int, _ input: DispatchInput, _ rooms: (imports: [Double], exports: [Double]),
        _ fixed: (importKW: [Double], exportKW: [Double]), _ leaving: [Double]
    ) -> (least: Double, most: Double) {
        let account = input.accounts.kept[slot]
        let row = slot * input.model.nodeCount + node
        let load = base.interval(account, node)
        guard let measured = input.liveMeterPhases(node)?.value[account] else { return (load.minimum, load.maximum) }
        let slack = BaseLoadEstimate.slack(measured)
        let highest = load.maximum + fixed.importKW[row] + max(rooms.imports[row], 0)
        let lowest = load.minimum + fixed.exportKW[row] + min(rooms.exports[row], 0)
        return (min(measured - slack - leaving[row], highest), max(measured + slack, lowest))
    }

    /// What may leave a phase because stations switch to one of theirs, kW by row: it holds no balance.
    private static func leaving(_ input: DispatchInput) -> [Double] {
        var leaving = input.accounts.rows(repeating: 0)
        guard !input.accounts.uncertain.isEmpty else { return leaving }
        for der in input.model.switchers {
            guard let only = input.accounts.uncertain[der] else { continue }
            let measured = input.state.ders[der].phasePowerKW?.value
            // Its reading may be of before it started: a part of what it may draw can be on each of them.
            let most = max(input.livePowerKW(der) ?? 0, input.state.ders[der].allowed.importLimit.kilowatts)
            for (slot, account) in input.accounts.kept.enumerated() {
                guard let phase = account.phase, phase != only else { continue }
                let row = slot * input.model.nodeCount + Int(input.model.index.nodeOfDER[der])
                leaving[row] += max(measured?[account] ?? 0, most * input.accounts.shares[der][account], 0)
            }
        }
        input.accounts.sumUp(&leaving)
        return leaving
    }
}

extension NodeLimits {
    /// The largest difference that a node permits between two phases, kW; nil where it states none.
    func unbalanceKW(_ node: Int, _ input: DispatchInput) -> Double? {
        let equipment = input.model.feeder.nodes[node]
        let part = 1 - (input.settings.guards.contains(.margins) ? equipment.margin : 0)
        let lowest = equipment.nominalPhaseVoltage.volts * RatingConversion.lowestVoltageRatio / 1_000
        let neutral = equipment.neutralRating.map { $0.amperes * lowest * equipment.powerFactor }
        let stated: Double? = equipment.unbalanceLimit.map { limit in
            switch limit {
            case .current(let current): current.amperes * lowest * equipment.powerFactor
            case .activePower(let power): power.kilowatts
            case .apparentPower(let power): power.voltAmperes / 1_000 * equipment.powerFactor
            }
        }
        guard let least = [neutral, stated].compactMap({ $0 }).min() else { return nil }
        return least * part
    }
}

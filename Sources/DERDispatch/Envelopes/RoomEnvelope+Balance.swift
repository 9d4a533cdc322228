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
        for node in 0..<model.nodeCount where model.phases.isFollowed[node] {
            guard let most = limits.unbalanceKW(node, input) else { continue }
            for (slot, account) in input.accounts.kept.enumerated() where account.phase != nil {
                let row = slot * model.nodeCount + node
                let others = FlowAccount.phases.filter { $0 != account }.map { surely($0, node, input) }
                let load = base.interval(account, node)
                let least = others.map(\.least).min() ?? 0
                let room = least + most - load.maximum - fixed.importKW[row]
                if room < importRoom[row] {
                    importRoom[row] = room
                    balanceRows.imports.insert(row)
                }
                let greatest = others.map(\.most).max() ?? 0
                // Nobody is made to draw for the sake of balance.
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

    /// What is surely on a phase at a node, kW.
    private func surely(_ account: FlowAccount, _ node: Int, _ input: DispatchInput) -> (least: Double, most: Double) {
        if let measured = input.liveMeterPhases(node) {
            let slack = BaseLoadEstimate.slack(measured.value[account])
            return (measured.value[account] - slack, measured.value[account] + slack)
        }
        let load = base.interval(account, node)
        return (load.minimum, load.maximum)
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

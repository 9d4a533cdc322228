// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Which storage may discharge to relieve a node: only against a measured excess, with a fresh state of charge, above
/// its reserve, and never so that a vehicle misses its departure energy (rules 4 and 11).
struct StorageRelief {
    /// Largest discharge of each DER now, kW; a magnitude, zero for whatever may not.
    let dischargeKW: [Double]

    init(_ input: DispatchInput, limits: NodeLimits) {
        var permitted = [Double](repeating: 0, count: input.model.derCount)
        guard !input.model.storages.isEmpty else {
            dischargeKW = permitted
            return
        }
        var wished = permitted
        for der in input.model.storages {
            permitted[der] = Self.permittedDischarge(input, der)
            wished[der] = min(Self.wishedDischarge(input, der), permitted[der])
        }
        let parts = Self.parts(input, limits, permitted, wished)
        var discharge = [Double](repeating: 0, count: input.model.derCount)
        for der in input.model.storages {
            let part = parts[Int(input.model.index.nodeOfDER[der])]
            if part > 0 { discharge[der] = wished[der] + (permitted[der] - wished[der]) * part }
        }
        dischargeKW = discharge
    }

    /// Part of the discharge permitted below each node that a measured excess there, or at a node above, calls for.
    ///
    /// What is merely assumed calls for none: the storages together may relieve no more than what was measured.
    private static func parts(
        _ input: DispatchInput, _ limits: NodeLimits, _ permitted: [Double], _ wished: [Double]
    ) -> [Double] {
        let model = input.model
        var parts = [Double](repeating: 0, count: model.nodeCount)
        let delivered = deliveredRows(input, wished)
        for node in 0..<model.nodeCount {
            let parent = Int(model.index.parent[node])
            parts[node] = parent >= 0 ? parts[parent] : 0
            for (slot, account) in input.accounts.kept.enumerated() where isMeasured(account, node, input) {
                let sum = delivered[slot * model.nodeCount + node]
                let excess = measuredExcess(input, limits, deliveredKW: sum, node, account)
                guard excess > 0 else { continue }
                let more = model.index.ders(below: node).reduce(0) {
                    $0 + (permitted[$1] - wished[$1]) * input.accounts.shares[$1][account]
                }
                parts[node] = max(parts[node], more > excess ? excess / more : 1)
            }
        }
        return parts
    }

    /// By how much the measured import of a node, without what storage delivers beyond its own wish, is above what may
    /// be used, kW.
    private static func measuredExcess(
        _ input: DispatchInput, _ limits: NodeLimits, deliveredKW: Double, _ node: Int, _ account: FlowAccount
    ) -> Double {
        guard let limit = limits.bound(account, node, .import, input) else { return 0 }
        if !input.settings.guards.contains(.measuredExcess) { return .infinity }
        let power =
            account.phase == nil
            ? input.liveMeter(node)?.value.kilowatts : input.liveMeterPhases(node)?.value[account]
        guard let power else { return 0 }
        return power - deliveredKW - limit.usable.kilowatts
    }

    /// What batteries and vehicles below each node deliver beyond their own wish, at most zero, by row: as meters see it.
    private static func deliveredRows(_ input: DispatchInput, _ wished: [Double]) -> [Double] {
        let model = input.model
        var rows = input.accounts.rows(repeating: 0)
        for der in 0..<model.derCount where model.isEVSE[der] || model.isStorage[der] {
            let delivered = min((input.livePowerKW(der) ?? 0) + wished[der], 0)
            guard delivered < 0 else { continue }
            var row = Int(model.index.nodeOfDER[der])
            for account in input.accounts.kept {
                rows[row] += input.meteredShare(account, der).most(delivered)
                row += model.nodeCount
            }
        }
        input.accounts.sumUp(&rows)
        return rows
    }

    /// Whether an excess can be measured at a node in an account.
    private static func isMeasured(_ account: FlowAccount, _ node: Int, _ input: DispatchInput) -> Bool {
        guard input.accounts.followsPhases else { return true }
        return account == .total || account.phase != nil && input.liveMeterPhases(node) != nil
    }

    /// What a storage discharges of its own accord, kW; a magnitude.
    private static func wishedDischarge(_ input: DispatchInput, _ der: Int) -> Double {
        return max(0, -input.wishKW(der))
    }

    /// What a storage may discharge now, kW; a magnitude, zero for all others.
    static func permittedDischarge(_ input: DispatchInput, _ der: Int) -> Double {
        input.storage.permittedKW.isEmpty ? permission(input, der) : input.storage.permittedKW[der]
    }

    /// The same by what is known, for the estimate of the tick that keeps it.
    static func permission(_ input: DispatchInput, _ der: Int) -> Double {
        guard input.model.isStorage[der] else { return 0 }
        return min(unsetDischarge(input, der), input.state.ders[der].settings?.exportLimit.kilowatts ?? .infinity)
    }

    /// The same by its plate alone.
    private static func unsetDischarge(_ input: DispatchInput, _ der: Int) -> Double {
        let isDischarging = (input.state.ders[der].command?.power ?? .zero) < .zero
        // It stops above the reserve too: what is discharged until the next reading must not go below.
        let dead = input.settings.socDeadBand * (isDischarging ? 0.5 : 1)
        guard let soc = input.lowestSoC(der) else {
            return input.settings.guards.contains(.vehicleReserve) ? 0 : unitDischarge(input, der)
        }
        switch input.model.feeder.ders[der].unit {
        case .battery(let unit):
            return soc > max(unit.reserveSoC, unit.minimumSoC) + dead ? unit.maximumDischarge.kilowatts : 0
        case .evse(let unit):
            guard unit.allowsDischarge, hasWord(input, der, unit) else { return 0 }
            let able = input.state.ders[der].needs?.maximumDischarge ?? unit.maximumDischarge
            let most = min(able, unit.maximumDischarge).kilowatts
            if !input.settings.guards.contains(.vehicleReserve) { return most }
            guard soc > unit.reserveSoC + dead, reachesDeparture(input, der, unit, soc) else { return 0 }
            return most
        case .photovoltaic, .load:
            return 0
        }
    }

    /// Whether the order to discharge can be said: MQTT has signed powers, OCPP 2.1 has words for a vehicle that
    /// offered to discharge, and earlier versions need a dialect.
    private static func hasWord(_ input: DispatchInput, _ der: Int, _ unit: EVSE) -> Bool {
        guard case .ocpp = input.model.feeder.ders[der].communication else { return true }
        return unit.v2gDialect != .none || input.state.ders[der].needs?.maximumDischarge != nil
    }

    private static func unitDischarge(_ input: DispatchInput, _ der: Int) -> Double {
        input.model.declared.maximumExportKW[der]
    }
}

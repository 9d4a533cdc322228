// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Which storage may discharge to relieve a node: only against a measured excess, with a fresh state of charge, above
/// its reserve, and never so that a vehicle misses its departure energy (rules 4 and 11).
struct StorageRelief {
    /// Largest discharge of each DER now, kW; a magnitude, zero for whatever may not.
    let dischargeKW: [Double]

    init(_ input: DispatchInput, limits: NodeLimits) {
        let permitted = (0..<input.model.derCount).map { Self.permittedDischarge(input, $0) }
        let wished = (0..<input.model.derCount).map { min(Self.wishedDischarge(input, $0), permitted[$0]) }
        let parts = Self.parts(input, limits, permitted, wished)
        dischargeKW = (0..<input.model.derCount).map { der in
            let part = parts[Int(input.model.index.nodeOfDER[der])]
            return part > 0 ? wished[der] + (permitted[der] - wished[der]) * part : 0
        }
    }

    /// Part of the discharge permitted below each node that a measured excess there, or at a node above, calls for.
    ///
    /// What is merely assumed calls for none: the storages together may relieve no more than what was measured.
    private static func parts(
        _ input: DispatchInput, _ limits: NodeLimits, _ permitted: [Double], _ wished: [Double]
    ) -> [Double] {
        let model = input.model
        var parts = [Double](repeating: 0, count: model.nodeCount)
        for node in 0..<model.nodeCount {
            let parent = Int(model.index.parent[node])
            parts[node] = parent >= 0 ? parts[parent] : 0
            for account in measuredAccounts(input, node) {
                let excess = measuredExcess(input, limits, wished, node, account)
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
        _ input: DispatchInput, _ limits: NodeLimits, _ wished: [Double], _ node: Int, _ account: FlowAccount
    ) -> Double {
        guard let (limit, part) = limits.bound(account, node, .import, input) else { return 0 }
        if !input.settings.guards.contains(.measuredExcess) { return .infinity }
        let phases = input.liveMeterPhases(node)?.value[account]
        let total = input.liveMeter(node)?.value.kilowatts
        guard let power = account.phase == nil ? total : phases else { return 0 }
        var delivered = 0.0
        for der in input.model.index.ders(below: node) {
            switch input.model.feeder.ders[der].unit {
            case .battery, .evse:
                let share = input.meteredShare(account, der)
                delivered += share.most(min((input.livePowerKW(der) ?? 0) + wished[der], 0))
            case .photovoltaic, .load: break
            }
        }
        return power - delivered - limit.usable.kilowatts * part
    }

    /// The accounts in which an excess can be measured at a node.
    private static func measuredAccounts(_ input: DispatchInput, _ node: Int) -> [FlowAccount] {
        guard input.accounts.followsPhases, input.liveMeterPhases(node) != nil else {
            return input.accounts.followsPhases ? [.total] : input.accounts.kept
        }
        return [.total] + FlowAccount.phases
    }

    /// What a storage discharges of its own accord, kW; a magnitude.
    private static func wishedDischarge(_ input: DispatchInput, _ der: Int) -> Double {
        return max(0, -input.wishKW(der))
    }

    /// What a storage may discharge now, kW; a magnitude.
    static func permittedDischarge(_ input: DispatchInput, _ der: Int) -> Double {
        min(unsetDischarge(input, der), input.state.ders[der].settings?.exportLimit.kilowatts ?? .infinity)
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
            if !input.settings.guards.contains(.vehicleReserve) { return unit.maximumDischarge.kilowatts }
            guard soc > unit.reserveSoC + dead, reachesDeparture(input, der, unit, soc) else { return 0 }
            return unit.maximumDischarge.kilowatts
        case .photovoltaic, .load:
            return 0
        }
    }

    /// Whether the order to discharge can be said: MQTT has signed powers, OCPP 1.6 needs a dialect.
    private static func hasWord(_ input: DispatchInput, _ der: Int, _ unit: EVSE) -> Bool {
        if case .ocpp = input.model.feeder.ders[der].communication { unit.v2gDialect != .none } else { true }
    }

    private static func unitDischarge(_ input: DispatchInput, _ der: Int) -> Double {
        input.model.feeder.ders[der].unit.maximumExport.kilowatts
    }
}

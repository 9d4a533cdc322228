// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Which storage may discharge to relieve a node: only against a measured excess, with a fresh state of charge, above its
/// reserve, and never so that a vehicle misses its departure energy (rules 4 and 11).
struct StorageRelief {
    /// Largest discharge of each DER now, kW; a magnitude, zero for whatever may not.
    let dischargeKW: [Double]

    init(_ input: DispatchInput, limits: NodeLimits) {
        let model = input.model
        var discharge = [Double](repeating: 0, count: model.derCount)
        let excess = Self.measuredExcess(input, limits)
        var isRelieved = [Bool](repeating: false, count: model.nodeCount)
        for node in 0..<model.nodeCount {
            let parent = Int(model.index.parent[node])
            isRelieved[node] = excess[node] || (parent >= 0 && isRelieved[parent])
        }
        for der in 0..<model.derCount where isRelieved[Int(model.index.nodeOfDER[der])] {
            discharge[der] = Self.permittedDischarge(input, der)
        }
        dischargeKW = discharge
    }

    /// Nodes whose measured import, without what storage already delivers, is above what may be used.
    private static func measuredExcess(_ input: DispatchInput, _ limits: NodeLimits) -> [Bool] {
        (0..<input.model.nodeCount).map { node in
            guard let limit = limits.importLimit[node] else { return false }
            if !input.settings.guards.contains(.measuredExcess) { return true }
            guard let power = input.liveMeter(node)?.value.kilowatts else { return false }
            var delivered = 0.0
            for der in input.model.index.ders(below: node) {
                switch input.model.feeder.ders[der].unit {
                case .battery, .evse: delivered += min(input.livePowerKW(der) ?? 0, 0)
                case .photovoltaic, .load: break
                }
            }
            return power - delivered > limit.usable.kilowatts
        }
    }

    /// What a storage may discharge now, kW; a magnitude.
    static func permittedDischarge(_ input: DispatchInput, _ der: Int) -> Double {
        let isDischarging = (input.state.ders[der].command?.power ?? .zero) < .zero
        // It stops above the reserve too: what is discharged until the next reading must not go below.
        let dead = input.settings.socDeadBand * (isDischarging ? 0.5 : 1)
        guard let soc = input.state.ders[der].stateOfCharge?.live(at: input.now.steady) else {
            return input.settings.guards.contains(.vehicleReserve) ? 0 : unitDischarge(input, der)
        }
        switch input.model.feeder.ders[der].unit {
        case .battery(let unit):
            return soc > max(unit.reserveSoC, unit.minimumSoC) + dead ? unit.maximumDischarge.kilowatts : 0
        case .evse(let unit):
            guard unit.allowsDischarge, unit.v2gDialect != .none else { return 0 }
            if !input.settings.guards.contains(.vehicleReserve) { return unit.maximumDischarge.kilowatts }
            guard soc > unit.reserveSoC + dead, reachesDeparture(input, der, unit, soc) else { return 0 }
            return unit.maximumDischarge.kilowatts
        case .photovoltaic, .load:
            return 0
        }
    }

    private static func unitDischarge(_ input: DispatchInput, _ der: Int) -> Double {
        input.model.feeder.ders[der].unit.maximumExport.kilowatts
    }

    /// Time that giving now and taking it back later needs at most: two refreshes of a setpoint.
    static let discharge = Duration.seconds(1_200)
    /// Part of the full charging power that is counted on for catching up.
    static let countedOn = 0.8

    /// Whether the vehicle still reaches its departure energy if it gives now.
    ///
    /// Without a departure time it may leave at any moment: then only what lies above its target may be given.
    static func reachesDeparture(_ input: DispatchInput, _ der: Int, _ unit: EVSE, _ soc: Double) -> Bool {
        guard let needs = input.state.ders[der].needs else { return true }
        let missing: Double
        if let target = needs.targetSoC, let capacity = needs.usableCapacity {
            missing = (target - soc) * capacity.kilowattHours
        } else if let energy = needs.energy {
            missing = energy.kilowattHours
        } else {
            return needs.targetSoC.map { soc > $0 } ?? true
        }
        guard let departure = needs.departureTime else {
            let age = input.model.feeder.ders[der].maximumAge.inSeconds / 3_600
            return missing < -unit.maximumDischarge.kilowatts * age
        }
        let hours = (departure - input.now.utc).inSeconds / 3_600
        let given = unit.maximumDischarge.kilowatts * discharge.inSeconds / 3_600
        let reachable = (hours - discharge.inSeconds / 3_600) * unit.maximumCharge.kilowatts * countedOn
        return reachable > missing + given
    }
}

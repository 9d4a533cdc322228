// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Can it still make it if it gives now?
extension StorageRelief {
    /// Time that giving now and taking it back later needs at most: two refreshes of a setpoint.
    static let discharge = Duration.seconds(1_200)
    /// Part of the sure charging power that is counted on for catching up: its own charger tapers near full.
    static let countedOn = 0.8

    /// Whether the vehicle still reaches its departure energy if it gives now.
    ///
    /// It is to take back later with its share under the limits of now, not with its plate (`SurePower`). Without a
    /// departure time it may leave at any moment: then only what lies above its target may be given.
    /// - Parameter spans: how many times `discharge` it must be able to give.
    static func reachesDeparture(
        _ input: DispatchInput, _ der: Int, _ unit: EVSE, _ soc: Double, spans: Double = 1
    ) -> Bool {
        guard let missing = missingKWh(input, der, soc) else {
            let slack = (spans - 1) * input.settings.socDeadBand
            return input.state.ders[der].needs?.targetSoC.map { soc > $0 + slack } ?? true
        }
        let hours = spans * discharge.inSeconds / 3_600
        let given = unit.maximumDischarge.kilowatts * hours
        guard let reachable = reachableKWh(input, der) else {
            let age = input.model.feeder.ders[der].maximumAge.inSeconds / 3_600
            return missing < -max(unit.maximumDischarge.kilowatts * age, spans > 1 ? given : 0)
        }
        return missing + given < reachable - input.sureKW(der) * countedOn * hours
    }

    /// What the vehicle still needs, kWh, below zero where it has more; nil where nobody said how much that is.
    static func missingKWh(_ input: DispatchInput, _ der: Int, _ soc: Double) -> Double? {
        guard let needs = input.state.ders[der].needs else { return nil }
        if let target = needs.targetSoC, let capacity = needs.usableCapacity {
            return (target - soc) * capacity.kilowattHours
        }
        return needs.energy?.kilowattHours
    }

    /// What it surely can take until it leaves, kWh; nil where nobody said when that is.
    static func reachableKWh(_ input: DispatchInput, _ der: Int) -> Double? {
        guard let departure = input.state.ders[der].needs?.departureTime else { return nil }
        return (departure - input.now.utc).inSeconds / 3_600 * input.sureKW(der) * countedOn
    }
}

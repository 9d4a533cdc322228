// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Keeps a vehicle from giving of its own accord, charging it back and giving it again.
///
/// Once what it has to keep stops it, at its need or at its reserve, it gives nothing of its own accord before it has so
/// much more that giving is worth a start. The relief of a measured excess does not ask for that.
enum VehicleRest {
    /// State of charge above reserve and dead band from which it gives again: of 60 kWh a quarter of an hour's discharge.
    static let reserveSlack = 0.05
    /// What it must be able to give beside its need, in spans of `StorageRelief.discharge`.
    static let spans = 2.0

    /// Whether it rests from now on.
    static func isDue(_ input: DispatchInput, _ der: Int, isResting: Bool) -> Bool {
        guard case .evse(let unit) = input.model.feeder.ders[der].unit, let soc = input.lowestSoC(der) else {
            return isResting
        }
        let band = input.settings.socDeadBand
        if isResting {
            return soc <= unit.reserveSoC + band + reserveSlack
                || !StorageRelief.reachesDeparture(input, der, unit, soc, spans: spans)
        }
        return soc <= unit.reserveSoC + band / 2 || !StorageRelief.reachesDeparture(input, der, unit, soc)
    }
}

// SPDX-License-Identifier: Apache-2.0

import GridModel

extension DispatchInput {
    /// The highest line-to-neutral voltage an AC EVSE can see, V: a power limit becomes a current at this voltage, so that
    /// the power stays below the limit whatever the voltage is. Rounded up to 2 V, so that noise changes no setpoint.
    func highestVoltage(_ der: Int) -> Double {
        let nominal = model.feeder.nodes[Int(model.index.nodeOfDER[der])].nominalPhaseVoltage.volts
        let worst = nominal * RatingConversion.highestVoltageRatio
        let own = state.ders[der].voltage?.live(at: now.steady)
        let meter = state.meters[Int(model.index.nodeOfDER[der])].voltage?.live(at: now.steady)
        guard let measured = (own ?? meter)?.volts, measured > nominal * 0.5 else { return worst }
        return min((measured * VoltageMargin.upper / 2).rounded(.up) * 2, max(worst, measured))
    }

    /// kW per ampere of an AC EVSE at the highest voltage; nil for DC.
    func kilowattsPerAmpere(_ der: Int) -> Double? {
        guard case .evse(let evse) = model.feeder.ders[der].unit, evse.supply == .ac else { return nil }
        return highestVoltage(der) * Double(model.feeder.ders[der].phases.count) / 1_000
    }

    /// The least power at which an EVSE charges, counted at the highest voltage, kW.
    func minimumChargeKW(_ der: Int, _ evse: EVSE) -> Double {
        guard let perAmpere = kilowattsPerAmpere(der), let current = evse.minimumCurrent else {
            return evse.minimumCharge.kilowatts
        }
        return current.amperes * perAmpere
    }

    /// The power limit at which an EVSE may draw its full current, kW.
    func maximumChargeKW(_ der: Int, _ evse: EVSE) -> Double {
        guard let perAmpere = kilowattsPerAmpere(der), let current = evse.maximumCurrent else {
            return evse.maximumCharge.kilowatts
        }
        return current.amperes * perAmpere
    }

    /// Whether an EVSE is known to have no vehicle.
    func isKnownEmpty(_ der: Int) -> Bool {
        state.ders[der].plug == .available && state.ders[der].link == .online
    }
}

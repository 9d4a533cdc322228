// SPDX-License-Identifier: Apache-2.0

import GridModel

/// The voltage at which a power and a current of an AC EVSE are turned into each other.
///
/// A station is told amperes, the tree shares kilowatts. Every power of an AC EVSE that stands in the fleet's state is
/// its current at the highest voltage it can see *now* (`FleetState.revalue`): so 6 A stay 6 A, and the least that
/// works, when the voltage moves or is no longer measured.
enum StationVoltage {
    /// Rounded up to so many volts, so that noise changes no setpoint.
    static let stepVolts = 2.0

    /// Measured voltages that are believed, as parts of nominal: the widest that EN 50160 leaves a supply in service.
    /// Beyond it stand line-to-line values, wrong labels, other units and dead phases.
    static let believedParts = 0.85...1.15

    /// A live voltage that is believed, V; nil for any other.
    static func believed(_ voltage: Measured<Voltage>?, nominal: Double, at now: MonotonicInstant) -> Double? {
        guard let volts = voltage?.live(at: now)?.volts, believedParts.contains(volts / nominal) else { return nil }
        return volts
    }

    /// What is measured at a DER, V: by itself, else by its site's meter; the lowest there is, and the highest. Nil where
    /// neither is believed; a meter says only the lowest of several phases.
    static func measured(
        _ der: Int, _ model: DispatchModel, _ state: FleetState, at now: MonotonicInstant
    ) -> (lowest: Double?, highest: Double?) {
        let nominal = model.nominalVolts[der]
        if let own = believed(state.ders[der].voltage, nominal: nominal, at: now) { return (own, own) }
        let node = Int(model.index.nodeOfDER[der])
        let site = believed(state.meters[node].voltage, nominal: nominal, at: now)
        return (site, model.supplies[node].phases.count == 1 ? site : nil)
    }

    /// The highest line-to-neutral voltage an AC EVSE can see, V: measured with a margin where something believable is
    /// measured, else 1.1 of nominal.
    static func highest(_ der: Int, _ model: DispatchModel, _ state: FleetState, measured: Double?) -> Double {
        let worst = model.nominalVolts[der] * RatingConversion.highestVoltageRatio
        // Who is told kilowatts converts them himself, at a voltage that we do not know.
        guard let measured, state.isToldAmperes(der, model) else { return worst }
        return min((measured * VoltageMargin.upper / stepVolts).rounded(.up) * stepVolts, worst)
    }
}

extension FleetState {
    /// Whether a DER is an AC EVSE that is told amperes: its station takes them, not watts alone.
    func isToldAmperes(_ der: Int, _ model: DispatchModel) -> Bool {
        model.isToldAmperes[der] && !ders[der].isToldWatts
    }
}

extension DispatchInput {
    /// Whether a DER is an AC EVSE that is told amperes.
    func isToldAmperes(_ der: Int) -> Bool { state.isToldAmperes(der, model) }

    /// Most that an EVSE measures which keeps to the amperes it is told, over what these count for, at a voltage that is
    /// measured; 1 where none is, or no amperes are told.
    func obeyedPart(_ der: Int, at volts: Double?) -> Double {
        guard isToldAmperes(der), let volts else { return 1 }
        return min(volts * VoltageMargin.upper / highestVoltage(der), 1)
    }

    /// kW per ampere of an AC EVSE at the highest voltage; nil for DC.
    func kilowattsPerAmpere(_ der: Int) -> Double? {
        guard model.isACEVSE[der] else { return nil }
        return highestVoltage(der) * model.phaseCount[der] / 1_000
    }

    /// The power limit at which an EVSE may draw its full current, kW.
    func maximumChargeKW(_ der: Int, _ evse: EVSE) -> Double {
        let step = model.setpointStep[der]
        guard let perAmpere = kilowattsPerAmpere(der), let current = evse.maximumCurrent else {
            return Quantization.most(evse.maximumCharge.kilowatts, step: step)
        }
        return Quantization.most(current.amperes, step: step) * perAmpere
    }

    /// The voltage a limit is converted at over the one a draw may have been measured at; 1 where no current is sent.
    func voltageSpread(_ der: Int) -> Double {
        guard model.isACEVSE[der] else { return 1 }
        let lowest = model.nominalVolts[der] * RatingConversion.lowestVoltageRatio
        let measured = measuredVoltage(der) ?? lowest
        return highestVoltage(der) / max(measured * VoltageMargin.lower, lowest)
    }
}

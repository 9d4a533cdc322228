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

    /// What is measured at a DER, V: by itself, else by its site's meter, the lowest of the phases there; nil where neither
    /// is believed.
    static func measured(_ der: Int, _ model: DispatchModel, _ state: FleetState, at now: MonotonicInstant) -> Double? {
        let nominal = model.nominalVolts[der]
        return believed(state.ders[der].voltage, nominal: nominal, at: now)
            ?? believed(state.meters[Int(model.index.nodeOfDER[der])].voltage, nominal: nominal, at: now)
    }

    /// The same where it is the highest of the phases: a meter says the lowest of several.
    private static func highestMeasured(
        _ der: Int, _ model: DispatchModel, _ state: FleetState, at now: MonotonicInstant
    ) -> Double? {
        let node = Int(model.index.nodeOfDER[der])
        if model.supplies[node].phases.count == 1 { return measured(der, model, state, at: now) }
        return believed(state.ders[der].voltage, nominal: model.nominalVolts[der], at: now)
    }

    /// The highest line-to-neutral voltage an AC EVSE can see, V: measured with a margin where something believable is
    /// measured, else 1.1 of nominal.
    static func highest(_ der: Int, _ model: DispatchModel, _ state: FleetState, at now: MonotonicInstant) -> Double {
        let nominal = model.nominalVolts[der]
        let worst = nominal * RatingConversion.highestVoltageRatio
        // Who is told kilowatts converts them himself, at a voltage that we do not know.
        guard state.isToldAmperes(der, model) else { return worst }
        guard let measured = highestMeasured(der, model, state, at: now) else { return worst }
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

    /// What is measured at a DER, V: by itself, else by its site's meter; nil where neither is believed.
    func measuredVoltage(_ der: Int) -> Double? { StationVoltage.measured(der, model, state, at: now.steady) }

    /// Most that an EVSE measures which keeps to the amperes it is told, over what these count for: at the voltage that
    /// is measured now; 1 where none is, or no amperes are told.
    func obeyedPart(_ der: Int) -> Double {
        guard isToldAmperes(der), let volts = measuredVoltage(der) else { return 1 }
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
        let measured = StationVoltage.measured(der, model, state, at: now.steady) ?? lowest
        return highestVoltage(der) / max(measured * VoltageMargin.lower, lowest)
    }
}

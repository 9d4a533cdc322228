// SPDX-License-Identifier: Apache-2.0

import GridModel

/// What a tick asks of each DER again and again, by position: read once from the fleet's state, which is wide.
struct TickReadings: Sendable {
    /// Measured power, kW, what its outlet would carry with all phases in use; not a number while none is live.
    private(set) var powerKW: [Double] = []
    /// Whether an EVSE is known to have no vehicle.
    private(set) var isKnownEmpty: [Bool] = []
    /// The highest line-to-neutral voltage an AC EVSE can see, V; zero for all others.
    private(set) var highestVolts: [Double] = []
    /// What is measured at an AC EVSE, V: the lowest and the highest there is; not a number where nobody says it.
    private(set) var lowestMeasuredVolts: [Double] = []
    private(set) var highestMeasuredVolts: [Double] = []
    /// The least power at which an EVSE charges, counted at the highest voltage, kW; zero for all others.
    private(set) var minimumChargeKW: [Double] = []

    /// Nothing was read: each answer comes from the state.
    init() {}

    /// What is known at the beginning of a tick; the accounts are those of the tick. A function, since an initializer
    /// would take the whole input over.
    static func of(_ input: DispatchInput) -> TickReadings {
        var readings = TickReadings()
        let count = input.model.derCount
        readings.powerKW.reserveCapacity(count)
        readings.isKnownEmpty.reserveCapacity(count)
        readings.highestVolts = Array(repeating: 0, count: count)
        readings.lowestMeasuredVolts = Array(repeating: .nan, count: count)
        readings.highestMeasuredVolts = readings.lowestMeasuredVolts
        for der in 0..<count {
            readings.powerKW.append(livePowerKW(der, input))
            readings.isKnownEmpty.append(isKnownEmpty(der, input))
            guard input.model.isACEVSE[der] else { continue }
            let measured = StationVoltage.measured(der, input.model, input.state, at: input.now.steady)
            readings.lowestMeasuredVolts[der] = measured.lowest ?? .nan
            readings.highestMeasuredVolts[der] = measured.highest ?? .nan
            readings.highestVolts[der] = StationVoltage.highest(
                der, input.model, input.state, measured: measured.highest)
        }
        readings.minimumChargeKW = Array(repeating: 0, count: count)
        for der in input.model.evses {
            readings.minimumChargeKW[der] = minimumChargeKW(der, input, volts: readings.highestVolts[der])
        }
        return readings
    }

    fileprivate static func livePowerKW(_ der: Int, _ input: DispatchInput) -> Double {
        guard let power = input.state.ders[der].power else { return .nan }
        guard !input.settings.guards.contains(.staleness) || power.isLive(at: input.now.steady) else { return .nan }
        return power.value.kilowatts * input.accounts.ratio(der)
    }

    fileprivate static func isKnownEmpty(_ der: Int, _ input: DispatchInput) -> Bool {
        guard input.state.ders[der].plug == .available, input.state.ders[der].link == .online else { return false }
        return input.model.isEVSE[der]
    }

    fileprivate static func minimumChargeKW(
        _ der: Int, _ input: DispatchInput, volts: Double
    ) -> Double {
        guard case .evse(let evse) = input.model.feeder.ders[der].unit else { return 0 }
        let step = input.model.setpointStep[der]
        guard input.model.isACEVSE[der], let current = evse.minimumCurrent else {
            return Quantization.least(evse.minimumCharge.kilowatts, step: step)
        }
        return Quantization.least(current.amperes, step: step) * (volts * input.model.phaseCount[der] / 1_000)
    }

    fileprivate static func highestVolts(_ der: Int, _ input: DispatchInput) -> Double {
        let measured = StationVoltage.measured(der, input.model, input.state, at: input.now.steady).highest
        return StationVoltage.highest(der, input.model, input.state, measured: measured)
    }
}

extension DispatchInput {
    /// A DER's measured power in kW, while it is live: what its outlet would carry with all phases in use.
    func livePowerKW(_ der: Int) -> Double? {
        let power = readings.powerKW.isEmpty ? TickReadings.livePowerKW(der, self) : readings.powerKW[der]
        return power.isNaN ? nil : power
    }

    /// Whether an EVSE is known to have no vehicle. What else has no plug never is, whatever was said of one.
    func isKnownEmpty(_ der: Int) -> Bool {
        readings.isKnownEmpty.isEmpty ? TickReadings.isKnownEmpty(der, self) : readings.isKnownEmpty[der]
    }

    /// The highest line-to-neutral voltage an AC EVSE can see now, V.
    func highestVoltage(_ der: Int) -> Double {
        readings.highestVolts.isEmpty ? TickReadings.highestVolts(der, self) : readings.highestVolts[der]
    }

    /// What is measured at an AC EVSE, V: by itself, else by its site's meter, the lowest of the phases there; nil where
    /// neither is believed.
    func measuredVoltage(_ der: Int) -> Double? {
        guard !readings.lowestMeasuredVolts.isEmpty else {
            return StationVoltage.measured(der, model, state, at: now.steady).lowest
        }
        let volts = readings.lowestMeasuredVolts[der]
        return volts.isNaN ? nil : volts
    }

    /// The same where no phase there is higher; nil where nobody says it.
    func highestMeasuredVoltage(_ der: Int) -> Double? {
        guard !readings.highestMeasuredVolts.isEmpty else {
            return StationVoltage.measured(der, model, state, at: now.steady).highest
        }
        let volts = readings.highestMeasuredVolts[der]
        return volts.isNaN ? nil : volts
    }

    /// The least power at which an EVSE charges, counted at the highest voltage, kW; zero for all others.
    func minimumChargeKW(_ der: Int) -> Double {
        readings.minimumChargeKW.isEmpty
            ? TickReadings.minimumChargeKW(der, self, volts: highestVoltage(der)) : readings.minimumChargeKW[der]
    }

    /// What a DER draws, kW, as far as it is known: measured live, or nothing where there is no vehicle. The last
    /// reading of a vehicle that has left says nothing of the present.
    func drawnKW(_ der: Int) -> Double? { isKnownEmpty(der) ? 0 : livePowerKW(der) }
}

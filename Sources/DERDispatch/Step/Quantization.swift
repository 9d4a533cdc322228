// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Puts powers on the grid of what can be said on the wire, always to the side that breaks no limit: whole watts, for
/// AC EVSEs tenths of an ampere at the highest voltage (OCPP: `multipleOf 0.1`), or the device's own step. An import is
/// rounded down, an export towards zero; but a discharge beyond what the storage would do of its own accord is rounded
/// up, so that it relieves what it was counted for. The room that a device's own step takes from the limits of the other
/// direction is kept free of it (`WireSteps`).
enum Quantization {
    /// Steps a kilowatt and an ampere are divided into, unless the device has its own.
    static let steps = (perKilowatt: 1_000.0, perAmpere: 10.0)
    /// A part of a step that forgives the rounding of a division.
    static let forgiven = 1e-6

    /// The power on its grid, kW, and for an AC EVSE the current that is sent.
    ///
    /// - Parameter asked: what it would do of its own accord, kW.
    static func place(
        _ power: Double, asked: Double = 0, der: Int, _ input: DispatchInput
    ) -> (power: Double, current: Current?) {
        let step = input.model.setpointStep[der]
        if input.model.declared.isPhotovoltaic[der] {
            return (grid(power, step, steps.perKilowatt, isUp: true), nil)
        }
        let isUp = power < 0 && power >= asked - TargetAllocation.resolution
        if let perAmpere = power < 0 ? dischargePerAmpere(der, input.model) : input.kilowattsPerAmpere(der) {
            let current = grid(power / perAmpere, step, steps.perAmpere, isUp: isUp)
            return (current * perAmpere, .amperes(current))
        }
        return (grid(power, powerStep(der, input.model), steps.perKilowatt, isUp: isUp), nil)
    }

    /// How far `place` may move a power, kW.
    static func stepKW(_ der: Int, _ input: DispatchInput) -> Double {
        if let perAmpere = input.kilowattsPerAmpere(der) {
            return (input.model.setpointStep[der] ?? 1 / steps.perAmpere) * perAmpere
        }
        return input.model.setpointStep[der] ?? 1 / steps.perKilowatt
    }

    /// How far a discharge may be moved, kW.
    static func dischargeStepKW(_ der: Int, _ model: DispatchModel) -> Double {
        if let perAmpere = dischargePerAmpere(der, model) {
            return (model.setpointStep[der] ?? 1 / steps.perAmpere) * perAmpere
        }
        return powerStep(der, model) ?? 1 / steps.perKilowatt
    }

    /// The next value on a grid at or above a least one.
    static func least(_ value: Double, step: Double?) -> Double {
        guard let step else { return value }
        return clean((value / step - forgiven).rounded(.up) * step)
    }

    /// The next value on a grid at or below a largest one.
    static func most(_ value: Double, step: Double?) -> Double {
        guard let step else { return value }
        return clean((value / step + forgiven).rounded(.down) * step)
    }

    /// Least discharge that an EVSE can be told, kW: what works, and for a station that is told amperes what that comes
    /// to, on the grid; zero where any works.
    static func leastDischarge(_ der: Int, _ evse: EVSE, _ model: DispatchModel) -> Double {
        let least = evse.minimumDischarge.kilowatts
        guard let perAmpere = dischargePerAmpere(der, model) else {
            return self.least(least, step: powerStep(der, model))
        }
        let amperes = max(least / perAmpere, evse.minimumCurrent?.amperes ?? 0)
        let step = model.setpointStep[der] ?? 1 / steps.perAmpere
        return self.least(amperes, step: step) * perAmpere
    }

    /// Largest discharge on the grid that is no more than `power`, kW; magnitudes.
    static func mostDischarge(_ power: Double, _ der: Int, _ model: DispatchModel) -> Double {
        guard let perAmpere = dischargePerAmpere(der, model) else {
            return most(power, step: powerStep(der, model))
        }
        return most(power / perAmpere, step: model.setpointStep[der] ?? 1 / steps.perAmpere) * perAmpere
    }

    /// The discharge that is needed, on the grid: rounded up, but to no more than is permitted; a magnitude, kW.
    static func relief(_ needed: Double, _ der: Int, _ input: DispatchInput) -> Double {
        let model = input.model
        guard needed > 0 else { return 0 }
        let perAmpere = dischargePerAmpere(der, model)
        guard let step = model.setpointStep[der] ?? perAmpere.map({ _ in 1 / steps.perAmpere }) else { return needed }
        let unit = perAmpere ?? 1
        let permitted = mostDischarge(StorageRelief.permittedDischarge(input, der), der, model)
        return min(least(needed / unit, step: step) * unit, permitted)
    }

    /// kW per ampere that a station is told to discharge, at the highest voltage there can be: never more than said.
    private static func dischargePerAmpere(_ der: Int, _ model: DispatchModel) -> Double? {
        guard model.isToldAmperes[der] else { return nil }
        return model.nominalVolts[der] * RatingConversion.highestVoltageRatio * model.phaseCount[der] / 1_000
    }

    /// The step of a power in kW; an AC EVSE's own step is one of current.
    private static func powerStep(_ der: Int, _ model: DispatchModel) -> Double? {
        model.isACEVSE[der] ? nil : model.setpointStep[der]
    }

    private static func grid(_ value: Double, _ step: Double?, _ parts: Double, isUp: Bool) -> Double {
        // Rules that are known here, not handed in, take an instruction each. Adding nought makes a negative zero a
        // zero.
        guard let step else {
            return (isUp ? (value * parts - forgiven).rounded(.up) : (value * parts + forgiven).rounded(.down)) / parts
                + 0
        }
        let part = value / step
        return clean((isUp ? (part - forgiven).rounded(.up) : (part + forgiven).rounded(.down)) * step) + 0
    }

    /// Without the tail that a multiple of a decimal step has in binary: a step is a multiple of a thousandth.
    private static func clean(_ value: Double) -> Double { (value * 1_000).rounded() / 1_000 }
}

// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Puts powers on the grid of what can be said on the wire, always to the side that breaks no limit: whole watts, and
/// for AC EVSEs tenths of an ampere at the highest voltage (OCPP: `multipleOf 0.1`). An import is rounded down, what
/// photovoltaics may export towards zero, and a discharge up, so that it relieves what it was counted for.
enum Quantization {
    /// Steps an ampere is divided into.
    static let stepsPerAmpere = 10.0

    /// The power on its grid, kW, and for an AC EVSE the current that is sent.
    static func place(_ power: Double, der: Int, _ input: DispatchInput) -> (power: Double, current: Current?) {
        // A millionth of a step forgives the rounding of a division.
        if case .photovoltaic = input.model.feeder.ders[der].unit {
            return ((power * 1_000 - 1e-6).rounded(.up) / 1_000 + 0, nil)
        }
        let watts = (power * 1_000 + 1e-6).rounded(.down)
        guard power >= 0, let perAmpere = input.kilowattsPerAmpere(der) else { return (watts / 1_000, nil) }
        let steps = (power / perAmpere * stepsPerAmpere + 1e-6).rounded(.down)
        let current = steps / stepsPerAmpere
        return (current * perAmpere, .amperes(current))
    }
}

// SPDX-License-Identifier: Apache-2.0

/// One value of a station's meter, before a version gives it its form.
struct StationSample: Sendable, Hashable {
    /// What is measured; the text is the standard's in all versions.
    enum Quantity: String, Sendable, CaseIterable {
        case importRegister = "Energy.Active.Import.Register"
        case importPower = "Power.Active.Import"
        case exportPower = "Power.Active.Export"
        case current = "Current.Import"
        case voltage = "Voltage"
        case stateOfCharge = "SoC"
        /// 1.6 only.
        case temperature = "Temperature"
    }

    /// Why it was sampled.
    enum Context: Sendable {
        case periodic, trigger, begin, end
    }

    var quantity: Quantity
    /// Wh, W, A, V, percent or degrees Celsius.
    var value: Double
    var context: Context
    /// 1, 2 or 3; nil for all.
    var line: Int?
}

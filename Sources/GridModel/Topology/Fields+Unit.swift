// SPDX-License-Identifier: Apache-2.0

/// The plates of the DER kinds. A missing value is reported and stands as nought, so that reading goes on.
extension Fields {
    package mutating func unit(_ kind: DERUnit.Kind) -> DERUnit {
        switch kind {
        case .battery: .battery(battery())
        case .photovoltaic: .photovoltaic(photovoltaic())
        case .evse: .evse(evse())
        case .load: .load(controllableLoad())
        }
    }

    private mutating func battery() -> BatteryUnit {
        require("maxChargeKW", "maxDischargeKW", "capacityKWh")
        var unit = BatteryUnit(
            maximumCharge: power("maxChargeKW") ?? .zero, maximumDischarge: power("maxDischargeKW") ?? .zero,
            capacity: .kilowattHours(number("capacityKWh", unit: " in kWh", above: 0) ?? 0))
        unit.chargeEfficiency = number("chargeEfficiency", above: 0, upTo: 1) ?? unit.chargeEfficiency
        unit.dischargeEfficiency = number("dischargeEfficiency", above: 0, upTo: 1) ?? unit.dischargeEfficiency
        unit.minimumSoC = stateOfCharge("minSoc") ?? unit.minimumSoC
        unit.maximumSoC = stateOfCharge("maxSoc") ?? unit.maximumSoC
        unit.reserveSoC = stateOfCharge("reserveSoc") ?? max(unit.reserveSoC, unit.minimumSoC)
        if unit.minimumSoC >= unit.maximumSoC {
            fault(
                has("minSoc") ? "minSoc" : "maxSoc",
                "minSoc \(Format.number(unit.minimumSoC)) is not below maxSoc \(Format.number(unit.maximumSoC))")
        } else if unit.reserveSoC > unit.maximumSoC {
            fault(
                "reserveSoc",
                "reserveSoc \(Format.number(unit.reserveSoC)) is above maxSoc \(Format.number(unit.maximumSoC))")
        }
        return unit
    }

    private mutating func photovoltaic() -> PhotovoltaicUnit {
        require("ratedKW")
        return PhotovoltaicUnit(rating: plate("ratedKW") ?? .zero, isCurtailable: flag("isCurtailable") ?? true)
    }

    private mutating func controllableLoad() -> ControllableLoad {
        require("maxKW")
        let unit = ControllableLoad(maximum: plate("maxKW") ?? .zero, minimum: power("minKW") ?? .zero)
        if unit.minimum > unit.maximum, has("maxKW") { aboveMaximum("minKW", unit.minimum, "maxKW", unit.maximum) }
        return unit
    }

    /// AC powers follow later from amperes and the site's voltage.
    private mutating func evse() -> EVSE {
        require("supply")
        let supply: EVSE.Supply? = word("supply")
        var unit = EVSE(
            supply: supply ?? .dc, minimumCurrent: nil, maximumCurrent: nil, minimumCharge: .zero, maximumCharge: .zero)
        if supply != .dc {
            if supply == .ac { require("maxCurrentA") }
            unit.minimumCurrent = .amperes(number("minCurrentA", unit: " in A", above: 0) ?? Self.leastCurrentA)
            unit.maximumCurrent = .amperes(number("maxCurrentA", unit: " in A", above: 0) ?? 0)
            let least = unit.minimumCurrent!.amperes, most = unit.maximumCurrent!.amperes
            if least > most, most > 0 {
                let key = has("minCurrentA") ? "minCurrentA" : "maxCurrentA"
                fault(key, "minCurrentA \(Format.number(least)) is above maxCurrentA \(Format.number(most))")
            }
            if supply == .ac, least < Self.leastCurrentA {
                fault("minCurrentA", "\(Format.number(least)) A is below 6 A, the least that IEC 61851-1 can signal")
            }
            unit.currentStep = step("setpointStepA", of: 0.1, least: least, most: most).map { .amperes($0) }
        }
        if supply != .ac {
            if supply == .dc { require("maxChargeKW") }
            unit.minimumCharge = power("minChargeKW") ?? .zero
            unit.maximumCharge = plate("maxChargeKW") ?? .zero
            if unit.minimumCharge > unit.maximumCharge, unit.maximumCharge > .zero {
                aboveMaximum("minChargeKW", unit.minimumCharge, "maxChargeKW", unit.maximumCharge)
            }
        }
        discharge(&unit)
        return unit
    }

    private mutating func discharge(_ unit: inout EVSE) {
        unit.maximumDischarge = power("maxDischargeKW") ?? .zero
        unit.minimumDischarge = power("minDischargeKW") ?? .zero
        unit.allowsDischarge = flag("allowsDischarge") ?? false
        unit.reserveSoC = stateOfCharge("reserveSoc") ?? unit.reserveSoC
        unit.v2gDialect = word("v2gDialect") ?? unit.v2gDialect
        if unit.allowsDischarge, unit.maximumDischarge == .zero {
            fault("allowsDischarge", "allows discharge, but `maxDischargeKW` is not given or 0")
        }
        if !unit.allowsDischarge, unit.maximumDischarge > .zero, !has("allowsDischarge") {
            fault(
                "maxDischargeKW", "a discharge power without `allowsDischarge`; say `allowsDischarge: true` or `false`")
        }
        if !unit.allowsDischarge { unit.maximumDischarge = .zero }
        if unit.allowsDischarge, unit.minimumDischarge > unit.maximumDischarge, unit.maximumDischarge > .zero {
            aboveMaximum("minDischargeKW", unit.minimumDischarge, "maxDischargeKW", unit.maximumDischarge)
        }
    }

    /// The step of the powers that a DER can be told; an AC EVSE is told currents.
    package mutating func setpointStep(_ unit: DERUnit) -> ActivePower? {
        if unit.isACEVSE { return nil }
        var bounds = (least: 0.0, most: max(unit.maximumImport, unit.maximumExport).kilowatts)
        if case .evse(let evse) = unit { bounds = (evse.minimumCharge.kilowatts, evse.maximumCharge.kilowatts) }
        return step("setpointStepKW", of: 0.001, least: bounds.least, most: bounds.most).map { .kilowatts($0) }
    }

    /// A step of what can be told: a multiple of what the wire can say, of which one lies in what the DER can do.
    private mutating func step(_ key: String, of wire: Double, least: Double, most: Double) -> Double? {
        guard let step = number(key, above: 0, upTo: 1_000) else { return nil }
        let parts = step / wire
        if abs(parts - parts.rounded()) > 1e-6 {
            fault(key, "\(step) is no multiple of \(wire), the step of the wire")
            return nil
        }
        let largest = (most / step + 1e-9).rounded(.down) * step
        if most > 0, largest <= 0 || largest < least * (1 - 1e-9) {
            let range = "\(Format.number(least)) to \(Format.number(most))"
            fault(key, "no multiple of \(Format.number(step)) lies in what it can do, \(range)")
            return nil
        }
        return step
    }

    /// Least current that IEC 61851-1 can signal.
    private static let leastCurrentA = 6.0

    private mutating func stateOfCharge(_ key: String) -> Double? {
        guard let value = number(key) else { return nil }
        if (0...1).contains(value) { return value }
        let hint = value > 1 && value <= 100 ? "; 1 is full, so write \(Format.number(value / 100))" : ""
        fault(key, "must be from 0 to 1, found \(Format.number(value))\(hint)")
        return nil
    }

    private mutating func aboveMaximum(_ low: String, _ least: ActivePower, _ high: String, _ most: ActivePower) {
        fault(low, "\(low) \(Format.number(least.kilowatts)) is above \(high) \(Format.number(most.kilowatts))")
    }
}

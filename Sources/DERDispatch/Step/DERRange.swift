// SPDX-License-Identifier: Apache-2.0

import GridModel

/// What one DER could be told now, kW, load convention; not scaled to three phases.
struct DERRange {
    /// Least power.
    var lower = 0.0
    /// Largest power.
    var upper = 0.0
    /// What it asks for.
    var asked = 0.0
    /// Least power above zero that works (the 6 A gap); nil where there is no gap.
    var minimum: Double?
    /// Least discharge that works, a magnitude; zero where any does.
    var minimumDischarge = 0.0
    /// What it surely draws at its least, for the question who can be admitted: no relief counted but a measured one.
    var floor = 0.0
    /// What it keeps whatever an operator dims; 0 where nothing is guaranteed or nobody dims.
    var guaranteed = 0.0
    /// Whether the allocation decides it; else it keeps `lower` = `upper`.
    var participates = false
    /// How much more, or less, it weighs while turns are taken, for what it is owed (`TurnCredit.weigh`).
    var claim = 1.0

    /// What a turn gives at least.
    var turn: Double { max(minimum ?? 0, guaranteed) }

    /// What it surely draws, or keeps whatever is dimmed.
    var kept: Double { guaranteed > 0 ? max(floor, guaranteed) : floor }

    /// The ranges of all DERs, before admission.
    static func all(
        _ input: DispatchInput, counted: CountedPower, relief: StorageRelief, memory: DispatchMemory
    ) -> [DERRange] {
        (0..<input.model.derCount).map { der in
            guard counted.isDispatchable[der] else { return DERRange() }
            let needed = Quantization.relief(relief.dischargeKW[der], der, input)
            return range(of: der, input, relief: needed, demandKW: memory.ders[der].demandKW)
                .within(input.state.ders[der].settings).onGrid(der, input.model)
        }
    }

    /// The range within what the DER is set to; no import where that is less than the least that works.
    private func within(_ settings: PowerBand?) -> DERRange {
        guard let settings else { return self }
        let least = -settings.exportLimit.kilowatts
        var most = settings.importLimit.kilowatts
        var range = self
        if let minimum, minimum > most {
            most = 0
            range.minimum = nil
        }
        range.upper = min(max(upper, least), most)
        range.lower = min(max(lower, least), range.upper)
        range.asked = min(max(asked, range.lower), range.upper)
        range.floor = min(max(floor, range.lower), range.upper)
        return range
    }

    /// The range with what is discharged as the wire can say it, and none where less is left than works.
    private func onGrid(_ der: Int, _ model: DispatchModel) -> DERRange {
        guard lower < 0 || asked < 0 else { return self }
        if model.declared.isPhotovoltaic[der] { return self }
        var range = self
        range.lower = min(-Quantization.mostDischarge(max(-lower, 0), der, model) + 0, upper)
        if range.lower > -minimumDischarge { range.lower = min(0, upper) }
        if asked < 0 { range.asked = max(-Quantization.mostDischarge(-asked, der, model) + 0, range.lower) }
        range.floor = min(max(floor, range.lower), range.upper)
        return range
    }

    private static func range(
        of der: Int, _ input: DispatchInput, relief: Double, demandKW: Double?
    ) -> DERRange {
        switch input.model.feeder.ders[der].unit {
        case .evse(let unit): evse(der, unit, input, relief, demandKW)
        case .photovoltaic(let unit): photovoltaic(der, unit, input)
        case .battery(let unit): battery(der, unit, input, relief, demandKW)
        case .load(let unit): load(unit, demandKW)
        }
    }

    private static func evse(
        _ der: Int, _ unit: EVSE, _ input: DispatchInput, _ relief: Double, _ demandKW: Double?
    ) -> DERRange {
        guard !input.isKnownEmpty(der) else { return DERRange() }
        let minimum = input.minimumChargeKW(der)
        let most = input.maximumChargeKW(der, unit)
        let wanted = min(most, demandKW ?? most)
        let isGapped = input.settings.guards.contains(.gap)
        let least = isGapped && relief > 0 ? Quantization.leastDischarge(der, unit, input.model) : 0
        if let giving = giving(der, unit, input, relief) { return giving }
        // A small need calls for the least discharge that works, where so much is permitted.
        let permitted = relief < least ? StorageRelief.permittedDischarge(input, der) : relief
        // A station at its own default may be told less, never to be discharged without measured need.
        return DERRange(
            lower: permitted < least ? 0 : -max(relief, least), upper: max(wanted, minimum),
            asked: max(wanted, minimum), minimum: isGapped ? minimum : nil, minimumDischarge: least, floor: 0,
            participates: true)
    }

    /// The range of a vehicle that gives of its own accord; nil where it does not, or less than works.
    private static func giving(_ der: Int, _ unit: EVSE, _ input: DispatchInput, _ relief: Double) -> DERRange? {
        guard input.wishKW(der) < 0 else { return nil }
        let least = Quantization.leastDischarge(der, unit, input.model)
        let permitted = StorageRelief.permittedDischarge(input, der)
        var wish = min(-input.wishKW(der), permitted)
        // A peak that is a little above calls for the least that works.
        if case .peakShaving = input.model.feeder.ders[der].storageRule.operation, permitted >= least {
            wish = max(wish, least)
        }
        guard wish > 0, wish >= least else { return nil }
        return DERRange(
            lower: -max(wish, relief), upper: 0, asked: -wish, minimumDischarge: least,
            floor: max(-wish, delivered(der, input)), participates: true)
    }

    private static func photovoltaic(_ der: Int, _ unit: PhotovoltaicUnit, _ input: DispatchInput) -> DERRange {
        // The limit is shared by what it could deliver; without word of that, by its plate, so that what was curtailed
        // before never counts (rule 8).
        let stated = input.state.ders[der].available?.live(at: input.now.steady)?.kilowatts
        let could = min(max(stated ?? unit.rating.kilowatts, 0), unit.rating.kilowatts)
        return DERRange(
            lower: -could, upper: 0, asked: -could, floor: max(delivered(der, input), -could), participates: true)
    }

    /// What is measured to relieve an import, load convention.
    private static func delivered(_ der: Int, _ input: DispatchInput) -> Double {
        input.surelyRelieves(der) ? min(input.livePowerKW(der) ?? 0, 0) : 0
    }

    private static func battery(
        _ der: Int, _ unit: BatteryUnit, _ input: DispatchInput, _ relief: Double, _ demandKW: Double?
    ) -> DERRange {
        let mayCharge = input.highestSoC(der).map { $0 < unit.maximumSoC } ?? true
        let mayDischarge = StorageRelief.permittedDischarge(input, der)
        let wish = input.wishKW(der)
        let upper = mayCharge ? unit.maximumCharge.kilowatts : 0
        // One that tapers leaves the room it does not take to others; what its site asks for is said anew each time.
        let isAsked = input.model.feeder.ders[der].storageRule.operation == .request
        let taken = isAsked ? upper : demandKW ?? upper
        let asked = min(max(wish, -mayDischarge), upper, taken)
        return DERRange(
            lower: min(asked, 0, -relief), upper: upper, asked: asked, floor: max(min(asked, 0), delivered(der, input)),
            participates: true)
    }

    private static func load(_ unit: ControllableLoad, _ demandKW: Double?) -> DERRange {
        let most = unit.maximum.kilowatts
        let wanted = min(most, max(demandKW ?? most, unit.minimum.kilowatts))
        return DERRange(
            lower: unit.minimum.kilowatts, upper: wanted, asked: wanted, floor: unit.minimum.kilowatts,
            participates: true)
    }
}

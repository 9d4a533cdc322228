// SPDX-License-Identifier: Apache-2.0

import GridModel

/// One value of a result, as files write it.
enum FileValue {
    case text(String?)
    case number(Double?)
    case whole(Int)
    case time(UTCInstant?)
    case flag(Bool)

    /// In a CSV table; nothing where there is none.
    var csv: String {
        switch self {
        case .text(let text): text ?? ""
        case .number(let number): Self.csv(number)
        case .whole(let number): "\(number)"
        case .time(let time): time?.rfc3339 ?? ""
        case .flag(let flag): "\(flag)"
        }
    }

    /// Nothing where there is no number; above a limit of 0 there is none either.
    static func csv(_ number: Double?) -> String {
        guard let number, number.isFinite else { return "" }
        if number == 0 { return "0" }
        let text = "\(number)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}

/// The values of a row under the names that they have in every file.
typealias FileColumns<Row> = [(name: StaticString, value: (Row) -> FileValue)]

extension ScenarioReport {
    /// What is told of a node beside its name.
    var nodeColumns: FileColumns<NodeResult> {
        [
            ("kind", { .text(feeder.nodes[$0.node].kind.rawValue) }),
            ("parent", { .text(feeder.nodes[$0.node].parent?.text) }),
            ("importLimitKW", { .number(limits[$0.node].importKW) }),
            ("exportLimitKW", { .number(limits[$0.node].exportKW) }),
            ("peakImportKW", { .number($0.peakImport.kW) }),
            ("peakImportTime", { .time($0.peakImport.time) }),
            ("peakExportKW", { .number($0.peakExport.kW) }),
            ("peakExportTime", { .time($0.peakExport.time) }),
            ("highestLoading", { .number($0.highestLoading) }),
            ("importOverloadMinutes", { .whole($0.importOverload.minutes) }),
            ("importOverloadKWh", { .number($0.importOverload.energyKWh) }),
            ("exportOverloadMinutes", { .whole($0.exportOverload.minutes) }),
            ("exportOverloadKWh", { .number($0.exportOverload.energyKWh) }),
            ("importKWh", { .number($0.importKWh) }),
            ("exportKWh", { .number($0.exportKWh) }),
            ("unmetKWh", { .number($0.unmetKWh) }),
            ("curtailedKWh", { .number($0.curtailedKWh) }),
            ("shedKWh", { .number($0.shedKWh) }),
            ("bindingMinutes", { .whole($0.bindingMinutes) }),
        ]
    }

    var customerColumns: FileColumns<CustomerResult> {
        [
            ("site", { .text($0.site.id.text) }),
            ("importKWh", { .number($0.importKWh) }),
            ("exportKWh", { .number($0.exportKWh) }),
            ("baseKWh", { .number($0.baseKWh) }),
            ("vehicleKWh", { .number($0.chargedKWh) }),
            ("vehiclesLeft", { .whole($0.vehiclesLeft) }),
            ("vehiclesMissed", { .whole($0.vehiclesMissed) }),
            ("unmetKWh", { .number($0.unmetKWh) }),
            ("unreachableKWh", { .number($0.unreachableKWh) }),
            ("pvAvailableKWh", { .number($0.availableKWh) }),
            ("curtailedKWh", { .number($0.curtailedKWh) }),
            ("shedKWh", { .number($0.shedKWh) }),
        ]
    }

    var vehicleColumns: FileColumns<VehicleResult> {
        [
            ("evse", { .text(feeder.ders[$0.der].id.text) }),
            ("site", { .text(feeder.ders[$0.der].site.text) }),
            ("arrival", { .time($0.session.arrival) }),
            ("departure", { .time($0.session.departure) }),
            ("firstStep", { .whole($0.steps.lowerBound) }),
            ("endStep", { .whole($0.steps.upperBound) }),
            ("capacityKWh", { .number($0.session.vehicle.capacity.kilowattHours) }),
            ("chargeEfficiency", { .number($0.session.vehicle.chargeEfficiency) }),
            ("dischargeEfficiency", { .number($0.session.vehicle.dischargeEfficiency) }),
            ("arrivalSoc", { .number($0.session.arrivalSoC) }),
            ("targetSoc", { .number($0.session.targetSoC) }),
            ("departureSoc", { .number($0.soc) }),
            ("hasLeft", { .flag($0.hasLeft) }),
            ("drawnKWh", { .number($0.drawnKWh) }),
            ("deliveredKWh", { .number($0.deliveredKWh) }),
            ("neededKWh", { .number($0.session.neededKWh) }),
            ("unmetKWh", { .number($0.unmetKWh) }),
            ("unreachableKWh", { .number($0.unreachableKWh) }),
        ]
    }
}

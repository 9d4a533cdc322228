// SPDX-License-Identifier: Apache-2.0

import GridModel

/// What plates and files say of each DER, by position: read once, since a DER is wide.
struct DeclaredDERs: Sendable {
    /// How long each DER stays where it is between two raises.
    let raiseInterval: [Duration]
    /// How far it is raised at once, kW.
    let raiseStepKW: [Double]
    /// Most that each DER can import and export by its plate, kW; magnitudes.
    let maximumImportKW: [Double]
    let maximumExportKW: [Double]
    /// The same import at the highest voltage, kW.
    let highestImportKW: [Double]
    /// The larger of import and export on the plate of each DER, kW.
    let plateKW: [Double]
    /// Whether each DER can be told anything at all: somebody speaks for it, and its power can be moved.
    let isControllable: [Bool]
    /// Whether somebody speaks for each DER.
    let isSpokenFor: [Bool]
    /// What each DER is.
    let kind: [DERUnit.Kind]
    /// Whether each DER is a photovoltaic unit.
    let isPhotovoltaic: [Bool]
    /// What each storage keeps for its owner, as a state of charge: a discharge ends there.
    let reserveSoC: [Double]
    /// The state of charge at which each storage is full; infinite where a vehicle itself says when it is.
    let highestSoC: [Double]

    init(_ feeder: Feeder, _ index: FeederIndex) {
        maximumImportKW = feeder.ders.map(\.unit.maximumImport.kilowatts)
        maximumExportKW = feeder.ders.map(\.unit.maximumExport.kilowatts)
        plateKW = zip(maximumImportKW, maximumExportKW).map { max($0, $1) }
        highestImportKW = feeder.ders.map(\.unit.highestImport.kilowatts)
        raiseInterval = zip(feeder.ders, index.siteOfDER).map {
            feeder.sites[Int($1)].raiseInterval ?? $0.raise.interval
        }
        raiseStepKW = zip(plateKW, feeder.ders).map { $0 * $1.raise.fraction }
        isSpokenFor = feeder.ders.map { if case .none = $0.communication { false } else { true } }
        isControllable = zip(feeder.ders, isSpokenFor).map { der, isSpokenFor in
            if case .photovoltaic(let unit) = der.unit { isSpokenFor && unit.isCurtailable } else { isSpokenFor }
        }
        kind = feeder.ders.map(\.unit.kind)
        reserveSoC = feeder.ders.map(\.unit.keptSoC)
        highestSoC = feeder.ders.map {
            if case .battery(let battery) = $0.unit { battery.maximumSoC } else { .infinity }
        }
        isPhotovoltaic = feeder.ders.map { $0.unit.kind == .photovoltaic }
    }
}

extension DERUnit {
    /// The state of charge at which a discharge ends.
    fileprivate var keptSoC: Double {
        switch self {
        case .battery(let battery): max(battery.reserveSoC, battery.minimumSoC)
        case .evse(let evse): evse.reserveSoC
        case .photovoltaic, .load: 0
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `MeasurandEnumType` of the standard.
    public enum Measurand: OpenEnumeration {
        case currentExport, currentExportOffered, currentExportMinimum, currentImport, currentImportOffered,
            currentImportMinimum, currentOffered, displayPresentSOC, displayMinimumSOC, displayTargetSOC,
            displayMaximumSOC, displayRemainingTimeToMinimumSOC, displayRemainingTimeToTargetSOC,
            displayRemainingTimeToMaximumSOC, displayChargingComplete, displayBatteryEnergyCapacity, displayInletHot,
            energyActiveExportInterval, energyActiveExportRegister, energyActiveImportInterval,
            energyActiveImportRegister, energyActiveImportCableLoss, energyActiveImportLocalGenerationRegister,
            energyActiveNet, energyActiveSetpointInterval, energyApparentExport, energyApparentImport,
            energyApparentNet, energyReactiveExportInterval, energyReactiveExportRegister, energyReactiveImportInterval,
            energyReactiveImportRegister, energyReactiveNet, energyRequestTarget, energyRequestMinimum,
            energyRequestMaximum, energyRequestMinimumV2X, energyRequestMaximumV2X, energyRequestBulk, frequency,
            powerActiveExport, powerActiveImport, powerActiveSetpoint, powerActiveResidual, powerExportMinimum,
            powerExportOffered, powerFactor, powerImportOffered, powerImportMinimum, powerOffered, powerReactiveExport,
            powerReactiveImport, soC, voltage, voltageMinimum, voltageMaximum
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Current.Export", .currentExport), ("Current.Export.Offered", .currentExportOffered),
            ("Current.Export.Minimum", .currentExportMinimum), ("Current.Import", .currentImport),
            ("Current.Import.Offered", .currentImportOffered), ("Current.Import.Minimum", .currentImportMinimum),
            ("Current.Offered", .currentOffered), ("Display.PresentSOC", .displayPresentSOC),
            ("Display.MinimumSOC", .displayMinimumSOC), ("Display.TargetSOC", .displayTargetSOC),
            ("Display.MaximumSOC", .displayMaximumSOC),
            ("Display.RemainingTimeToMinimumSOC", .displayRemainingTimeToMinimumSOC),
            ("Display.RemainingTimeToTargetSOC", .displayRemainingTimeToTargetSOC),
            ("Display.RemainingTimeToMaximumSOC", .displayRemainingTimeToMaximumSOC),
            ("Display.ChargingComplete", .displayChargingComplete),
            ("Display.BatteryEnergyCapacity", .displayBatteryEnergyCapacity), ("Display.InletHot", .displayInletHot),
            ("Energy.Active.Export.Interval", .energyActiveExportInterval),
            ("Energy.Active.Export.Register", .energyActiveExportRegister),
            ("Energy.Active.Import.Interval", .energyActiveImportInterval),
            ("Energy.Active.Import.Register", .energyActiveImportRegister),
            ("Energy.Active.Import.CableLoss", .energyActiveImportCableLoss),
            ("Energy.Active.Import.LocalGeneration.Register", .energyActiveImportLocalGenerationRegister),
            ("Energy.Active.Net", .energyActiveNet), ("Energy.Active.Setpoint.Interval", .energyActiveSetpointInterval),
            ("Energy.Apparent.Export", .energyApparentExport), ("Energy.Apparent.Import", .energyApparentImport),
            ("Energy.Apparent.Net", .energyApparentNet),
            ("Energy.Reactive.Export.Interval", .energyReactiveExportInterval),
            ("Energy.Reactive.Export.Register", .energyReactiveExportRegister),
            ("Energy.Reactive.Import.Interval", .energyReactiveImportInterval),
            ("Energy.Reactive.Import.Register", .energyReactiveImportRegister),
            ("Energy.Reactive.Net", .energyReactiveNet), ("EnergyRequest.Target", .energyRequestTarget),
            ("EnergyRequest.Minimum", .energyRequestMinimum), ("EnergyRequest.Maximum", .energyRequestMaximum),
            ("EnergyRequest.Minimum.V2X", .energyRequestMinimumV2X),
            ("EnergyRequest.Maximum.V2X", .energyRequestMaximumV2X), ("EnergyRequest.Bulk", .energyRequestBulk),
            ("Frequency", .frequency), ("Power.Active.Export", .powerActiveExport),
            ("Power.Active.Import", .powerActiveImport), ("Power.Active.Setpoint", .powerActiveSetpoint),
            ("Power.Active.Residual", .powerActiveResidual), ("Power.Export.Minimum", .powerExportMinimum),
            ("Power.Export.Offered", .powerExportOffered), ("Power.Factor", .powerFactor),
            ("Power.Import.Offered", .powerImportOffered), ("Power.Import.Minimum", .powerImportMinimum),
            ("Power.Offered", .powerOffered), ("Power.Reactive.Export", .powerReactiveExport),
            ("Power.Reactive.Import", .powerReactiveImport), ("SoC", .soC), ("Voltage", .voltage),
            ("Voltage.Minimum", .voltageMinimum), ("Voltage.Maximum", .voltageMaximum),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }

        /// Whether the version lists it.
        public func isListed(in version: OCPPVersion) -> Bool {
            switch self {
            case .currentExport, .currentImport, .currentOffered, .energyActiveExportInterval,
                .energyActiveExportRegister, .energyActiveImportInterval, .energyActiveImportRegister, .energyActiveNet,
                .energyApparentExport, .energyApparentImport, .energyApparentNet, .energyReactiveExportInterval,
                .energyReactiveExportRegister, .energyReactiveImportInterval, .energyReactiveImportRegister,
                .energyReactiveNet, .frequency, .powerActiveExport, .powerActiveImport, .powerFactor, .powerOffered,
                .powerReactiveExport, .powerReactiveImport, .soC, .voltage:
                true
            default: version == .v21 && unlistedText == nil
            }
        }
    }
}

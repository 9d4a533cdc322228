// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `MeasurandEnumType` of the standard.
    public enum Measurand: OpenEnumeration {
        case currentExport, currentImport, currentOffered, energyActiveExportRegister,
            energyActiveImportRegister, energyReactiveExportRegister, energyReactiveImportRegister,
            energyActiveExportInterval, energyActiveImportInterval, energyActiveNet,
            energyReactiveExportInterval, energyReactiveImportInterval, energyReactiveNet, energyApparentNet,
            energyApparentImport, energyApparentExport, frequency, powerActiveExport, powerActiveImport,
            powerFactor, powerOffered, powerReactiveExport, powerReactiveImport, soC, voltage,
            currentExportOffered, currentExportMinimum, currentImportOffered, currentImportMinimum,
            displayPresentSOC, displayMinimumSOC, displayTargetSOC, displayMaximumSOC,
            displayRemainingTimeToMinimumSOC, displayRemainingTimeToTargetSOC, displayRemainingTimeToMaximumSOC,
            displayChargingComplete, displayBatteryEnergyCapacity, displayInletHot, energyActiveImportCableLoss,
            energyActiveImportLocalGenerationRegister, energyActiveSetpointInterval, energyRequestTarget,
            energyRequestMinimum, energyRequestMaximum, energyRequestMinimumV2X, energyRequestMaximumV2X,
            energyRequestBulk, powerActiveSetpoint, powerActiveResidual, powerExportMinimum, powerExportOffered,
            powerImportOffered, powerImportMinimum, voltageMinimum, voltageMaximum
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Current.Export", .currentExport), ("Current.Import", .currentImport),
            ("Current.Offered", .currentOffered),
            ("Energy.Active.Export.Register", .energyActiveExportRegister),
            ("Energy.Active.Import.Register", .energyActiveImportRegister),
            ("Energy.Reactive.Export.Register", .energyReactiveExportRegister),
            ("Energy.Reactive.Import.Register", .energyReactiveImportRegister),
            ("Energy.Active.Export.Interval", .energyActiveExportInterval),
            ("Energy.Active.Import.Interval", .energyActiveImportInterval),
            ("Energy.Active.Net", .energyActiveNet),
            ("Energy.Reactive.Export.Interval", .energyReactiveExportInterval),
            ("Energy.Reactive.Import.Interval", .energyReactiveImportInterval),
            ("Energy.Reactive.Net", .energyReactiveNet), ("Energy.Apparent.Net", .energyApparentNet),
            ("Energy.Apparent.Import", .energyApparentImport),
            ("Energy.Apparent.Export", .energyApparentExport), ("Frequency", .frequency),
            ("Power.Active.Export", .powerActiveExport), ("Power.Active.Import", .powerActiveImport),
            ("Power.Factor", .powerFactor), ("Power.Offered", .powerOffered),
            ("Power.Reactive.Export", .powerReactiveExport), ("Power.Reactive.Import", .powerReactiveImport),
            ("SoC", .soC), ("Voltage", .voltage), ("Current.Export.Offered", .currentExportOffered),
            ("Current.Export.Minimum", .currentExportMinimum),
            ("Current.Import.Offered", .currentImportOffered),
            ("Current.Import.Minimum", .currentImportMinimum), ("Display.PresentSOC", .displayPresentSOC),
            ("Display.MinimumSOC", .displayMinimumSOC), ("Display.TargetSOC", .displayTargetSOC),
            ("Display.MaximumSOC", .displayMaximumSOC),
            ("Display.RemainingTimeToMinimumSOC", .displayRemainingTimeToMinimumSOC),
            ("Display.RemainingTimeToTargetSOC", .displayRemainingTimeToTargetSOC),
            ("Display.RemainingTimeToMaximumSOC", .displayRemainingTimeToMaximumSOC),
            ("Display.ChargingComplete", .displayChargingComplete),
            ("Display.BatteryEnergyCapacity", .displayBatteryEnergyCapacity),
            ("Display.InletHot", .displayInletHot),
            ("Energy.Active.Import.CableLoss", .energyActiveImportCableLoss),
            ("Energy.Active.Import.LocalGeneration.Register", .energyActiveImportLocalGenerationRegister),
            ("Energy.Active.Setpoint.Interval", .energyActiveSetpointInterval),
            ("EnergyRequest.Target", .energyRequestTarget), ("EnergyRequest.Minimum", .energyRequestMinimum),
            ("EnergyRequest.Maximum", .energyRequestMaximum),
            ("EnergyRequest.Minimum.V2X", .energyRequestMinimumV2X),
            ("EnergyRequest.Maximum.V2X", .energyRequestMaximumV2X), ("EnergyRequest.Bulk", .energyRequestBulk),
            ("Power.Active.Setpoint", .powerActiveSetpoint), ("Power.Active.Residual", .powerActiveResidual),
            ("Power.Export.Minimum", .powerExportMinimum), ("Power.Export.Offered", .powerExportOffered),
            ("Power.Import.Offered", .powerImportOffered), ("Power.Import.Minimum", .powerImportMinimum),
            ("Voltage.Minimum", .voltageMinimum), ("Voltage.Maximum", .voltageMaximum),
        ]
        public static let newer = 31
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}

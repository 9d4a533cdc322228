// SPDX-License-Identifier: Apache-2.0

extension V16 {
    /// What a sampled value measures.
    public enum Measurand: OpenEnumeration {
        case energyActiveExportRegister, energyActiveImportRegister, energyReactiveExportRegister,
            energyReactiveImportRegister, energyActiveExportInterval, energyActiveImportInterval,
            energyReactiveExportInterval, energyReactiveImportInterval, powerActiveExport, powerActiveImport,
            powerOffered, powerReactiveExport, powerReactiveImport, powerFactor, currentImport, currentExport,
            currentOffered, voltage, frequency, temperature, soC, rpm
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Energy.Active.Export.Register", .energyActiveExportRegister),
            ("Energy.Active.Import.Register", .energyActiveImportRegister),
            ("Energy.Reactive.Export.Register", .energyReactiveExportRegister),
            ("Energy.Reactive.Import.Register", .energyReactiveImportRegister),
            ("Energy.Active.Export.Interval", .energyActiveExportInterval),
            ("Energy.Active.Import.Interval", .energyActiveImportInterval),
            ("Energy.Reactive.Export.Interval", .energyReactiveExportInterval),
            ("Energy.Reactive.Import.Interval", .energyReactiveImportInterval),
            ("Power.Active.Export", .powerActiveExport), ("Power.Active.Import", .powerActiveImport),
            ("Power.Offered", .powerOffered), ("Power.Reactive.Export", .powerReactiveExport),
            ("Power.Reactive.Import", .powerReactiveImport), ("Power.Factor", .powerFactor),
            ("Current.Import", .currentImport), ("Current.Export", .currentExport),
            ("Current.Offered", .currentOffered),
            ("Voltage", .voltage), ("Frequency", .frequency), ("Temperature", .temperature), ("SoC", .soC),
            ("RPM", .rpm),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}

// SPDX-License-Identifier: Apache-2.0

import GridModel
import OCPP

extension SimulatedStation {
    /// Meter values at the configured interval, while a transaction runs.
    mutating func sampleMeter(_ index: Int, now: UTCInstant) {
        guard connectors[index].transaction != nil, let due = connectors[index].nextSample, due <= now else { return }
        let interval = Int(configuration["MeterValueSampleInterval"] ?? "") ?? 60
        guard interval > 0 else { return }
        connectors[index].nextSample = max(due + .seconds(interval), now)
        sendSamples(index, context: .samplePeriodic, now: now)
    }

    mutating func sendSamples(_ index: Int, context: V16.ReadingContext, now: UTCInstant) {
        guard !habits.contains(.silentMeter) else { return }
        let connector = connectors[index]
        let wanted =
            habits.contains(.derivesPowerOnlyFromEnergy)
            ? "Energy.Active.Import.Register" : configuration["MeterValuesSampledData"] ?? ""
        let values = wanted.split(separator: ",").flatMap { samples(String($0), connector, context) }
        guard !values.isEmpty else { return }
        call(
            V16.MeterValues(
                connectorId: connector.number,
                transactionId: connector.transaction.flatMap { serverTransactions[$0] },
                meterValue: [V16.MeterValue(timestamp: stamp(now), sampledValue: values)]), .other, now: now)
    }

    /// What it can measure.
    static let measurands: Set<String> = [
        "Energy.Active.Import.Register", "Power.Active.Import", "Power.Active.Export", "Current.Import", "Voltage",
        "SoC",
    ]

    private func samples(
        _ measurand: String, _ connector: SimulatedConnector, _ context: V16.ReadingContext
    ) -> [V16.SampledValue] {
        let watts = connector.power.watts
        let factor = (habits.contains(.wrongSign) ? -1.0 : 1) * (habits.contains(.wattsAsKilowatts) ? 1_000 : 1)
        switch measurand {
        case "Energy.Active.Import.Register":
            return [sample(connector.importWattHours.rounded(.down), .energyActiveImportRegister, .wh, context)]
        case "Power.Active.Import":
            return [sample((max(watts, 0) * factor).rounded(), .powerActiveImport, .w, context)]
        case "Power.Active.Export":
            return [sample((max(-watts, 0) * factor).rounded(), .powerActiveExport, .w, context)]
        case "Current.Import":
            guard !connector.isDC else { return [] }
            let amperes = max(watts, 0) / (connector.rating.voltage * Double(connector.phasesInUse))
            return [V16.Phase.l1, .l2, .l3].prefix(connector.rating.phases).enumerated().map { line, phase in
                let own = line < connector.phasesInUse ? (amperes * 100).rounded() / 100 : 0
                return sample(own, .currentImport, .a, context, phase: phase)
            }
        case "Voltage":
            guard connector.tellsVoltage else { return [] }
            let volts = (connector.rating.voltage * 10).rounded() / 10
            return [sample(volts, .voltage, .v, context, phase: .l1N)]
        case "SoC":
            guard connector.isDC, let soc = connector.stateOfCharge else { return [] }
            return [sample((soc * 1_000).rounded() / 10, .soC, .percent, context, location: .ev)]
        default: return []
        }
    }

    private func sample(
        _ number: Double, _ measurand: V16.Measurand, _ unit: V16.UnitOfMeasure, _ context: V16.ReadingContext,
        phase: V16.Phase? = nil, location: V16.Location = .outlet
    ) -> V16.SampledValue {
        V16.SampledValue(
            value: .number(number), context: context, measurand: measurand, phase: phase, location: location, unit: unit
        )
    }
}

// SPDX-License-Identifier: Apache-2.0

import GridModel
import OCPP

extension SimulatedStation {
    /// Meter values at the configured interval, while a transaction runs.
    mutating func sampleMeter(_ index: Int, now: UTCInstant) {
        guard connectors[index].transaction != nil, let due = connectors[index].nextSample, due <= now else { return }
        let interval = Int(configuration[words.name(.meterInterval)] ?? "") ?? 60
        guard interval > 0 else { return }
        connectors[index].nextSample = max(due + .seconds(interval), now)
        guard words.samplesAreEvents else { return sendSamples(index, context: .periodic, now: now) }
        note(.sampled, index, now: now)
    }

    mutating func sendSamples(_ index: Int, context: StationSample.Context, now: UTCInstant) {
        let values = samples(index, context: context)
        guard !values.isEmpty else { return }
        tell(
            .samples(values, outlet: connectors[index].number, local: connectors[index].transaction), .other, now: now)
    }

    /// What it can measure.
    static let measurands: Set<String> = [
        "Energy.Active.Import.Register", "Power.Active.Import", "Power.Active.Export", "Current.Import", "Voltage",
        "SoC",
    ]

    /// What is measured now of what is to be told.
    func samples(_ index: Int, context: StationSample.Context) -> [StationSample] {
        guard !habits.contains(.silentMeter) else { return [] }
        let wanted =
            habits.contains(.derivesPowerOnlyFromEnergy)
            ? StationSample.Quantity.importRegister.rawValue : configuration[words.name(.measurands)] ?? ""
        var quantities = wanted.split(separator: ",").compactMap { StationSample.Quantity(rawValue: String($0)) }
        if habits.contains(.misspellsCelsius) { quantities.append(.temperature) }
        return quantities.flatMap { samples($0, index, context) }
    }

    func register(_ index: Int, context: StationSample.Context) -> StationSample {
        StationSample(
            quantity: .importRegister, value: connectors[index].importWattHours.rounded(.down), context: context)
    }

    private func samples(
        _ quantity: StationSample.Quantity, _ index: Int, _ context: StationSample.Context
    ) -> [StationSample] {
        let connector = connectors[index]
        let watts = connector.power.watts
        let factor = (habits.contains(.wrongSign) ? -1.0 : 1) * (habits.contains(.wattsAsKilowatts) ? 1_000 : 1)
        func one(_ value: Double) -> [StationSample] {
            [StationSample(quantity: quantity, value: value, context: context)]
        }
        switch quantity {
        case .importRegister: return [register(index, context: context)]
        case .importPower: return one((max(watts, 0) * factor).rounded())
        case .exportPower: return one((max(-watts, 0) * factor).rounded())
        case .current:
            guard !connector.isDC else { return [] }
            let amperes = max(watts, 0) / (connector.rating.voltage * Double(connector.phasesInUse))
            return (1...connector.rating.phases).map { line in
                let own = line <= connector.phasesInUse ? (amperes * 100).rounded() / 100 : 0
                return StationSample(quantity: quantity, value: own, context: context, line: line)
            }
        case .voltage:
            guard connector.tellsVoltage else { return [] }
            let volts = (connector.rating.voltage * 10).rounded() / 10
            return [StationSample(quantity: quantity, value: volts, context: context, line: 1)]
        case .stateOfCharge:
            guard connector.isDC || connector.needs != nil, let soc = connector.stateOfCharge else { return [] }
            return one((soc * 1_000).rounded() / 10)
        case .temperature: return words == V16Words.self ? one(31) : []
        }
    }

    /// Takes a list of measurands as a setting, unless it refuses one of them.
    func takes(measurands list: String) -> Bool {
        let measurands = Set(list.split(separator: ",").map(String.init))
        return measurands.isSubset(of: Self.measurands)
            && !(habits.contains(.rejectsStateOfCharge) && measurands.contains("SoC"))
    }

    /// A setting took effect: what runs is sampled anew.
    mutating func configured(_ key: String, _ value: String, now: UTCInstant) {
        configuration[key] = value
        for index in connectors.indices where connectors[index].transaction != nil {
            connectors[index].nextSample = now
        }
    }
}

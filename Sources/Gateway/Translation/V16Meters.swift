// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import OCPP

/// Translates OCPP 1.6 meter values to readings of ours.
///
/// Net power is import less export; some stations report a negative import while they discharge, which is taken as it
/// is.
/// Where a station sends no power, it is derived: from currents and voltages, else from the energy register.
struct V16Meters {
    /// The last energy register of each connector, for power by difference.
    private var lastEnergy: [Int: (wattHours: Double, time: UTCInstant)] = [:]
    /// Shortest time between two registers from which a power is derived: registers step in whole watt-hours.
    static let shortestSpan = Duration.seconds(5)
    /// Longest; beyond it the mean says nothing about now.
    static let longestSpan = Duration.seconds(900)

    /// One set of samples as readings, with the import register in kWh where there is one.
    mutating func translate(
        _ value: V16.MeterValue, connector: Int, phases: Int, time: UTCInstant
    ) -> (telemetry: Telemetry, energyKWh: Double?) {
        let sums = SampleSums(value)
        var telemetry = Telemetry(sourceTime: time)
        let derived = derivedPower(sums.importWattHours, connector: connector, time: time)
        if let watts = sums.netWatts ?? sums.watts(fromCurrentsOf: phases) ?? derived {
            telemetry.power = .watts(watts)
        }
        telemetry.voltage = sums.voltage.map { .volts($0) }
        telemetry.stateOfCharge = sums.stateOfCharge
        return (telemetry, sums.importWattHours.map { $0 / 1_000 })
    }

    private mutating func derivedPower(_ wattHours: Double?, connector: Int, time: UTCInstant) -> Double? {
        guard let wattHours else { return nil }
        guard let last = lastEnergy[connector] else {
            lastEnergy[connector] = (wattHours, time)
            return nil
        }
        let span = time - last.time
        if span < Self.shortestSpan, wattHours >= last.wattHours, span >= .zero { return nil }
        lastEnergy[connector] = (wattHours, time)
        // A register that fell was reset or rolled over: the next pair tells again.
        guard wattHours >= last.wattHours, span >= Self.shortestSpan, span <= Self.longestSpan else { return nil }
        return (wattHours - last.wattHours) * 3_600 / span.inSeconds
    }
}

/// What one set of samples adds up to.
private struct SampleSums {
    private var importWatts = PhaseSum()
    private var exportWatts = PhaseSum()
    private var current = PhaseSum()
    private var voltages: [Double] = []
    private(set) var importWattHours: Double?
    private(set) var stateOfCharge: Double?

    init(_ value: V16.MeterValue) {
        for sample in value.sampledValue {
            guard sample.location == nil || sample.location == .outlet || sample.measurand == .soC,
                let number = sample.siValue, number.isFinite
            else { continue }
            switch sample.measurand {
            case .powerActiveImport: importWatts.add(number, sample.phase)
            case .powerActiveExport: exportWatts.add(number, sample.phase)
            case .currentImport: current.add(number, sample.phase)
            case .voltage where number > 0: voltages.append(Self.phaseVoltage(number, sample.phase))
            case .energyActiveImportRegister where sample.phase == nil: importWattHours = number
            // Some report 255 or -1 while they do not know.
            case .soC where (0...100).contains(number): stateOfCharge = number / 100
            default: continue
            }
        }
    }

    /// The highest phase voltage counts, since limits become currents at the highest.
    var voltage: Double? { voltages.max() }

    var netWatts: Double? {
        guard importWatts.total != nil || exportWatts.total != nil else { return nil }
        return (importWatts.total ?? 0) - abs(exportWatts.total ?? 0)
    }

    /// A current without a phase is that of each of them.
    func watts(fromCurrentsOf phases: Int) -> Double? {
        guard let voltage else { return nil }
        return (current.parts ?? current.whole.map { $0 * Double(phases) }).map { $0 * voltage }
    }

    private static func phaseVoltage(_ number: Double, _ phase: V16.Phase?) -> Double {
        switch phase {
        case .l1L2, .l2L3, .l3L1: number / 3.0.squareRoot()
        default: number
        }
    }

    /// A total, or the sum of the phases where there is none.
    private struct PhaseSum {
        private(set) var whole: Double?
        private(set) var parts: Double?

        mutating func add(_ number: Double, _ phase: V16.Phase?) {
            switch phase {
            case nil: whole = number
            case .n: break
            default: parts = (parts ?? 0) + number
            }
        }

        var total: Double? { whole ?? parts }
    }
}

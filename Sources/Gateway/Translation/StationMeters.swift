// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import OCPP

/// Translates the meter values of stations to readings of ours.
///
/// Net power is import less export; some stations report a negative import while they discharge, which is taken as it
/// is. Where a station sends no power, it is derived: from currents and voltages, else from the energy register.
struct StationMeters {
    private struct Outlet {
        var mean = RegisterMean()
        /// When power or currents came last.
        var measuredAt: MonotonicInstant?
    }

    private var outlets: [Int: Outlet] = [:]

    /// For so long after a power or current, a register alone gives no power: many stations send one by the clock
    /// beside their samples, and its mean of a quarter of an hour is not the power now.
    static let measuredCounts = Duration.seconds(900)

    /// Line-to-neutral voltages of AC that can be, over nominal: beyond them it is another unit, a line-to-line value
    /// without its name, or a dead phase.
    static let plausibleVoltage = 0.8...1.2

    /// One set of samples as readings, with the import register in kWh where there is one.
    mutating func translate(
        _ value: some StationMeterValue, of connector: OCPPStation.Connector, time: UTCInstant, now: Moment
    ) -> (telemetry: Telemetry, energyKWh: Double?) {
        let sums = SampleSums(value, of: connector)
        var telemetry = Telemetry(sourceTime: time)
        var outlet = outlets[connector.number] ?? Outlet()
        if let watts = sums.netWatts ?? sums.wattsFromCurrents {
            telemetry.power = .watts(watts)
            outlet.measuredAt = now.steady
            outlet.mean.restart()
        } else if let register = sums.importWattHours,
            outlet.measuredAt.map({ now.steady - $0 >= Self.measuredCounts }) ?? true
        {
            let stamp = value.timestamp.map { UTCInstant(milliseconds: $0.milliseconds) } ?? now.utc
            let mean = outlet.mean.note(register, stamp: stamp, now: now.steady)
            telemetry.power = mean.map { .watts($0.watts) }
            // Its interval is the span it is a mean of.
            telemetry.maximumAge = mean.map { min($0.span * OCPPStation.agesPerInterval, RegisterMean.longestSpan) }
        }
        outlets[connector.number] = outlet
        sums.lines.tell(&telemetry, of: connector)
        telemetry.voltage = sums.voltage.map { .volts($0) }
        telemetry.stateOfCharge = sums.stateOfCharge
        return (telemetry, sums.importWattHours.map { $0 / 1_000 })
    }

    /// Currents of L1, L2, L3 at the outlet, A; nil where a phase is not told.
    static func amperes(_ value: some StationMeterValue) -> [Double?] { OutletLines(value).amperes }

    /// A mean of what was before says nothing of what is from now on.
    mutating func restartMean(connector: Int) { outlets[connector]?.mean.restart() }
}

/// What one set of samples adds up to.
private struct SampleSums {
    private var importWatts = PhaseSum()
    private var exportWatts = PhaseSum()
    private var importEnergy = PhaseSum()
    private var current = PhaseSum()
    private var voltages: [Double] = []
    private let connector: OCPPStation.Connector
    /// The same of each line by itself.
    let lines: OutletLines
    private(set) var stateOfCharge: Double?

    init(_ value: some StationMeterValue, of connector: OCPPStation.Connector) {
        self.connector = connector
        lines = OutletLines(value)
        for sample in value.samples {
            let quantity = sample.quantity
            guard sample.isAtOutlet || quantity == .stateOfCharge, let number = sample.siValue, number.isFinite else {
                continue
            }
            switch quantity {
            case .importPower: importWatts.add(number, sample.line)
            case .exportPower: exportWatts.add(number, sample.line)
            case .importCurrent: current.add(number, sample.line)
            case .voltage: add(voltage: number, sample.line)
            case .importRegister: importEnergy.add(number, sample.line)
            // Some report 255 or -1 while they do not know.
            case .stateOfCharge where (0...100).contains(number): stateOfCharge = number / 100
            default: continue
            }
        }
    }

    private mutating func add(voltage: Double, _ line: SampledLine?) {
        let volts = line == .between ? voltage / 3.0.squareRoot() : voltage
        let isPlausible =
            connector.isDC ? volts > 0 : StationMeters.plausibleVoltage.contains(volts / connector.nominalVolts)
        if isPlausible { voltages.append(volts) }
    }

    /// The highest phase voltage counts, since limits become currents at the highest; that of a DC outlet is not the
    /// grid's.
    var voltage: Double? { connector.isDC ? nil : voltages.max() }

    var importWattHours: Double? { importEnergy.total }

    var netWatts: Double? {
        guard importWatts.total != nil || exportWatts.total != nil else { return nil }
        return (importWatts.total ?? 0) - abs(exportWatts.total ?? 0)
    }

    /// A current without a phase is that of each of them.
    var wattsFromCurrents: Double? {
        let phases = connector.isDC ? 1 : Double(connector.phases)
        guard let highest = voltages.max(), let amperes = current.parts ?? current.whole.map({ $0 * phases }) else {
            return nil
        }
        let lowest = connector.isDC ? 0 : connector.nominalVolts * RatingConversion.lowestVoltageRatio
        return amperes * max(highest, lowest)
    }

    /// A total, or the sum of the phases where there is none.
    private struct PhaseSum {
        private(set) var whole: Double?
        private(set) var parts: Double?

        mutating func add(_ number: Double, _ line: SampledLine?) {
            switch line {
            case nil: whole = number
            case .neutral: break
            default: parts = (parts ?? 0) + number
            }
        }

        var total: Double? { whole ?? parts }
    }
}

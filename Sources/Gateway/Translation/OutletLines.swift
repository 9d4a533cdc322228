// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import OCPP

/// What one set of samples says of an outlet's own lines L1, L2 and L3, and on which of the feeder's phases that is.
struct OutletLines {
    private var importWatts = Values()
    private var exportWatts = Values()
    private var current = Values()
    private var voltage = Values()

    init(_ value: some StationMeterValue) {
        for sample in value.samples where sample.isAtOutlet {
            guard let line = sample.line?.position, let number = sample.siValue, number.isFinite else { continue }
            switch sample.quantity {
            case .importPower: importWatts[line] = number
            case .exportPower: exportWatts[line] = number
            case .importCurrent: current[line] = number
            case .voltage: voltage[line] = number
            default: continue
            }
        }
    }

    /// Currents, A.
    var amperes: [Double?] { current.all }

    /// Says on which of the feeder's phases the power is, where each of the outlet's lines is told: some stations measure
    /// one line for all, and what is not told is not nothing.
    func tell(_ telemetry: inout Telemetry, of connector: OCPPStation.Connector) {
        guard !connector.isDC, let rotation = connector.rotation else { return }
        let phases = PhaseCode(rotation)
        let netWatts = self.netWatts
        if !netWatts.isEmpty {
            guard let parts = Self.parts(netWatts.all.map { $0.map { $0 / 1_000 } }, rotation) else { return }
            telemetry.note(powerByPhase: parts, on: phases)
        } else if !current.isEmpty {
            let kilowatts = (0..<3).map { line in current[line].map { $0 * volts(line, connector) / 1_000 } }
            guard let parts = Self.parts(kilowatts, rotation) else { return }
            // Without a total, currents of all lines say all there is; which way they flow is in the measurand's name.
            if telemetry.power == nil, rotation.indices.allSatisfy({ current[$0] != nil }) {
                telemetry.phasePowerKW = parts.vector(on: phases)
            } else {
                telemetry.note(apparentByPhase: parts, on: phases)
            }
        }
    }

    /// Import less export; an export may be told as negative.
    private var netWatts: Values {
        var net = Values()
        for line in 0..<3 where importWatts[line] != nil || exportWatts[line] != nil {
            net[line] = (importWatts[line] ?? 0) - abs(exportWatts[line] ?? 0)
        }
        return net
    }

    /// What was measured there, where that can be; else the nominal.
    private func volts(_ line: Int, _ connector: OCPPStation.Connector) -> Double {
        let measured = voltage[line].flatMap {
            StationMeters.plausibleVoltage.contains($0 / connector.nominalVolts) ? $0 : nil
        }
        return measured ?? connector.nominalVolts
    }

    /// The values of L1, L2, L3 on the feeder's phases; nil where a line that is not there carries something.
    private static func parts(_ values: [Double?], _ rotation: [PhaseCode]) -> PhaseParts? {
        var parts = PhaseParts()
        for (line, value) in values.enumerated() {
            if line < rotation.count {
                parts[rotation[line]] = value
            } else if abs(value ?? 0) > PhaseBounds.noise {
                return nil
            }
        }
        return parts
    }

    /// One number a line; nil where it is not told.
    private struct Values {
        private var numbers: (Double?, Double?, Double?)

        var isEmpty: Bool { numbers.0 == nil && numbers.1 == nil && numbers.2 == nil }
        var all: [Double?] { [numbers.0, numbers.1, numbers.2] }

        subscript(line: Int) -> Double? {
            get { line == 0 ? numbers.0 : line == 1 ? numbers.1 : numbers.2 }
            set {
                switch line {
                case 0: numbers.0 = newValue
                case 1: numbers.1 = newValue
                default: numbers.2 = newValue
                }
            }
        }
    }
}

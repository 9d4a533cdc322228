// SPDX-License-Identifier: Apache-2.0

import GridModel
import Testing

/// The bench's own books of what each device may be holding: all that was sent since the last confirmation. kW.
struct Ledger {
    private(set) var importKW: [Double]
    private(set) var exportKW: [Double]
    private var raisedAt: [Int?]

    init(_ feeder: Feeder) {
        // The default of an AC EVSE is a current: it counts at the highest voltage.
        importKW = feeder.ders.map { der in
            let isCurrent = if case .evse(let evse) = der.unit { evse.supply == .ac } else { false }
            return der.defaultLimit.importLimit.kilowatts * (isCurrent ? 1.1 : 1)
        }
        exportKW = feeder.ders.map { $0.defaultLimit.exportLimit.kilowatts }
        raisedAt = feeder.ders.map { _ in nil }
    }

    mutating func send(_ der: Int, _ kW: Double) {
        importKW[der] = max(importKW[der], kW)
        exportKW[der] = max(exportKW[der], -kW)
    }

    mutating func confirm(_ der: Int, _ kW: Double) {
        importKW[der] = max(kW, 0)
        exportKW[der] = max(-kW, 0)
    }

    private static func stepKW(_ unit: DER) -> Double {
        guard case .evse(let evse) = unit.unit, let step = evse.currentStep else {
            return unit.setpointStep?.kilowatts ?? 0
        }
        return step.amperes * Double(unit.phases.count) * 0.2540341
    }

    /// A raise is at most a quarter of the plate (or up to the minimum out of a pause), and 30 s after the last one,
    /// unless the DER declares otherwise.
    mutating func checkRaise(_ der: Int, to kW: Double, at time: Int, _ unit: DER) {
        // A discharge of storage against an excess is a cut; what photovoltaics export is raised like an import.
        let exportRise = unit.unit.maximumImport > .zero ? 0 : -kW - exportKW[der]
        let rise = max(kW - importKW[der], exportRise)
        guard rise > 1e-3 else { return }
        let plate = max(unit.unit.maximumImport, unit.unit.maximumExport).kilowatts
        var minimum = 0.0
        // 6 A at the highest voltage, 10 % above 400 V / sqrt(3).
        if case .evse(let evse) = unit.unit {
            // On its own grid, where it has one.
            let step = evse.currentStep?.amperes, least = evse.minimumCurrent?.amperes
            let onGrid = step.flatMap { step in least.map { ($0 / step).rounded(.up) * step / $0 } } ?? 1
            minimum = evse.minimumCharge.kilowatts * onGrid * 1.1 * 231 / 230 + 0.01
            minimum += unit.setpointStep?.kilowatts ?? 0
        }
        // Or one step of the device.
        let step = max(Self.stepKW(unit), plate * unit.raise.fraction)
        #expect(
            rise <= step + 0.01 || kW <= minimum,
            "\(unit.id) raised by \(rise) kW to \(kW) at \(time) s")
        if let last = raisedAt[der] {
            #expect(
                .seconds(time - last) >= unit.raise.interval, "\(unit.id) raised again after \(time - last) s")
        }
        raisedAt[der] = time
    }
}

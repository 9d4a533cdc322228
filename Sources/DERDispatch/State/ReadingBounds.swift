// SPDX-License-Identifier: Apache-2.0

import GridModel

/// What a plate lets a reading be. Twice the nameplate and a little leaves room for tolerance and inrush, and still
/// finds watts published as kilowatts.
struct PlateBounds: Sendable {
    let lower: Double
    let upper: Double
    /// Plausible voltages, V: for AC line to neutral, so that another unit or a line-to-line value is found.
    let voltage: ClosedRange<Double>
    private let phases: PhaseBounds

    init(_ der: DER, at node: ConnectivityNode) {
        let unit = der.unit
        voltage = unit.kind == .evse && !unit.isACEVSE ? 0...Self.largestDCVolts : MeterBounds.voltage(node)
        lower = -(2 * max(unit.maximumExport.kilowatts, 0.1 * unit.maximumImport.kilowatts) + 1)
        upper = 2 * max(unit.maximumImport.kilowatts, 0.1 * unit.maximumExport.kilowatts) + 1
        phases = PhaseBounds(
            lower: lower, upper: upper, slack: 1, phases: der.isPhaseKnown ? der.phases : node.phases,
            carrying: der.phases.count)
    }

    func refusal(of telemetry: Telemetry) -> RefusalReason? {
        if let power = telemetry.power?.kilowatts, !(lower...upper).contains(power) {
            return .implausible(field: "powerKW", value: power, lower: lower, upper: upper)
        }
        if let reason = telemetry.phasePowerKW.flatMap(phases.refusal) { return reason }
        if let soc = telemetry.stateOfCharge, !(0...1).contains(soc) {
            return .implausible(field: "soc", value: soc, lower: 0, upper: 1)
        }
        if let request = telemetry.request?.kilowatts, !request.isFinite {
            return .implausible(field: "requestKW", value: request, lower: lower, upper: upper)
        }
        if let available = telemetry.available?.kilowatts, !(0...max(-lower, upper)).contains(available) {
            return .implausible(field: "availableKW", value: available, lower: 0, upper: max(-lower, upper))
        }
        if let value = telemetry.voltage?.volts, !voltage.contains(value) {
            return .implausible(
                field: "voltageV", value: value, lower: voltage.lowerBound, upper: voltage.upperBound)
        }
        return nil
    }

    /// The DC side of a charging station: 1,500 V is the largest there is (IEC 61851-23), and a little.
    static let largestDCVolts = 2_000.0
}

/// What a node's equipment lets its meter read: three times what the equipment or the agreement carries, and a little.
///
/// A meter that claims a huge export would make room for everybody below it, so what cannot be is refused, and the
/// meter goes stale.
struct MeterBounds: Sendable {
    /// Largest plausible magnitude, kW.
    let power: Double
    /// Plausible line-to-neutral voltages, V: beyond them it is a line-to-line value, another unit, or a dead phase.
    let voltage: ClosedRange<Double>
    private let phases: PhaseBounds

    /// Largest magnitude where nothing bounds the node: a feeder head of a gigawatt.
    static let unbounded = 1e6

    init(_ node: ConnectivityNode) {
        let nominal = node.nominalPhaseVoltage
        let highest = nominal * RatingConversion.highestVoltageRatio
        var largest: Double?
        if let rating = node.rating {
            var unity = node.supply
            unity.powerFactor = 1
            largest =
                RatingConversion.activePower(of: rating, at: unity, reactivePower: nil, voltage: highest).kilowatts
        }
        for limit in [
            node.importLimit, node.exportLimit, node.baseLoad?.maximum.magnitude, node.baseLoad?.minimum.magnitude,
        ] {
            if let limit { largest = max(largest ?? 0, limit.kilowatts) }
        }
        power = largest.map { 3 * $0 + 10 } ?? Self.unbounded
        phases = PhaseBounds(
            lower: -power, upper: power, slack: 10, phases: node.phases, carrying: node.phases.count)
        voltage = Self.voltage(node)
    }

    static func voltage(_ node: ConnectivityNode) -> ClosedRange<Double> {
        let nominal = max(node.nominalPhaseVoltage.volts, 0)
        return nominal * 0.5...nominal * 1.5
    }

    func refusal(of telemetry: Telemetry) -> RefusalReason? {
        if let value = telemetry.power?.kilowatts, !(-power...power).contains(value) {
            return .implausible(field: "powerKW", value: value, lower: -power, upper: power)
        }
        if let reason = telemetry.phasePowerKW.flatMap(phases.refusal) { return reason }
        if let value = telemetry.reactivePower?.kilovars, !(-power...power).contains(value) {
            return .implausible(field: "reactivePowerKvar", value: value, lower: -power, upper: power)
        }
        if let value = telemetry.voltage?.volts, !voltage.contains(value) {
            return .implausible(
                field: "voltageV", value: value, lower: voltage.lowerBound, upper: voltage.upperBound)
        }
        return nil
    }
}

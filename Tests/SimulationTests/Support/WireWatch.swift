// SPDX-License-Identifier: Apache-2.0

import GridModel
import JSON
import OCPP
import Simulation

/// Looks at every setpoint that crosses the wire, and remembers what breaks a rule.
struct WireWatch {
    private let feeder: Feeder
    private let connectorDER: [[Int: Int]]
    private let derOfTopic: [String: Int]
    /// What broke a rule, in words.
    private(set) var findings: [String] = []
    /// Profiles and MQTT setpoints seen.
    private(set) var setpointCount = 0

    /// What each DER was told last, kW.
    private(set) var lastKW: [Int: Double] = [:]
    /// After a restart: the last setpoint of each DER before it, and who has been heard since, kW.
    private var heldKW: [Int: Double] = [:]
    private var heard: Set<Int> = []

    init(_ feeder: Feeder) {
        self.feeder = feeder
        var topics: [String: Int] = [:]
        var connectors = feeder.stations.map { _ in [Int: Int]() }
        for (position, der) in feeder.ders.enumerated() {
            topics["headroom/v1/site/\(der.site)/der/\(der.id)"] = position
            guard case .ocpp(let station, let evse) = der.communication else { continue }
            if let place = feeder.stations.firstIndex(where: { $0.id == station }) {
                connectors[place][evse] = position
            }
        }
        derOfTopic = topics
        connectorDER = connectors
    }

    mutating func gatewayStarted(isRestart: Bool) {
        heldKW = isRestart ? lastKW : [:]
        heard = []
    }

    /// A DER left the topology: it comes back as a new one.
    mutating func left(_ der: Int) {
        lastKW[der] = nil
        heldKW[der] = nil
    }

    mutating func fromSite(_ topic: String, isRetained: Bool) {
        guard !isRetained, topic.hasSuffix("/telemetry") else { return }
        if let der = derOfTopic[String(topic.dropLast("/telemetry".count))] { heard.insert(der) }
    }

    mutating func fromStation(_ station: Int, _ frame: [UInt8], _ world: SimulatedWorld) {
        guard case .call(_, "MeterValues", let payload) = try? OCPPFrame.decode(frame, version: .v16),
            let values = try? V16.MeterValues(decoding: payload), let der = connectorDER[station][values.connectorId]
        else { return }
        heard.insert(der)
    }

    mutating func toSite(_ topic: String, _ payload: [UInt8]) {
        guard topic.hasSuffix("/setpoint"), let der = derOfTopic[String(topic.dropLast("/setpoint".count))],
            let power = (try? JSONValue(parsing: payload))?["powerKW"]?.double
        else { return }
        setpointCount += 1
        let standing = feeder.ders[der].defaultLimit
        let isPV = if case .photovoltaic = feeder.ders[der].unit { true } else { false }
        checkRaise(der, power, allowed: isPV ? -standing.exportLimit.kilowatts : standing.importLimit.kilowatts)
        if case .photovoltaic = feeder.ders[der].unit, power > 0.001 {
            findings.append("PV \(der) told to draw \(power)")
        }
    }

    mutating func toStation(_ station: Int, _ frame: [UInt8]) {
        guard case .call(_, "SetChargingProfile", let payload) = try? OCPPFrame.decode(frame, version: .v16),
            let request = try? V16.SetChargingProfile(decoding: payload),
            let der = connectorDER[station][request.connectorId], case .evse(let unit) = feeder.ders[der].unit
        else { return }
        setpointCount += 1
        let schedule = request.csChargingProfiles.chargingSchedule
        let phases = Double(unit.supply == .dc ? 3 : feeder.ders[der].phases.count)
        for period in schedule.chargingSchedulePeriod {
            // Hand-reckoned at 230.94 V: 400 V line to line.
            let inAmperes = schedule.chargingRateUnit == .a
            let least = unit.supply == .dc ? unit.minimumCharge.watts : 6 * (inAmperes ? 1 : 230.94 * phases)
            if period.limit > 0, period.limit < least * 0.999 {
                findings.append("EVSE \(feeder.ders[der].id) told \(period.limit), which lies between 0 and \(least)")
            }
            if period.limit < 0, !unit.allowsDischarge { findings.append("EVSE \(der) told to discharge") }
        }
        guard let first = schedule.chargingSchedulePeriod.first else { return }
        let watts = schedule.chargingRateUnit == .a ? first.limit * 230.94 * phases : first.limit
        let standing = feeder.ders[der].defaultLimit.importLimit.kilowatts
        // Setting a station up installs its default, which counts as reserved.
        checkRaise(der, watts / 1_000, allowed: standing + 0.2)
    }

    private mutating func checkRaise(_ der: Int, _ power: Double, allowed: Double = 0) {
        defer { lastKW[der] = power }
        guard let held = heldKW[der], !heard.contains(der) else { return }
        let isPV = if case .photovoltaic = feeder.ders[der].unit { true } else { false }
        // Up to its default everybody counts until he is heard: to be told that much takes nobody's room.
        let isRaised = isPV ? power < min(held, allowed) - 0.01 : power > max(held, allowed) + 0.01
        if isRaised {
            findings.append("after the restart \(feeder.ders[der].id) went from \(held) to \(power) kW unheard")
        }
    }
}

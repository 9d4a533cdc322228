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
    /// The last profile that each station was told.
    private(set) var lastTold: [Int: SentProfile] = [:]
    /// Profiles and MQTT setpoints seen.
    private(set) var setpointCount = 0

    /// What each DER was told last, kW.
    private(set) var lastKW: [Int: Double] = [:]
    /// After a restart: the last setpoint of each DER before it, and who has been heard since, kW.
    private var heldKW: [Int: Double] = [:]
    private var heard: Set<Int> = []
    private var outletOfTransaction: [String: Int] = [:]

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

    mutating func fromStation(_ station: Int, _ frame: [UInt8], _ version: OCPPVersion) {
        // Only after a restart is it of interest who was heard.
        guard !heldKW.isEmpty, case .call(_, let action, let payload) = try? OCPPFrame.decode(frame, version: version),
            let json = try? JSONValue(parsing: payload)
        else { return }
        let transaction = json["transactionInfo"]?["transactionId"]?.string ?? ""
        var outlet: Int?
        switch action {
        case "MeterValues": outlet = (json["connectorId"] ?? json["evseId"])?.double.map { Int($0) }
        case "TransactionEvent":
            outlet = json["evse"]?["id"]?.double.map { Int($0) } ?? outletOfTransaction[transaction]
            outletOfTransaction[transaction] = outlet
            if json["meterValue"] == nil { outlet = nil }
        default: return
        }
        if let der = outlet.flatMap({ connectorDER[station][$0] }) ?? onlyDER(station, action, json) {
            heard.insert(der)
        }
    }

    /// A transaction whose beginning was before: of a station with one outlet it can only be there.
    private func onlyDER(_ station: Int, _ action: String, _ json: JSONValue) -> Int? {
        guard action == "TransactionEvent", json["meterValue"] != nil, connectorDER[station].count == 1 else {
            return nil
        }
        return connectorDER[station].first?.value
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

    mutating func toStation(_ station: Int, _ frame: [UInt8], _ version: OCPPVersion) {
        guard case .call(_, "SetChargingProfile", let payload) = try? OCPPFrame.decode(frame, version: version),
            let profile = SentProfile(payload, version),
            // A limit of a whole station is one of its only outlet.
            let der = connectorDER[station][profile.outlet == 0 ? 1 : profile.outlet],
            case .evse(let unit) = feeder.ders[der].unit
        else { return }
        setpointCount += 1
        lastTold[station] = profile
        let phases = Double(unit.supply == .dc ? 3 : feeder.ders[der].phases.count)
        for limit in profile.limits {
            // Hand-reckoned at 230.94 V: 400 V line to line.
            let inAmperes = profile.isInAmperes
            let least = unit.supply == .dc ? unit.minimumCharge.watts : 6 * (inAmperes ? 1 : 230.94 * phases)
            if limit > 0, limit < least * 0.999 {
                findings.append("EVSE \(feeder.ders[der].id) told \(limit), which lies between 0 and \(least)")
            }
            if limit < 0, !unit.allowsDischarge { findings.append("EVSE \(der) told to discharge") }
        }
        guard let first = profile.limits.first else { return }
        let watts = profile.isInAmperes ? first * 230.94 * phases : first
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

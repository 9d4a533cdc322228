// SPDX-License-Identifier: Apache-2.0

/// Systems whose topics are known, so that a site names the system and not each topic.
///
/// Sources: the topic lists of OpenEMS, Victron's dbus-mqtt, evcc, Shelly Gen2 and Tasmota. What a system does not
/// offer (none of these takes a limit on PV) is left out; a mapping of one's own stands beside a preset where it is
/// wanted.
enum MappingPreset: String, CaseIterable {
    case openems
    case victron
    case evcc
    case shelly
    case tasmota

    /// The signals that the system publishes and takes for such an owner.
    func mappings(for owner: MappingOwner, _ entry: inout Fields) -> [SignalMapping] {
        switch self {
        case .openems: Self.openems(owner, &entry)
        case .victron: Self.victron(owner, &entry)
        case .evcc: Self.evcc(owner, &entry)
        case .shelly: Self.shelly(owner, &entry)
        case .tasmota: Self.tasmota(owner, &entry)
        }
    }

    /// W to kW.
    private static let watts = 0.001
    /// % to 0...1.
    private static let percent = 0.01

    /// OpenEMS publishes on change and every five minutes; batteries count discharge as positive.
    private static func openems(_ owner: MappingOwner, _ entry: inout Fields) -> [SignalMapping] {
        entry.require("edge")
        let edge = entry.level("edge") ?? "edge"
        let prefix = entry.text("prefix").map { $0 + "/" } ?? ""
        let component = entry.level("component")
        let channel = "\(prefix)edge/\(edge)/channel/"
        func read(
            _ signal: SignalMapping.Signal, _ sum: String, _ own: String, scale: Double, negate: Bool = false,
            _ conductor: SignalMapping.Conductor? = nil
        ) -> SignalMapping {
            let name = component.map { "\($0)/\(own)" } ?? "_sum/\(sum)"
            return SignalMapping(
                signal: signal, topic: channel + name, scale: scale, negate: negate, maximumAge: .seconds(330),
                conductor: conductor)
        }
        switch owner {
        case .meter:
            let conductors = entry.conductors()
            return [read(.powerKW, "GridActivePower", "ActivePower", scale: watts)]
                + (1...3).map { line in
                    read(
                        .phasePowerKW, "GridActivePowerL\(line)", "ActivePowerL\(line)", scale: watts,
                        conductors[line - 1])
                }
        case .der(.battery):
            return [
                read(.powerKW, "EssActivePower", "ActivePower", scale: watts, negate: true),
                read(.soc, "EssSoc", "Soc", scale: percent),
            ]
        case .der(.photovoltaic):
            return [read(.powerKW, "ProductionActivePower", "ActivePower", scale: watts, negate: true)]
        case .der(.evse), .der(.load): return []
        }
    }

    /// Victron Venus falls silent without a keepalive within 60 s; an empty one makes it publish everything again, so
    /// that a state of charge that does not change stays fresh too.
    private static func victron(_ owner: MappingOwner, _ entry: inout Fields) -> [SignalMapping] {
        entry.require("portal")
        let portal = entry.level("portal") ?? "portal"
        func read(
            _ signal: SignalMapping.Signal, _ path: String, scale: Double, negate: Bool = false,
            _ conductor: SignalMapping.Conductor? = nil
        ) -> SignalMapping {
            SignalMapping(
                signal: signal, topic: "N/\(portal)/\(path)", pointer: "/value", scale: scale, negate: negate,
                conductor: conductor)
        }
        let keepalive = SignalMapping(
            signal: .keepalive, topic: "R/\(portal)/keepalive", template: "", repeatInterval: .seconds(30))
        switch owner {
        case .meter:
            let lines = entry.lines()
            let conductors = entry.conductors()
            return lines.map { line in
                read(.powerKW, "system/0/Ac/Grid/L\(line)/Power", scale: watts, conductors[line - 1])
            } + [keepalive]
        case .der(.battery):
            let power = read(.powerKW, "system/0/Dc/Battery/Power", scale: watts)
            let soc = read(.soc, "system/0/Dc/Battery/Soc", scale: percent)
            return [power, soc] + setpoints(&entry, portal: portal) + [keepalive]
        case .der(.photovoltaic):
            let inverter = entry.whole("pvinverter", 0...10_000)
            let path = inverter.map { "pvinverter/\($0)/Ac/Power" } ?? "system/0/Dc/Pv/Power"
            return [read(.powerKW, path, scale: watts, negate: true), keepalive]
        case .der(.evse), .der(.load): return []
        }
    }

    /// Each phase of the inverter takes its part; positive charges.
    private static func setpoints(_ entry: inout Fields, portal: String) -> [SignalMapping] {
        let inverter = entry.whole("vebus", 0...10_000)
        let lines = entry.lines()
        guard let inverter else { return [] }
        return lines.map {
            SignalMapping(
                signal: .setpointKW, topic: "W/\(portal)/vebus/\(inverter)/Hub4/L\($0)/AcPowerSetpoint",
                scale: watts * Double(lines.count), template: "{\"value\":{value}}", repeatInterval: .seconds(20))
        }
    }

    /// evcc publishes one plain value a topic at its own interval (30 s unless set); batteries count discharge as
    /// positive.
    private static func evcc(_ owner: MappingOwner, _ entry: inout Fields) -> [SignalMapping] {
        let prefix = entry.text("prefix") ?? "evcc"
        func read(_ signal: SignalMapping.Signal, _ path: String, scale: Double = 1, negate: Bool = false)
            -> SignalMapping
        {
            SignalMapping(
                signal: signal, topic: "\(prefix)/\(path)", scale: scale, negate: negate, maximumAge: .seconds(90))
        }
        switch owner {
        case .meter: return [read(.powerKW, "site/grid/power", scale: watts)]
        case .der(.evse):
            entry.require("loadpoint")
            let loadpoint = "loadpoints/\(entry.whole("loadpoint", 1...1_000) ?? 1)"
            return [
                read(.powerKW, "\(loadpoint)/chargePower", scale: watts), read(.connected, "\(loadpoint)/connected"),
                read(.soc, "\(loadpoint)/vehicleSoc", scale: percent),
                SignalMapping(signal: .currentLimitA, topic: "\(prefix)/\(loadpoint)/maxCurrent/set"),
            ]
        case .der(.photovoltaic): return [read(.powerKW, "site/pvPower", scale: watts, negate: true)]
        case .der(.battery), .der(.load): return []
        }
    }

    /// Shelly Gen2 and later: energy meters import positive, switches measure their load.
    private static func shelly(_ owner: MappingOwner, _ entry: inout Fields) -> [SignalMapping] {
        entry.require("device")
        let device = entry.text("device") ?? "device"
        let isSwitch = owner == .der(.load)
        let component = entry.level("component") ?? (isSwitch ? "switch:0" : "em:0")
        let member =
            component.hasPrefix("em:") ? "/total_act_power" : component.hasPrefix("em1:") ? "/act_power" : "/apower"
        let topic = "\(device)/status/\(component)"
        let conductors = entry.conductors()
        var byPhase: [SignalMapping] = []
        if component.hasPrefix("em:") {
            byPhase = zip(["a", "b", "c"], conductors).map { channel, conductor in
                SignalMapping(
                    signal: .phasePowerKW, topic: topic, pointer: "/\(channel)_act_power", scale: watts,
                    conductor: conductor)
            }
        }
        return [SignalMapping(signal: .powerKW, topic: topic, pointer: member, scale: watts)] + byPhase + [
            SignalMapping(signal: .online, topic: "\(device)/online", maximumAge: .seconds(86_400))
        ]
    }

    /// Tasmota publishes at its TelePeriod, five minutes unless set; several channels make an array.
    private static func tasmota(_ owner: MappingOwner, _ entry: inout Fields) -> [SignalMapping] {
        entry.require("device")
        let device = entry.text("device") ?? "device"
        let channel = entry.whole("channel", 0...16).map { "/\($0)" } ?? ""
        guard owner == .meter || owner == .der(.load) else { return [] }
        return [
            SignalMapping(
                signal: .powerKW, topic: "tele/\(device)/SENSOR", pointer: "/ENERGY/Power\(channel)", scale: watts,
                maximumAge: .seconds(330)),
            SignalMapping(signal: .online, topic: "tele/\(device)/LWT", maximumAge: .seconds(86_400)),
        ]
    }
}

extension Fields {
    /// One level of a topic.
    fileprivate mutating func level(_ key: String) -> String? {
        guard let text = text(key) else { return nil }
        guard text.isEmpty || text.utf8.contains(0x2F) else { return text }
        fault(key, "expected one level of a topic, found \"\(text)\"")
        return nil
    }

    /// Where the source's L1, L2 and L3 lie: as declared, or as the subject's own lines do.
    fileprivate mutating func conductors() -> [SignalMapping.Conductor] {
        let rotation = rotation("phaseRotation")
        if let rotation, rotation.count < 3 {
            fault("phaseRotation", "expected the phases of L1, L2 and L3 like BCA, found \(rotation.count) of them")
        }
        guard let rotation, rotation.count == 3 else { return (1...3).map { .line($0) } }
        return rotation.map { .phase($0) }
    }

    /// The lines a three-phase system names L1, L2, L3; all unless `phases` says less.
    fileprivate mutating func lines() -> [Int] {
        let phases = phases("phases") ?? .abc
        return [(PhaseCode.a, 1), (.b, 2), (.c, 3)].filter { phases.contains($0.0) }.map { $0.1 }
    }
}

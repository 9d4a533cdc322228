// SPDX-License-Identifier: Apache-2.0

/// Whose signals a list of mappings declares.
enum MappingOwner: Equatable {
    case meter
    case der(DERUnit.Kind)

    var text: String {
        switch self {
        case .meter: "a meter"
        case .der(let kind): kind == .evse ? "an evse" : "a \(kind.rawValue)"
        }
    }

    /// Whether such an owner has the signal.
    func has(_ signal: SignalMapping.Signal) -> Bool {
        switch signal {
        case .powerKW, .phasePowerKW, .voltageV, .reactivePowerKvar, .online, .keepalive: true
        case .soc: self == .der(.battery) || self == .der(.evse)
        case .connected, .currentLimitA: self == .der(.evse)
        case .setpointKW, .importLimitKW: self != .meter
        }
    }
}

/// A mapping and where it stands in the text.
struct DeclaredMapping {
    var mapping: SignalMapping
    var place: Place
    /// Whose system it is; nil until the site is known.
    var site: Site.ID?
}

extension [DeclaredMapping] {
    /// The same, of a site.
    func of(_ site: Site.ID) -> [DeclaredMapping] {
        map { declared in
            var declared = declared
            declared.site = site
            return declared
        }
    }
}

enum DeclaredMappings {
    /// The list under `mappings`: presets and single signals; nil where the key is absent.
    static func read(_ fields: inout Fields, for owner: MappingOwner, log: inout FindingLog) -> [DeclaredMapping]? {
        guard let entries = fields.maps("mappings", subject: "a mapping", log: &log) else { return nil }
        var mappings: [DeclaredMapping] = []
        for entry in entries {
            var entry = entry
            let found = entry.has("preset") ? preset(&entry, for: owner) : single(&entry, for: owner).map { [$0] }
            entry.finish(&log, knowsAll: found != nil)
            for mapping in found ?? [] { mappings.append(DeclaredMapping(mapping: mapping, place: entry.place)) }
        }
        let signals = mappings.map(\.mapping.signal)
        if entries.isEmpty || (!signals.isEmpty && !signals.contains(.powerKW)) {
            fields.fault("mappings", "no mapping gives `powerKW` of \(owner.text)")
        }
        return mappings
    }

    private static func preset(_ entry: inout Fields, for owner: MappingOwner) -> [SignalMapping]? {
        guard let preset: MappingPreset = entry.word("preset") else { return nil }
        entry.subject = "the preset \(preset.rawValue)"
        let mappings = preset.mappings(for: owner, &entry)
        if mappings.isEmpty { entry.fault("preset", "\(preset.rawValue) publishes no signals of \(owner.text)") }
        for mapping in mappings { checkTopic(mapping.topic, key: "preset", &entry) }
        return mappings
    }

    private static func single(_ entry: inout Fields, for owner: MappingOwner) -> SignalMapping? {
        entry.require("signal", "topic")
        let signal: SignalMapping.Signal? = entry.word("signal")
        let topic = entry.text("topic")
        var mapping = SignalMapping(signal: signal ?? .powerKW, topic: topic ?? "")
        mapping.conductor = conductor(signal, &entry)
        mapping.pointer = pointer("pointer", &entry)
        mapping.timePointer = pointer("timePointer", &entry)
        mapping.scale = entry.number("scale") ?? 1
        mapping.offset = entry.number("offset") ?? 0
        mapping.negate = entry.flag("negate") ?? false
        mapping.maximumAge = entry.seconds("maximumAgeS") ?? mapping.maximumAge
        mapping.template = entry.text("template")
        mapping.repeatInterval = entry.seconds("repeatIntervalS")
        if let topic { checkTopic(topic, key: "topic", &entry) }
        guard let signal, topic != nil else { return nil }
        if mapping.scale == 0 { entry.fault("scale", "a scale of 0 makes every value 0") }
        if !owner.has(signal) { entry.fault("signal", "\(owner.text) has no signal \(signal.rawValue)") }
        checkWriting(mapping, &entry)
        return mapping
    }

    /// The one phase of a power.
    private static func conductor(
        _ signal: SignalMapping.Signal?, _ entry: inout Fields
    ) -> SignalMapping.Conductor? {
        let phase = entry.phases("phase")
        if let signal, entry.has("phase"), signal != .powerKW, signal != .phasePowerKW {
            entry.fault("phase", "\(signal.rawValue) is of no phase; `phase` belongs to powerKW and phasePowerKW")
        }
        if signal == .phasePowerKW, !entry.has("phase") { entry.fault("signal", "a phasePowerKW has no `phase`") }
        guard let phase else { return nil }
        guard phase.count > 1 else { return .phase(phase) }
        entry.fault("phase", "expected one phase, A, B or C, found \"\(phase.text)\"")
        return nil
    }

    private static func checkWriting(_ mapping: SignalMapping, _ entry: inout Fields) {
        let name = mapping.signal.rawValue
        if !mapping.isWritten {
            for key in ["template", "repeatIntervalS"] where entry.has(key) {
                entry.fault(key, "\(name) is read, not written; `\(key)` belongs to what we write")
            }
        } else if mapping.signal == .keepalive {
            if !entry.has("repeatIntervalS") { entry.fault("signal", "a keepalive has no `repeatIntervalS`") }
        } else if let template = mapping.template, !template.containsPlaceholder {
            entry.fault("template", "the template \"\(template)\" has no {value} in it")
        }
        for key in ["pointer", "timePointer", "maximumAgeS"] where mapping.isWritten && entry.has(key) {
            entry.fault(key, "\(name) is written, not read; `\(key)` belongs to what we read")
        }
    }

    private static func pointer(_ key: String, _ entry: inout Fields) -> String? {
        guard let text = entry.text(key) else { return nil }
        guard text.isEmpty || text.utf8.first == 0x2F else {
            entry.fault(key, "a JSON pointer begins with /, found \"\(text)\"; did you mean \"/\(text)\"?")
            return nil
        }
        return text
    }

    /// Longest topic: far beyond what any source publishes, short enough for one log line.
    private static let longestTopic = 256

    private static func checkTopic(_ topic: String, key: String, _ entry: inout Fields) {
        let bytes = topic.utf8
        if bytes.isEmpty || bytes.count > longestTopic {
            entry.fault(key, "a topic has 1 to \(longestTopic) bytes, this has \(bytes.count)")
        } else if bytes.contains(where: { $0 == 0x2B || $0 == 0x23 }) {
            entry.fault(key, "the topic \"\(topic)\" has a wildcard; a mapping names one topic")
        } else if bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
            entry.fault(key, "the topic has a control character")
        } else if topic.hasPrefix("$") || topic.hasPrefix("headroom/") {
            entry.fault(key, "the topic \"\(topic)\" lies in a space of the broker or of Headroom itself")
        }
    }
}

extension String {
    fileprivate var containsPlaceholder: Bool {
        let pattern = Array("{value}".utf8), bytes = Array(utf8)
        guard bytes.count >= pattern.count else { return false }
        return (0...(bytes.count - pattern.count)).contains { bytes[$0..<($0 + pattern.count)].elementsEqual(pattern) }
    }
}

extension Fields {
    /// How the DER is reached: exactly one of `mqtt`, `mappings` and `ocpp`.
    mutating func communication(
        _ kind: DERUnit.Kind, mappings: inout [DeclaredMapping], log: inout FindingLog
    ) -> Communication {
        let given = ["mqtt", "mappings", "ocpp"].filter { has($0) && ($0 != "ocpp" || kind == .evse) }
        if given.count > 1 {
            fault(given[1], "\(subject) is reached in \(given.count) ways (\(given.joined(separator: ", "))); give one")
        }
        if given.isEmpty {
            let ways = kind == .evse ? "`ocpp`, `mqtt: native`, `mappings`" : "`mqtt: native`, `mappings`"
            fault("\(subject) does not say how it is reached; give one of \(ways), or `mqtt: none`")
        }
        var communication = Communication.none
        if let word: NativeMQTT = word("mqtt"), word == .native { communication = .mqtt }
        if let read = DeclaredMappings.read(&self, for: .der(kind), log: &log) {
            mappings = read
            communication = .mapped(read.map(\.mapping))
        }
        if kind == .evse, var ocpp = map("ocpp", subject: "an OCPP binding", log: &log) {
            ocpp.require("station", "evse")
            let station: ChargingStation.ID? = ocpp.identifier("station")
            let number = ocpp.whole("evse", 1...1_000)
            ocpp.finish(&log)
            if let station, let number { communication = .ocpp(station: station, evse: number) }
        }
        return communication
    }
}

/// The values of the key `mqtt`.
enum NativeMQTT: String, CaseIterable {
    case native
    case none
}

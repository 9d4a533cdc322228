// SPDX-License-Identifier: Apache-2.0

import GridModel
import JSON

/// The other side of the declared mappings: what a site's own system publishes, and how it reads what is written to it.
struct MappedTopics: Sendable {
    /// What a mapping is about.
    enum Subject: Sendable, Hashable {
        case meter(site: Int)
        case der(Int)
    }

    /// What a subject has to say.
    struct Values {
        var power: ActivePower
        /// The phases of its own lines L1, L2, L3, in order.
        var lines: [PhaseCode]
        var byPhase: PhasePowers
        var stateOfCharge: Double?
        var voltage: Voltage
        var isConnected: Bool
    }

    /// One topic with the mappings that it carries.
    struct Topic: Sendable {
        var name: String
        var site: Int
        var parts: [(subject: Subject, mapping: SignalMapping, share: Double)]
    }

    private(set) var published: [Topic] = []
    private(set) var written: [String: [(subject: Subject, mapping: SignalMapping)]] = [:]
    /// Topics that keep a site talking, by site.
    private(set) var keepalives: [String: Int] = [:]
    private(set) var sitesWithKeepalive: Set<Int> = []

    init(_ feeder: Feeder, _ index: FeederIndex) {
        for (site, party) in feeder.sites.enumerated() { add(party.meterMappings, .meter(site: site), site: site) }
        for (position, der) in feeder.ders.enumerated() {
            if case .mapped(let mappings) = der.communication {
                add(mappings, .der(position), site: Int(index.siteOfDER[position]))
            }
        }
    }

    private mutating func add(_ mappings: [SignalMapping], _ subject: Subject, site: Int) {
        let powerParts = mappings.filter { $0.signal == .powerKW && $0.conductor == nil }.count
        for mapping in mappings {
            if mapping.signal == .keepalive {
                keepalives[mapping.topic] = site
                sitesWithKeepalive.insert(site)
            } else if mapping.isWritten {
                written[mapping.topic, default: []].append((subject, mapping))
            } else {
                let share = mapping.signal == .powerKW ? 1 / Double(max(1, powerParts)) : 1
                let place = published.firstIndex { $0.name == mapping.topic }
                let part = (subject: subject, mapping: mapping, share: share)
                if let place {
                    published[place].parts.append(part)
                } else {
                    published.append(Topic(name: mapping.topic, site: site, parts: [part]))
                }
            }
        }
    }

    /// The payload of a topic, whose parts may point into one document; nil while there is nothing to say.
    static func payload(_ topic: Topic, now: UTCInstant, _ values: (Subject) -> Values) -> [UInt8]? {
        var document = JSONValue.null
        for part in topic.parts {
            guard let value = value(of: part.mapping, values(part.subject), share: part.share) else { continue }
            document = placed(value, at: part.mapping.pointer, in: document)
            if let pointer = part.mapping.timePointer {
                document = placed(.string(RFC3339.format(milliseconds: now.milliseconds)), at: pointer, in: document)
            }
        }
        return document == .null ? nil : document.serializedBytes()
    }

    /// Our power for what was written; nil where it is no number.
    static func command(_ payload: [UInt8], _ mapping: SignalMapping) -> Double? {
        var text = String(decoding: payload, as: UTF8.self)
        if let template = mapping.template, let gap = template.firstRange(of: "{value}") {
            let head = template[..<gap.lowerBound], tail = template[gap.upperBound...]
            guard text.hasPrefix(head), text.hasSuffix(tail), text.utf8.count >= head.utf8.count + tail.utf8.count
            else {
                return nil
            }
            text = String(text.dropFirst(head.count).dropLast(tail.count))
        }
        guard let raw = Double(text) else { return nil }
        return (mapping.negate ? -1 : 1) * (raw * mapping.scale + mapping.offset)
    }

    private static func value(of mapping: SignalMapping, _ values: Values, share: Double) -> JSONValue? {
        func number(_ ours: Double) -> JSONValue {
            let raw = ((mapping.negate ? -1 : 1) * ours - mapping.offset) / mapping.scale
            return .number((raw * 1_000).rounded() / 1_000)
        }
        switch mapping.signal {
        case .powerKW where mapping.conductor == nil: return number(values.power.kilowatts * share)
        case .powerKW, .phasePowerKW: return number(values.power(on: mapping.conductor).kilowatts)
        case .soc: return values.stateOfCharge.map(number)
        case .voltageV: return number(values.voltage.volts)
        case .reactivePowerKvar: return number(0)
        case .online: return .bool(true)
        case .connected: return .bool(values.isConnected)
        case .setpointKW, .importLimitKW, .currentLimitA, .keepalive: return nil
        }
    }

    /// The document with the value where the pointer points; numbers in it are places of an array.
    private static func placed(_ value: JSONValue, at pointer: String?, in document: JSONValue) -> JSONValue {
        let path = (pointer ?? "").split(separator: "/").map {
            String($0.replacing("~1", with: "/").replacing("~0", with: "~"))
        }
        return placed(value, path[...], in: document)
    }

    private static func placed(_ value: JSONValue, _ path: ArraySlice<String>, in document: JSONValue) -> JSONValue {
        guard let key = path.first else { return value }
        let rest = path.dropFirst()
        if let place = Int(key), (0...largestPlace).contains(place) {
            var array = document.array ?? []
            while array.count <= place { array.append(0) }
            array[place] = placed(value, rest, in: array[place])
            return .array(array)
        }
        var object = document.object ?? JSONObject()
        object[key] = placed(value, rest, in: object[key] ?? .null)
        return .object(object)
    }

    /// Arrays in payloads are channels of a device.
    private static let largestPlace = 16
}

extension MappedTopics.Values {
    /// The power on one conductor; nothing on a line that is not there.
    fileprivate func power(on conductor: SignalMapping.Conductor?) -> ActivePower {
        switch conductor {
        case .phase(let phase): byPhase[phase]
        case .line(let line): lines.indices.contains(line - 1) ? byPhase[lines[line - 1]] : .zero
        case nil: power
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON

/// The one door between MQTT and the core: which topic means what, and what is written where.
///
/// The table of topics is made from the topology; a message is found by its whole topic. Several mappings may feed one
/// signal (L1, L2, L3): their sum counts once all have spoken within their maximum age.
struct MQTTTranslation: Sendable {
    enum Subject: Hashable {
        case der(Int)
        case node(Int)
    }

    enum Route: Hashable {
        case derTelemetry(Int)
        case capabilities(Int)
        case acknowledgement(Int)
        case needs(Int)
        case meter(Int)
        case siteStatus(Int)
        case mapped(Subject, SignalMapping)
    }

    private struct PartKey: Hashable {
        var subject: Subject
        var signal: SignalMapping.Signal
    }

    private var routes: [String: [Route]] = [:]
    private var parts: [PartKey: [String: (value: Double, at: MonotonicInstant)]] = [:]
    private var partCount: [PartKey: Int] = [:]
    private let prefixOfDER: [String]
    /// What is written for a mapped DER.
    let written: [[SignalMapping]]
    /// Whether a setpoint can be written at all.
    let isCommandable: [Bool]
    private(set) var sequences: [UInt64]
    private var nextKeepalive: [Keepalive] = []

    private struct Keepalive {
        var mapping: SignalMapping
        var due: MonotonicInstant?
    }

    init(_ feeder: Feeder, index: FeederIndex) {
        prefixOfDER = feeder.ders.map { "headroom/v1/site/\($0.site)/der/\($0.id)" }
        written = feeder.ders.map { der in
            guard case .mapped(let mappings) = der.communication else { return [] }
            return mappings.filter { $0.isWritten && $0.signal != .keepalive }
        }
        isCommandable = zip(feeder.ders, written).map { der, written in
            switch der.communication {
            case .mqtt: true
            case .mapped: !written.isEmpty
            case .ocpp, .none: false
            }
        }
        sequences = Array(repeating: 0, count: feeder.ders.count)
        for (der, unit) in feeder.ders.enumerated() { addRoutes(der, unit) }
        for (site, party) in feeder.sites.enumerated() {
            let node = Int(index.nodeOfSite[site])
            add("headroom/v1/site/\(party.id)/status", .siteStatus(site))
            add("headroom/v1/site/\(party.id)/meter/telemetry", .meter(node))
            for mapping in party.meterMappings { addMapping(.node(node), mapping) }
        }
        for (node, place) in feeder.nodes.enumerated() where place.kind != .usagePoint {
            add("headroom/v1/node/\(place.id)/telemetry", .meter(node))
        }
    }

    private mutating func addRoutes(_ der: Int, _ unit: DER) {
        add("\(prefixOfDER[der])/needs", .needs(der))
        switch unit.communication {
        case .mqtt, .none:
            add("\(prefixOfDER[der])/telemetry", .derTelemetry(der))
            add("\(prefixOfDER[der])/capabilities", .capabilities(der))
            add("\(prefixOfDER[der])/setpoint/ack", .acknowledgement(der))
        case .mapped(let mappings):
            for mapping in mappings { addMapping(.der(der), mapping) }
        case .ocpp: break
        }
    }

    private mutating func addMapping(_ subject: Subject, _ mapping: SignalMapping) {
        if mapping.signal == .keepalive {
            // The meter and the DERs of one site gateway share its keepalive.
            if !nextKeepalive.contains(where: { $0.mapping == mapping }) {
                nextKeepalive.append(Keepalive(mapping: mapping, due: nil))
            }
        } else if !mapping.isWritten {
            add(mapping.topic, .mapped(subject, mapping))
            partCount[PartKey(subject: subject, signal: mapping.signal), default: 0] += 1
        }
    }

    private mutating func add(_ topic: String, _ route: Route) { routes[topic, default: []].append(route) }

    /// The filters to subscribe to: ours by wildcard, the mapped topics one by one.
    var subscriptions: [String] {
        ["headroom/v1/site/+/der/+/telemetry", "headroom/v1/site/+/der/+/capabilities",
            "headroom/v1/site/+/der/+/setpoint/ack", "headroom/v1/site/+/der/+/needs",
            "headroom/v1/site/+/meter/telemetry", "headroom/v1/site/+/status", "headroom/v1/node/+/telemetry"]
            + routes.keys.filter { !$0.hasPrefix("headroom/v1/") }.sorted()
    }

    // MARK: - In

    /// What a message means; empty where nobody asked for the topic.
    mutating func decode(topic: String, _ payload: [UInt8], isRetained: Bool, now: Moment) -> [MQTTEvent] {
        guard let routes = routes[topic] else {
            return [.refused(code: "topic", reason: "no site, DER or node of the topology has this topic")]
        }
        return routes.compactMap { route in
            do throws(NativePayload.Fault) {
                return try decode(route, payload, isRetained: isRetained, topic: topic, now: now)
            } catch {
                return .refused(code: error.code, reason: error.reason)
            }
        }
    }

    private mutating func decode(
        _ route: Route, _ payload: [UInt8], isRetained: Bool, topic: String, now: Moment
    ) throws(NativePayload.Fault) -> MQTTEvent? {
        switch route {
        case .derTelemetry(let der): return .derTelemetry(der, try telemetry(payload, isRetained))
        case .meter(let node): return .meterTelemetry(node, try telemetry(payload, isRetained))
        case .capabilities(let der): return .capabilities(der, try NativePayload.capabilities(payload))
        case .acknowledgement(let der): return .acknowledged(der, try NativePayload.acknowledgement(payload))
        case .needs(let der): return .needs(der, try NativePayload.needs(payload))
        case .siteStatus(let site):
            guard let isOnline = NativePayload.isOnline(payload) else {
                throw NativePayload.Fault("fields", "expected {\"online\": true} or {\"online\": false}")
            }
            return .siteStatus(site, isOnline: isOnline)
        case .mapped(let subject, let mapping):
            return try mapped(subject, mapping, payload, isRetained: isRetained, topic: topic, now: now)
        }
    }

    private func telemetry(_ payload: [UInt8], _ isRetained: Bool) throws(NativePayload.Fault) -> Telemetry {
        var telemetry = try NativePayload.telemetry(payload)
        telemetry.isRetained = isRetained
        return telemetry
    }

    private mutating func mapped(
        _ subject: Subject, _ mapping: SignalMapping, _ payload: [UInt8], isRetained: Bool, topic: String, now: Moment
    ) throws(NativePayload.Fault) -> MQTTEvent? {
        let reading = try MappedValue.read(payload, pointer: mapping.pointer).get()
        switch (mapping.signal, reading) {
        case (_, .nothing):
            forget(subject, mapping)
            // An empty payload is how a topic is given up: the device is gone.
            return payload.isEmpty && mapping.signal == .powerKW ? onlineEvent(subject, false) : nil
        case (.online, .truth(let truth)): return onlineEvent(subject, truth)
        case (.online, .number(let number)): return onlineEvent(subject, number != 0)
        case (.connected, .truth(let truth)): return connectedEvent(subject, truth)
        case (.connected, .number(let number)): return connectedEvent(subject, number != 0)
        case (_, .truth): throw NativePayload.Fault("type", "true or false where a number is expected")
        case (_, .number(let raw)):
            // What the broker kept, of unknown age, is no reading; it is no fault either.
            if isRetained, mapping.timePointer == nil { return nil }
            let ours = MappedValue.toOurs(raw, mapping)
            guard ours.isFinite else { throw NativePayload.Fault("type", "\(raw) is no reading") }
            guard let value = combined(subject, mapping, ours, now: now) else { return nil }
            var telemetry = Self.telemetry(mapping.signal, value)
            telemetry.isRetained = isRetained
            telemetry.maximumAge = mapping.maximumAge
            telemetry.sourceTime = try sourceTime(mapping, payload)
            switch subject {
            case .der(let der): return .derTelemetry(der, telemetry)
            case .node(let node): return .meterTelemetry(node, telemetry)
            }
        }
    }

    /// The value where one topic carries the signal; the sum of the parts once all of them are young enough.
    private mutating func combined(
        _ subject: Subject, _ mapping: SignalMapping, _ value: Double, now: Moment
    ) -> Double? {
        let key = PartKey(subject: subject, signal: mapping.signal)
        guard mapping.signal == .powerKW || mapping.signal == .reactivePowerKvar, partCount[key] ?? 1 > 1 else {
            return value
        }
        parts[key, default: [:]][Self.partName(mapping)] = (value, now.steady)
        let young = parts[key]!.values.filter { now.steady - $0.at <= mapping.maximumAge }
        return young.count == partCount[key] ? young.reduce(0) { $0 + $1.value } : nil
    }

    /// A part that the source withdrew must not go on counting in the sum.
    private mutating func forget(_ subject: Subject, _ mapping: SignalMapping) {
        parts[PartKey(subject: subject, signal: mapping.signal)]?[Self.partName(mapping)] = nil
    }

    private static func partName(_ mapping: SignalMapping) -> String { mapping.topic + "#" + (mapping.pointer ?? "") }

    private func onlineEvent(_ subject: Subject, _ truth: Bool) -> MQTTEvent? {
        if case .der(let der) = subject { .online(der, truth) } else { nil }
    }

    private func connectedEvent(_ subject: Subject, _ truth: Bool) -> MQTTEvent? {
        if case .der(let der) = subject { .connected(der, truth) } else { nil }
    }

    private static func telemetry(_ signal: SignalMapping.Signal, _ value: Double) -> Telemetry {
        switch signal {
        case .powerKW: Telemetry(power: .kilowatts(value))
        case .soc: Telemetry(stateOfCharge: value)
        case .voltageV: Telemetry(voltage: .volts(value))
        case .reactivePowerKvar: Telemetry(reactivePower: .kilovars(value))
        case .online, .connected, .setpointKW, .importLimitKW, .currentLimitA, .keepalive: Telemetry()
        }
    }

    /// The source's time where the mapping points at one: RFC 3339, or seconds or milliseconds since 1970.
    private func sourceTime(_ mapping: SignalMapping, _ payload: [UInt8]) throws(NativePayload.Fault) -> UTCInstant? {
        guard let pointer = mapping.timePointer else { return nil }
        switch (try? JSONValue(parsing: payload))?.pointer(pointer) {
        case .string(let text):
            guard let time = RFC3339.parse(text) else {
                throw NativePayload.Fault("time", "\(text.prefix(40)) at \(pointer) is not an RFC 3339 time with zone")
            }
            return UTCInstant(milliseconds: time)
        case .number(let number) where number.magnitude < 1e15:
            return UTCInstant(milliseconds: Int64(number > 1e11 ? number : number * 1_000))
        default: throw NativePayload.Fault("time", "no time at \(pointer)")
        }
    }

    // MARK: - Out

    /// The messages that bring a setpoint to a DER.
    mutating func setpoint(_ item: SetpointOutbox.Item, reason: SetpointReason?, now: Moment) -> [GatewayAction] {
        let mappings = written[item.der]
        guard mappings.isEmpty else { return mappings.map { Self.write($0, item) } }
        sequences[item.der] = max(sequences[item.der] + 1, UInt64(max(0, now.utc.milliseconds)))
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("time")
        writer.value(RFC3339.format(milliseconds: now.utc.milliseconds))
        writer.key("seq")
        writer.value(Int(clamping: sequences[item.der]))
        writer.key("powerKW")
        writer.value(item.power.kilowatts)
        writer.key("validUntil")
        writer.value(RFC3339.format(milliseconds: item.validUntil.milliseconds))
        writer.key("reason")
        writer.value(reason?.sentence ?? "")
        writer.endObject()
        return [
            .publish(topic: "\(prefixOfDER[item.der])/setpoint", payload: writer.bytes, isRetained: false)
        ]
    }

    private static func write(_ mapping: SignalMapping, _ item: SetpointOutbox.Item) -> GatewayAction {
        let ours: Double
        switch mapping.signal {
        case .currentLimitA: ours = item.current?.amperes ?? 0
        case .importLimitKW: ours = max(item.power.kilowatts, 0)
        default: ours = item.power.kilowatts
        }
        // Thousandths of the site's unit: no tails of binary fractions on the wire.
        let theirs = (MappedValue.fromOurs(ours, mapping) * 1_000).rounded() / 1_000
        let number = JSONValue.number(theirs == 0 ? 0 : theirs).serialized()
        let text = mapping.template.map { $0.replacing("{value}", with: number) } ?? number
        return .publish(topic: mapping.topic, payload: Array(text.utf8), isRetained: false)
    }

    /// The messages that keep publishers talking, when they are due.
    mutating func keepalives(now: Moment) -> [GatewayAction] {
        var actions: [GatewayAction] = []
        for index in nextKeepalive.indices {
            let due = nextKeepalive[index].due ?? now.steady
            guard due <= now.steady else { continue }
            let mapping = nextKeepalive[index].mapping
            nextKeepalive[index].due = now.steady + (mapping.repeatInterval ?? .seconds(30))
            actions.append(
                .publish(topic: mapping.topic, payload: Array((mapping.template ?? "").utf8), isRetained: false))
        }
        return actions
    }

    /// The answer to a message that was refused.
    func rejection(of topic: String, code: String, reason: String, now: Moment) -> GatewayAction? {
        let segments = topic.split(separator: "/")
        guard topic.hasPrefix("headroom/v1/site/"), segments.count > 3,
            routes["headroom/v1/site/\(segments[3])/status"] != nil
        else { return nil }
        // A topic that nobody has is answered to its site.
        let isDER = segments.count > 6 && segments[4] == "der" && routes[topic] != nil
        let base = segments.prefix(isDER ? 6 : 4).joined(separator: "/")
        let body: JSONValue = [
            "time": .string(RFC3339.format(milliseconds: now.utc.milliseconds)), "topic": .string(topic),
            "code": .string(code), "reason": .string(reason),
        ]
        return .publish(topic: "\(base)/rejected", payload: body.serializedBytes(), isRetained: false)
    }
}

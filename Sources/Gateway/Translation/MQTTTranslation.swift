// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON

/// The one door between MQTT and the core: which topic means what, and what is written where.
///
/// The table of topics is made from the topology; a message is found by its whole topic. In parts: this file (the
/// table, native topics), `+Mapped` (topics of the sites' own systems), `+Outbound`, `+FeederChange`.
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

    private(set) var routes: [String: [Route]] = [:]
    private let prefixOfDER: [String]
    /// The site that a mapped topic's refusals are answered to.
    private(set) var siteOfTopic: [String: Site.ID] = [:]
    /// The topics that each site may publish on, sorted.
    private var topicsOfSite: [Site.ID: [String]] = [:]
    /// What is written for a mapped DER.
    let written: [[SignalMapping]]
    /// Whether a setpoint can be written at all.
    let isCommandable: [Bool]
    /// The DER that a topic of ours commands.
    let derOfSetpointTopic: [String: Int]
    var sequences: [UInt64]
    var streams = MappedStreams()
    var nextKeepalive: [Keepalive] = []
    /// Declared maximum ages: a message may say less, never more.
    var maximumAges: (ders: [Duration], nodes: [Duration])
    /// The phases that each subject's readings may be on.
    private let places: (ders: [PhasePlace], nodes: [PhasePlace])
    var needsHeardAt: [Int: MonotonicInstant] = [:]

    struct Keepalive {
        var mapping: SignalMapping
        var due: MonotonicInstant?
    }

    /// Needs of one DER are taken no more often: each goes to disk before anything else is done.
    static let needsInterval = Duration.seconds(1)

    init(_ feeder: Feeder, index: FeederIndex) {
        prefixOfDER = feeder.ders.map { "\(Self.sitePrefix)\($0.site)/der/\($0.id)" }
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
        derOfSetpointTopic = Self.setpointTopics(prefixOfDER, written, isCommandable)
        sequences = Array(repeating: 0, count: feeder.ders.count)
        maximumAges = (feeder.ders.map(\.maximumAge), feeder.nodes.map(\.meterMaximumAge))
        let nodes = feeder.nodes
        places = (
            zip(feeder.ders, index.nodeOfDER).map { PhasePlace($0, at: nodes[Int($1)]) }, nodes.map { PhasePlace($0) }
        )
        for (der, unit) in feeder.ders.enumerated() { addRoutes(der, unit) }
        for (site, party) in feeder.sites.enumerated() {
            let node = Int(index.nodeOfSite[site])
            add("\(Self.sitePrefix)\(party.id)/status", .siteStatus(site))
            add(Self.meterTopic(party.id), .meter(node))
            for mapping in party.meterMappings { addMapping(.node(node), mapping, party.id) }
        }
        for (node, place) in feeder.nodes.enumerated() where place.kind != .usagePoint {
            add("headroom/v1/node/\(place.id)/telemetry", .meter(node))
        }
        for topic in routes.keys { if let site = site(of: topic) { topicsOfSite[site, default: []].append(topic) } }
        for site in topicsOfSite.keys { topicsOfSite[site]?.sort() }
    }

    private static func setpointTopics(
        _ prefixes: [String], _ written: [[SignalMapping]], _ isCommandable: [Bool]
    ) -> [String: Int] {
        var ders: [String: Int] = [:]
        for (der, mappings) in written.enumerated() where isCommandable[der] {
            let topics = mappings.isEmpty ? [DERTopic.setpoint.under(prefixes[der])] : mappings.map(\.topic)
            for topic in topics { ders[topic] = der }
        }
        return ders
    }

    private mutating func addRoutes(_ der: Int, _ unit: DER) {
        add(topic(.needs, der: der), .needs(der))
        switch unit.communication {
        case .mqtt, .none:
            add(topic(.telemetry, der: der), .derTelemetry(der))
            add(topic(.capabilities, der: der), .capabilities(der))
            add(topic(.acknowledgement, der: der), .acknowledgement(der))
        case .mapped(let mappings):
            for mapping in mappings { addMapping(.der(der), mapping, unit.site) }
        case .ocpp: break
        }
    }

    private mutating func addMapping(_ subject: Subject, _ mapping: SignalMapping, _ site: Site.ID) {
        if mapping.signal == .keepalive {
            // The meter and the DERs of one site gateway share its keepalive.
            if !nextKeepalive.contains(where: { $0.mapping == mapping }) {
                nextKeepalive.append(Keepalive(mapping: mapping, due: nil))
            }
        } else if !mapping.isWritten {
            add(mapping.topic, .mapped(subject, mapping))
            siteOfTopic[mapping.topic] = site
            let place = place(of: subject)
            streams.expect(mapping, of: subject, phase: mapping.conductor.flatMap(place.phase))
        }
    }

    /// Where a subject's readings may be.
    func place(of subject: Subject) -> PhasePlace {
        switch subject {
        case .der(let der): places.ders[der]
        case .node(let node): places.nodes[node]
        }
    }

    private mutating func add(_ topic: String, _ route: Route) { routes[topic, default: []].append(route) }

    /// Where DERs say what they can do.
    static let capabilitiesFilter = DERTopic.capabilities.under(everyDER)

    private static let everyDER = "\(sitePrefix)+/der/+"

    /// The filters to subscribe to: ours by wildcard, the mapped topics one by one.
    var subscriptions: [String] {
        let native = [
            DERTopic.telemetry.under(Self.everyDER), Self.capabilitiesFilter,
            DERTopic.acknowledgement.under(Self.everyDER), DERTopic.needs.under(Self.everyDER),
            "headroom/v1/site/+/meter/telemetry", "headroom/v1/site/+/status", "headroom/v1/node/+/telemetry",
        ]
        return native + siteOfTopic.keys.sorted()
    }

    /// A DER says for itself how soon its readings are stale: sooner than declared, never later.
    mutating func narrowAge(_ der: Int, to age: Duration) {
        maximumAges.ders[der] = min(maximumAges.ders[der], age)
    }

    // MARK: - Whose

    /// The site that a topic is of, by its prefix or its mapping.
    func site(of topic: String) -> Site.ID? {
        if let site = siteOfTopic[topic] { return site }
        guard topic.hasPrefix(Self.sitePrefix) else { return nil }
        return Site.ID(String(topic.dropFirst(Self.sitePrefix.count).prefix { $0 != "/" }))
    }

    /// The topics that a site may publish on.
    func topics(of site: Site.ID) -> [String] { topicsOfSite[site] ?? [] }

    private static let sitePrefix = "headroom/v1/site/"

    /// The native topics of a DER, by what follows its prefix.
    enum DERTopic: String {
        case telemetry, capabilities, needs, setpoint
        case acknowledgement = "setpoint/ack"

        func under(_ prefix: String) -> String { "\(prefix)/\(rawValue)" }
    }

    /// A native topic of a DER.
    func topic(_ topic: DERTopic, der: Int) -> String { topic.under(prefixOfDER[der]) }

    /// The native topic of a usage point's meter.
    static func meterTopic(_ site: Site.ID) -> String { "\(sitePrefix)\(site)/meter/telemetry" }

    // MARK: - In

    /// What a message means; empty where nobody asked for the topic.
    mutating func decode(topic: String, _ payload: [UInt8], isRetained: Bool, now: Moment) -> [MQTTEvent] {
        guard let routes = routes[topic] else {
            return [.refused(code: "topic", reason: "no site, DER or node of the topology has this topic")]
        }
        return routes.compactMap { route in
            do throws(NativePayload.Fault) {
                return try decode(route, payload, isRetained: isRetained, now: now)
            } catch {
                return .refused(code: error.code, reason: error.reason)
            }
        }
    }

    private mutating func decode(
        _ route: Route, _ payload: [UInt8], isRetained: Bool, now: Moment
    ) throws(NativePayload.Fault) -> MQTTEvent? {
        switch route {
        case .derTelemetry(let der):
            let (place, age) = (places.ders[der], maximumAges.ders[der])
            return .derTelemetry(der, try Self.telemetry(payload, at: place, isRetained, declared: age))
        case .meter(let node):
            let (place, age) = (places.nodes[node], maximumAges.nodes[node])
            return .meterTelemetry(node, try Self.telemetry(payload, at: place, isRetained, declared: age))
        case .capabilities(let der): return .capabilities(der, try NativePayload.capabilities(payload))
        case .acknowledgement(let der):
            try Self.requireLive(isRetained)
            return .acknowledged(der, try NativePayload.acknowledgement(payload))
        case .needs(let der): return .needs(der, try needs(payload, der, isRetained, now))
        case .siteStatus(let site):
            guard let isOnline = NativePayload.isOnline(payload) else {
                throw NativePayload.Fault("fields", "expected {\"online\": true} or {\"online\": false}")
            }
            return .siteStatus(site, isOnline: isOnline)
        case .mapped(let subject, let mapping):
            return try mapped(subject, mapping, payload, isRetained: isRetained, now: now)
        }
    }

    private static func telemetry(
        _ payload: [UInt8], at place: PhasePlace, _ isRetained: Bool, declared: Duration
    ) throws(NativePayload.Fault) -> Telemetry {
        var telemetry = try NativePayload.telemetry(payload, at: place)
        telemetry.isRetained = isRetained
        telemetry.maximumAge = min(telemetry.maximumAge ?? declared, declared)
        return telemetry
    }

    private mutating func needs(
        _ payload: [UInt8], _ der: Int, _ isRetained: Bool, _ now: Moment
    ) throws(NativePayload.Fault) -> StatedNeeds {
        // What the broker kept may be another vehicle's.
        try Self.requireLive(isRetained)
        let needs = try NativePayload.needs(payload, now: now.utc)
        if let last = needsHeardAt[der], now.steady - last < Self.needsInterval {
            throw NativePayload.Fault("rate", "needs are taken once in \(Self.needsInterval.inSeconds) s")
        }
        needsHeardAt[der] = now.steady
        return needs
    }

    private static func requireLive(_ isRetained: Bool) throws(NativePayload.Fault) {
        guard !isRetained else {
            throw NativePayload.Fault("retained", "retained by the broker: publish it without the retain flag")
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel

/// What is noted of the sites that somebody watches, and what their diagnosis is made of.
extension GatewayCore {
    /// Begins or goes on with the watch of a site, and says what was seen so far.
    mutating func observe(site: Int, isAnew: Bool, now: Moment) -> SiteObservation {
        watches.ask(site, isAnew: isAnew, now: now)
        let watch = watches[site] ?? SiteWatch(now: now)
        let id = model.feeder.sites[site].id
        let node = model.feeder.nodes[Int(model.index.nodeOfSite[site])]
        var subjects = ders(of: site).compactMap { subject(der: $0, watch, now: now) }
        if node.hasMeter { subjects.append(meter(of: site, node, watch)) }
        let known = mqtt.topics(of: id)
        let base = node.baseLoad ?? .none
        return SiteObservation(
            site: id.text, watchedS: (now.steady - watch.since.steady).inSeconds, now: now.steady, subjects: subjects,
            denied: watch.denied, strays: watch.topics.filter { mqtt.routes[$0.key] == nil },
            refusedLogins: watch.refusedLogins,
            baseLoadKW: min(base.minimum.kilowatts, base.maximum.kilowatts)...base.maximum.kilowatts,
            knownTopics: known)
    }

    /// Notes a message of a watched site with what became of it.
    mutating func noteWatched(
        _ site: Int, _ topic: String, _ payload: [UInt8], isRetained: Bool, refusal: (code: String, reason: String)?,
        now: Moment
    ) {
        let routes = mqtt.routes[topic]
        let mappings = (routes ?? []).compactMap { route -> (mapping: SignalMapping, phase: PhaseCode?)? in
            guard case .mapped(let subject, let mapping) = route else { return nil }
            return (mapping, mapping.conductor.flatMap(mqtt.place(of: subject).phase))
        }
        let glance = mappings.isEmpty ? PayloadGlance(native: payload) : PayloadGlance(payload, mappings)
        let sum = sumOfDERs(site, now: now)
        watches[site]?.note(topic, isKnown: routes != nil) {
            $0.note(
                glance, payload, refusal: refusal, isRetained: isRetained, sumOfDERsKW: sum?.kilowatts, now: now)
        }
    }

    /// The broker did not let a user publish.
    mutating func noteDenied(user: String, topic: String) {
        guard !watches.isEmpty, let id = BrokerAccesses.site(ofUser: user), let site = model.index.sitePosition[id]
        else { return }
        watches[site]?.noteDenied(String(topic.prefix(Self.keptTopic)))
    }

    /// A setpoint goes out to a DER of a watched site.
    mutating func noteWatchedSetpoint(_ der: Int, now: Moment) {
        guard !watches.isEmpty else { return }
        let site = Int(model.index.siteOfDER[der])
        if watches[site]?.setpointSentAt[der] == nil { watches[site]?.setpointSentAt[der] = now.steady }
    }

    /// Longest topic of a mistake that is kept.
    static let keptTopic = 200

    /// The watched site that a topic is of.
    func watchedSite(of topic: String) -> Int? {
        guard let id = mqtt.site(of: topic), let site = model.index.sitePosition[id], watches[site] != nil else {
            return nil
        }
        return site
    }

    /// The DERs of a site: they are all at its usage point.
    private func ders(of site: Int) -> Range<Int> { model.index.ders(below: Int(model.index.nodeOfSite[site])) }

    /// What the DERs of a site draw together, where each of them has a live measurement.
    private func sumOfDERs(_ site: Int, now: Moment) -> ActivePower? {
        var sum = ActivePower.zero
        for der in ders(of: site) {
            guard let power = state.ders[der].power?.live(at: now.steady) else { return nil }
            sum = sum + power
        }
        return sum
    }

    private func subject(der: Int, _ watch: SiteWatch, now: Moment) -> ObservedSubject? {
        let unit = model.feeder.ders[der]
        let (known, telemetry) = (state.ders[der], mqtt.topic(.telemetry, der: der))
        let topics: [String]
        switch unit.communication {
        case .mqtt: topics = [telemetry]
        case .mapped(let mappings): topics = Self.expected(mappings.filter(\.isReading), watch)
        // What is measured at most is no fault where it is not.
        case .none where watch.topics[telemetry] != nil: topics = [telemetry]
        case .ocpp, .none: return nil
        }
        let bounds = state.plausiblePower(der: der)
        let isNative = if case .mqtt = unit.communication { true } else { false }
        let capabilities = mqtt.topic(.capabilities, der: der)
        return ObservedSubject(
            name: unit.id.text, unit: unit.unit,
            plausibleKW: bounds.lowerBound.kilowatts...bounds.upperBound.kilowatts,
            nominalV: model.feeder.nodes[Int(model.index.nodeOfDER[der])].nominalPhaseVoltage.volts,
            phases: unit.phases, maximumAgeS: Self.maximumAge(of: unit).inSeconds, topics: Self.observed(topics, watch),
            isPowerWhole: Self.isPowerWhole(unit.communication.mappings),
            capabilities: watch.topics[capabilities],
            acknowledgements: watch.topics[mqtt.topic(.acknowledgement, der: der)],
            needs: watch.topics[mqtt.topic(.needs, der: der)], isProvisioned: known.isProvisioned,
            capabilitiesTopic: isNative ? capabilities : nil,
            command: known.command.map {
                ObservedSubject.Command(
                    powerKW: $0.power.kilowatts, standing: $0.standing, sentAt: $0.sentAt.steady,
                    settlingS: unit.settlingTime.inSeconds)
            },
            setpointSentS: watch.setpointSentAt[der].map { (now.steady - $0).inSeconds })
    }

    private func meter(of site: Int, _ node: ConnectivityNode, _ watch: SiteWatch) -> ObservedSubject {
        let party = model.feeder.sites[site]
        let mapped = Self.expected(party.meterMappings.filter { !$0.isWritten }, watch)
        let topics = mapped.isEmpty ? [MQTTTranslation.meterTopic(party.id)] : mapped
        let bounds = state.plausiblePower(node: Int(model.index.nodeOfSite[site]))
        return ObservedSubject(
            name: Self.meterName, unit: nil, plausibleKW: bounds.lowerBound.kilowatts...bounds.upperBound.kilowatts,
            nominalV: node.nominalPhaseVoltage.volts, phases: node.phases,
            maximumAgeS: (Self.longest(party.meterMappings) ?? node.meterMaximumAge).inSeconds,
            topics: Self.observed(topics, watch), isPowerWhole: Self.isPowerWhole(party.meterMappings),
            isProvisioned: true)
    }

    /// The topics of mappings; one that tells a phase beside the total is no fault where it is not there.
    private static func expected(_ mappings: [SignalMapping], _ watch: SiteWatch) -> [String] {
        mappings.filter { $0.signal != .phasePowerKW || watch.topics[$0.topic] != nil }.map(\.topic)
    }

    /// Age from which a DER's readings are stale; of mappings, the longest of theirs.
    private static func maximumAge(of unit: DER) -> Duration {
        longest(unit.communication.mappings) ?? unit.maximumAge
    }

    private static func longest(_ mappings: [SignalMapping]) -> Duration? {
        mappings.filter(\.isReading).map(\.maximumAge).max()
    }

    private static func isPowerWhole(_ mappings: [SignalMapping]) -> Bool {
        Set(mappings.filter { $0.signal == .powerKW }.map(\.topic)).count <= 1
    }

    /// How a site's meter is called in its diagnosis.
    static let meterName = "meter"

    private static func observed(_ topics: [String], _ watch: SiteWatch) -> [ObservedSubject.Topic] {
        Set(topics).sorted().map { ObservedSubject.Topic(name: $0, seen: watch.topics[$0] ?? TopicObservation()) }
    }
}

extension Communication {
    /// The mappings of a DER that speaks by topics of its site's own system.
    fileprivate var mappings: [SignalMapping] { if case .mapped(let mappings) = self { mappings } else { [] } }
}

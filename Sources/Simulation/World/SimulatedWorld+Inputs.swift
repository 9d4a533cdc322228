// SPDX-License-Identifier: Apache-2.0

import GridModel
public import OCPP

extension SimulatedWorld {
    // MARK: - Broker

    /// Everybody who publishes: the sites in order, then the measured nodes.
    public var allPublishers: [WorldPublisher] {
        feeder.sites.indices.map { .site($0) }
            + publishers.meters.keys.sorted().filter { publishers.siteOfNode[$0] == nil }.map { .node($0) }
    }

    /// What a site subscribes to.
    public func subscriptions(site: Int) -> [String] {
        let native = "headroom/v1/site/\(feeder.sites[site].id)/der/+/setpoint"
        let written = publishers.mapped.written.filter { _, readers in
            readers.contains { self.site(of: $0.subject) == site }
        }
        let keepalives = publishers.mapped.keepalives.filter { $0.value == site }
        return [native] + written.keys.sorted() + keepalives.keys.sorted()
    }

    /// The will of a site: that it is gone.
    public func will(site: Int) -> (topic: String, payload: [UInt8]) {
        ("headroom/v1/site/\(feeder.sites[site].id)/status", NativePublication.status(isOnline: false))
    }

    /// Whether a publisher tries to be connected now.
    public func wantsBroker(_ publisher: WorldPublisher) -> Bool {
        guard case .site(let site) = publisher, let until = publishers.awayUntil[site] else { return true }
        return until <= time
    }

    /// A publisher has reached the broker: it says that it is there, and what its DERs can do.
    public mutating func connected(_ publisher: WorldPublisher) {
        publishers.isConnected[publisher] = true
        guard case .site(let site) = publisher else { return }
        say(publisher, will(site: site).topic, NativePublication.status(isOnline: true), isRetained: true)
        publishCapabilities(site)
    }

    /// A publisher has lost the broker.
    public mutating func disconnected(_ publisher: WorldPublisher) { publishers.isConnected[publisher] = false }

    /// A message on a topic that a site subscribed to.
    public mutating func received(topic: String, payload: [UInt8]) {
        if let site = publishers.mapped.keepalives[topic] { publishers.lastKeepalive[site] = time }
        if let der = publishers.setpointTopics[topic] { take(NativePublication.setpoint(payload), der) }
        for (subject, mapping) in publishers.mapped.written[topic] ?? [] {
            guard case .der(let der) = subject, let value = MappedTopics.command(payload, mapping) else { continue }
            take(value, mapping.signal, der)
        }
    }

    private mutating func take(_ command: SetpointReceiver.Command?, _ der: Int) {
        guard let command else { return }
        guard ders[der].receiver.receive(command, now: time) else { return }
        let unit = ders[der].der
        say(
            .site(Int(index.siteOfDER[der])), "\(NativePublication.prefix(unit))/setpoint/ack",
            NativePublication.acknowledgement(sequence: command.sequence, status: "accepted", power: command.power))
    }

    private mutating func take(_ value: Double, _ signal: SignalMapping.Signal, _ der: Int) {
        let power: ActivePower
        switch (signal, ders[der].body) {
        case (.currentLimitA, .outlet(let outlet)):
            power = .watts(value * outlet.outlet.voltage.volts * Double(outlet.phasesInUse))
        case (.currentLimitA, _), (.keepalive, _): return
        default: power = .kilowatts(value)
        }
        let command = SetpointReceiver.Command(
            power: power, validUntil: time + Publishers.mappedValidity, sequence: Int(time.milliseconds))
        _ = ders[der].receiver.receive(command, now: time)
    }

    private func site(of subject: MappedTopics.Subject) -> Int {
        switch subject {
        case .meter(let site): site
        case .der(let der): Int(index.siteOfDER[der])
        }
    }

    // MARK: - Stations

    /// Whether a station tries to be connected now.
    public func wantsConnection(station: Int) -> Bool { stations[station].wantsConnection(now: time) }

    /// The versions of OCPP that a station offers, best first.
    public func offeredVersions(station: Int) -> [OCPPVersion] { stations[station].offered }

    /// A station's WebSocket is up, with the version that was agreed; nil for the one it is made for.
    public mutating func opened(station: Int, version: OCPPVersion? = nil) {
        stations[station].opened(now: time, agreed: version)
    }

    /// A station's WebSocket is gone.
    public mutating func closed(station: Int) { stations[station].closed(now: time) }

    /// A text frame has come for a station.
    public mutating func received(station: Int, _ frame: [UInt8]) {
        stations[station].received(frame, now: time)
        flush(station: station)
    }

    /// Moves what a station has to say to the outputs; one connection keeps its order.
    mutating func flush(station: Int) {
        let isSlow = stations[station].habits.contains(.slowAnswers)
        for frame in stations[station].frames {
            let delay = isSlow ? stations[station].generator.seconds(1, 8) : .zero
            let due = max(time + delay, stations[station].lastFrameDue)
            stations[station].lastFrameDue = due
            outputs.add(.send(station: station, frame), due: due.milliseconds, now: time.milliseconds)
        }
        stations[station].frames = []
        if stations[station].wantsHangUp, stations[station].session != nil {
            stations[station].wantsHangUp = false
            outputs.add(.hangUp(station: station), due: time.milliseconds, now: time.milliseconds)
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import GridModel

extension SimulatedWorld {
    /// Everything that devices have said and that is due by now, in order. Takes it away.
    public mutating func takeOutputs() -> [WorldOutput] { outputs.take(now: time.milliseconds) }

    mutating func publish() {
        for node in publishers.meters.keys.sorted() { publishMeter(node) }
        for der in publishers.ders.keys.sorted() { publishTelemetry(der) }
        for topic in publishers.mapped.published.indices { publishMapped(topic) }
        for site in feeder.sites.indices {
            if let due = publishers.nextCapabilities[site], due <= time { publishCapabilities(site) }
            leaveNowAndThen(site)
        }
    }

    private mutating func publishMeter(_ node: Int) {
        let place = feeder.nodes[node]
        let site = publishers.siteOfNode[node]
        let publisher = site.map { WorldPublisher.site($0) } ?? .node(node)
        guard isDue(\.meters[node], publisher) else { return }
        let topic =
            site.map { "headroom/v1/site/\(feeder.sites[$0].id)/meter/telemetry" }
            ?? "headroom/v1/node/\(place.id)/telemetry"
        let payload = NativePublication.telemetry(
            stamp(publisher, publishers.meters[node]?.sequence ?? 0),
            power: reported(trueNetPower(node: node), publisher),
            byPhase: reported(truePhasePower(node: node), publisher), on: place.phases,
            voltage: tellsVoltage ? place.nominalPhaseVoltage * voltageFactor : nil)
        say(publisher, topic, payload)
    }

    private mutating func publishTelemetry(_ der: Int) {
        let publisher = WorldPublisher.site(Int(index.siteOfDER[der]))
        guard isDue(\.ders[der], publisher) else { return }
        let unit = ders[der]
        var request: ActivePower?
        var available: ActivePower?
        switch unit.body {
        case .battery(let battery): request = battery.wish
        case .photovoltaic(_, _, let sun): available = sun
        case .load(_, _, let demand): request = demand
        case .outlet: break
        }
        let payload = NativePublication.telemetry(
            stamp(publisher, publishers.ders[der]?.sequence ?? 0), power: reported(unit.power, publisher),
            byPhase: reported(unit.byPhase, publisher), on: unit.der.phases,
            stateOfCharge: reportedSoC(unit, publisher), request: request, available: available)
        say(publisher, "\(NativePublication.prefix(unit.der))/telemetry", payload)
    }

    private mutating func publishMapped(_ number: Int) {
        let topic = publishers.mapped.published[number]
        if publishers.mapped.sitesWithKeepalive.contains(topic.site) {
            guard let last = publishers.lastKeepalive[topic.site], time - last <= Publishers.keepaliveAge else {
                return
            }
        }
        let publisher = WorldPublisher.site(topic.site)
        guard isDue(\.mappedTopics[number], publisher),
            let payload = MappedTopics.payload(topic, now: stampTime(publisher), { values($0, publisher) })
        else { return }
        say(publisher, topic.name, payload)
    }

    private func values(_ subject: MappedTopics.Subject, _ publisher: WorldPublisher) -> MappedTopics.Values {
        let node: Int, power: ActivePower, byPhase: PhasePowers, lines: [PhaseCode], soc: Double?
        var isConnected = false
        switch subject {
        case .meter(let site):
            node = Int(index.nodeOfSite[site])
            power = trueNetPower(node: node)
            byPhase = truePhasePower(node: node)
            lines = feeder.nodes[node].phases.lines
            soc = nil
        case .der(let der):
            node = Int(index.nodeOfDER[der])
            power = ders[der].power
            byPhase = ders[der].byPhase
            lines = feeder.ders[der].phaseRotation
            soc = ders[der].stateOfCharge
            if case .outlet(let outlet) = ders[der].body { isConnected = outlet.isPlugged }
        }
        return MappedTopics.Values(
            power: reported(power, publisher), lines: lines, byPhase: reported(byPhase, publisher),
            stateOfCharge: soc, voltage: feeder.nodes[node].nominalPhaseVoltage * voltageFactor,
            isConnected: isConnected)
    }

    // MARK: - Stamps and habits

    private mutating func isDue(
        _ stream: WritableKeyPath<Publishers, Publishers.Stream?>, _ publisher: WorldPublisher
    ) -> Bool {
        guard var found = publishers[keyPath: stream], var generator = publishers.generators[publisher] else {
            return false
        }
        let isDue = found.isDue(time, &generator)
        publishers[keyPath: stream] = found
        publishers.generators[publisher] = generator
        return isDue && publishers.isConnected[publisher] == true && !habit(.silentMeter, publisher)
    }

    private mutating func isDue(
        _ stream: WritableKeyPath<Publishers, Publishers.Stream>, _ publisher: WorldPublisher
    ) -> Bool {
        guard var generator = publishers.generators[publisher] else { return false }
        let isDue = publishers[keyPath: stream].isDue(time, &generator)
        publishers.generators[publisher] = generator
        return isDue && publishers.isConnected[publisher] == true && !habit(.silentMeter, publisher)
    }

    private func habit(_ habit: BadHabits, _ publisher: WorldPublisher) -> Bool {
        guard case .site(let site) = publisher else { return false }
        return habits.sites[feeder.sites[site].id]?.contains(habit) ?? false
    }

    private func stampTime(_ publisher: WorldPublisher) -> UTCInstant {
        habit(.futureClock, publisher) ? time + .seconds(3_600) : time
    }

    private func stamp(_ publisher: WorldPublisher, _ sequence: Int) -> NativePublication.Stamp {
        let boot: Int = if case .site(let site) = publisher { publishers.boots[site] } else { 0 }
        return NativePublication.Stamp(time: stampTime(publisher), sequence: sequence, boot: "b\(boot)")
    }

    private func reportedSoC(_ unit: SimulatedDER, _ publisher: WorldPublisher) -> Double? {
        guard habit(.jumpsStateOfCharge, publisher), let soc = unit.stateOfCharge else { return unit.stateOfCharge }
        // A message in three is a percent too high, the others a percent too low.
        let isHigh = time.milliseconds / 1_000 / Self.jumpSeconds % 3 == 0
        return min(max(soc + (isHigh ? 0.01 : -0.01), 0), 1)
    }

    /// Several readings long, or nothing would be seen of it.
    private static let jumpSeconds: Int64 = 20

    private func reported(_ power: ActivePower, _ publisher: WorldPublisher) -> ActivePower {
        var power = power
        if habit(.wrongSign, publisher) { power = -power }
        if habit(.wattsAsKilowatts, publisher) { power = power * 1_000 }
        return power
    }

    private func reported(_ powers: PhasePowers, _ publisher: WorldPublisher) -> PhasePowers {
        powers.map { reported($0, publisher) }
    }

    /// Puts a message on its way: at once, or as the publisher's habits will have it.
    mutating func say(_ publisher: WorldPublisher, _ topic: String, _ payload: [UInt8], isRetained: Bool = false) {
        guard var generator = publishers.generators[publisher] else { return }
        defer { publishers.generators[publisher] = generator }
        if habit(.losesMessages, publisher), generator.chance(0.1) { return }
        let output = WorldOutput.publish(publisher, topic: topic, payload: payload, isRetained: isRetained)
        var due = time
        if habit(.reordersMessages, publisher), generator.chance(0.2) { due = time + generator.seconds(0.5, 4) }
        if habit(.slowAnswers, publisher), topic.hasSuffix("/ack") { due = time + generator.seconds(5, 20) }
        outputs.add(output, due: due.milliseconds, now: time.milliseconds)
        if habit(.repeatsMessages, publisher), generator.chance(0.1) {
            outputs.add(output, due: (due + .milliseconds(300)).milliseconds, now: time.milliseconds)
        }
    }

    // MARK: - Connection

    mutating func publishCapabilities(_ site: Int) {
        publishers.nextCapabilities[site] = time + Publishers.capabilitiesInterval
        for (position, der) in feeder.ders.enumerated() where Int(index.siteOfDER[position]) == site {
            guard der.communication == .mqtt else { continue }
            say(
                .site(site), "\(NativePublication.prefix(der))/capabilities", NativePublication.capabilities(der),
                isRetained: true)
        }
    }

    private mutating func leaveNowAndThen(_ site: Int) {
        let publisher = WorldPublisher.site(site)
        guard habit(.disconnects, publisher), publishers.isConnected[publisher] == true,
            var generator = publishers.generators[publisher]
        else { return }
        let due = publishers.nextDrop[site] ?? time + generator.seconds(60, 240)
        publishers.nextDrop[site] = due
        if due <= time {
            publishers.nextDrop[site] = time + generator.seconds(60, 240)
            publishers.awayUntil[site] = time + generator.seconds(3, 40)
            outputs.add(.leaveBroker(site: site), due: time.milliseconds, now: time.milliseconds)
        }
        publishers.generators[publisher] = generator
    }
}

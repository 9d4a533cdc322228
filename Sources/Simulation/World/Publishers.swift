// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Everything that publishes over MQTT: when each is due, and the numbers that go with its messages.
struct Publishers: Sendable {
    /// One stream of readings.
    struct Stream: Sendable {
        var due: UTCInstant?
        var interval: Duration
        var sequence = 0
    }

    let mapped: MappedTopics
    /// The setpoint topics of native DERs.
    let setpointTopics: [String: Int]
    /// By node, where there is a native meter.
    var meters: [Int: Stream] = [:]
    /// By DER, where it speaks natively.
    var ders: [Int: Stream] = [:]
    /// The site whose usage point a node is.
    private(set) var siteOfNode: [Int: Int] = [:]
    var mappedTopics: [Stream]
    var nextCapabilities: [UTCInstant?]
    var lastKeepalive: [Int: UTCInstant] = [:]
    var boots: [Int]
    var isConnected: [WorldPublisher: Bool] = [:]
    var generators: [WorldPublisher: SeededGenerator] = [:]
    /// By site: when it leaves the broker next, and from when on it may come back.
    var nextDrop: [Int: UTCInstant] = [:]
    var awayUntil: [Int: UTCInstant] = [:]

    /// Meters speak each second, DERs every two, systems of other makers every five.
    static let meterInterval = Duration.seconds(1)
    static let derInterval = Duration.seconds(2)
    static let mappedInterval = Duration.seconds(5)
    /// Capabilities are said at each connect, and now and then again.
    static let capabilitiesInterval = Duration.seconds(300)
    /// A system that needs a keepalive falls silent without one for that long.
    static let keepaliveAge = Duration.seconds(60)
    /// A written mapped value holds that long; then the device falls to its default.
    static let mappedValidity = Duration.seconds(120)

    init(_ feeder: Feeder, _ index: FeederIndex, seed: UInt64) {
        let mapped = MappedTopics(feeder, index)
        self.mapped = mapped
        var topics: [String: Int] = [:]
        for (position, der) in feeder.ders.enumerated() {
            switch der.communication {
            case .mqtt:
                topics["\(NativePublication.prefix(der))/setpoint"] = position
                ders[position] = Stream(interval: Self.derInterval)
            case .none: ders[position] = Stream(interval: Self.derInterval)
            case .mapped, .ocpp: continue
            }
        }
        setpointTopics = topics
        for (node, place) in feeder.nodes.enumerated() where place.hasMeter && place.kind != .usagePoint {
            meters[node] = Stream(interval: Self.meterInterval)
            generators[.node(node)] = SeededGenerator(seed: seed, name: "publisher/node/\(place.id)")
        }
        for (site, party) in feeder.sites.enumerated() {
            let node = Int(index.nodeOfSite[site])
            siteOfNode[node] = site
            if feeder.nodes[node].hasMeter, party.meterMappings.isEmpty {
                meters[node] = Stream(interval: Self.meterInterval)
            }
            generators[.site(site)] = SeededGenerator(seed: seed, name: "publisher/site/\(party.id)")
        }
        mappedTopics = mapped.published.map { _ in Stream(interval: Self.mappedInterval) }
        nextCapabilities = Array(repeating: nil, count: feeder.sites.count)
        boots = Array(repeating: 0, count: feeder.sites.count)
    }
}

extension Publishers.Stream {
    /// Whether it is due; the first message comes at a moment of its own within the interval.
    mutating func isDue(_ now: UTCInstant, _ generator: inout SeededGenerator) -> Bool {
        guard let next = due else {
            due = now + generator.seconds(0, interval.inSeconds)
            return false
        }
        guard next <= now else { return false }
        due = max(next + interval, now)
        sequence += 1
        return true
    }
}

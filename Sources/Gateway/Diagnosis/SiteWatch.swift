// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel

/// What one site publishes, from when somebody asked on.
struct SiteWatch: Sendable {
    let since: Moment
    var askedAt: MonotonicInstant
    /// What came, by topic.
    private(set) var topics: [String: TopicObservation] = [:]
    private var strayCount = 0
    /// Topics that the broker did not let it publish on, and how often it tried.
    private(set) var denied: [String: Int] = [:]
    /// Connections with a wrong user or password since then, of whomever.
    var refusedLogins = 0
    /// When the first setpoint since then went out, by position of the DER.
    var setpointSentAt: [Int: MonotonicInstant] = [:]

    /// Topics of nobody that are told apart; those of its DERs and mappings are as many as the topology has.
    static let mostStrays = 64
    static let mostDenied = 32

    init(now: Moment) {
        since = now
        askedAt = now.steady
    }

    /// Notes a message of a topic.
    ///
    /// - Parameter isKnown: whether the topology has the topic.
    mutating func note(_ topic: String, isKnown: Bool, _ change: (inout TopicObservation) -> Void) {
        if !isKnown, topics[topic] == nil {
            guard strayCount < Self.mostStrays else { return }
            strayCount += 1
        }
        change(&topics[topic, default: TopicObservation()])
    }

    mutating func noteDenied(_ topic: String) {
        guard denied[topic] != nil || denied.count < Self.mostDenied else { return }
        denied[topic, default: 0] += 1
    }
}

/// The sites that are watched now. A watch lives while it is asked for: without one, a message costs one comparison.
struct SiteWatches: Sendable {
    private(set) var watches: [Int: SiteWatch] = [:]

    /// Sites watched at once; who asks for one more takes the place of the one asked for longest ago.
    static let most = 16
    /// A watch that nobody asked for during this ends.
    static let lapse = Duration.seconds(120)

    var isEmpty: Bool { watches.isEmpty }

    subscript(site: Int) -> SiteWatch? {
        _read { yield watches[site] }
        _modify { yield &watches[site] }
    }

    /// Begins a watch, or goes on with it.
    mutating func ask(_ site: Int, isAnew: Bool, now: Moment) {
        drop(before: now.steady)
        if isAnew { watches[site] = nil }
        if watches[site] == nil, watches.count >= Self.most,
            let oldest = watches.min(by: { ($0.value.askedAt, $0.key) < ($1.value.askedAt, $1.key) })?.key
        {
            watches[oldest] = nil
        }
        watches[site, default: SiteWatch(now: now)].askedAt = now.steady
    }

    /// Ends what nobody asks for any more.
    mutating func drop(before now: MonotonicInstant) {
        watches = watches.filter { now - $0.value.askedAt <= Self.lapse }
    }

    mutating func noteRefusedLogin() {
        for site in watches.keys { watches[site]?.refusedLogins += 1 }
    }
}

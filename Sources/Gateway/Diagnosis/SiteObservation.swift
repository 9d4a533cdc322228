// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel

/// All that a site's diagnosis is made of: what was seen, and what the topology and the state of the fleet say.
struct SiteObservation: Sendable {
    var site: String
    /// How long it was watched, s.
    var watchedS: Double
    /// The moment it is made.
    var now: MonotonicInstant
    var subjects: [ObservedSubject]
    /// Topics that the broker refused, and how often.
    var denied: [String: Int]
    /// Topics in the site's own prefix that are nobody's.
    var strays: [String: TopicObservation]
    var refusedLogins: Int
    /// What the site's uncontrolled load may be, kW.
    var baseLoadKW: ClosedRange<Double>
    /// Every topic the site may publish on.
    var knownTopics: [String]
}

/// A DER or meter that publishes by MQTT.
struct ObservedSubject: Sendable {
    /// One of its topics, and what came on it.
    struct Topic: Sendable {
        var name: String
        var seen: TopicObservation
    }

    var name: String
    /// What it is, with its plate; nil for a meter.
    var unit: DERUnit?
    /// Powers that are taken, kW.
    var plausibleKW: ClosedRange<Double>
    var nominalV: Double
    var phases: PhaseCode
    /// Age from which its readings are stale, s.
    var maximumAgeS: Double
    /// Where its readings are expected: all of them, by name.
    var topics: [Topic]
    /// Whether one topic carries all of its power; the parts of several (L1, L2, L3) are no powers of it.
    var isPowerWhole = true
    /// Its other topics: capabilities, acknowledgements, needs.
    var capabilities: TopicObservation?
    var acknowledgements: TopicObservation?
    var needs: TopicObservation?
    /// Whether all is known that it has to say before it is dispatched.
    var isProvisioned: Bool
    /// Where it has to say what it can do; nil where it need not.
    var capabilitiesTopic: String?
    /// The setpoint in force.
    var command: Command?
    /// How long ago the first setpoint of the watch went out, s.
    var setpointSentS: Double?

    /// A setpoint.
    struct Command: Sendable {
        var powerKW: Double
        var standing: SetpointInForce.Standing
        /// When it went out, on the steady clock, and how long it takes to be followed.
        var sentAt: MonotonicInstant
        var settlingS: Double
    }

    /// Whether anything came of its readings.
    var isHeard: Bool { topics.contains { $0.seen.total > 0 } }

    /// All messages of its readings that came live, in order.
    var messages: [TopicObservation.Message] {
        let all = topics.flatMap(\.seen.messages)
        return topics.count > 1 ? all.sorted { $0.at < $1.at } : all
    }
}

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
    /// What it is.
    enum Kind: Sendable, Hashable {
        case meter, battery(capacityKWh: Double), pv, load
        /// An outlet for vehicles, which may deliver where its plate says so.
        case evse
    }

    var name: String
    var kind: Kind
    /// Largest import and export by its plate, kW; nil where nothing bounds it.
    var importKW: Double?
    var exportKW: Double?
    /// Powers that are taken, kW.
    var plausibleKW: ClosedRange<Double>
    var nominalV: Double
    var phases: PhaseCode
    /// Age from which its readings are stale, s.
    var maximumAgeS: Double
    /// Where its readings are expected; all of them.
    var topics: [String: TopicObservation]
    /// Whether one topic carries all of its power; the parts of several (L1, L2, L3) are no powers of it.
    var isPowerWhole = true
    /// Its other topics: capabilities, acknowledgements, needs.
    var capabilities: TopicObservation?
    var acknowledgements: TopicObservation?
    var needs: TopicObservation?
    /// Whether it has to say what it can do before it is dispatched, and whether it has.
    var needsCapabilities: Bool
    var isProvisioned: Bool
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

    /// All messages of its readings that came live, in order.
    var messages: [TopicObservation.Message] {
        let all = topics.values.flatMap(\.messages)
        return topics.count > 1 ? all.sorted { $0.at < $1.at } : all
    }
}

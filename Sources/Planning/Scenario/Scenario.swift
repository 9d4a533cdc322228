// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// One what-if: what is changed on the feeder, what load, sun and vehicles do, who decides, and for how long.
public struct Scenario: Sendable {
    /// A scenario's identifier; its tables lie in a folder of that name.
    public typealias ID = Identifier<Scenario>

    /// The identifier.
    public var id: ID
    /// What it is about, for people.
    public var title: String?
    /// The file it was read from, for messages.
    public var file: String
    /// Start of every random number; each site, DER and day has a stream of its own from it, so that an edit changes
    /// nothing of what the others draw.
    public var seed: UInt64
    /// From when, for how long, in which steps.
    public var horizon: Horizon
    /// Where the feeder lies.
    public var location: Location
    /// Changes of the feeder, in the order they are made.
    public var edits: [ScenarioEdit]
    /// What cannot be controlled.
    public var profiles: Profiles
    /// Limits beside those of the topology.
    public var limits: [ScheduledLimit]
    /// Who decides.
    public var policy: Policy
}

/// The steps of a run. Times are UTC, which knows no summer time: a day has 24 hours.
public struct Horizon: Sendable, Hashable {
    /// Beginning of the first step.
    public var start: UTCInstant
    /// Length of a step in minutes, 1 to 60.
    public var stepMinutes: Int
    /// How many steps.
    public var stepCount: Int

    /// Longest run: a leap year at 5 minutes.
    public static let maximumSteps = 105_408

    /// By its members.
    public init(start: UTCInstant, stepMinutes: Int, stepCount: Int) {
        self.start = start
        self.stepMinutes = stepMinutes
        self.stepCount = stepCount
    }

    /// Length of a step.
    public var step: Duration { .seconds(Int64(stepMinutes) * 60) }
    /// Length of a step in hours.
    public var stepHours: Double { Double(stepMinutes) / 60 }
    /// Beginning of a step; `stepCount` gives the end of the run.
    public func time(ofStep step: Int) -> UTCInstant {
        start + .seconds(Int64(step) * Int64(stepMinutes) * 60)
    }
    /// End of the run.
    public var end: UTCInstant { time(ofStep: stepCount) }

    /// The first step that begins at or after a time.
    func step(atOrAfter time: UTCInstant) -> Int {
        let length = Int64(stepMinutes) * 60_000
        let offset = time.milliseconds - start.milliseconds
        return offset <= 0 ? 0 : Int((offset + length - 1) / length)
    }

    /// The last step boundary at or before a time.
    func boundary(atOrBefore time: UTCInstant) -> Int {
        let offset = time.milliseconds - start.milliseconds
        return offset <= 0 ? 0 : Int(offset / (Int64(stepMinutes) * 60_000))
    }
}

/// Where the feeder lies: the sun goes by latitude and longitude, people by their clock.
public struct Location: Sendable, Hashable {
    /// Degrees north.
    public var latitudeDeg: Double
    /// Degrees east.
    public var longitudeDeg: Double
    /// Hours that people's clocks are ahead of UTC; the same all year.
    public var utcOffsetH: Double
}

/// A limit that holds from one moment to another, or all the time: in the steps that begin within it.
public struct ScheduledLimit: Sendable {
    /// The node it bounds.
    public var node: ConnectivityNode.ID
    /// Import or export.
    public var isImport: Bool
    /// The bound, a magnitude.
    public var power: ActivePower
    /// From when; nil from the beginning.
    public var start: UTCInstant?
    /// Until when; nil to the end.
    public var end: UTCInstant?
    let place: Place

    /// Whether any step of a run begins while it holds.
    func isEverActive(in horizon: Horizon) -> Bool {
        let first = start.map { horizon.step(atOrAfter: $0) } ?? 0
        return first < horizon.stepCount && isActive(at: horizon.time(ofStep: first))
    }

    /// Whether it holds during a step that begins then.
    func isActive(at time: UTCInstant) -> Bool {
        (start.map { $0 <= time } ?? true) && (end.map { time < $0 } ?? true)
    }
}

/// Who decides what the DERs do.
public struct Policy: Sendable {
    /// The two answers.
    public enum Dispatch: String, Sendable, CaseIterable {
        /// The dispatcher of the gateway decides at each step.
        case on
        /// Everybody does as he likes: vehicles charge at full power on arrival, nothing is curtailed.
        case off
    }

    /// Whether the dispatcher decides.
    public var dispatch: Dispatch
    /// One principle of access for the whole feeder; nil keeps the topology's.
    public var principle: AccessPrinciple?
    /// Tiers by kind of DER; those of a lower tier are cut first. A kind that is not named keeps the topology's.
    public var tiers: [DERUnit.Kind: Int]
    /// What batteries would like to do.
    public var batteries: BatteryWish
    /// Most times the dispatcher is asked at one step, until its plan stands.
    public var settlingTicks: Int

    /// What a battery's owner wants of it.
    public enum BatteryWish: String, Sendable, CaseIterable {
        /// Nothing of its own accord.
        case idle
        /// To keep the site's net power at nought.
        case selfConsumption
    }

    /// Most settling ticks that may be asked for: more than the number of rungs, raises and cuts that can follow each
    /// other within one step.
    public static let maximumSettlingTicks = 59
}

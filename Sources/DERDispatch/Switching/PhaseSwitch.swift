// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// What is remembered of a station that can be told to use one phase of its three.
///
/// ```
///   settled ──choice──▶ preparing ──what is in force fits both──▶ switching ──seen in the currents──▶ settled
///      ▲                    │ no longer wished                        │ not seen in its time
///      └────────────────────┴─────────────────────────────────────────┘ (on three phases, all of them counted)
/// ```
public struct PhaseSwitch: Sendable, Hashable {
    /// How far a switch has come.
    public enum Stage: String, Sendable {
        /// It is on the phases it was told.
        case settled
        /// It is told as before, and less, until what is in force fits both.
        case preparing
        /// It has been told; both count.
        case switching
    }

    /// How many phases it is to use.
    public internal(set) var phases = PhaseSwitch.all
    /// How far that has come.
    public internal(set) var stage = Stage.settled
    /// Why it is to use so many.
    public internal(set) var cause = PlannedPhases.Cause.enough
    /// Since when.
    var stageSince: MonotonicInstant?
    /// How long it has charged without being seen on the phases it was told.
    var otherwiseFor = Duration.zero
    /// Whether its station was seen to be told what it is told now.
    var isTold = false
    /// Whether it is told three, may still be on one by an earlier word, and has not been seen on more: then nothing is
    /// learned from one.
    var isUnproven = false
    /// In what time a switch is declared to show.
    var completesWithin = Duration.zero
    /// Since when its station, told one, has had its start to show it: that goes before others once for each order.
    var provesSince: MonotonicInstant?
    /// Whether a pause made it sure, as its station is declared to start as told; whether it may charge since; and
    /// whether that was seen to be wrong.
    var isAssumed = false
    var hasStarted = false
    var isDistrusted = false
    /// Its last start out of such a pause.
    var start: Start?
    /// How often it stopped, each time with an excess above it and before there was a reading of its charge.
    var excessStops = 0
    /// How many phases would be better, and since when.
    var wished: Int?
    var wishedSince: MonotonicInstant?
    /// When it was told to switch, within the last hour.
    var switchedAt: [MonotonicInstant] = []
    /// Until when it is left on three after a switch that was not seen.
    public internal(set) var failedUntil: MonotonicInstant?
    /// How many phases it was told then.
    public internal(set) var failedPhases: Int?
    /// The start of the transaction that this is of.
    var transaction: UTCInstant?

    /// A start out of a pause: when it was, the most that it was let do since, and whether more than is permitted was
    /// imported above it.
    struct Start: Hashable {
        var at: UTCInstant
        var mostKW = 0.0
        var isBelowExcess = false
    }

    /// On three phases, of which nothing was told.
    public init() {}

    /// Nothing is remembered: an earlier run may have told it one, and it may be on that yet.
    static var unknown: PhaseSwitch {
        var known = PhaseSwitch()
        known.isUnproven = true
        return known
    }

    /// All phases of an outlet.
    static let all = 3
    /// Once may be somebody else's excess.
    static let mostExcessStops = 2
    /// Switches are limited by the hour.
    static let hour = Duration.seconds(3_600)

    /// How many phases its station is told now.
    public var told: Int { stage == .preparing ? Self.all + 1 - phases : phases }

    /// Whether it may be on the phases it was told before, or on those it is told now.
    var isUncertain: Bool { stage != .settled || isUnproven }

    /// Whether it was told one phase, and has not been seen on it.
    var isUnseen: Bool { phases < Self.all && stage == .switching && isTold }

    /// Whether a switch was told and not seen, and is not tried again yet.
    func hasFailed(at now: MonotonicInstant) -> Bool { failedUntil.map { $0 > now } ?? false }

    /// A new vehicle, or a station that was set up anew: three phases, as profiles without a word of phases say. How
    /// often it has switched, and whether that failed, stays; and where it may still be on one, that it is unproven.
    mutating func reset(_ transaction: UTCInstant?) {
        var anew = PhaseSwitch()
        anew.switchedAt = switchedAt
        anew.failedUntil = failedUntil
        anew.failedPhases = failedPhases
        anew.isUnproven = isUnproven || phases < Self.all || stage != .settled
        anew.transaction = transaction
        self = anew
    }

    /// Takes up another stage.
    mutating func enter(_ stage: Stage, at now: MonotonicInstant) {
        self.stage = stage
        stageSince = now
        otherwiseFor = .zero
        provesSince = nil
        isTold = false
    }
}

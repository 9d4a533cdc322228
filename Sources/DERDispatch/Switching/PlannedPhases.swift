// SPDX-License-Identifier: Apache-2.0

/// How many phases a station is told to use, and why.
public struct PlannedPhases: Sendable, Hashable {
    /// Why so many.
    public enum Cause: String, Sendable {
        /// Its share holds the least of three phases.
        case enough
        /// Its share is below the least of three phases, and holds that of one.
        case shareBelowMinimum
        /// There has been room for three for a while.
        case roomForThree
        /// A switch was told and not seen in its time: it stays on three until it is tried again.
        case notSeen
    }

    /// How many phases it is told: 1 or 3.
    public var count: Int
    /// Why.
    public var cause: Cause
    /// How far that has come; until it is settled both count.
    public var stage: PhaseSwitch.Stage

    /// By its members.
    public init(count: Int, cause: Cause, stage: PhaseSwitch.Stage) {
        self.count = count
        self.cause = cause
        self.stage = stage
    }
}

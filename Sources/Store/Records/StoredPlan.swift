// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// A change of what one DER is to do, with its reason.
public struct PlanChange: Sendable, Hashable {
    /// When it was decided.
    public var time: UTCInstant
    /// The DER.
    public var der: DER.ID
    /// What was in the plan before; load convention; nil where it was not dispatched.
    public var previous: ActivePower?
    /// What is in the plan now; load convention; nil where it is not dispatched. As it flows: of an outlet that is told
    /// one phase of three, a third of its setpoint.
    public var power: ActivePower?
    /// Why, as JSON text.
    public var reasonJSON: String

    /// By its members.
    public init(time: UTCInstant, der: DER.ID, previous: ActivePower?, power: ActivePower?, reasonJSON: String) {
        self.time = time
        self.der = der
        self.previous = previous
        self.power = power
        self.reasonJSON = reasonJSON
    }
}

/// A whole plan as JSON.
public struct FullPlan: Sendable, Hashable {
    /// When it was made.
    public var time: UTCInstant
    /// The plan as JSON text.
    public var json: [UInt8]

    /// By its members.
    public init(time: UTCInstant, json: [UInt8]) {
        self.time = time
        self.json = json
    }
}

/// What the dispatcher remembers from one tick to the next, in its own form; only the latest is kept.
public struct DispatchMemorySnapshot: Sendable, Hashable {
    /// Version of the form; a reader that does not know it starts afresh.
    public var version: Int
    /// When it was taken.
    public var time: UTCInstant
    /// The memory.
    public var bytes: [UInt8]

    /// By its members.
    public init(version: Int, time: UTCInstant, bytes: [UInt8]) {
        self.version = version
        self.time = time
        self.bytes = bytes
    }
}

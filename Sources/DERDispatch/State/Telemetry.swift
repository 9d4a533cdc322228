// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// One message's worth of readings of one subject, already translated to load convention and our units.
public struct Telemetry: Sendable, Hashable {
    /// Active power; load convention.
    public var power: ActivePower?
    /// Active power on the feeder's phases, kW; load convention.
    public var phasePowerKW: PhaseVector?
    /// Reactive power.
    public var reactivePower: ReactivePower?
    /// Line-to-neutral voltage.
    public var voltage: Voltage?
    /// State of charge, 0...1.
    public var stateOfCharge: Double?
    /// What the site would like the DER to do; load convention.
    public var request: ActivePower?
    /// What a photovoltaic unit could deliver now, were it not limited; a magnitude.
    public var available: ActivePower?
    /// When it was measured by the source's clock; nil where the source has none.
    public var sourceTime: UTCInstant?
    /// The source's sequence number within one boot.
    public var sequence: UInt64?
    /// The source's boot identifier; a new one restarts the sequence.
    public var boot: String?
    /// Whether the broker sent it from its memory: known, but not fresh.
    public var isRetained: Bool
    /// Age from which these readings are stale; nil takes the subject's declared one.
    public var maximumAge: Duration?
    /// Whether its door has already seen to its order: a topic of a site's own system has a stream of its own.
    public var isOrdered = false

    /// By its members.
    public init(
        power: ActivePower? = nil, reactivePower: ReactivePower? = nil, voltage: Voltage? = nil,
        stateOfCharge: Double? = nil, request: ActivePower? = nil, available: ActivePower? = nil,
        sourceTime: UTCInstant? = nil, sequence: UInt64? = nil, boot: String? = nil, isRetained: Bool = false,
        maximumAge: Duration? = nil, phasePowerKW: PhaseVector? = nil
    ) {
        self.power = power
        self.reactivePower = reactivePower
        self.voltage = voltage
        self.stateOfCharge = stateOfCharge
        self.request = request
        self.available = available
        self.sourceTime = sourceTime
        self.sequence = sequence
        self.boot = boot
        self.isRetained = isRetained
        self.maximumAge = maximumAge
        self.phasePowerKW = phasePowerKW
    }
}

/// What became of an observed message.
public enum Observation: Sendable, Hashable {
    /// It is the newest we know.
    case accepted
    /// It was refused and changed nothing.
    case refused(RefusalReason)
}

/// Why an observed message was refused, with the offending numbers.
public enum RefusalReason: Sendable, Hashable {
    /// Its source time is later than ours by more than the tolerance.
    case fromTheFuture(ahead: Duration, tolerance: Duration)
    /// A newer source time is known already.
    case olderThanKnown(behind: Duration)
    /// Its sequence number is not above the last of this boot.
    case outOfSequence(got: UInt64, last: UInt64)
    /// It was retained by the broker and does not prove to be fresh.
    case retained
    /// A value is not a number, or lies outside what the plate allows.
    case implausible(field: String, value: Double, lower: Double, upper: Double)
}

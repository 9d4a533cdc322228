// SPDX-License-Identifier: Apache-2.0

/// One declared translation between a signal of ours and a topic that a site's own system publishes or takes.
///
/// Inside, everything is in load convention, kW and 0...1; `scale`, `offset` and `negate` say how the site's number
/// becomes ours: `ours = (negate ? -1 : 1) * (raw * scale + offset)`. A power with a `conductor` is also the power on that
/// phase; all phases together are a reading by phase.
public struct SignalMapping: Sendable, Hashable {
    /// Which of our signals the topic carries.
    public enum Signal: String, Sendable, CaseIterable {
        /// Active power in kW; several mappings of one DER (L1, L2, L3) add up.
        case powerKW
        /// Active power on one phase in kW, where `powerKW` tells the total.
        case phasePowerKW
        /// State of charge, 0...1.
        case soc
        /// Line-to-neutral voltage in V.
        case voltageV
        /// Reactive power in kvar.
        case reactivePowerKvar
        /// Whether the device is reachable (`true`, `ON`, `online`, 1).
        case online
        /// Whether a vehicle is connected.
        case connected
        /// A setpoint in kW, written by us.
        case setpointKW
        /// A limit on import in kW, written by us.
        case importLimitKW
        /// A limit on current per phase in A, written by us.
        case currentLimitA
        /// A message that keeps the publisher talking, written by us.
        case keepalive
    }

    /// Which conductor a power is measured on.
    public enum Conductor: Sendable, Hashable {
        /// A phase of the feeder.
        case phase(PhaseCode)
        /// The source's own L1, L2 or L3, by its number; it lies where the subject's lines do.
        case line(Int)
    }

    /// The signal.
    public var signal: Signal
    /// The conductor that a power is of; nil for the power of all.
    public var conductor: Conductor?
    /// The topic, without wildcards.
    public var topic: String
    /// JSON pointer (RFC 6901) into the payload; nil or empty: the payload itself, or its member `value`.
    public var pointer: String?
    /// JSON pointer to the source time; nil takes the time of arrival.
    public var timePointer: String?
    /// Factor to our unit, e.g. 0.001 for W and 0.01 for %.
    public var scale: Double
    /// Added after scaling.
    public var offset: Double
    /// Whether the site's sign is the opposite of load convention.
    public var negate: Bool
    /// Age from which the value is stale.
    public var maximumAge: Duration
    /// For written signals: the payload with `{value}` in place of the number; nil writes the bare number.
    public var template: String?
    /// For written signals: repeated at this interval while in force; for `keepalive`, its period.
    public var repeatInterval: Duration?

    /// By its members.
    public init(
        signal: Signal, topic: String, pointer: String? = nil, timePointer: String? = nil, scale: Double = 1,
        offset: Double = 0, negate: Bool = false, maximumAge: Duration = .seconds(60), template: String? = nil,
        repeatInterval: Duration? = nil, conductor: Conductor? = nil
    ) {
        self.signal = signal
        self.conductor = conductor
        self.topic = topic
        self.pointer = pointer
        self.timePointer = timePointer
        self.scale = scale
        self.offset = offset
        self.negate = negate
        self.maximumAge = maximumAge
        self.template = template
        self.repeatInterval = repeatInterval
    }

    /// Whether we write the topic (else the site publishes it).
    public var isWritten: Bool {
        switch signal {
        case .setpointKW, .importLimitKW, .currentLimitA, .keepalive: true
        case .powerKW, .phasePowerKW, .soc, .voltageV, .reactivePowerKvar, .online, .connected: false
        }
    }

    /// Whether the topic carries a measured value.
    public var isReading: Bool {
        switch signal {
        case .powerKW, .phasePowerKW, .soc, .voltageV, .reactivePowerKvar: true
        case .online, .connected, .setpointKW, .importLimitKW, .currentLimitA, .keepalive: false
        }
    }
}

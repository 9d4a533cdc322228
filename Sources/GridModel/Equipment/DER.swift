// SPDX-License-Identifier: Apache-2.0

/// Anything dispatchable: a battery, a photovoltaic unit, an EVSE or a controllable load.
public struct DER: Sendable, Hashable {
    /// The identifier of a DER.
    public typealias ID = Identifier<DER>

    /// The identifier.
    public var id: ID
    /// Name for people.
    public var name: String?
    /// The usage point (or other node) it is connected at.
    public var node: ConnectivityNode.ID
    /// The site whose credentials speak for it.
    public var site: Site.ID
    /// What it is, with its plate.
    public var unit: DERUnit
    /// The phases it is connected to; on fewer phases than its node it counts as if all carried its heaviest.
    public var phases: PhaseCode
    /// Whether it is known which phases these are; not known, it may be on any of its node's.
    public var isPhaseKnown: Bool
    /// The rotation where it is not that of the phases in order.
    private var declaredRotation: [PhaseCode]?
    /// What it holds when we are silent.
    public var defaultLimit: DefaultLimit
    /// How we reach it.
    public var communication: Communication
    /// Time from a command to its effect.
    public var responseDelay: Duration
    /// Fastest change of its power; nil where it follows within its response delay.
    public var rampPerSecond: ActivePower?
    /// How fast it may be raised.
    public var raise: RaiseRule
    /// Those of a lower tier are cut first.
    public var tier: Int
    /// Its claim against others of its tier: twice the power under max-min, half the cut under other principles.
    public var weight: Double
    /// From when its connection counts as accepted; unknown counts as the newest.
    public var connectedSince: ConnectionDate?
    /// Maximum age of its readings before they are stale.
    public var maximumAge: Duration
    /// Setpoint changes allowed per day (flash memories wear); nil where it does not matter.
    public var writesPerDay: Int?
    /// Step of the powers that it can be told; nil for whole watts. An AC EVSE has a step of current instead.
    public var setpointStep: ActivePower?
    /// What a storage does of its own accord; says nothing of others.
    public var storageRule: StorageRule
    /// How it may be told to use one phase of its three; nil where it may not.
    public var phaseSwitching: PhaseSwitching?

    /// By its members.
    public init(
        id: ID, name: String? = nil, node: ConnectivityNode.ID, site: Site.ID, unit: DERUnit, phases: PhaseCode = .abc,
        defaultLimit: DefaultLimit, communication: Communication, responseDelay: Duration = .seconds(10),
        rampPerSecond: ActivePower? = nil, raise: RaiseRule = RaiseRule(), tier: Int = 1, weight: Double = 1,
        maximumAge: Duration = .seconds(60), writesPerDay: Int? = nil, connectedSince: ConnectionDate? = nil,
        setpointStep: ActivePower? = nil, phaseRotation: [PhaseCode]? = nil, isPhaseKnown: Bool = true,
        storageRule: StorageRule = StorageRule(), phaseSwitching: PhaseSwitching? = nil
    ) {
        self.id = id
        self.name = name
        self.node = node
        self.site = site
        self.unit = unit
        self.phases = phases
        self.defaultLimit = defaultLimit
        self.communication = communication
        self.responseDelay = responseDelay
        self.rampPerSecond = rampPerSecond
        self.raise = raise
        self.tier = tier
        self.weight = weight
        self.maximumAge = maximumAge
        self.writesPerDay = writesPerDay
        self.connectedSince = connectedSince
        self.setpointStep = setpointStep
        self.isPhaseKnown = isPhaseKnown
        self.storageRule = storageRule
        self.phaseSwitching = phaseSwitching
        self.phaseRotation = phaseRotation ?? phases.lines
    }

    /// The feeder's phase that each of its own lines L1, L2, L3 lies on, in order; its phases as they come unless
    /// declared.
    public var phaseRotation: [PhaseCode] {
        get { declaredRotation ?? phases.lines }
        set { declaredRotation = newValue == phases.lines ? nil : newValue }
    }
}

extension DER {
    /// Longest time from a command to its whole effect: the delay, and the ramp over the whole plate.
    public var settlingTime: Duration {
        guard let ramp = rampPerSecond, ramp > .zero else { return responseDelay }
        let span = unit.maximumImport + unit.maximumExport
        return responseDelay + .seconds(1) * (span.watts / ramp.watts)
    }
}

/// What a DER does while nobody commands it: its power stays within these magnitudes.
public struct DefaultLimit: Sendable, Hashable {
    /// Import it holds to; a magnitude.
    public var importLimit: ActivePower
    /// Export it holds to; a magnitude.
    public var exportLimit: ActivePower
    /// Whether a law guarantees it (then too much of it is a warning to be acknowledged, not an error).
    public var isLegallyGuaranteed: Bool

    /// By its members.
    public init(importLimit: ActivePower, exportLimit: ActivePower, isLegallyGuaranteed: Bool = false) {
        self.importLimit = importLimit
        self.exportLimit = exportLimit
        self.isLegallyGuaranteed = isLegallyGuaranteed
    }
}

/// How fast a DER may be raised: at most every `interval`, and by at most `fraction` of its nameplate at a time.
public struct RaiseRule: Sendable, Hashable {
    /// Least time between two raises.
    public var interval: Duration
    /// Largest raise as a part of the nameplate.
    public var fraction: Double

    /// By its members.
    public init(interval: Duration = .seconds(30), fraction: Double = 0.25) {
        self.interval = interval
        self.fraction = fraction
    }
}

/// How a DER is reached.
public enum Communication: Sendable, Hashable {
    /// Native MQTT topics (contracts): telemetry, capabilities, setpoint, acknowledgement.
    case mqtt
    /// What the site's own system already publishes and takes.
    case mapped([SignalMapping])
    /// An EVSE of a charging station.
    case ocpp(station: ChargingStation.ID, evse: Int)
    /// Measured at most; never commanded, and so counted as load.
    case none
}

// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// Numbers of the dispatch step that people may set; each default has its reason beside it.
public struct DispatchSettings: Sendable, Hashable {
    /// How long a vehicle must leave room unused before its estimated demand falls.
    public var demandFallsAfter: Duration = .seconds(60)
    /// How often a fallen demand is tried again, so that a cut or a pause never becomes permanent (rule 8).
    public var probeInterval: Duration = .seconds(300)
    /// How long a turn at the minimum lasts at least when not all can have theirs, if the room stays: 15 minutes leave a
    /// vehicle at one or two starts an hour.
    public var turnLength: Duration = .seconds(900)
    /// Least time without a turn before the next one, unless there is room for all.
    public var minimumOffTime: Duration = .seconds(60)
    /// Least time that a turn lasts, unless the room it stands on goes: contactors and vehicles wear by each start.
    public var minimumOnTime: Duration = .seconds(300)
    /// Change below which a setpoint is left alone, as a part of the nameplate.
    public var deadBand = 0.01
    /// Beyond the response delay, how long a measured excess may last before the room is trimmed (T1).
    public var trimAfter: Duration = .seconds(2)
    /// ... before everything below goes to its default (T2).
    public var defaultsAfter: Duration = .seconds(30)
    /// ... before everything below goes to zero (T3).
    public var zeroAfter: Duration = .seconds(90)
    /// How long a node must be clear before the ladder is climbed down.
    public var ladderClearsAfter: Duration = .seconds(60)
    /// How long a disobedient DER is counted at what it measures before it is tried again.
    public var disobedienceLasts: Duration = .seconds(300)
    /// How long after a start nothing is raised at all.
    public var settlingTime: Duration = .seconds(5)
    /// State of charge a storage must have above its reserve before it starts to discharge.
    public var socDeadBand = 0.02
    /// How long further readings must confirm a state of charge that jumped by more than can have flowed.
    public var socConfirmedAfter: Duration = .seconds(60)
    /// Change of the flow that an operating rule of storages leaves alone, as a part of their plates: what meters and
    /// inverters are off by.
    public var storageDeadBand = 0.02
    /// Whether stations that can be are told to use one phase of three.
    public var switchesPhases = true
    /// How long a station's share must be below the least of three phases before it is told one.
    public var oneAfter: Duration = .seconds(30)
    /// How long there must be room for three phases before they are told again: room that comes and goes would wear
    /// contactors.
    public var threeAfter: Duration = .seconds(180)
    /// How long a station that was not seen to switch is left on three phases.
    public var switchRetriedAfter: Duration = .seconds(1_800)
    /// How long a flow must call for the other direction before an operating rule of storages turns: what wavers round
    /// nought would wear inverters and contactors. A discharge that holds a peak or a limit never waits.
    public var storageTurnsAfter: Duration = .seconds(45)
    /// The guards of the safety contract; all on. Tests switch them off one by one to see that they are needed.
    public var guards: Guards = .all

    /// Everything at its default.
    public init() {}
}

/// The guards of the safety contract (design.md section 6) that the dispatch step owns.
public struct Guards: OptionSet, Sendable, Hashable {
    /// The bits.
    public let rawValue: Int
    /// A set by its bits.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// Rule 3: a lowered limit frees its room only when it is confirmed.
    public static let countedPower = Guards(rawValue: 1 << 0)
    /// Rule 3: K simultaneous plug-ins are reserved.
    public static let plugInReserve = Guards(rawValue: 1 << 1)
    /// Rule 3: unreachable DERs count at what they may do.
    public static let unreachable = Guards(rawValue: 1 << 2)
    /// Rule 4: only a measured excess discharges storage.
    public static let measuredExcess = Guards(rawValue: 1 << 3)
    /// Rule 6: raises are stepwise.
    public static let slowRaise = Guards(rawValue: 1 << 4)
    /// Rule 7: who does not follow is counted at what he measures.
    public static let obedience = Guards(rawValue: 1 << 5)
    /// Rule 7: the ladder.
    public static let ladder = Guards(rawValue: 1 << 6)
    /// Rule 8: a fallen demand is tried again.
    public static let noRatchet = Guards(rawValue: 1 << 7)
    /// Rule 9: nothing is raised before a fresh reading.
    public static let restart = Guards(rawValue: 1 << 8)
    /// Rule 11: reserve and departure of vehicles.
    public static let vehicleReserve = Guards(rawValue: 1 << 9)
    /// The 6 A gap.
    public static let gap = Guards(rawValue: 1 << 10)
    /// The margin under every limit, and voltages to the safe side.
    public static let margins = Guards(rawValue: 1 << 11)
    /// Rule 2: what is stale counts at its worst.
    public static let staleness = Guards(rawValue: 1 << 12)
    /// A station that switches phases counts on those of before and of after until it is seen done.
    public static let switchReserve = Guards(rawValue: 1 << 13)

    /// All of them.
    public static let all = Guards(rawValue: (1 << 14) - 1)
}

/// What is decided from: everything the step sees, and nothing else.
public struct DispatchInput: Sendable {
    /// The feeder.
    public var model: DispatchModel
    /// What is known of the fleet.
    public var state: FleetState
    /// The limits that parties have set.
    public var limits: LimitBook
    /// What the last tick remembered.
    public var memory: DispatchMemory
    /// Settings.
    public var settings: DispatchSettings {
        get { settingsInForce.value }
        set { settingsInForce = SettingsInForce(newValue) }
    }
    /// Held aside: an input is handed about a lot, and settings are half of it.
    private var settingsInForce: SettingsInForce
    /// Whether an operator has stopped everything: all to defaults.
    public var isStopped: Bool
    /// Import of devices that stand nobody knows where below the head, three-phase; a magnitude.
    public var unplacedImport: ActivePower
    /// Devices that left the feeder and may still do what they were told last.
    public var departed: [DepartedPower]
    /// What somebody would like storages to do.
    public var targets: TargetBook
    /// The time.
    public var now: Moment
    /// In what flows are counted now.
    var accounts: Accounts
    /// What the tick reads of each DER; the step itself puts it here.
    var readings = TickReadings()
    /// What the tick believes of the storages; the step itself puts it here.
    var storage = StorageEstimate()

    /// By its members.
    public init(
        model: DispatchModel, state: FleetState, limits: LimitBook, memory: DispatchMemory,
        settings: DispatchSettings = DispatchSettings(), isStopped: Bool = false, unplacedImport: ActivePower = .zero,
        departed: [DepartedPower] = [], targets: TargetBook = TargetBook(), now: Moment
    ) {
        self.model = model
        self.state = state
        self.limits = limits
        self.memory = memory
        settingsInForce = SettingsInForce(settings)
        self.isStopped = isStopped
        self.unplacedImport = unplacedImport
        self.departed = departed
        self.targets = targets
        self.now = now
        accounts = Accounts(model, state, limits, memory)
    }
}

private final class SettingsInForce: Sendable {
    let value: DispatchSettings

    init(_ value: DispatchSettings) { self.value = value }
}

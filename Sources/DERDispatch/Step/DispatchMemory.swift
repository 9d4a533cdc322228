// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// What a tick must remember for the next: a value that goes in and comes out, and is stored.
public struct DispatchMemory: Sendable, Hashable {
    /// Per DER.
    public var ders: [DERMemory]
    /// Per node.
    public var nodes: [NodeMemory]
    /// When this run of the gateway began; before the first fresh reading after it nothing is raised.
    public var startedAt: MonotonicInstant
    /// When the turn of one who had it last passed to others while some wait; nil while nobody must.
    public var turnsGivenAt: MonotonicInstant?
    /// When the last tick was.
    public var lastTick: MonotonicInstant?
    /// The stations that can be told how many phases to use, by the position of their DER.
    public internal(set) var phaseSwitches: [Int: PhaseSwitch] = [:]
    /// When it was last asked which of them should use one.
    var phasesChosenAt: MonotonicInstant?

    /// A memory of nothing.
    public init(_ model: DispatchModel, startedAt: MonotonicInstant) {
        ders = Array(repeating: DERMemory(), count: model.derCount)
        nodes = Array(repeating: NodeMemory(), count: model.nodeCount)
        self.startedAt = startedAt
    }
}

/// What is remembered of one DER.
public struct DERMemory: Sendable, Hashable {
    /// When it was last raised.
    public var raisedAt: MonotonicInstant?
    /// Whether it has a turn at its minimum or above.
    public var isAdmitted = false
    /// Since when it has, or has not.
    public var admissionChangedAt: MonotonicInstant?
    /// Energy it is owed (positive) against its fair share, kWh; bounded, and nought without a vehicle.
    public var creditKWh = 0.0
    /// Energy it was told less than it wanted, kWh, by halves forgotten (`CutMemory`); nought where nobody asks for it.
    public var cutKWh = 0.0
    /// The power it is estimated to want, kW; nil until something was learned.
    public var demandKW: Double?
    /// Since when it has taken clearly less than it may.
    public var belowSince: MonotonicInstant?
    /// When its estimated demand was last changed.
    public var demandChangedAt: MonotonicInstant?
    /// The phases that its vehicle is known to use, where they are fewer than its outlet's.
    public var phasesInUse: PhaseCode?
    /// The phases that it has been seen to use, and since when, on the way to being known.
    var phasesSeen: PhaseCode?
    var phasesSeenSince: MonotonicInstant?
    /// The start of the transaction that this is of.
    var phasesOfTransaction: UTCInstant?
    /// From when on they are learned: before, its station may still be on one by an earlier word.
    var phasesLearnedFrom: MonotonicInstant?
    /// Since when it has taken clearly more than it may.
    public var aboveSince: MonotonicInstant?
    /// What it was told since then, kW, least and most.
    var toldSince: ClosedRange<Double>?
    /// Until when it counts as disobedient.
    public var disobedientUntil: MonotonicInstant?
    /// The day (UTC, days since the epoch) that `writes` counts.
    public var writeDay: Int64 = 0
    /// Setpoint changes sent that day.
    public var writes = 0
    /// What is remembered of a storage.
    public var storage = StorageMemory()

    /// Nothing.
    public init() {}

    /// What the outlet would carry with all its phases in use, over what is measured: 1 but for a vehicle that is known to
    /// use fewer.
    public func outletRatio(_ der: DER) -> Double {
        phasesInUse.map { Double(der.phases.count) / Double(max($0.count, 1)) } ?? 1
    }

    /// Whether it counts as disobedient now.
    func isDisobeying(at now: MonotonicInstant) -> Bool { disobedientUntil.map { $0 > now } ?? false }
}

/// What is remembered of one node.
public struct NodeMemory: Sendable, Hashable {
    /// Greatest uncontrolled load below the node as estimated, kW, where it has a meter; what import limits reckon
    /// with.
    public var uncontrolledKW: Double?
    /// The least as estimated, kW; what export limits reckon with.
    public var uncontrolledLeastKW: Double?
    /// The same by phase, where its meter measures phases.
    var phaseUncontrolledKW: PhaseVector?
    /// The same by phase.
    var phaseUncontrolledLeastKW: PhaseVector?
    /// Since when its measured power has been above its limit.
    public var excessSince: MonotonicInstant?
    /// Since when it has been back under its limit after an excess.
    public var clearSince: MonotonicInstant?
    /// How far the ladder has climbed.
    public var stage: LadderStage = .none
    /// Room taken back because of a measured excess, kW; positive for import.
    public var trimKW = 0.0
    /// When the trim was last changed.
    public var trimmedAt: MonotonicInstant?
    /// Where the excess was counted: in total, or on a phase.
    var excessAccount = FlowAccount.total
    /// The direction of the excess.
    public var excessDirection: FlowDirection?
    /// What had to be usable here for the guaranteed minimums below, kW; nil where no limit was set aside for them.
    var guaranteedUsableKW: Double?
    /// The same for what bounds a phase, by its account.
    var guaranteedPhasedKW: [FlowAccount: Double] = [:]
    /// When one with a turn was last stopped because the room here went.
    public var ranShortAt: MonotonicInstant?
    /// How long starts need more room since then.
    public var startsHeldFor: Duration = .zero
    /// An alarm that only a person takes back.
    public var isLatched = false

    /// Nothing.
    public init() {}
}

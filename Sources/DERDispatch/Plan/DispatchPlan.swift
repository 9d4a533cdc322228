// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// One decision for all DERs, with the reason for each number and what caution costs at each node.
public struct DispatchPlan: Sendable {
    /// When it was made.
    public var madeAt: Moment
    /// One entry a DER, by position.
    public var setpoints: [PlannedSetpoint]
    /// One entry a node, by position.
    public var nodes: [NodePlan]
    /// What people should know now.
    public var alarms: [DispatchAlarm]

    /// By its members.
    public init(madeAt: Moment, setpoints: [PlannedSetpoint], nodes: [NodePlan], alarms: [DispatchAlarm]) {
        self.madeAt = madeAt
        self.setpoints = setpoints
        self.nodes = nodes
        self.alarms = alarms
    }
}

/// What one DER is to do, and why.
public struct PlannedSetpoint: Sendable, Hashable {
    /// What is to be in force now; nil where the DER is not dispatched (then it is counted as said in `reason`).
    public var power: ActivePower?
    /// The same as current per phase at the highest voltage the EVSE can see; nil for all but AC EVSEs.
    public var current: Current?
    /// Where it is to arrive once raises are due and rooms are read back.
    public var target: ActivePower
    /// What it asked for; load convention.
    public var asked: ActivePower
    /// Import it is counted at; load convention, worst case.
    public var countedImport: ActivePower
    /// Export it is counted at; load convention, worst case.
    public var countedExport: ActivePower
    /// What it keeps now although somebody dims; zero where nothing is guaranteed, or nobody dims.
    public var guaranteed: ActivePower
    /// Why.
    public var reason: SetpointReason
    /// What stands behind it where it is a storage.
    public var storage: StoragePlan? {
        get { storages.first }
        set { storages = newValue.map { [$0] } ?? [] }
    }
    /// Held aside: few of a fleet are storages, and plans are long.
    private var storages: [StoragePlan] = []
    /// How many phases its station is told to use; nil where none is told that.
    public var phases: PlannedPhases? {
        get { phaseOrders.first }
        set { phaseOrders = newValue.map { [$0] } ?? [] }
    }
    /// Held aside like the storages.
    private var phaseOrders: [PlannedPhases] = []

    /// By its members.
    public init(
        power: ActivePower?, current: Current? = nil, target: ActivePower, asked: ActivePower,
        countedImport: ActivePower, countedExport: ActivePower, guaranteed: ActivePower = .zero,
        reason: SetpointReason
    ) {
        self.power = power
        self.current = current
        self.target = target
        self.asked = asked
        self.countedImport = countedImport
        self.countedExport = countedExport
        self.guaranteed = guaranteed
        self.reason = reason
    }
}

/// Why a setpoint is what it is.
public struct SetpointReason: Sendable, Hashable {
    /// The kind of answer.
    public enum Cause: String, Sendable {
        /// It gets what it asked for.
        case unconstrained
        /// A node's limit is shared out.
        case limited
        /// Not enough for its minimum: it waits for its turn.
        case notAdmitted
        /// It is being raised step by step.
        case raising
        /// Room is still held by others that have not confirmed lower limits.
        case awaitingRoom
        /// Its own bounds, state of charge or reserve stop it.
        case ownBounds
        /// No vehicle: the default waits for one.
        case noVehicle
        /// Not provisioned, offline or out of service: it is counted, not commanded.
        case notDispatchable
        /// It does not follow; counted at what it measures.
        case disobeying
        /// Measured excess at a node: trimmed, sent to the default, or stopped.
        case excess
        /// An operator stopped everything.
        case stopped
        /// After a restart nothing is raised before a fresh reading.
        case afterRestart
    }

    /// The kind of answer.
    public var cause: Cause
    /// The node whose limit binds.
    public var node: ConnectivityNode.ID?
    /// The direction of that limit.
    public var direction: FlowDirection?
    /// The limit's value as active power, before the margin; a magnitude.
    public var limit: ActivePower?
    /// What of it may be used: less the margin.
    public var usable: ActivePower?
    /// Whose limit it is.
    public var reference: LimitReference?
    /// Shadow price at the binding node: what one more kW there would be worth, in tiers.
    public var price: Double
    /// What one more kW at the binding node would add to the magnitude of this target, kW, everybody there sharing it by
    /// the principle; nil where no limit is shared out. It moves only as far as the next bound.
    public var gainPerKW: Double?
    /// What the node lacks for the minimum of one that waits for its turn; a magnitude. Nil where its minimum would fit.
    public var missing: ActivePower?
    /// The phase whose limit decided; nil where it was that of all phases together.
    public var phase: PhaseCode?
    /// Whether that limit is one on the difference between two phases, or of the neutral.
    public var isUnbalance = false
    /// The principle by which it was shared.
    public var principle: AccessPrinciple

    /// By its members.
    public init(
        cause: Cause, node: ConnectivityNode.ID? = nil, direction: FlowDirection? = nil, limit: ActivePower? = nil,
        usable: ActivePower? = nil, reference: LimitReference? = nil, price: Double = 0,
        principle: AccessPrinciple = .maxMin
    ) {
        self.cause = cause
        self.node = node
        self.direction = direction
        self.limit = limit
        self.usable = usable
        self.reference = reference
        self.price = price
        self.principle = principle
    }
}

/// What one node is planned to carry, what bounds it, and what caution withholds (design.md section 6, rule 12).
public struct NodePlan: Sendable, Hashable {
    /// Measured net power, where there is a live meter.
    public var measured: ActivePower?
    /// The most it may import by this plan: base load at its maximum, every DER as counted.
    public var countedImport: ActivePower
    /// The most it may export by this plan, in load convention (negative = export).
    public var countedExport: ActivePower
    /// The import limit that counts, a magnitude; nil where there is none.
    public var importLimit: BindingLimit?
    /// The export limit that counts, a magnitude; nil where there is none.
    public var exportLimit: BindingLimit?
    /// The import limit that somebody set here and that guaranteed minimums below set aside; nil where none is.
    public var setAside: BindingLimit?
    /// What is withheld from the import limit, and why.
    public var withheld: Withheld
    /// Shadow price of the node's limit: positive = import is scarce, negative = export is scarce.
    public var price: Double
    /// Import over the limit that no setpoint can avoid; a magnitude, zero when all is well.
    public var importOverload: ActivePower
    /// Export over the limit that no setpoint can avoid; a magnitude.
    public var exportOverload: ActivePower
    /// How far the ladder of rule 7 has climbed here.
    public var ladder: LadderStage
    /// What each phase carries, and what bounds it; nil where phases are not followed.
    public var byPhase: NodePhases? {
        get { phases.first }
        set { phases = newValue.map { [$0] } ?? [] }
    }
    /// Held aside: where one account stands for all there are none, and plans are long.
    private var phases: [NodePhases] = []

    /// By its members.
    public init(
        measured: ActivePower? = nil, countedImport: ActivePower = .zero, countedExport: ActivePower = .zero,
        importLimit: BindingLimit? = nil, exportLimit: BindingLimit? = nil, setAside: BindingLimit? = nil,
        withheld: Withheld = Withheld(),
        price: Double = 0, importOverload: ActivePower = .zero, exportOverload: ActivePower = .zero,
        ladder: LadderStage = .none, byPhase: NodePhases? = nil
    ) {
        self.measured = measured
        self.countedImport = countedImport
        self.countedExport = countedExport
        self.importLimit = importLimit
        self.exportLimit = exportLimit
        self.setAside = setAside
        self.withheld = withheld
        self.price = price
        self.importOverload = importOverload
        self.exportOverload = exportOverload
        self.ladder = ladder
        self.byPhase = byPhase
    }

    /// Import still free under the limit when everything counts at its worst; nil where there is no limit.
    public var headroom: ActivePower? { importLimit.map { $0.limit - countedImport } }
}

/// The most restrictive limit of a node in one direction.
public struct BindingLimit: Sendable, Hashable {
    /// Its value as active power before the margin; a magnitude.
    public var limit: ActivePower
    /// The margin that stays free under it.
    public var margin: ActivePower
    /// Whose it is.
    public var reference: LimitReference

    /// By its members.
    public init(limit: ActivePower, margin: ActivePower, reference: LimitReference) {
        self.limit = limit
        self.margin = margin
        self.reference = reference
    }

    /// What may be used.
    public var usable: ActivePower { limit - margin }
}

/// How many kW of a node's import limit caution withholds, by cause; all are magnitudes.
public struct Withheld: Sendable, Hashable {
    /// Free under the rating.
    public var margin: ActivePower = .zero
    /// Base load assumed beyond what is measured: the declared maximum, the tolerance of meters, losses.
    public var assumedBaseLoad: ActivePower = .zero
    /// Held for vehicles that may plug in before the next tick.
    public var plugInReserve: ActivePower = .zero
    /// Held by DERs that are offline, unknown or not provisioned, beyond what they measure.
    public var unreachable: ActivePower = .zero
    /// Held by limits that were lowered but not yet read back or measured.
    public var notReadBack: ActivePower = .zero
    /// Limits in force that their DERs do not use (a vehicle that takes less than it may, or is still on its way).
    public var unused: ActivePower = .zero
    /// DERs on fewer phases counted as if all carried their heaviest: where phases are not followed, or not known.
    public var singlePhase: ActivePower = .zero
    /// Left over because it is less than one more minimum (the 6 A step).
    public var belowMinimumStep: ActivePower = .zero
    /// Trimmed after a measured excess.
    public var trim: ActivePower = .zero

    /// Nothing.
    public init() {}

    /// All of it.
    public var total: ActivePower {
        margin + assumedBaseLoad + plugInReserve + unreachable + notReadBack + unused + singlePhase + belowMinimumStep
            + trim
    }
}

/// How far a measured excess at a node has climbed (rule 7).
public enum LadderStage: Int, Sendable, Comparable {
    /// No excess.
    case none
    /// The room is trimmed by the excess.
    case trim
    /// Everything below is sent to its default.
    case defaults
    /// Everything below is sent to zero, and the alarm does not go away by itself.
    case zero

    /// Whether the left one is less.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// Something people should know now.
public enum DispatchAlarm: Sendable, Hashable {
    /// A limit cannot be kept by any setpoint.
    case infeasible(node: ConnectivityNode.ID, direction: FlowDirection, by: ActivePower)
    /// A DER does not follow its setpoint.
    case disobeying(der: DER.ID, commanded: ActivePower, measured: ActivePower)
    /// Measured excess at a node.
    case excess(node: ConnectivityNode.ID, direction: FlowDirection, by: ActivePower, stage: LadderStage)
    /// A meter that should report is silent.
    case meterSilent(node: ConnectivityNode.ID)
    /// A station was told how many phases to use, and its currents did not show it in its time.
    case phasesNotSwitched(der: DER.ID, told: Int)
}

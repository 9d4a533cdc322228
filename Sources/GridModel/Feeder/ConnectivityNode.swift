// SPDX-License-Identifier: Apache-2.0

/// A place of the feeder tree together with the equipment that feeds it from its parent.
///
/// The limits of a node bound what flows through that equipment: a transformer's kVA, a cable's amperes, a usage
/// point's agreed kW.
public struct ConnectivityNode: Sendable, Hashable {
    /// The identifier of a node; a site's usage point is a node too and bears the site's identifier.
    public typealias ID = Identifier<ConnectivityNode>

    /// What feeds the node.
    public enum Kind: String, Sendable, CaseIterable {
        /// The head of the feeder, the one node without a parent.
        case substation
        /// A transformer.
        case transformer
        /// A line or cable section.
        case line
        /// A busbar or cabinet.
        case busbar
        /// A customer's connection to the utility; the leaf that sites hang on.
        case usagePoint
    }

    /// The identifier.
    public var id: ID
    /// What feeds the node.
    public var kind: Kind
    /// The next node towards the substation; nil only for the head.
    public var parent: ID?
    /// Name for people.
    public var name: String?
    /// The phases the feeding equipment carries.
    public var phases: PhaseCode
    /// Nominal line-to-line voltage.
    public var nominalLineVoltage: Voltage
    /// Rating of the feeding equipment; nil where only agreed limits apply (a usage point).
    public var rating: Rating?
    /// Rating of the neutral; nil where nothing is known of it.
    public var neutralRating: Current?
    /// Largest difference between the flows on two phases, in kW or A; nil where it may be any.
    public var unbalanceLimit: Rating?
    /// How the windings of a transformer are connected; nil where it is not said, or for anything else.
    public var vectorGroup: VectorGroup?
    /// Agreed import limit, a magnitude.
    public var importLimit: ActivePower?
    /// Agreed export limit, a magnitude.
    public var exportLimit: ActivePower?
    /// Agreed import limits of single phases, magnitudes; nil where none has one.
    public var importLimitByPhase: PowerByPhase?
    /// Agreed export limits of single phases, magnitudes.
    public var exportLimitByPhase: PowerByPhase?
    /// Power factor that turns kVA and amperes into kW where no reactive power is measured; 0.95 unless given.
    public var powerFactor: Double
    /// Part of every rating that stays free; 0.03 unless given.
    public var margin: Double
    /// Losses below this node as a part of what flows through it, for nodes without a meter.
    public var lossFactor: Double
    /// What cannot be controlled and is connected at this node itself (not below it), diversified.
    public var baseLoad: BaseLoad?
    /// How many vehicles may plug in below this node at once before the next tick sees them.
    public var simultaneousPlugIns: Int
    /// Whether the node has a meter that publishes `headroom/v1/node/<node>/telemetry` (or, for a usage point, the
    /// site's `meter/telemetry`).
    public var hasMeter: Bool
    /// Maximum age of the meter's readings.
    public var meterMaximumAge: Duration
    /// Which principle of access shares this node's capacity; nil inherits the parent's.
    public var principle: AccessPrinciple?
    /// Whether those who were cut before weigh more in sharing this node's capacity; nil inherits the parent's.
    public var remembersCuts: Bool?

    /// By its members.
    public init(
        id: ID, kind: Kind, parent: ID?, name: String? = nil, phases: PhaseCode = .abc,
        nominalLineVoltage: Voltage = .volts(400), rating: Rating? = nil, importLimit: ActivePower? = nil,
        exportLimit: ActivePower? = nil, powerFactor: Double = 0.95, margin: Double = 0.03, lossFactor: Double = 0,
        baseLoad: BaseLoad? = nil, simultaneousPlugIns: Int = 0, hasMeter: Bool = false,
        meterMaximumAge: Duration = .seconds(10), principle: AccessPrinciple? = nil, remembersCuts: Bool? = nil,
        neutralRating: Current? = nil, unbalanceLimit: Rating? = nil, vectorGroup: VectorGroup? = nil,
        importLimitByPhase: PowerByPhase? = nil, exportLimitByPhase: PowerByPhase? = nil
    ) {
        self.id = id
        self.kind = kind
        self.parent = parent
        self.name = name
        self.phases = phases
        self.nominalLineVoltage = nominalLineVoltage
        self.rating = rating
        self.importLimit = importLimit
        self.exportLimit = exportLimit
        self.importLimitByPhase = importLimitByPhase
        self.exportLimitByPhase = exportLimitByPhase
        self.powerFactor = powerFactor
        self.margin = margin
        self.lossFactor = lossFactor
        self.baseLoad = baseLoad
        self.simultaneousPlugIns = simultaneousPlugIns
        self.hasMeter = hasMeter
        self.meterMaximumAge = meterMaximumAge
        self.principle = principle
        self.remembersCuts = remembersCuts
        self.neutralRating = neutralRating
        self.unbalanceLimit = unbalanceLimit
        self.vectorGroup = vectorGroup
    }

    /// Whether what one phase carries below the node it carries above it too: not through a delta winding, which a
    /// three-phase transformer has unless its vector group says otherwise.
    public var passesPhases: Bool {
        guard kind == .transformer else { return true }
        return vectorGroup.map { $0 == .yNyn } ?? (phases.count < 3)
    }

    /// Nominal line-to-neutral voltage.
    public var nominalPhaseVoltage: Voltage { nominalLineVoltage / 3.0.squareRoot() }
}

/// How the windings of a three-phase transformer are connected (IEC 60076-1), as far as phases care.
public enum VectorGroup: String, Sendable, Hashable, CaseIterable {
    /// Delta above, grounded wye below: a single-phase load below draws on two phases above.
    case dyn = "Dyn"
    /// Grounded wye on both sides: each phase passes through.
    case yNyn = "YNyn"
}

/// The diversified least and greatest of what a node cannot control.
public struct BaseLoad: Sendable, Hashable {
    /// Least load; negative where unmanaged generation may exceed the load.
    public var minimum: ActivePower
    /// Greatest load.
    public var maximum: ActivePower
    /// The same on each phase; nil where it is taken to be on all phases alike. The phases need not be at their greatest
    /// at once: together they never exceed `maximum`.
    public var byPhase: ByPhase?

    /// Least and greatest load of each phase.
    public struct ByPhase: Sendable, Hashable {
        /// Least load.
        public var minimum: PowerByPhase
        /// Greatest load.
        public var maximum: PowerByPhase

        /// By its members.
        public init(minimum: PowerByPhase, maximum: PowerByPhase) {
            self.minimum = minimum
            self.maximum = maximum
        }
    }

    /// By its members.
    public init(minimum: ActivePower, maximum: ActivePower, byPhase: ByPhase? = nil) {
        self.minimum = minimum
        self.maximum = maximum
        self.byPhase = byPhase
    }

    /// All of it times a factor.
    public func scaled(by factor: Double) -> BaseLoad {
        BaseLoad(
            minimum: minimum * factor, maximum: maximum * factor,
            byPhase: byPhase.map {
                ByPhase(minimum: $0.minimum.scaled(by: factor), maximum: $0.maximum.scaled(by: factor))
            })
    }

    /// Nothing uncontrolled is connected.
    public static let none = BaseLoad(minimum: .zero, maximum: .zero)
}

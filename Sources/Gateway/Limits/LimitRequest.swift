// SPDX-License-Identifier: Apache-2.0

public import DERDispatch
public import GridModel

/// A limit as a person or system asks for it.
public struct LimitRequest: Sendable, Hashable {
    /// The node.
    public var node: ConnectivityNode.ID
    /// Import or export.
    public var direction: FlowDirection
    /// The bound, a magnitude, in the unit it was given in.
    public var value: Rating
    /// The one phase that is bounded; nil for all.
    public var phase: PhaseCode?
    /// From when; nil for now.
    public var start: UTCInstant?
    /// Until when.
    public var end: UTCInstant
    /// Why, in the author's words.
    public var reason: String

    /// By its members.
    public init(
        node: ConnectivityNode.ID, direction: FlowDirection, value: Rating, start: UTCInstant? = nil, end: UTCInstant,
        reason: String, phase: PhaseCode? = nil
    ) {
        self.node = node
        self.direction = direction
        self.value = value
        self.start = start
        self.end = end
        self.reason = reason
        self.phase = phase
    }
}

/// Why a limit is refused.
public enum LimitError: Error, Sendable, Hashable {
    /// No such node.
    case unknownNode(String)
    /// Not a magnitude that makes sense.
    case badValue(Double)
    /// The node does not have that phase.
    case unknownPhase(PhaseCode, node: String, phases: PhaseCode)
    /// Apparent power is that of all phases.
    case phaseOfApparentPower(PhaseCode)
    /// It ends before it begins, or before now.
    case endsTooEarly(end: UTCInstant, start: UTCInstant)
    /// No such limit, or it is over.
    case unknownLimit(String)
    /// Too many limits.
    case tooMany(Int)
}

/// What a limit does, told with the answer to its author.
public struct LimitAnswer: Sendable {
    /// The limit.
    public var limit: Limit
    /// Who gets less or more by it.
    public var affected: [AffectedDER]
    /// What no setpoint can avoid; a magnitude, zero when it can be kept.
    public var infeasible: ActivePower
    /// By how much the node would be over its limits if the link to everybody below it were lost, and on which phase (rule
    /// 5).
    public var linkLoss: SilentFlow.Overload
}

/// How a limit, or another topology, changes what one DER gets.
public struct AffectedDER: Sendable, Hashable {
    /// The DER.
    public var der: DER.ID
    /// Where it would be without the change; load convention.
    public var before: ActivePower
    /// Where it will be with it.
    public var after: ActivePower

    /// A change of less is told to nobody.
    static let leastTold = ActivePower.watts(10)

    /// Nil where the change is not worth telling.
    init?(_ der: DER.ID, before: ActivePower, after: ActivePower) {
        guard (after - before).magnitude > Self.leastTold else { return nil }
        self.der = der
        self.before = before
        self.after = after
    }
}

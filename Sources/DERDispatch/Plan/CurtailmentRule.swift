// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// What took energy from a DER: the cause of its setpoint, the principle it was shared by, and the direction.
public struct CurtailmentRule: Sendable, Hashable {
    /// The cause of the setpoint.
    public var cause: SetpointReason.Cause
    /// The principle of access.
    public var principle: AccessPrinciple
    /// Import: it drew less than it wanted. Export: it delivered less.
    public var direction: FlowDirection

    /// By its members.
    public init(cause: SetpointReason.Cause, principle: AccessPrinciple, direction: FlowDirection) {
        self.cause = cause
        self.principle = principle
        self.direction = direction
    }

    /// The causes that take something from a DER for the sake of others.
    ///
    /// Not among them: its own bounds, and where it gets no setpoint at all (nobody knows what it would have done).
    public static let causes: Set<SetpointReason.Cause> = [
        .limited, .notAdmitted, .raising, .awaitingRoom, .excess, .stopped, .afterRestart, .disobeying,
    ]

    /// A fixed order for lists.
    var order: (String, String, String) { (cause.rawValue, principle.rawValue, direction.rawValue) }
}

extension PlannedSetpoint {
    /// What it is told less than it asks for, and by which rule; nil where nothing is taken from it.
    ///
    /// What it asks for is what it says or is believed to want. An AC EVSE's power counts at the highest voltage.
    public var curtailed: (rule: CurtailmentRule, power: ActivePower)? {
        guard let power, CurtailmentRule.causes.contains(reason.cause) else { return nil }
        let isImport = asked > .zero
        // Whoever is told to go beyond nought gives something else than what was cut.
        let cut = isImport ? asked - max(power, .zero) : min(power, .zero) - asked
        guard cut > .zero else { return nil }
        let rule = CurtailmentRule(
            cause: reason.cause, principle: reason.principle, direction: isImport ? .import : .export)
        return (rule, cut)
    }
}

// SPDX-License-Identifier: Apache-2.0

public import DERDispatch
public import GridModel

/// A setpoint that was sent, and what became of it.
public struct StoredSetpoint: Sendable, Hashable {
    /// The DER.
    public var der: DER.ID
    /// The power; load convention.
    public var power: ActivePower
    /// When it was sent.
    public var sentAt: UTCInstant
    /// Until when it holds without renewal.
    public var validUntil: UTCInstant
    /// How far it is known to be in force.
    public var standing: SetpointInForce.Standing
    /// When the standing was last learned; nil while there is no answer.
    public var settledAt: UTCInstant?
    /// What the device said, where it said more than yes or no.
    public var detail: String?

    public init(
        der: DER.ID, power: ActivePower, sentAt: UTCInstant, validUntil: UTCInstant,
        standing: SetpointInForce.Standing = .sent, settledAt: UTCInstant? = nil, detail: String? = nil
    ) {
        self.der = der
        self.power = power
        self.sentAt = sentAt
        self.validUntil = validUntil
        self.standing = standing
        self.settledAt = settledAt
        self.detail = detail
    }

    /// The setpoint on the clocks of this run.
    public func inForce(at now: Moment) -> SetpointInForce {
        SetpointInForce(
            power: power, sentAt: Moment(utc: sentAt, steady: now.steady + (sentAt - now.utc)),
            validUntil: validUntil, standing: standing)
    }
}

/// What was learned of a setpoint after it was sent.
public struct SetpointOutcome: Sendable, Hashable {
    /// The DER.
    public var der: DER.ID
    /// When the setpoint was sent: names it.
    public var sentAt: UTCInstant
    /// How far it is known to be in force.
    public var standing: SetpointInForce.Standing
    /// When this was learned.
    public var time: UTCInstant
    /// What the device said, where it said more than yes or no.
    public var detail: String?

    public init(
        der: DER.ID, sentAt: UTCInstant, standing: SetpointInForce.Standing, time: UTCInstant, detail: String? = nil
    ) {
        self.der = der
        self.sentAt = sentAt
        self.standing = standing
        self.time = time
        self.detail = detail
    }
}

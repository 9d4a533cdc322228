// SPDX-License-Identifier: Apache-2.0

public import DERDispatch
public import GridModel

/// A setpoint that was sent, and what became of it.
public struct StoredSetpoint: Sendable, Hashable {
    /// The DER.
    public var der: DER.ID
    /// The power; load convention. Of an AC outlet what it would carry with all its phases in use, however many it is
    /// told.
    public var power: ActivePower
    /// When it was sent first.
    public var sentAt: UTCInstant
    /// When it was sent last, where it was sent again to hold for longer.
    public var renewedAt: UTCInstant?
    /// Until when it holds without renewal.
    public var validUntil: UTCInstant
    /// How far it is known to be in force.
    public var standing: SetpointInForce.Standing
    /// When the standing was last learned; nil while there is no answer.
    public var settledAt: UTCInstant?
    /// What the device said, where it said more than yes or no.
    public var detail: String?

    /// Powers closer than this are one setpoint: finer than a watt nothing is sent.
    public static let samePower = ActivePower.watts(0.5)

    /// By its members.
    public init(
        der: DER.ID, power: ActivePower, sentAt: UTCInstant, renewedAt: UTCInstant? = nil, validUntil: UTCInstant,
        standing: SetpointInForce.Standing = .sent, settledAt: UTCInstant? = nil, detail: String? = nil
    ) {
        self.der = der
        self.power = power
        self.sentAt = sentAt
        self.renewedAt = renewedAt
        self.validUntil = validUntil
        self.standing = standing
        self.settledAt = settledAt
        self.detail = detail
    }

    /// The setpoint on the clocks of this run.
    public func inForce(at now: Moment) -> SetpointInForce {
        let last = renewedAt ?? sentAt
        return SetpointInForce(
            power: power, sentAt: Moment(utc: last, steady: now.steady + (last - now.utc)), validUntil: validUntil,
            standing: standing)
    }
}

/// What was learned of a setpoint after it was sent.
public struct SetpointOutcome: Sendable, Hashable {
    /// The DER.
    public var der: DER.ID
    /// When the setpoint was sent last: names it.
    public var sentAt: UTCInstant
    /// How far it is known to be in force.
    public var standing: SetpointInForce.Standing
    /// When this was learned.
    public var time: UTCInstant
    /// What the device said, where it said more than yes or no.
    public var detail: String?

    /// By its members.
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

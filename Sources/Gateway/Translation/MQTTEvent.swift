// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel

/// What a message from the broker means.
enum MQTTEvent: Equatable {
    /// Readings of a DER, by position.
    case derTelemetry(Int, Telemetry)
    /// Readings of a node's meter, by position.
    case meterTelemetry(Int, Telemetry)
    /// A DER says what it can do; only then may it be dispatched.
    case capabilities(Int, MQTTCapabilities)
    /// A DER answers a setpoint.
    case acknowledged(Int, MQTTAcknowledgement)
    /// A driver's or site's needs for a DER.
    case needs(Int, StatedNeeds)
    /// A site, by position, is there or gone.
    case siteStatus(Int, isOnline: Bool)
    /// A DER is there or gone.
    case online(Int, Bool)
    /// A vehicle is connected to an EVSE or not.
    case connected(Int, Bool)
    /// The message cannot be taken; the counter's name, and why.
    case refused(code: String, reason: String)
}

/// What a DER says of itself before it may be dispatched.
struct MQTTCapabilities: Equatable {
    /// What it holds while we are silent.
    var defaultLimit: PowerBand
    /// Largest import, a magnitude.
    var maximumImport: ActivePower?
    /// Largest export, a magnitude.
    var maximumExport: ActivePower?
    /// Age from which its readings are stale.
    var maximumAge: Duration?
}

/// A DER's answer to a setpoint.
struct MQTTAcknowledgement: Equatable {
    /// The setpoint's number.
    var sequence: UInt64?
    /// `accepted`, `rejected` or `partial`.
    var isAccepted: Bool
    /// What the DER says it holds now.
    var power: ActivePower?
}

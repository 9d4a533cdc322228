// SPDX-License-Identifier: Apache-2.0

import GridModel
import JSON
import OCPP

/// What a station says by itself, before a version gives it its words.
enum StationTelling: Sendable {
    case boot(isTriggered: Bool)
    case heartbeat
    case authorize
    case status(OutletStatus, outlet: Int)
    /// Meter values outside a transaction's events.
    case samples([StationSample], outlet: Int, local: Int?)
    case transaction(TransactionMessage)
    case needs(VehicleNeeds, outlet: Int)
    /// A question for the newest period of a dynamic profile.
    case pull(profile: Int)
    /// Profiles of one outlet that were asked for.
    case profiles([StationProfile], outlet: Int, request: Int, isLast: Bool)
}

/// A setting that the station reads of its own configuration.
enum StationKey: Sendable {
    case heartbeatInterval, meterInterval, measurands
}

/// How a version of OCPP puts what a station says, and what it understands.
protocol StationWords: Sendable {
    /// What is told as a call of that version; nil where it has none for it.
    static func call(
        _ telling: StationTelling, of station: SimulatedStation, handle: UInt64, now: OCPPTimestamp
    ) throws(OCPPEncodingError) -> CallSession.OutboundCall?
    /// Answers what the central system asks.
    static func answer(
        _ call: CallSession.InboundCall, by station: inout SimulatedStation, now: UTCInstant
    ) throws(JSONError)
    /// What a new station of that version has in its configuration.
    static func configuration(of connectors: [SimulatedConnector]) -> [String: String]
    /// A setting's name there.
    static func name(_ key: StationKey) -> String
    /// How profiles name a transaction.
    static func name(of local: Int, at station: SimulatedStation) -> String
    /// The heartbeat interval in the answer to a boot; nil unless it was accepted.
    static func interval(inBootAnswer payload: [UInt8]) -> Int?
    /// Whether a token may charge; nil where that cannot be read.
    static func isAuthorized(_ payload: [UInt8]) -> Bool?
    /// The number that the central system gave a transaction; nil where it gives none.
    static func number(inStartAnswer payload: [UInt8]) -> Int?
    /// The newest period in the answer to a question for it.
    static func update(inPullAnswer payload: [UInt8]) -> ProfileUpdate?
    /// Whether what is measured in a transaction is an event of it.
    static var samplesAreEvents: Bool { get }
}

/// What a dynamic profile's period becomes, in its own unit; what is absent stays.
struct ProfileUpdate: Sendable, Hashable {
    var limit: Double?
    var dischargeLimit: Double?
    var setpoint: Double?
}

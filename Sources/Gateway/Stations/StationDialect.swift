// SPDX-License-Identifier: Apache-2.0

import GridModel
import OCPP

/// What is asked of a station, before a version of the standard gives it its words.
enum StationRequest {
    /// That it says what it is.
    case boot
    /// That it says anything.
    case heartbeat
    /// That it says how an outlet is; in 2.x one of an EVSE's connectors.
    case status(connector: Int, plug: Int = 1)
    /// What it is set to: all of it, or what is named.
    case readConfiguration([String])
    /// All that it is set to, in messages of its own (2.x).
    case report(Int)
    case set(StationTerm, String)
    case install(SetpointProfile)
    /// Profiles of transactions outrank ours.
    case clearTransactionProfiles
    /// Profiles of a purpose at a stack level: at an outlet, at the station as such (0), or wherever they are.
    case clear(SetpointProfile.Purpose, level: Int, connector: Int?)
    case compositeSchedule(connector: Int, seconds: Int, LimitUnit?)
    case startTransaction(connector: Int, idTag: String, request: Int)
    /// Its certificate, which it asked for.
    case certificate(chain: String, CertificateRequest)
    /// The transaction by our number, and by the station's own name where it has one.
    case stopTransaction(Int64, remoteID: String?)
    /// What a person asks, in the words of the station's version already.
    case encoded(action: String, payload: [UInt8])
}

extension StationRequest {
    /// Its name, without what it carries.
    var name: String { String("\(self)".prefix { $0 != "(" }) }
}

/// What a station said to a profile.
enum ProfileAnswer: Hashable {
    case accepted
    /// Not taken; `isUnlimited` where it said so itself, and may do whatever its plate lets it.
    case refused(String, Cause, isUnlimited: Bool)
    /// Whether it was taken cannot be read: neither a yes nor a no.
    case unreadable

    /// What it names as the cause of a refusal.
    enum Cause: Hashable {
        case unit, purpose
        /// Not so soon after the last one.
        case moment
        case unsaid
    }
}

/// What a station said to a setting.
struct SettingAnswer: Hashable {
    /// Its word for it; nil where that could not be read.
    var text: String?
    var isTaken = false
    /// Whether another value may be taken.
    var isRejected = false
}

/// What a station said when it was asked for its composite schedule.
struct CompositeAnswer: Hashable {
    var isAccepted: Bool
    /// The outlet it is of; nil where it does not say.
    var connector: Int?
    /// When it begins, by the station's clock.
    var start: OCPPTimestamp?
    /// Nil where it gave none that can be understood.
    var schedule: HeldSchedule?
}

/// How a version of the standard puts our questions, and what its answers say. What it lets stations say by themselves
/// is read in `+V16` and `+V2` of `OCPPStation`.
protocol StationDialect {
    /// A request as a call of that version.
    static func call(
        _ request: StationRequest, handle: UInt64, for version: OCPPVersion, key: String?
    ) throws(OCPPEncodingError) -> CallSession.OutboundCall
    /// What a person asks as a call of that version.
    static func encoded(
        _ operation: StationOperation, for version: OCPPVersion
    ) throws(StationOperationError) -> EncodedCall
    /// What is read of a station's configuration, by name; empty where all of it comes at once.
    static func configurationKeys(outlets: ClosedRange<Int>?) -> [String]
    /// Nil where the answer could not be read.
    static func configuration(_ payload: [UInt8]) -> [String: String]?
    static func setting(_ payload: [UInt8]) -> SettingAnswer
    static func profile(_ payload: [UInt8]) -> ProfileAnswer
    /// Nil where the answer could not be read.
    static func composite(_ payload: [UInt8]) -> CompositeAnswer?
    /// Whether it took its certificate.
    static func tookCertificate(_ payload: [UInt8]) -> Bool
    /// Whether a request to begin or end a transaction was accepted.
    static func isAccepted(_ payload: [UInt8]) -> Bool
}

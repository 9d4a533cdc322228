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
    case readConfiguration
    case set(StationSetting, String)
    case install(SetpointProfile)
    /// Profiles of transactions outrank ours.
    case clearTransactionProfiles
    /// Profiles of ours' purpose above our stack level.
    case clearStackLevel(Int)
    case compositeSchedule(connector: Int, seconds: Int, LimitUnit?)
    case startTransaction(connector: Int, idTag: String, request: Int)
    /// Its certificate, which it asked for.
    case certificate(chain: String, CertificateRequest)
    /// The transaction by our number, and by the station's own name where it has one.
    case stopTransaction(Int64, remoteID: String?)
    /// What a person asks, in the words of the station's version already.
    case encoded(action: String, payload: [UInt8])
}

/// A setting that the gateway changes at a station.
enum StationSetting: Hashable {
    /// Time between meter values, s.
    case meterInterval
    /// What is measured.
    case sampledData
}

/// What a station said to a profile.
enum ProfileAnswer: Hashable {
    case accepted
    /// Not taken; `isUnlimited` where it said so itself, and may do whatever its plate lets it.
    case refused(String, isUnlimited: Bool)
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
    /// The name of a setting in the station's configuration.
    static func key(_ setting: StationSetting) -> String
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

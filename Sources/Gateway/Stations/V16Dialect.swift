// SPDX-License-Identifier: Apache-2.0

import GridModel
import OCPP

/// Our questions in the words of OCPP 1.6.
enum V16Dialect: StationDialect {
    static func call(
        _ request: StationRequest, handle: UInt64, for version: OCPPVersion, key: String?
    ) throws(OCPPEncodingError) -> CallSession.OutboundCall {
        func made(_ request: some OCPPRequest) throws(OCPPEncodingError) -> CallSession.OutboundCall {
            try CallSession.OutboundCall(handle: handle, request, for: version, coalescingKey: key)
        }
        switch request {
        case .boot: return try made(V16.TriggerMessage(requestedMessage: .bootNotification))
        case .heartbeat: return try made(V16.TriggerMessage(requestedMessage: .heartbeat))
        case .status(let number, _):
            return try made(V16.TriggerMessage(requestedMessage: .statusNotification, connectorId: number))
        // All of it comes at once.
        case .readConfiguration, .report: return try made(V16.GetConfiguration(key: nil))
        case .set(let term, let value):
            return try made(V16.ChangeConfiguration(key: term.name(in: .v16) ?? "", value: value))
        case .install(let profile):
            return try made(
                V16.SetChargingProfile(
                    connectorId: profile.connector, csChargingProfiles: V16.ChargingProfile(profile)))
        case .clearTransactionProfiles:
            return try made(V16.ClearChargingProfile(chargingProfilePurpose: .txProfile))
        case .clear(let purpose, let level, let number):
            return try made(
                V16.ClearChargingProfile(
                    connectorId: number, chargingProfilePurpose: V16.ChargingProfilePurpose(purpose), stackLevel: level)
            )
        case .compositeSchedule(let number, let seconds, let unit):
            return try made(
                V16.GetCompositeSchedule(
                    connectorId: number, duration: seconds, chargingRateUnit: unit.map { V16.ChargingRateUnit($0) }))
        case .certificate(let chain, _): return try made(V16.CertificateSigned(certificateChain: chain))
        case .startTransaction(let number, let idTag, _):
            return try made(V16.RemoteStartTransaction(connectorId: number, idTag: idTag))
        case .stopTransaction(let number, _):
            return try made(V16.RemoteStopTransaction(transactionId: Int(number)))
        case .encoded(let action, let payload):
            return CallSession.OutboundCall(handle: handle, action: action, payload: payload, coalescingKey: key)
        }
    }

    static func configurationKeys(outlets: ClosedRange<Int>?) -> [String] { [] }

    static func configuration(_ payload: [UInt8]) -> [String: String]? {
        guard let response = try? V16.GetConfiguration.Response(decoding: payload) else { return nil }
        var configuration: [String: String] = [:]
        for entry in response.configurationKey ?? [] { configuration[entry.key] = entry.value ?? "" }
        return configuration
    }

    static func setting(_ payload: [UInt8]) -> SettingAnswer {
        let status = (try? V16.ChangeConfiguration.Response(decoding: payload))?.status
        return SettingAnswer(
            text: status.map { "\($0)" }, isTaken: status == .accepted || status == .rebootRequired,
            isRejected: status == .rejected)
    }

    static func profile(_ payload: [UInt8]) -> ProfileAnswer {
        let status = (try? V16.SetChargingProfile.Response(decoding: payload))?.status
        // A word of no standard may mean either.
        guard let status, status.unlistedText == nil else { return .unreadable }
        if status == .accepted { return .accepted }
        return .refused("\(status)", .unsaid, isUnlimited: status == .rejected || status == .notSupported)
    }

    static func composite(_ payload: [UInt8]) -> CompositeAnswer? {
        guard let response = try? V16.GetCompositeSchedule.Response(decoding: payload) else { return nil }
        return CompositeAnswer(
            isAccepted: response.status == .accepted, connector: response.connectorId, start: response.scheduleStart,
            schedule: response.chargingSchedule.flatMap { HeldSchedule($0) })
    }

    static func tookCertificate(_ payload: [UInt8]) -> Bool {
        (try? V16.CertificateSigned.Response(decoding: payload))?.status == .accepted
    }

    /// Both answers have the same shape.
    static func isAccepted(_ payload: [UInt8]) -> Bool {
        (try? V16.RemoteStartTransaction.Response(decoding: payload))?.status == .accepted
    }
}

extension V16.ChargingRateUnit {
    init(_ unit: LimitUnit) { self = unit == .a ? .a : .w }
}

extension V16.ChargingProfilePurpose {
    init(_ purpose: SetpointProfile.Purpose) {
        self = purpose == .ofStation ? .chargePointMaxProfile : .txDefaultProfile
    }
}

extension V16.ChargingProfile {
    /// A setpoint as a profile of 1.6: of a transaction yet to come and, since it is absolute, of the one that runs.
    init(_ profile: SetpointProfile) {
        self.init(
            chargingProfileId: profile.id, stackLevel: profile.stackLevel,
            chargingProfilePurpose: V16.ChargingProfilePurpose(profile.purpose), chargingProfileKind: .absolute,
            chargingSchedule: V16.ChargingSchedule(
                duration: profile.duration, startSchedule: OCPPTimestamp(milliseconds: profile.start.milliseconds),
                chargingRateUnit: V16.ChargingRateUnit(profile.unit),
                chargingSchedulePeriod: profile.periods.map {
                    V16.ChargingSchedulePeriod(startPeriod: $0.start, limit: $0.limit, numberPhases: $0.phases)
                }))
    }
}

extension HeldSchedule {
    /// Nil where its unit is none we know.
    init?(_ schedule: V16.ChargingSchedule) {
        switch schedule.chargingRateUnit {
        case .a: unit = .a
        case .w: unit = .w
        case .other: return nil
        }
        periods = schedule.chargingSchedulePeriod.map { Period(start: $0.startPeriod, limit: $0.limit) }
    }
}

// SPDX-License-Identifier: Apache-2.0

import JSON
import OCPP

/// Every message that is implemented, with all members at their largest and with the required ones only, and with every
/// listed value of its enumerations.
struct MessageSamples {
    /// A payload as sent, with the name of the schema it must satisfy.
    struct Sample {
        var schema: String
        var payload: [UInt8]
        /// Whether reading it back gave the same value.
        var survives: Bool
    }

    private(set) var all: [Sample] = []

    private let moment = OCPPTimestamp(milliseconds: 1_795_366_800_123)
    private let sampled = V16.SampledValue(
        value: .number(-7_360.25), context: .sampleClock, format: .raw, measurand: .powerActiveImport, phase: .l1N,
        location: .outlet, unit: .kW)
    private let signed = V16.SampledValue(value: .text("MEUCIQ=="), format: .signedData)
    private let bare = V16.SampledValue(value: .number(230))

    init() throws {
        try addStationMessages()
        try addTransactionMessages()
        try addSecurityMessages()
        try addCommands()
        try addProfiles()
        try addEnumerations()
    }

    private mutating func add<Payload: OCPPPayload>(_ schema: String, _ payload: Payload) throws {
        let bytes = try payload.encoded()
        all.append(Sample(schema: schema, payload: bytes, survives: try Payload(decoding: bytes) == payload))
    }

    /// As many characters as a field may have, each of two bytes: limits count characters.
    private func text(_ count: Int) -> String { String(repeating: "é", count: count) }

    private mutating func addStationMessages() throws {
        try add(
            "BootNotification",
            V16.BootNotification(
                chargePointVendor: text(20), chargePointModel: text(20), chargePointSerialNumber: text(25),
                chargeBoxSerialNumber: text(25), firmwareVersion: text(50), iccid: text(20), imsi: text(20),
                meterType: text(25), meterSerialNumber: text(25)))
        try add("BootNotification", V16.BootNotification(chargePointVendor: "x", chargePointModel: "x"))
        try add(
            "BootNotificationResponse",
            V16.BootNotification.Response(status: .accepted, currentTime: moment, interval: 1))
        try add("Heartbeat", V16.Heartbeat())
        try add("HeartbeatResponse", V16.Heartbeat.Response(currentTime: moment))
        try add(
            "StatusNotification",
            V16.StatusNotification(
                connectorId: 1, errorCode: .connectorLockFailure, info: text(50), status: .available, timestamp: moment,
                vendorId: text(255), vendorErrorCode: text(50)))
        try add(
            "StatusNotification",
            V16.StatusNotification(connectorId: 1, errorCode: .connectorLockFailure, status: .available))
        try add("StatusNotificationResponse", V16.StatusNotification.Response())
        try add("Authorize", V16.Authorize(idTag: text(20)))
        try add("Authorize", V16.Authorize(idTag: "x"))
        try add(
            "AuthorizeResponse",
            V16.Authorize.Response(idTagInfo: .init(expiryDate: moment, parentIdTag: text(20), status: .accepted)))
        try add("AuthorizeResponse", V16.Authorize.Response(idTagInfo: .init(status: .accepted)))
    }

    private mutating func addTransactionMessages() throws {
        try add(
            "StartTransaction",
            V16.StartTransaction(connectorId: 1, idTag: text(20), meterStart: 1, reservationId: 1, timestamp: moment))
        try add("StartTransaction", V16.StartTransaction(connectorId: 1, idTag: "x", meterStart: 1, timestamp: moment))
        try add(
            "StartTransactionResponse",
            V16.StartTransaction.Response(
                idTagInfo: .init(expiryDate: moment, parentIdTag: text(20), status: .accepted), transactionId: 1))
        try add(
            "StartTransactionResponse",
            V16.StartTransaction.Response(idTagInfo: .init(status: .accepted), transactionId: 1))
        try add(
            "StopTransaction",
            V16.StopTransaction(
                idTag: text(20), meterStop: 1, timestamp: moment, transactionId: 1, reason: .emergencyStop,
                transactionData: [.init(timestamp: moment, sampledValue: [sampled, signed, bare])]))
        try add("StopTransaction", V16.StopTransaction(meterStop: 1, timestamp: moment, transactionId: 1))
        try add(
            "StopTransactionResponse",
            V16.StopTransaction.Response(idTagInfo: .init(expiryDate: moment, parentIdTag: text(20), status: .accepted))
        )
        try add("StopTransactionResponse", V16.StopTransaction.Response())
        try add(
            "MeterValues",
            V16.MeterValues(
                connectorId: 1, transactionId: 1,
                meterValue: [.init(timestamp: moment, sampledValue: [sampled, signed, bare])]))
        try add(
            "MeterValues", V16.MeterValues(connectorId: 1, meterValue: [.init(timestamp: moment, sampledValue: [bare])])
        )
        try add("MeterValuesResponse", V16.MeterValues.Response())
        try add("FirmwareStatusNotification", V16.FirmwareStatusNotification(status: .downloaded))
        try add("FirmwareStatusNotificationResponse", V16.FirmwareStatusNotification.Response())
        try add("DiagnosticsStatusNotification", V16.DiagnosticsStatusNotification(status: .idle))
        try add("DiagnosticsStatusNotificationResponse", V16.DiagnosticsStatusNotification.Response())
        try add("DataTransfer", V16.DataTransfer(vendorId: text(255), messageId: text(50), data: text(3000)))
        try add("DataTransfer", V16.DataTransfer(vendorId: "x"))
        try add("DataTransferResponse", V16.DataTransfer.Response(status: .accepted, data: text(3000)))
        try add("DataTransferResponse", V16.DataTransfer.Response(status: .accepted))
    }

    private mutating func addSecurityMessages() throws {
        try add("LogStatusNotification", V16.LogStatusNotification(status: .badMessage, requestId: 1))
        try add("LogStatusNotification", V16.LogStatusNotification(status: .badMessage))
        try add("LogStatusNotificationResponse", V16.LogStatusNotification.Response())
        try add(
            "SecurityEventNotification",
            V16.SecurityEventNotification(type: text(50), timestamp: moment, techInfo: text(255)))
        try add("SecurityEventNotification", V16.SecurityEventNotification(type: "x", timestamp: moment))
        try add("SecurityEventNotificationResponse", V16.SecurityEventNotification.Response())
        try add("SignCertificate", V16.SignCertificate(csr: text(3000)))
        try add("SignCertificate", V16.SignCertificate(csr: "x"))
        try add("SignCertificateResponse", V16.SignCertificate.Response(status: .accepted))
        try add(
            "SignedFirmwareStatusNotification", V16.SignedFirmwareStatusNotification(status: .downloaded, requestId: 1))
        try add("SignedFirmwareStatusNotification", V16.SignedFirmwareStatusNotification(status: .downloaded))
        try add("SignedFirmwareStatusNotificationResponse", V16.SignedFirmwareStatusNotification.Response())
        try addCertificateCommands()
    }

    private mutating func addCertificateCommands() throws {
        let named = V16.CertificateHashData(
            hashAlgorithm: .sha256, issuerNameHash: text(128), issuerKeyHash: text(128), serialNumber: text(40))
        try add("CertificateSigned", V16.CertificateSigned(certificateChain: text(10_000)))
        try add("CertificateSigned", V16.CertificateSigned(certificateChain: "x"))
        try add("DeleteCertificate", V16.DeleteCertificate(certificateHashData: named))
        try add(
            "GetInstalledCertificateIdsResponse",
            V16.GetInstalledCertificateIds.Response(status: .accepted, certificateHashData: [named, named]))
        try add(
            "InstallCertificate",
            V16.InstallCertificate(certificateType: .centralSystemRootCertificate, certificate: text(5500)))
        try add(
            "ExtendedTriggerMessage", V16.ExtendedTriggerMessage(requestedMessage: .heartbeat, connectorId: 1))
        try add(
            "GetLog",
            V16.GetLog(
                logType: .securityLog, requestId: 1, retries: 1, retryInterval: 1,
                log: .init(remoteLocation: text(512), oldestTimestamp: moment, latestTimestamp: moment)))
        try add("GetLog", V16.GetLog(logType: .securityLog, requestId: 1, log: .init(remoteLocation: "x")))
        try add("GetLogResponse", V16.GetLog.Response(status: .accepted, filename: text(255)))
        try add(
            "SignedUpdateFirmware",
            V16.SignedUpdateFirmware(
                retries: 1, retryInterval: 1, requestId: 1,
                firmware: .init(
                    location: text(512), retrieveDateTime: moment, installDateTime: moment,
                    signingCertificate: text(5500), signature: text(800))))
        try add(
            "SignedUpdateFirmware",
            V16.SignedUpdateFirmware(
                requestId: 1,
                firmware: .init(location: "x", retrieveDateTime: moment, signingCertificate: "x", signature: "x")))
    }

    private mutating func addProfiles() throws {
        try add(
            "SetChargingProfile",
            V16.SetChargingProfile(
                connectorId: 1,
                csChargingProfiles: .init(
                    chargingProfileId: 1, transactionId: 1, stackLevel: 1,
                    chargingProfilePurpose: .chargePointMaxProfile, chargingProfileKind: .absolute,
                    recurrencyKind: .daily, validFrom: moment, validTo: moment,
                    chargingSchedule: .init(
                        duration: 1, startSchedule: moment, chargingRateUnit: .a,
                        chargingSchedulePeriod: [.init(startPeriod: 1, limit: 6.3, numberPhases: 1)],
                        minChargingRate: 6.3))))
        try add(
            "SetChargingProfile",
            V16.SetChargingProfile(
                connectorId: 1,
                csChargingProfiles: .init(
                    chargingProfileId: 1, stackLevel: 1, chargingProfilePurpose: .chargePointMaxProfile,
                    chargingProfileKind: .absolute,
                    chargingSchedule: .init(
                        chargingRateUnit: .a, chargingSchedulePeriod: [.init(startPeriod: 1, limit: 6.3)]))))
        try add("SetChargingProfileResponse", V16.SetChargingProfile.Response(status: .accepted))
        try add(
            "ClearChargingProfile",
            V16.ClearChargingProfile(
                id: 1, connectorId: 1, chargingProfilePurpose: .chargePointMaxProfile, stackLevel: 1))
        try add("ClearChargingProfile", V16.ClearChargingProfile())
        try add("ClearChargingProfileResponse", V16.ClearChargingProfile.Response(status: .accepted))
        try add("GetCompositeSchedule", V16.GetCompositeSchedule(connectorId: 1, duration: 1, chargingRateUnit: .a))
        try add("GetCompositeSchedule", V16.GetCompositeSchedule(connectorId: 1, duration: 1))
        try add(
            "GetCompositeScheduleResponse",
            V16.GetCompositeSchedule.Response(
                status: .accepted, connectorId: 1, scheduleStart: moment,
                chargingSchedule: .init(
                    duration: 1, startSchedule: moment, chargingRateUnit: .a,
                    chargingSchedulePeriod: [.init(startPeriod: 1, limit: 6.3, numberPhases: 1)], minChargingRate: 6.3))
        )
        try add("GetCompositeScheduleResponse", V16.GetCompositeSchedule.Response(status: .accepted))
        try add(
            "RemoteStartTransaction",
            V16.RemoteStartTransaction(
                connectorId: 1, idTag: text(20),
                chargingProfile: .init(
                    chargingProfileId: 1, transactionId: 1, stackLevel: 1,
                    chargingProfilePurpose: .chargePointMaxProfile, chargingProfileKind: .absolute,
                    recurrencyKind: .daily, validFrom: moment, validTo: moment,
                    chargingSchedule: .init(
                        duration: 1, startSchedule: moment, chargingRateUnit: .a,
                        chargingSchedulePeriod: [.init(startPeriod: 1, limit: 6.3, numberPhases: 1)],
                        minChargingRate: 6.3))))
        try add("RemoteStartTransaction", V16.RemoteStartTransaction(idTag: "x"))
        try add("RemoteStartTransactionResponse", V16.RemoteStartTransaction.Response(status: .accepted))
    }

    private mutating func addCommands() throws {
        try add("GetConfiguration", V16.GetConfiguration(key: [text(50), ""]))
        try add("GetConfiguration", V16.GetConfiguration())
        try add(
            "GetConfigurationResponse",
            V16.GetConfiguration.Response(
                configurationKey: [.init(key: text(50), readonly: true, value: text(500))], unknownKey: [text(50), ""]))
        try add("GetConfigurationResponse", V16.GetConfiguration.Response())
        try add("ChangeConfiguration", V16.ChangeConfiguration(key: text(50), value: text(500)))
        try add("ChangeConfiguration", V16.ChangeConfiguration(key: "x", value: "x"))
        try add("ChangeConfigurationResponse", V16.ChangeConfiguration.Response(status: .accepted))
        try add("TriggerMessage", V16.TriggerMessage(requestedMessage: .bootNotification, connectorId: 1))
        try add("TriggerMessage", V16.TriggerMessage(requestedMessage: .bootNotification))
        try add("TriggerMessageResponse", V16.TriggerMessage.Response(status: .accepted))
        try add("RemoteStopTransaction", V16.RemoteStopTransaction(transactionId: 1))
        try add("RemoteStopTransactionResponse", V16.RemoteStopTransaction.Response(status: .accepted))
        try add("Reset", V16.Reset(type: .hard))
        try add("ResetResponse", V16.Reset.Response(status: .accepted))
        try add("ChangeAvailability", V16.ChangeAvailability(connectorId: 1, type: .inoperative))
        try add("ChangeAvailabilityResponse", V16.ChangeAvailability.Response(status: .accepted))
        try add("UnlockConnector", V16.UnlockConnector(connectorId: 1))
        try add("UnlockConnectorResponse", V16.UnlockConnector.Response(status: .unlocked))
        try add("ClearCache", V16.ClearCache())
        try add("ClearCacheResponse", V16.ClearCache.Response(status: .accepted))
        try add(
            "SendLocalList",
            V16.SendLocalList(
                listVersion: 1,
                localAuthorizationList: [
                    .init(
                        idTag: text(20), idTagInfo: .init(expiryDate: moment, parentIdTag: text(20), status: .accepted))
                ], updateType: .differential))
        try add("SendLocalList", V16.SendLocalList(listVersion: 1, updateType: .differential))
        try add("SendLocalListResponse", V16.SendLocalList.Response(status: .accepted))
        try add("GetLocalListVersion", V16.GetLocalListVersion())
        try add("GetLocalListVersionResponse", V16.GetLocalListVersion.Response(listVersion: 1))
        try add(
            "ReserveNow",
            V16.ReserveNow(connectorId: 1, expiryDate: moment, idTag: text(20), parentIdTag: text(20), reservationId: 1)
        )
        try add("ReserveNow", V16.ReserveNow(connectorId: 1, expiryDate: moment, idTag: "x", reservationId: 1))
        try add("ReserveNowResponse", V16.ReserveNow.Response(status: .accepted))
        try add("CancelReservation", V16.CancelReservation(reservationId: 1))
        try add("CancelReservationResponse", V16.CancelReservation.Response(status: .accepted))
        try add(
            "GetDiagnostics",
            V16.GetDiagnostics(location: text(2000), retries: 1, retryInterval: 1, startTime: moment, stopTime: moment))
        try add("GetDiagnostics", V16.GetDiagnostics(location: "x"))
        try add("GetDiagnosticsResponse", V16.GetDiagnostics.Response(fileName: text(255)))
        try add("GetDiagnosticsResponse", V16.GetDiagnostics.Response())
        try add(
            "UpdateFirmware",
            V16.UpdateFirmware(location: text(2000), retries: 1, retrieveDate: moment, retryInterval: 1))
        try add("UpdateFirmware", V16.UpdateFirmware(location: "x", retrieveDate: moment))
        try add("UpdateFirmwareResponse", V16.UpdateFirmware.Response())
    }

    private mutating func addEnumerations() throws {
        for (_, value) in V16.RegistrationStatus.names {
            try add(
                "BootNotificationResponse",
                V16.BootNotification.Response(status: value, currentTime: moment, interval: 1))
        }
        for (_, value) in V16.ChargePointErrorCode.names {
            try add("StatusNotification", V16.StatusNotification(connectorId: 1, errorCode: value, status: .available))
        }
        for (_, value) in V16.ChargePointStatus.names {
            try add(
                "StatusNotification",
                V16.StatusNotification(connectorId: 1, errorCode: .connectorLockFailure, status: value))
        }
        for (_, value) in V16.StopReason.names {
            try add(
                "StopTransaction", V16.StopTransaction(meterStop: 1, timestamp: moment, transactionId: 1, reason: value)
            )
        }
        for (_, value) in V16.FirmwareStatus.names {
            try add("FirmwareStatusNotification", V16.FirmwareStatusNotification(status: value))
        }
        for (_, value) in V16.DiagnosticsStatus.names {
            try add("DiagnosticsStatusNotification", V16.DiagnosticsStatusNotification(status: value))
        }
        for (_, value) in V16.UploadLogStatus.names {
            try add("LogStatusNotification", V16.LogStatusNotification(status: value))
        }
        for (_, value) in V16.GenericStatus.names {
            try add("SignCertificateResponse", V16.SignCertificate.Response(status: value))
        }
        try addCertificateEnumerations()
        for (_, value) in V16.SignedFirmwareStatus.names {
            try add("SignedFirmwareStatusNotification", V16.SignedFirmwareStatusNotification(status: value))
        }
        for (_, value) in V16.DataTransferStatus.names {
            try add("DataTransferResponse", V16.DataTransfer.Response(status: value))
        }
        for (_, value) in V16.AuthorizationStatus.names {
            try add("AuthorizeResponse", V16.Authorize.Response(idTagInfo: .init(status: value)))
        }
        try addCommandEnumerations()
        try addSampledEnumerations()
        try addProfileEnumerations()
    }

    private mutating func addCommandEnumerations() throws {
        for (_, value) in V16.ChargingProfileStatus.names {
            try add("SetChargingProfileResponse", V16.SetChargingProfile.Response(status: value))
        }
        for (_, value) in V16.ChargingProfilePurpose.names {
            try add("ClearChargingProfile", V16.ClearChargingProfile(chargingProfilePurpose: value))
        }
        for (_, value) in V16.ClearChargingProfileStatus.names {
            try add("ClearChargingProfileResponse", V16.ClearChargingProfile.Response(status: value))
        }
        for (_, value) in V16.ChargingRateUnit.names {
            try add(
                "GetCompositeSchedule", V16.GetCompositeSchedule(connectorId: 1, duration: 1, chargingRateUnit: value))
        }
        for (_, value) in V16.AcceptedOrRejected.names {
            try add("GetCompositeScheduleResponse", V16.GetCompositeSchedule.Response(status: value))
        }
        for (_, value) in V16.ConfigurationStatus.names {
            try add("ChangeConfigurationResponse", V16.ChangeConfiguration.Response(status: value))
        }
        for (_, value) in V16.MessageTrigger.names {
            try add("TriggerMessage", V16.TriggerMessage(requestedMessage: value))
        }
        for (_, value) in V16.TriggerMessageStatus.names {
            try add("TriggerMessageResponse", V16.TriggerMessage.Response(status: value))
        }
        for (_, value) in V16.ResetType.names {
            try add("Reset", V16.Reset(type: value))
        }
        for (_, value) in V16.AvailabilityType.names {
            try add("ChangeAvailability", V16.ChangeAvailability(connectorId: 1, type: value))
        }
        for (_, value) in V16.AvailabilityStatus.names {
            try add("ChangeAvailabilityResponse", V16.ChangeAvailability.Response(status: value))
        }
        for (_, value) in V16.UnlockStatus.names {
            try add("UnlockConnectorResponse", V16.UnlockConnector.Response(status: value))
        }
        for (_, value) in V16.UpdateType.names {
            try add("SendLocalList", V16.SendLocalList(listVersion: 1, updateType: value))
        }
        for (_, value) in V16.UpdateStatus.names {
            try add("SendLocalListResponse", V16.SendLocalList.Response(status: value))
        }
        for (_, value) in V16.ReservationStatus.names {
            try add("ReserveNowResponse", V16.ReserveNow.Response(status: value))
        }
    }

    private mutating func addSampledEnumerations() throws {
        var values: [V16.SampledValue] = []
        for (_, value) in V16.Measurand.names { values.append(.init(value: .number(0.1), measurand: value)) }
        for (_, value) in V16.Phase.names { values.append(.init(value: .number(1e-7), phase: value)) }
        for (_, value) in V16.Location.names { values.append(.init(value: .number(1e21), location: value)) }
        for (_, value) in V16.ReadingContext.names { values.append(.init(value: .number(1), context: value)) }
        for (_, value) in V16.UnitOfMeasure.names where value != .hertz {
            values.append(.init(value: .number(1), unit: value))
        }
        let reading = V16.MeterValue(timestamp: moment, sampledValue: values)
        try add("MeterValues", V16.MeterValues(connectorId: 0, meterValue: [reading]))
        try add(
            "StopTransaction",
            V16.StopTransaction(meterStop: 1, timestamp: moment, transactionId: 1, transactionData: [reading]))
    }

    private mutating func addProfileEnumerations() throws {
        for (_, purpose) in V16.ChargingProfilePurpose.names {
            for (_, kind) in V16.ChargingProfileKind.names {
                for (_, recurrency) in V16.RecurrencyKind.names {
                    // Every tenth up to 10: binary fractions that a schema's multipleOf is known to trip over.
                    let periods = (0...100).map {
                        V16.ChargingSchedulePeriod(startPeriod: $0, limit: Double($0) / 10, numberPhases: 3)
                    }
                    let schedule = V16.ChargingSchedule(chargingRateUnit: .w, chargingSchedulePeriod: periods)
                    let profile = V16.ChargingProfile(
                        chargingProfileId: 1, stackLevel: 0, chargingProfilePurpose: purpose, chargingProfileKind: kind,
                        recurrencyKind: recurrency, chargingSchedule: schedule)
                    try add("SetChargingProfile", V16.SetChargingProfile(connectorId: 1, csChargingProfiles: profile))
                }
            }
        }
    }

    private mutating func addCertificateEnumerations() throws {
        for (_, value) in V16.CertificateSignedStatus.names {
            try add("CertificateSignedResponse", V16.CertificateSigned.Response(status: value))
        }
        for (_, value) in V16.DeleteCertificateStatus.names {
            try add("DeleteCertificateResponse", V16.DeleteCertificate.Response(status: value))
        }
        for (_, value) in V16.ExtendedMessageTrigger.names {
            try add("ExtendedTriggerMessage", V16.ExtendedTriggerMessage(requestedMessage: value))
        }
        for (_, value) in V16.TriggerMessageStatus.names {
            try add("ExtendedTriggerMessageResponse", V16.ExtendedTriggerMessage.Response(status: value))
        }
        for (_, value) in V16.GetInstalledCertificateStatus.names {
            try add("GetInstalledCertificateIdsResponse", V16.GetInstalledCertificateIds.Response(status: value))
        }
        for (_, value) in V16.InstallCertificateStatus.names {
            try add("InstallCertificateResponse", V16.InstallCertificate.Response(status: value))
        }
        for (_, value) in V16.CertificateUse.names {
            try add("GetInstalledCertificateIds", V16.GetInstalledCertificateIds(certificateType: value))
            try add("InstallCertificate", V16.InstallCertificate(certificateType: value, certificate: "x"))
        }
        for (_, value) in V16.HashAlgorithm.names {
            let named = V16.CertificateHashData(
                hashAlgorithm: value, issuerNameHash: "x", issuerKeyHash: "x", serialNumber: "x")
            try add("DeleteCertificate", V16.DeleteCertificate(certificateHashData: named))
        }
        for (_, value) in V16.LogType.names {
            try add("GetLog", V16.GetLog(logType: value, requestId: 1, log: .init(remoteLocation: "x")))
        }
        for (_, value) in V16.LogStatus.names { try add("GetLogResponse", V16.GetLog.Response(status: value)) }
        for (_, value) in V16.SignedUpdateFirmwareStatus.names {
            try add("SignedUpdateFirmwareResponse", V16.SignedUpdateFirmware.Response(status: value))
        }
    }
}

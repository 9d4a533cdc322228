// SPDX-License-Identifier: Apache-2.0

extension V16 {
    /// The actions of 1.6 with its security extension. One that is listed here but not supported is answered
    /// `NotSupported`, any other `NotImplemented`.
    public enum Action: OpenEnumeration {
        case authorize, bootNotification, cancelReservation, certificateSigned, changeAvailability,
            changeConfiguration, clearCache, clearChargingProfile, dataTransfer, deleteCertificate,
            diagnosticsStatusNotification, extendedTriggerMessage, firmwareStatusNotification,
            getCompositeSchedule, getConfiguration, getDiagnostics, getInstalledCertificateIds,
            getLocalListVersion, getLog, heartbeat, installCertificate, logStatusNotification, meterValues,
            remoteStartTransaction, remoteStopTransaction, reserveNow, reset, securityEventNotification,
            sendLocalList, setChargingProfile, signCertificate, signedFirmwareStatusNotification,
            signedUpdateFirmware, startTransaction, statusNotification, stopTransaction, triggerMessage,
            unlockConnector, updateFirmware
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Authorize", .authorize), ("BootNotification", .bootNotification),
            ("CancelReservation", .cancelReservation), ("CertificateSigned", .certificateSigned),
            ("ChangeAvailability", .changeAvailability), ("ChangeConfiguration", .changeConfiguration),
            ("ClearCache", .clearCache), ("ClearChargingProfile", .clearChargingProfile),
            ("DataTransfer", .dataTransfer), ("DeleteCertificate", .deleteCertificate),
            ("DiagnosticsStatusNotification", .diagnosticsStatusNotification),
            ("ExtendedTriggerMessage", .extendedTriggerMessage),
            ("FirmwareStatusNotification", .firmwareStatusNotification),
            ("GetCompositeSchedule", .getCompositeSchedule),
            ("GetConfiguration", .getConfiguration), ("GetDiagnostics", .getDiagnostics),
            ("GetInstalledCertificateIds", .getInstalledCertificateIds), ("GetLocalListVersion", .getLocalListVersion),
            ("GetLog", .getLog), ("Heartbeat", .heartbeat), ("InstallCertificate", .installCertificate),
            ("LogStatusNotification", .logStatusNotification), ("MeterValues", .meterValues),
            ("RemoteStartTransaction", .remoteStartTransaction), ("RemoteStopTransaction", .remoteStopTransaction),
            ("ReserveNow", .reserveNow), ("Reset", .reset), ("SecurityEventNotification", .securityEventNotification),
            ("SendLocalList", .sendLocalList), ("SetChargingProfile", .setChargingProfile),
            ("SignCertificate", .signCertificate),
            ("SignedFirmwareStatusNotification", .signedFirmwareStatusNotification),
            ("SignedUpdateFirmware", .signedUpdateFirmware), ("StartTransaction", .startTransaction),
            ("StatusNotification", .statusNotification), ("StopTransaction", .stopTransaction),
            ("TriggerMessage", .triggerMessage), ("UnlockConnector", .unlockConnector),
            ("UpdateFirmware", .updateFirmware),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}

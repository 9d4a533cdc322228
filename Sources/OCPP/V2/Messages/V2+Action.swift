// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// The actions of 2.x. One that the version lists but the receiver does not support is answered `NotSupported`, any
    /// other `NotImplemented`.
    public enum Action: OpenEnumeration {
        case afrrSignal, adjustPeriodicEventStream, authorize, batterySwap, bootNotification, cancelReservation,
            certificateSigned, changeAvailability, changeTransactionTariff, clearCache, clearChargingProfile,
            clearDERControl, clearDisplayMessage, clearTariffs, clearVariableMonitoring, clearedChargingLimit,
            closePeriodicEventStream, costUpdated, customerInformation, dataTransfer, deleteCertificate,
            firmwareStatusNotification, get15118EVCertificate, getBaseReport, getCertificateChainStatus,
            getCertificateStatus, getChargingProfiles, getCompositeSchedule, getDERControl, getDisplayMessages,
            getInstalledCertificateIds, getLocalListVersion, getLog, getMonitoringReport, getPeriodicEventStream,
            getReport, getTariffs, getTransactionStatus, getVariables, heartbeat, installCertificate,
            logStatusNotification, meterValues, notifyAllowedEnergyTransfer, notifyChargingLimit,
            notifyCustomerInformation, notifyDERAlarm, notifyDERStartStop, notifyDisplayMessages, notifyEVChargingNeeds,
            notifyEVChargingSchedule, notifyEvent, notifyMonitoringReport, notifyPeriodicEventStream,
            notifyPriorityCharging, notifyReport, notifySettlement, notifyWebPaymentStarted, openPeriodicEventStream,
            publishFirmware, publishFirmwareStatusNotification, pullDynamicScheduleUpdate, reportChargingProfiles,
            reportDERControl, requestBatterySwap, requestStartTransaction, requestStopTransaction,
            reservationStatusUpdate, reserveNow, reset, securityEventNotification, sendLocalList, setChargingProfile,
            setDERControl, setDefaultTariff, setDisplayMessage, setMonitoringBase, setMonitoringLevel,
            setNetworkProfile, setVariableMonitoring, setVariables, signCertificate, statusNotification,
            transactionEvent, triggerMessage, unlockConnector, unpublishFirmware, updateDynamicSchedule, updateFirmware,
            usePriorityCharging, vatNumberValidation
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("AFRRSignal", .afrrSignal), ("AdjustPeriodicEventStream", .adjustPeriodicEventStream),
            ("Authorize", .authorize), ("BatterySwap", .batterySwap), ("BootNotification", .bootNotification),
            ("CancelReservation", .cancelReservation), ("CertificateSigned", .certificateSigned),
            ("ChangeAvailability", .changeAvailability), ("ChangeTransactionTariff", .changeTransactionTariff),
            ("ClearCache", .clearCache), ("ClearChargingProfile", .clearChargingProfile),
            ("ClearDERControl", .clearDERControl), ("ClearDisplayMessage", .clearDisplayMessage),
            ("ClearTariffs", .clearTariffs), ("ClearVariableMonitoring", .clearVariableMonitoring),
            ("ClearedChargingLimit", .clearedChargingLimit), ("ClosePeriodicEventStream", .closePeriodicEventStream),
            ("CostUpdated", .costUpdated), ("CustomerInformation", .customerInformation),
            ("DataTransfer", .dataTransfer), ("DeleteCertificate", .deleteCertificate),
            ("FirmwareStatusNotification", .firmwareStatusNotification),
            ("Get15118EVCertificate", .get15118EVCertificate), ("GetBaseReport", .getBaseReport),
            ("GetCertificateChainStatus", .getCertificateChainStatus), ("GetCertificateStatus", .getCertificateStatus),
            ("GetChargingProfiles", .getChargingProfiles), ("GetCompositeSchedule", .getCompositeSchedule),
            ("GetDERControl", .getDERControl), ("GetDisplayMessages", .getDisplayMessages),
            ("GetInstalledCertificateIds", .getInstalledCertificateIds), ("GetLocalListVersion", .getLocalListVersion),
            ("GetLog", .getLog), ("GetMonitoringReport", .getMonitoringReport),
            ("GetPeriodicEventStream", .getPeriodicEventStream), ("GetReport", .getReport), ("GetTariffs", .getTariffs),
            ("GetTransactionStatus", .getTransactionStatus), ("GetVariables", .getVariables), ("Heartbeat", .heartbeat),
            ("InstallCertificate", .installCertificate), ("LogStatusNotification", .logStatusNotification),
            ("MeterValues", .meterValues), ("NotifyAllowedEnergyTransfer", .notifyAllowedEnergyTransfer),
            ("NotifyChargingLimit", .notifyChargingLimit), ("NotifyCustomerInformation", .notifyCustomerInformation),
            ("NotifyDERAlarm", .notifyDERAlarm), ("NotifyDERStartStop", .notifyDERStartStop),
            ("NotifyDisplayMessages", .notifyDisplayMessages), ("NotifyEVChargingNeeds", .notifyEVChargingNeeds),
            ("NotifyEVChargingSchedule", .notifyEVChargingSchedule), ("NotifyEvent", .notifyEvent),
            ("NotifyMonitoringReport", .notifyMonitoringReport),
            ("NotifyPeriodicEventStream", .notifyPeriodicEventStream),
            ("NotifyPriorityCharging", .notifyPriorityCharging), ("NotifyReport", .notifyReport),
            ("NotifySettlement", .notifySettlement), ("NotifyWebPaymentStarted", .notifyWebPaymentStarted),
            ("OpenPeriodicEventStream", .openPeriodicEventStream), ("PublishFirmware", .publishFirmware),
            ("PublishFirmwareStatusNotification", .publishFirmwareStatusNotification),
            ("PullDynamicScheduleUpdate", .pullDynamicScheduleUpdate),
            ("ReportChargingProfiles", .reportChargingProfiles), ("ReportDERControl", .reportDERControl),
            ("RequestBatterySwap", .requestBatterySwap), ("RequestStartTransaction", .requestStartTransaction),
            ("RequestStopTransaction", .requestStopTransaction), ("ReservationStatusUpdate", .reservationStatusUpdate),
            ("ReserveNow", .reserveNow), ("Reset", .reset), ("SecurityEventNotification", .securityEventNotification),
            ("SendLocalList", .sendLocalList), ("SetChargingProfile", .setChargingProfile),
            ("SetDERControl", .setDERControl), ("SetDefaultTariff", .setDefaultTariff),
            ("SetDisplayMessage", .setDisplayMessage), ("SetMonitoringBase", .setMonitoringBase),
            ("SetMonitoringLevel", .setMonitoringLevel), ("SetNetworkProfile", .setNetworkProfile),
            ("SetVariableMonitoring", .setVariableMonitoring), ("SetVariables", .setVariables),
            ("SignCertificate", .signCertificate), ("StatusNotification", .statusNotification),
            ("TransactionEvent", .transactionEvent), ("TriggerMessage", .triggerMessage),
            ("UnlockConnector", .unlockConnector), ("UnpublishFirmware", .unpublishFirmware),
            ("UpdateDynamicSchedule", .updateDynamicSchedule), ("UpdateFirmware", .updateFirmware),
            ("UsePriorityCharging", .usePriorityCharging), ("VatNumberValidation", .vatNumberValidation),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }

        /// Whether the version lists it.
        public func isListed(in version: OCPPVersion) -> Bool {
            switch self {
            case .afrrSignal, .adjustPeriodicEventStream, .batterySwap, .changeTransactionTariff, .clearDERControl,
                .clearTariffs, .closePeriodicEventStream, .getCertificateChainStatus, .getDERControl,
                .getPeriodicEventStream, .getTariffs, .notifyAllowedEnergyTransfer, .notifyDERAlarm,
                .notifyDERStartStop, .notifyPeriodicEventStream, .notifyPriorityCharging, .notifySettlement,
                .notifyWebPaymentStarted, .openPeriodicEventStream, .pullDynamicScheduleUpdate, .reportDERControl,
                .requestBatterySwap, .setDERControl, .setDefaultTariff, .updateDynamicSchedule, .usePriorityCharging,
                .vatNumberValidation:
                version == .v21
            default: unlistedText == nil
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Every request of 2.x; `versions` says which versions have it.
    public static let requests: [any V2Request.Type] = [
        AFRRSignal.self, AdjustPeriodicEventStream.self, Authorize.self, BatterySwap.self,
        BootNotification.self, CancelReservation.self, CertificateSigned.self, ChangeAvailability.self,
        ChangeTransactionTariff.self, ClearCache.self, ClearChargingProfile.self, ClearDERControl.self,
        ClearDisplayMessage.self, ClearTariffs.self, ClearVariableMonitoring.self,
        ClearedChargingLimit.self, ClosePeriodicEventStream.self, CostUpdated.self,
        CustomerInformation.self, DataTransfer.self, DeleteCertificate.self,
        FirmwareStatusNotification.self, Get15118EVCertificate.self, GetBaseReport.self,
        GetCertificateChainStatus.self, GetCertificateStatus.self, GetChargingProfiles.self,
        GetCompositeSchedule.self, GetDERControl.self, GetDisplayMessages.self,
        GetInstalledCertificateIds.self, GetLocalListVersion.self, GetLog.self, GetMonitoringReport.self,
        GetPeriodicEventStream.self, GetReport.self, GetTariffs.self, GetTransactionStatus.self,
        GetVariables.self, Heartbeat.self, InstallCertificate.self, LogStatusNotification.self,
        MeterValues.self, NotifyAllowedEnergyTransfer.self, NotifyChargingLimit.self,
        NotifyCustomerInformation.self, NotifyDERAlarm.self, NotifyDERStartStop.self,
        NotifyDisplayMessages.self, NotifyEVChargingNeeds.self, NotifyEVChargingSchedule.self,
        NotifyEvent.self, NotifyMonitoringReport.self, NotifyPriorityCharging.self, NotifyReport.self,
        NotifySettlement.self, NotifyWebPaymentStarted.self, OpenPeriodicEventStream.self,
        PublishFirmware.self, PublishFirmwareStatusNotification.self, PullDynamicScheduleUpdate.self,
        ReportChargingProfiles.self, ReportDERControl.self, RequestBatterySwap.self,
        RequestStartTransaction.self, RequestStopTransaction.self, ReservationStatusUpdate.self,
        ReserveNow.self, Reset.self, SecurityEventNotification.self, SendLocalList.self,
        SetChargingProfile.self, SetDERControl.self, SetDefaultTariff.self, SetDisplayMessage.self,
        SetMonitoringBase.self, SetMonitoringLevel.self, SetNetworkProfile.self, SetVariableMonitoring.self,
        SetVariables.self, SignCertificate.self, StatusNotification.self, TransactionEvent.self,
        TriggerMessage.self, UnlockConnector.self, UnpublishFirmware.self, UpdateDynamicSchedule.self,
        UpdateFirmware.self, UsePriorityCharging.self, VatNumberValidation.self,
    ]

    /// Every message that is not answered.
    public static let sends: [any V2Send.Type] = [NotifyPeriodicEventStream.self]
}

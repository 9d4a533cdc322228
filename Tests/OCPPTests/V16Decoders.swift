// SPDX-License-Identifier: Apache-2.0

import JSON
import OCPP

/// Every message of 1.6 that either side may send, type erased.
enum V16Decoders {
    /// What is read and can be written reads back, and is written the same again.
    private static func decoder<Payload: OCPPPayload>(_ type: Payload.Type) -> @Sendable ([UInt8]) -> Bool {
        { bytes in
            guard let value = try? Payload(decoding: bytes), let written = try? value.encoded() else { return true }
            return (try? Payload(decoding: written)).flatMap { try? $0.encoded() } == written
        }
    }

    static let all: [@Sendable ([UInt8]) -> Bool] = [
        decoder(V16.Authorize.self), decoder(V16.Authorize.Response.self), decoder(V16.BootNotification.self),
        decoder(V16.BootNotification.Response.self), decoder(V16.CancelReservation.self),
        decoder(V16.CancelReservation.Response.self), decoder(V16.ChangeAvailability.self),
        decoder(V16.ChangeAvailability.Response.self), decoder(V16.ChangeConfiguration.self),
        decoder(V16.ChangeConfiguration.Response.self), decoder(V16.ClearCache.self),
        decoder(V16.ClearCache.Response.self), decoder(V16.ClearChargingProfile.self),
        decoder(V16.ClearChargingProfile.Response.self), decoder(V16.DataTransfer.self),
        decoder(V16.DataTransfer.Response.self), decoder(V16.DiagnosticsStatusNotification.self),
        decoder(V16.FirmwareStatusNotification.self), decoder(V16.GetCompositeSchedule.self),
        decoder(V16.GetCompositeSchedule.Response.self), decoder(V16.GetConfiguration.self),
        decoder(V16.GetConfiguration.Response.self), decoder(V16.GetDiagnostics.self),
        decoder(V16.GetDiagnostics.Response.self), decoder(V16.GetLocalListVersion.Response.self),
        decoder(V16.Heartbeat.self), decoder(V16.Heartbeat.Response.self), decoder(V16.LogStatusNotification.self),
        decoder(V16.MeterValues.self), decoder(V16.RemoteStartTransaction.self),
        decoder(V16.RemoteStartTransaction.Response.self), decoder(V16.RemoteStopTransaction.self),
        decoder(V16.RemoteStopTransaction.Response.self), decoder(V16.ReserveNow.self),
        decoder(V16.ReserveNow.Response.self), decoder(V16.Reset.self), decoder(V16.Reset.Response.self),
        decoder(V16.SecurityEventNotification.self), decoder(V16.SendLocalList.self),
        decoder(V16.SendLocalList.Response.self), decoder(V16.SetChargingProfile.self),
        decoder(V16.SetChargingProfile.Response.self), decoder(V16.SignCertificate.self),
        decoder(V16.SignedFirmwareStatusNotification.self), decoder(V16.StartTransaction.self),
        decoder(V16.StartTransaction.Response.self), decoder(V16.StatusNotification.self),
        decoder(V16.StopTransaction.self), decoder(V16.StopTransaction.Response.self),
        decoder(V16.TriggerMessage.self), decoder(V16.TriggerMessage.Response.self), decoder(V16.UnlockConnector.self),
        decoder(V16.UnlockConnector.Response.self), decoder(V16.UpdateFirmware.self),
        decoder(V16.CertificateSigned.self), decoder(V16.DeleteCertificate.self),
        decoder(V16.ExtendedTriggerMessage.self), decoder(V16.GetInstalledCertificateIds.Response.self),
        decoder(V16.GetLog.self), decoder(V16.GetLog.Response.self), decoder(V16.InstallCertificate.self),
        decoder(V16.SignedUpdateFirmware.self),
    ]
}

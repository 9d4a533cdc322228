// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON
import OCPP
import Store

/// What a station of OCPP 2.x asks and tells.
extension OCPPStation {
    mutating func askedV2(_ call: CallSession.InboundCall, now: Moment) throws(JSONError) -> [StationEffect] {
        switch V2.Action(call.action) {
        case .bootNotification: return try bootV2(call, now: now)
        case .heartbeat: return answer(call.id, V2.Heartbeat.Response(currentTime: stamp(now)), now: now)
        case .statusNotification: return try statusV2(call, now: now)
        case .notifyEvent: return try eventV2(call, now: now)
        case .transactionEvent: return transactionEvent(call, now: now)
        case .authorize:
            let request = try V2.Authorize(decoding: call.payload)
            let response = V2.Authorize.Response(idTokenInfo: V2.IdTokenInfo(status: .accepted)).with {
                $0.allowedEnergyTransfer = allowedEnergyTransfer
            }
            return noted("station.authorize", request.idToken.idToken, now) + answer(call.id, response, now: now)
        case .meterValues:
            let request = try V2.MeterValues(decoding: call.payload)
            return answer(call.id, V2.MeterValues.Response(), now: now)
                + measured(request.meterValue, at: request.evseId, of: nil, now: now)
        default: return try askedLessV2(call, now: now)
        }
    }

    /// What is answered and noted, and has no further effect here.
    private mutating func askedLessV2(
        _ call: CallSession.InboundCall, now: Moment
    ) throws(JSONError) -> [StationEffect] {
        switch V2.Action(call.action) {
        case .dataTransfer:
            _ = try V2.DataTransfer(decoding: call.payload)
            return answer(call.id, V2.DataTransfer.Response(status: .unknownVendorId), now: now)
        case .securityEventNotification:
            let event = try V2.SecurityEventNotification(decoding: call.payload)
            return securityEvent(event.type, event.techInfo, now: now)
                + answer(call.id, V2.SecurityEventNotification.Response(), now: now)
        case .signCertificate:
            let request = try V2.SignCertificate(decoding: call.payload)
            return askedToSign(CertificateRequest(request, call: call.id), now: now)
        case .notifyEVChargingNeeds:
            return try chargingNeeds(call, now: now)
        case .notifyEVChargingSchedule:
            _ = try V2.NotifyEVChargingSchedule(decoding: call.payload)
            return answer(call.id, V2.NotifyEVChargingSchedule.Response(status: .accepted), now: now)
        case .other:
            return [refused(call, "no such action", now)]
                + refuse(
                    call.id, .notImplemented, "\(call.action) is not an action of OCPP \(version.number)", now: now)
        default:
            if let effects = try acknowledgedV2(call, now: now) { return effects }
            return refuse(call.id, .notSupported, "\(call.action) is not supported here", now: now)
        }
    }

    /// What is answered without a word; nil of anything else.
    private mutating func acknowledgedV2(
        _ call: CallSession.InboundCall, now: Moment
    ) throws(JSONError) -> [StationEffect]? {
        switch V2.Action(call.action) {
        case .notifyReport:
            let part = try V2.NotifyReport(decoding: call.payload)
            return try acknowledge(V2.NotifyReport.self, call, now: now) + reported(part, now: now)
        case .notifyMonitoringReport: return try acknowledge(V2.NotifyMonitoringReport.self, call, now: now)
        case .notifyChargingLimit:
            let request = try V2.NotifyChargingLimit(decoding: call.payload)
            return try acknowledge(V2.NotifyChargingLimit.self, call, now: now)
                + limitedElsewhere(request.evseId, isRaised: false, now: now)
        case .clearedChargingLimit:
            let request = try V2.ClearedChargingLimit(decoding: call.payload)
            return try acknowledge(V2.ClearedChargingLimit.self, call, now: now)
                + limitedElsewhere(request.evseId, isRaised: false, now: now)
        case .reportChargingProfiles: return try acknowledge(V2.ReportChargingProfiles.self, call, now: now)
        case .notifyCustomerInformation: return try acknowledge(V2.NotifyCustomerInformation.self, call, now: now)
        case .notifyDisplayMessages: return try acknowledge(V2.NotifyDisplayMessages.self, call, now: now)
        case .reservationStatusUpdate: return try acknowledge(V2.ReservationStatusUpdate.self, call, now: now)
        case .firmwareStatusNotification: return try acknowledge(V2.FirmwareStatusNotification.self, call, now: now)
        case .publishFirmwareStatusNotification:
            return try acknowledge(V2.PublishFirmwareStatusNotification.self, call, now: now)
        case .logStatusNotification: return try acknowledge(V2.LogStatusNotification.self, call, now: now)
        case .notifyPriorityCharging:
            // While it lasts it outranks what we have set.
            let request = try V2.NotifyPriorityCharging(decoding: call.payload)
            let outlet = tellings.transactions[request.transactionId]?.start.evse
            return try acknowledge(V2.NotifyPriorityCharging.self, call, now: now)
                + limitedElsewhere(outlet, isRaised: request.activated, now: now)
        case .notifyDERAlarm: return try acknowledge(V2.NotifyDERAlarm.self, call, now: now)
        case .notifyDERStartStop: return try acknowledge(V2.NotifyDERStartStop.self, call, now: now)
        case .reportDERControl: return try acknowledge(V2.ReportDERControl.self, call, now: now)
        default: return nil
        }
    }

    private mutating func acknowledge<Request: V2Request>(
        _: Request.Type, _ call: CallSession.InboundCall, now: Moment
    ) throws(JSONError) -> [StationEffect] where Request.Response == V2.EmptyResponse<Request> {
        _ = try Request(decoding: call.payload)
        return answer(call.id, V2.EmptyResponse<Request>(), now: now)
    }

    private mutating func bootV2(_ call: CallSession.InboundCall, now: Moment) throws(JSONError) -> [StationEffect] {
        let request = try V2.BootNotification(decoding: call.payload)
        let station = request.chargingStation
        return booted(
            call, name: "\(station.vendorName) \(station.model)",
            answer: V2.BootNotification.Response(
                currentTime: stamp(now), interval: Int(timing.heartbeatInterval.inSeconds), status: .accepted),
            now: now)
    }

    private mutating func statusV2(_ call: CallSession.InboundCall, now: Moment) throws(JSONError) -> [StationEffect] {
        let request = try V2.StatusNotification(decoding: call.payload)
        clock.judge(request.timestamp, now: now)
        return answer(call.id, V2.StatusNotification.Response(), now: now)
            + told(
                request.connectorStatus, evse: request.evseId, connector: request.connectorId, of: request.timestamp,
                now: now)
    }

    /// The state of a connector may come as an event of the device model too (2.1).
    private mutating func eventV2(_ call: CallSession.InboundCall, now: Moment) throws(JSONError) -> [StationEffect] {
        let request = try V2.NotifyEvent(decoding: call.payload)
        var effects = answer(call.id, V2.NotifyEvent.Response(), now: now)
        // What waited while the station was offline may come in any order.
        for event in request.eventData.sorted(by: { $0.time < $1.time }) {
            if event.variable.name == "AvailabilityState", event.component.name == "Connector",
                let evse = event.component.evse
            {
                effects += told(
                    V2.ConnectorStatus(event.actualValue), evse: evse.id, connector: evse.connectorId ?? 1,
                    of: event.timestamp, now: now)
            } else {
                let text = "\(event.component.name).\(event.variable.name) = \(event.actualValue)"
                effects += noted("station.event", text, now)
            }
        }
        return effects
    }

    private mutating func told(
        _ status: V2.ConnectorStatus, evse: Int, connector: Int, of timestamp: OCPPTimestamp?, now: Moment
    ) -> [StationEffect] {
        // The station as a whole is no outlet; an EVSE as a whole is its first connector.
        guard evse > 0 else { return [] }
        tellings.note(status, evse: evse, connector: max(connector, 1), of: ourTime(timestamp, now: now))
        return changed(evse, to: tellings.plug(evse), now: now) + freed(evse, now: now)
    }
}

extension V2.EventData {
    /// When it happened; without a readable time, last of all.
    fileprivate var time: Int64 { timestamp?.milliseconds ?? .max }
}

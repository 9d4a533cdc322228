// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON
import OCPP
import Store

/// What a station of OCPP 1.6 asks and tells.
extension OCPPStation {
    mutating func askedV16(_ call: CallSession.InboundCall, now: Moment) throws(JSONError) -> [StationEffect] {
        switch V16.Action(call.action) {
        case .bootNotification: return try boot(call, now: now)
        case .heartbeat: return answer(call.id, V16.Heartbeat.Response(currentTime: stamp(now)), now: now)
        case .statusNotification: return try status(call, now: now)
        case .authorize:
            let request = try V16.Authorize(decoding: call.payload)
            return noted("station.authorize", request.idTag, now)
                + answer(call.id, V16.Authorize.Response(idTagInfo: accepted), now: now)
        case .startTransaction: return try start(call, now: now)
        case .stopTransaction: return try stop(call, now: now)
        case .meterValues: return try meterValues(call, now: now)
        default: return try askedLess(call, now: now)
        }
    }

    /// What is answered and noted, and has no further effect here.
    private mutating func askedLess(_ call: CallSession.InboundCall, now: Moment) throws(JSONError) -> [StationEffect] {
        switch V16.Action(call.action) {
        case .dataTransfer:
            _ = try V16.DataTransfer(decoding: call.payload)
            return answer(call.id, V16.DataTransfer.Response(status: .unknownVendorId), now: now)
        case .firmwareStatusNotification:
            _ = try V16.FirmwareStatusNotification(decoding: call.payload)
            return answer(call.id, V16.FirmwareStatusNotification.Response(), now: now)
        case .diagnosticsStatusNotification:
            _ = try V16.DiagnosticsStatusNotification(decoding: call.payload)
            return answer(call.id, V16.DiagnosticsStatusNotification.Response(), now: now)
        case .logStatusNotification:
            _ = try V16.LogStatusNotification(decoding: call.payload)
            return answer(call.id, V16.LogStatusNotification.Response(), now: now)
        case .signedFirmwareStatusNotification:
            _ = try V16.SignedFirmwareStatusNotification(decoding: call.payload)
            return answer(call.id, V16.SignedFirmwareStatusNotification.Response(), now: now)
        case .securityEventNotification:
            let event = try V16.SecurityEventNotification(decoding: call.payload)
            return securityEvent("\(event.type)", event.techInfo, now: now)
                + answer(call.id, V16.SecurityEventNotification.Response(), now: now)
        case .signCertificate:
            let request = try V16.SignCertificate(decoding: call.payload)
            return askedToSign(CertificateRequest(csr: request.csr, call: call.id), now: now)
        case .other:
            return [refused(call, "no such action", now)]
                + refuse(call.id, .notImplemented, "\(call.action) is not an action of OCPP 1.6", now: now)
        default:
            return refuse(call.id, .notSupported, "\(call.action) is not for a central system", now: now)
        }
    }

    var accepted: V16.IdTagInfo { V16.IdTagInfo(status: .accepted) }

    private mutating func boot(_ call: CallSession.InboundCall, now: Moment) throws(JSONError) -> [StationEffect] {
        let request = try V16.BootNotification(decoding: call.payload)
        return booted(
            call, name: "\(request.chargePointVendor) \(request.chargePointModel)",
            answer: V16.BootNotification.Response(
                status: .accepted, currentTime: stamp(now), interval: Int(timing.heartbeatInterval.inSeconds)),
            now: now)
    }

    private mutating func start(_ call: CallSession.InboundCall, now: Moment) throws(JSONError) -> [StationEffect] {
        let request = try V16.StartTransaction(decoding: call.payload)
        shows(request.connectorId, now: now)
        clock.judge(request.timestamp, now: now)
        var start = TransactionStart(
            station: identity, evse: nil, connector: request.connectorId, idTag: request.idTag, time: now.utc,
            meterWh: Double(request.meterStart))
        // The station's own stamp, unshifted, is what makes a repetition recognisable; without one, the beginning of
        // the open transaction that it can only repeat.
        if let stamp = request.timestamp {
            start.time = UTCInstant(milliseconds: stamp.milliseconds)
        } else if let last = connectors[request.connectorId]?.lastStart, last.idTag == start.idTag,
            last.meterWh == start.meterWh
        {
            start.time = last.time
        }
        connectors[request.connectorId]?.lastStart = start
        return [.begin(start, call: call.id)]
    }

    /// The start is on disk: now it may be answered.
    mutating func begunV16(
        _ call: String, _ start: TransactionStart, number: Int64, now: Moment
    ) -> [StationEffect] {
        let answered = answer(
            call, V16.StartTransaction.Response(idTagInfo: accepted, transactionId: Int(number)), now: now)
        // A repetition of an earlier beginning changes nothing of the one that runs.
        guard let outlet = start.connector, let open = connectors[outlet]?.open, number >= open.max() ?? number else {
            return answered
        }
        return answered + takes(outlet, start, number, over: open.filter { $0 != number }, now: now)
    }

    /// The end is on disk: now it may be answered.
    mutating func endedV16(_ call: String, _ stop: TransactionStop, now: Moment) -> [StationEffect] {
        let answered = answer(call, V16.StopTransaction.Response(idTagInfo: accepted), now: now)
        return answered + isOver(stop) + (stop.transaction > 0 ? [] : endedWithoutNumber(stop))
    }

    private mutating func stop(_ call: CallSession.InboundCall, now: Moment) throws(JSONError) -> [StationEffect] {
        let request = try V16.StopTransaction(decoding: call.payload)
        clock.judge(request.timestamp, now: now)
        let time = request.timestamp.map { UTCInstant(milliseconds: $0.milliseconds) } ?? now.utc
        let reason = request.reason.map { "\($0)" }
        let stop = TransactionStop(
            transaction: Int64(request.transactionId), station: identity, time: time,
            meterWh: Double(request.meterStop), reason: reason)
        return [.end(stop, call: call.id)]
    }

    private mutating func status(_ call: CallSession.InboundCall, now: Moment) throws(JSONError) -> [StationEffect] {
        let request = try V16.StatusNotification(decoding: call.payload)
        clock.judge(request.timestamp, now: now)
        return answer(call.id, V16.StatusNotification.Response(), now: now)
            + changed(request.connectorId, to: PlugStatus(request.status), now: now)
    }

    private mutating func meterValues(_ call: CallSession.InboundCall, now: Moment) throws(JSONError) -> [StationEffect]
    {
        let request = try V16.MeterValues(decoding: call.payload)
        return answer(call.id, V16.MeterValues.Response(), now: now)
            + measured(
                request.meterValue, at: request.connectorId, of: request.transactionId.map(Int64.init), now: now)
    }
}

extension OCPPStation.PlugStatus {
    init(_ status: V16.ChargePointStatus) {
        switch status {
        case .available: self = .free
        case .preparing, .finishing, .reserved: self = .waiting
        case .charging, .suspendedEV, .suspendedEVSE: self = .charging
        case .unavailable, .faulted: self = .out
        case .other: self = .unclear
        }
    }
}

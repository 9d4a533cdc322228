// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON
import OCPP
import Store

extension V16Station {
    /// Answers what the station asks. A readable call is always answered: silence would stop the station.
    mutating func asked(_ call: CallSession.InboundCall, now: Moment) -> [StationEffect] {
        do throws(JSONError) {
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
        } catch {
            return [refused(call, "\(error)", now)]
                + refuse(call.id, OCPPErrorCode(refusing: error), "\(error)", now: now)
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
            return noted("station.securityEvent", "\(event.type)", now)
                + answer(call.id, V16.SecurityEventNotification.Response(), now: now)
        case .signCertificate:
            _ = try V16.SignCertificate(decoding: call.payload)
            return answer(call.id, V16.SignCertificate.Response(status: .rejected), now: now)
        case .other:
            return [refused(call, "no such action", now)]
                + refuse(call.id, .notImplemented, "\(call.action) is not an action of OCPP 1.6", now: now)
        default:
            return refuse(call.id, .notSupported, "\(call.action) is not for a central system", now: now)
        }
    }

    private var accepted: V16.IdTagInfo { V16.IdTagInfo(status: .accepted) }

    private func stamp(_ now: Moment) -> OCPPTimestamp { OCPPTimestamp(milliseconds: now.utc.milliseconds) }

    /// What goes into the audit log of the station's own telling: so much, however much it tells.
    private mutating func noted(_ action: String, _ details: String, _ now: Moment) -> [StationEffect] {
        guard allowance.take(at: now.steady) else { return [] }
        let entry = AuditEntry(
            time: now.utc, author: "station \(identity)", action: action, target: identity.text,
            reason: String(details.unicodeScalars.prefix(EventAllowance.keptDetails)))
        return [.record(.machineEvent(entry))]
    }

    private func refused(_ call: CallSession.InboundCall, _ reason: String, _ now: Moment) -> StationEffect {
        .record(
            .refusedMessage(
                RefusedMessage(
                    time: now.utc, topic: "ocpp/\(identity)/\(call.action.prefix(64))", payload: call.payload,
                    code: "ocpp", reason: reason)))
    }

    private mutating func boot(_ call: CallSession.InboundCall, now: Moment) throws(JSONError) -> [StationEffect] {
        let request = try V16.BootNotification(decoding: call.payload)
        let fact = StationFact(
            station: identity, aspect: "boot", json: String(decoding: call.payload, as: UTF8.self), time: now.utc)
        var effects = [
            StationEffect.record(.stationFact(fact)),
            .note("station \(identity) booted: \(request.chargePointVendor) \(request.chargePointModel)"),
        ]
        effects += answer(
            call.id,
            V16.BootNotification.Response(
                status: .accepted, currentTime: stamp(now), interval: Int(timing.heartbeatInterval.inSeconds)),
            now: now)
        // A boot may have lost what was installed: everything is set up anew. The answer sets its clock.
        clock = StationClock()
        return effects + commission(now: now)
    }

    private mutating func status(_ call: CallSession.InboundCall, now: Moment) throws(JSONError) -> [StationEffect] {
        let request = try V16.StatusNotification(decoding: call.payload)
        clock.judge(request.timestamp, now: now)
        var effects = answer(call.id, V16.StatusNotification.Response(), now: now)
        guard connectors[request.connectorId] != nil else { return effects }
        connectors[request.connectorId]?.status = request.status
        if request.status == .available, connectors[request.connectorId]?.transaction != nil {
            // Its end was lost, or is still to come: no vehicle is there any more.
            connectors[request.connectorId]?.transaction = nil
            effects.append(.transaction(evse: request.connectorId, since: nil))
        }
        effects.append(.plug(evse: request.connectorId, plug(request.connectorId)))
        return effects
    }

    /// A vehicle counts from its transaction on, or from when the station says it charges; before that it draws
    /// nothing,
    /// and the plug-in reserve is for it.
    private func plug(_ number: Int) -> DERState.Plug {
        guard let connector = connectors[number] else { return .unknown }
        if connector.transaction != nil { return .occupied }
        switch connector.status {
        case .charging, .suspendedEV, .suspendedEVSE: return .occupied
        case .available, .preparing, .finishing, .reserved: return .available
        case .unavailable, .faulted: return .unavailable
        case nil, .other: return .unknown
        }
    }

    private mutating func start(_ call: CallSession.InboundCall, now: Moment) throws(JSONError) -> [StationEffect] {
        let request = try V16.StartTransaction(decoding: call.payload)
        clock.judge(request.timestamp, now: now)
        // The station's own stamp, unshifted, is what makes a repetition recognisable.
        let time = request.timestamp.map { UTCInstant(milliseconds: $0.milliseconds) } ?? now.utc
        let start = TransactionStart(
            station: identity, evse: nil, connector: request.connectorId, idTag: request.idTag, time: time,
            meterWh: Double(request.meterStart))
        return [.begin(start, call: call.id)]
    }

    /// The start is on disk under this number: now it may be answered.
    mutating func begun(
        _ call: String, _ start: TransactionStart, number: Int64, now: Moment
    ) -> [StationEffect] {
        var effects = answer(
            call, V16.StartTransaction.Response(idTagInfo: accepted, transactionId: Int(number)), now: now)
        guard connectors[start.connector] != nil else { return effects }
        connectors[start.connector]?.transaction = number
        effects.append(.transaction(evse: start.connector, since: min(start.time - clock.offset, now.utc)))
        effects.append(.plug(evse: start.connector, plug(start.connector)))
        return effects
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

    /// The end is on disk: now it may be answered.
    mutating func ended(_ call: String, number: Int64, now: Moment) -> [StationEffect] {
        var effects = answer(call, V16.StopTransaction.Response(idTagInfo: accepted), now: now)
        for (evse, connector) in connectors where connector.transaction == number {
            connectors[evse]?.transaction = nil
            effects.append(.transaction(evse: evse, since: nil))
            effects.append(.plug(evse: evse, plug(evse)))
        }
        return effects
    }

    private mutating func meterValues(_ call: CallSession.InboundCall, now: Moment) throws(JSONError) -> [StationEffect]
    {
        let request = try V16.MeterValues(decoding: call.payload)
        var effects = answer(call.id, V16.MeterValues.Response(), now: now)
        guard let connector = connectors[request.connectorId] else { return effects }
        for value in request.meterValue {
            clock.judge(value.timestamp, now: now)
            let time = ourTime(value.timestamp, now: now)
            var (telemetry, energy) = meters.translate(
                value, connector: request.connectorId, phases: connector.phases, time: time)
            telemetry.maximumAge = meterInterval * Self.agesPerInterval
            effects.append(
                .telemetry(
                    evse: request.connectorId, telemetry, energyKWh: energy,
                    transaction: request.transactionId.map(Int64.init)))
        }
        return effects
    }

    /// A station's readings are stale after 2.5 of its intervals.
    static let agesPerInterval = 2.5
}

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

    var accepted: V16.IdTagInfo { V16.IdTagInfo(status: .accepted) }

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
        hasBooted = true
        failedConnectors = []
        return effects + commission(now: now)
    }

    private mutating func status(_ call: CallSession.InboundCall, now: Moment) throws(JSONError) -> [StationEffect] {
        let request = try V16.StatusNotification(decoding: call.payload)
        clock.judge(request.timestamp, now: now)
        var effects = answer(call.id, V16.StatusNotification.Response(), now: now)
        let number = request.connectorId
        if number > 0, addConnectors(upTo: number) { effects += commission(now: now) }
        guard let before = connectors[number] else { return effects }
        connectors[number]?.status = request.status
        if request.status == .available {
            effects += seemsOver(number, now: now)
            if before.status != .available { effects.append(.vehicleGone(evse: number)) }
        }
        effects.append(.plug(evse: number, plug(number)))
        return effects
    }

    /// A vehicle counts from its transaction on, or from when the station says it charges; before that it draws
    /// nothing, and the plug-in reserve is for it.
    func plug(_ number: Int) -> DERState.Plug {
        guard let connector = connectors[number] else { return .unknown }
        if connector.transaction != nil { return .occupied }
        switch connector.status {
        case .charging, .suspendedEV, .suspendedEVSE: return .occupied
        case .available, .preparing, .finishing, .reserved: return .available
        case .unavailable, .faulted: return .unavailable
        case nil, .other: return .unknown
        }
    }

    /// A station that no topology names shows by itself what it has; whether that is more than was known.
    mutating func addConnectors(upTo count: Int) -> Bool {
        guard isUnknown, let model = connectors.values.min(by: { $0.number < $1.number }) else { return false }
        let known = connectors.count
        for number in 1...min(max(count, 1), Self.mostUnknownConnectors) where connectors[number] == nil {
            connectors[number] = Connector(
                number: number, phases: model.phases, isDC: model.isDC, nominalVolts: model.nominalVolts,
                standing: model.standing)
        }
        return connectors.count > known
    }

    /// Connectors believed of a station that no topology names: each holds back room for a default.
    static let mostUnknownConnectors = 4

    private mutating func meterValues(_ call: CallSession.InboundCall, now: Moment) throws(JSONError) -> [StationEffect]
    {
        let request = try V16.MeterValues(decoding: call.payload)
        var effects = answer(call.id, V16.MeterValues.Response(), now: now)
        guard let connector = connectors[request.connectorId] else { return effects }
        let transaction = request.transactionId.map(Int64.init)
        if let transaction { effects += runsAfterAll(transaction, request.connectorId) }
        for value in request.meterValue {
            clock.judge(value.timestamp, now: now)
            let time = ourTime(value.timestamp, now: now)
            var (telemetry, energy) = meters.translate(value, of: connector, time: time, now: now)
            trace.measured(
                V16Meters.amperes(value), power: telemetry.power, connector: request.connectorId, now: now)
            telemetry.maximumAge = max(telemetry.maximumAge ?? .zero, meterInterval * Self.agesPerInterval)
            effects.append(
                .telemetry(evse: request.connectorId, telemetry, energyKWh: energy, transaction: transaction))
        }
        return effects
    }

    /// A station's readings are stale after 2.5 of its intervals.
    static let agesPerInterval = 2.5
}

// SPDX-License-Identifier: Apache-2.0

import OCPP

/// What people ask of a station, in the words of OCPP 2.0.1 and 2.1.
extension V2Dialect {
    static func encoded(
        _ operation: StationOperation, for version: OCPPVersion
    ) throws(StationOperationError) -> EncodedCall {
        switch operation {
        case .reset(let kind, let evse):
            let type = try resetType(kind, version)
            return try EncodedCall(V2.Reset(type: type).with { $0.evseId = evse }, for: version)
        case .unlock(let evse, let connector):
            return try EncodedCall(V2.UnlockConnector(evseId: evse, connectorId: connector), for: version)
        case .trigger(let message, let evse):
            return try trigger(message, evse, version)
        case .availability(let isOperative, let evse):
            let status: V2.OperationalStatus = isOperative ? .operative : .inoperative
            return try EncodedCall(
                V2.ChangeAvailability(operationalStatus: status).with { $0.evse = evse.map { V2.EVSE(id: $0) } },
                for: version)
        case .call(let action, let payload):
            return try PassThrough.encoded(action, payload, for: version)
        }
    }

    private static func resetType(
        _ kind: StationOperation.ResetKind?, _ version: OCPPVersion
    ) throws(StationOperationError) -> V2.ResetKind {
        let type: V2.ResetKind? =
            switch kind {
            case nil, .onIdle: .onIdle
            case .immediate: .immediate
            case .immediateAndResume: .immediateAndResume
            case .soft, .hard: nil
            }
        guard let type, type.isListed(in: version) else {
            let most = version >= .v21 ? "onIdle, immediate and immediateAndResume" : "onIdle and immediate"
            throw .field("type", reason: "the station speaks OCPP \(version.number), which has \(most)")
        }
        return type
    }

    private static func trigger(
        _ message: String, _ evse: Int?, _ version: OCPPVersion
    ) throws(StationOperationError) -> EncodedCall {
        let trigger = V2.MessageTrigger(message)
        guard trigger.isListed(in: version), trigger != .customTrigger else {
            throw .unlisted(message, V2.MessageTrigger.self, version)
        }
        // The state is one of a connector; stations refuse the question for an EVSE's.
        let place = evse.map { evse in
            V2.EVSE(id: evse).with { $0.connectorId = trigger == .statusNotification ? 1 : nil }
        }
        return try EncodedCall(V2.TriggerMessage(requestedMessage: trigger).with { $0.evse = place }, for: version)
    }
}

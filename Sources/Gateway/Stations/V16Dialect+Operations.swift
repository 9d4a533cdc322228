// SPDX-License-Identifier: Apache-2.0

import OCPP

/// What people ask of a station, in the words of OCPP 1.6.
extension V16Dialect {
    static func encoded(
        _ operation: StationOperation, for version: OCPPVersion
    ) throws(StationOperationError) -> EncodedCall {
        switch operation {
        case .reset(let kind, let evse):
            guard evse == nil else { throw .field("evse", reason: "OCPP 1.6 resets whole stations alone") }
            return try EncodedCall(V16.Reset(type: try resetType(kind)), for: version)
        case .unlock(let evse, let connector):
            guard connector == 1 else {
                throw .field("connector", reason: "an EVSE of OCPP 1.6 is a connector, and has no others")
            }
            return try EncodedCall(V16.UnlockConnector(connectorId: evse), for: version)
        case .trigger(let message, let evse):
            let trigger = V16.MessageTrigger(message)
            guard trigger.isListed(in: version) else { throw .unlisted(message, V16.MessageTrigger.self, version) }
            return try EncodedCall(V16.TriggerMessage(requestedMessage: trigger, connectorId: evse), for: version)
        case .availability(let isOperative, let evse):
            return try EncodedCall(
                V16.ChangeAvailability(connectorId: evse ?? 0, type: isOperative ? .operative : .inoperative),
                for: version)
        case .call(let action, let payload):
            return try PassThrough.encoded(action, payload, for: version)
        }
    }

    private static func resetType(
        _ kind: StationOperation.ResetKind?
    ) throws(StationOperationError) -> V16.ResetType {
        switch kind {
        case nil, .soft: return .soft
        case .hard: return .hard
        case .onIdle, .immediate, .immediateAndResume:
            throw .field("type", reason: "the station speaks OCPP 1.6, which has soft and hard")
        }
    }
}

extension StationOperationError {
    /// A word that the version does not list.
    static func unlisted<Word: OpenEnumeration>(_ text: String, _: Word.Type, _ version: OCPPVersion) -> Self {
        let listed = Word.names.filter { $0.value.isListed(in: version) }.map { "\($0.text)" }
        return .field(
            "message", reason: "\(text) is none of OCPP \(version.number)'s \(listed.joined(separator: ", "))")
    }
}

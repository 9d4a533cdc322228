// SPDX-License-Identifier: Apache-2.0

import GridModel
import JSON
import Store

/// The documents of REST about what was kept.
enum RecordDocument {
    static func audit(_ entry: Numbered<AuditEntry>) -> JSONValue {
        let value = entry.value
        return [
            "number": .number(Double(entry.number)), "time": GatewayDocument.time(value.time),
            "author": .string(value.author), "action": .string(value.action), "target": .string(value.target),
            "reason": value.reason.map { .string($0) } ?? .null, "details": parsed(value.detailsJSON),
        ]
    }

    static func refused(_ entry: Numbered<RefusedMessage>) -> JSONValue {
        let value = entry.value
        return [
            "number": .number(Double(entry.number)), "time": GatewayDocument.time(value.time),
            "topic": .string(value.topic), "payload": .string(String(decoding: value.payload, as: UTF8.self)),
            "payloadBytes": .number(Double(value.payloadBytes)), "code": .string(value.code),
            "reason": .string(value.reason),
        ]
    }

    static func alarm(_ entry: Numbered<Alarm>) -> JSONValue {
        let value = entry.value
        return [
            "number": .number(Double(entry.number)), "id": .string(value.key), "cause": parsed(value.causeJSON),
            "raisedAt": GatewayDocument.time(value.raisedAt),
            "acknowledgedAt": GatewayDocument.time(value.acknowledgedAt),
            "acknowledgedBy": value.acknowledgedBy.map { .string($0) } ?? .null,
            "clearedAt": GatewayDocument.time(value.clearedAt),
        ]
    }

    /// A key of the interface, without what would prove it.
    static func key(_ key: Credential, now: UTCInstant) -> JSONValue {
        [
            "name": .string(key.name), "owner": key.owner.map { .string($0) } ?? .null,
            "scopes": .array(key.scopes.map { .string($0) }), "created": GatewayDocument.time(key.created),
            "expires": GatewayDocument.time(key.expires), "revoked": GatewayDocument.time(key.revoked),
            "counts": .bool(key.counts(at: now)),
        ]
    }

    private static func parsed(_ json: String?) -> JSONValue {
        json.flatMap { try? JSONValue(parsing: $0) } ?? .null
    }
}

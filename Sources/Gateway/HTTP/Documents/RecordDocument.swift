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
            "number": .number(Double(entry.number)), "key": .string(value.key), "cause": parsed(value.causeJSON),
            "raisedAt": GatewayDocument.time(value.raisedAt),
            "acknowledgedAt": GatewayDocument.time(value.acknowledgedAt),
            "acknowledgedBy": value.acknowledgedBy.map { .string($0) } ?? .null,
            "clearedAt": GatewayDocument.time(value.clearedAt),
        ]
    }

    /// Where the next page begins; null after the last entry.
    static func next<Value>(_ page: [Numbered<Value>]) -> JSONValue {
        page.last.flatMap { $0.number > 1 ? .number(Double($0.number)) : nil } ?? .null
    }

    private static func parsed(_ json: String?) -> JSONValue {
        json.flatMap { try? JSONValue(parsing: $0) } ?? .null
    }
}

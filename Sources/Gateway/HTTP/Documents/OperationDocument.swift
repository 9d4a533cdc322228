// SPDX-License-Identifier: Apache-2.0

import JSON

/// The documents of REST about what was asked of stations.
enum OperationDocument {
    static func asked(_ asked: AskedOperation) -> JSONValue {
        var object = JSONObject()
        object["number"] = .number(Double(asked.number))
        object["operation"] = .string(asked.operation.word)
        object["action"] = .string(asked.action)
        object["evse"] = asked.operation.evse.map { .number(Double($0)) } ?? .null
        object["author"] = .string(asked.author)
        object["requestedAt"] = GatewayDocument.time(asked.requestedAt)
        object["standing"] = .string(asked.standing.rawValue)
        object["status"] = asked.status.map { .string($0) } ?? .null
        object["reason"] = asked.reason.map { .string($0) } ?? .null
        object["answeredAt"] = GatewayDocument.time(asked.answeredAt)
        object["answer"] = asked.answer ?? .null
        return .object(object)
    }

    static func notification(_ told: StationNotification) -> JSONValue {
        ["time": GatewayDocument.time(told.time), "action": .string(told.action), "payload": told.payload]
    }
}

// SPDX-License-Identifier: Apache-2.0

import JSON

/// The OpenAPI 3.1 description, made of the routes themselves.
enum OpenAPI {
    static func document(_ routes: [Route]) -> JSONValue {
        var paths = JSONObject()
        for route in routes {
            var path = paths[route.template]?.object ?? JSONObject()
            path[route.method.lowercased()] = operation(route)
            paths[route.template] = .object(path)
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Headroom", "version": "1",
                "summary": "Limits, state and explanations of a feeder's gateway.",
                "description": .string(description),
            ],
            "security": [["key": []]],
            "paths": .object(paths),
            "components": [
                "securitySchemes": ["key": ["type": "http", "scheme": "bearer"]],
                "schemas": ["Problem": problem],
            ],
        ]
    }

    private static let description = """
        Load convention: positive is import. Limits are magnitudes. Keys carry their units.

        What changes limits, orders or needs is in force when it is answered, and normally on disk too. An answer with \
        "isRecorded": false says that the disk did not take it yet: it is tried again until it does, but a restart \
        before that forgets the change.
        """

    private static func operation(_ route: Route) -> JSONValue {
        var object = JSONObject()
        object["operationId"] = .string(identifier(route))
        object["summary"] = .string(route.summary)
        if case .open = route.access { object["security"] = [] }
        let parameters = pathParameters(route) + route.query.map { parameter($0, in: "query") } + headers(route)
        if !parameters.isEmpty { object["parameters"] = .array(parameters) }
        if let body = route.body, !body.isEmpty {
            object["requestBody"] = [
                "required": .bool(body.contains(where: \.isRequired)),
                "content": ["application/json": ["schema": schema(body)]],
            ]
        }
        if route.takesPayload {
            object["requestBody"] = ["content": ["application/json": ["schema": ["type": "object"]]]]
        }
        object["responses"] = .object(responses(route))
        return .object(object)
    }

    private static func responses(_ route: Route) -> JSONObject {
        let type =
            switch route.template {
            case "/metrics": "text/plain"
            case "/v1/events": "text/event-stream"
            case "/v1/stations/{id}/trace": "application/x-ndjson"
            default: "application/json"
            }
        let schema: JSONValue = type == "application/json" ? ["type": "object"] : ["type": "string"]
        var content = JSONObject()
        content[type] = ["schema": schema]
        var responses = JSONObject()
        for (status, text) in [route.status: route.summary].merging(route.otherStatuses, uniquingKeysWith: { $1 })
            .sorted(by: { $0.key < $1.key })
        {
            responses["\(status)"] = ["description": .string(text), "content": .object(content)]
        }
        responses["default"] = [
            "description": "What went wrong (RFC 9457).",
            "content": ["application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]],
        ]
        return responses
    }

    private static func pathParameters(_ route: Route) -> [JSONValue] {
        route.segments.filter { $0.hasPrefix("{") }.map {
            [
                "name": .string(String($0.dropFirst().dropLast())), "in": "path", "required": true,
                "schema": ["type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"],
            ]
        }
    }

    private static func headers(_ route: Route) -> [JSONValue] {
        guard route.method != "GET" else { return [] }
        return [
            parameter(
                Field("Idempotency-Key", .string, "A request with a key that was answered is not done again."),
                in: "header"),
            parameter(Field("Headroom-Author", .string, "Who acts through the key, for the records."), in: "header"),
        ]
    }

    private static func parameter(_ field: Field, in place: String) -> JSONValue {
        [
            "name": .string(field.name), "in": .string(place), "required": .bool(field.isRequired),
            "description": .string(field.text), "schema": schema(field),
        ]
    }

    private static func schema(_ fields: [Field]) -> JSONValue {
        var properties = JSONObject()
        for field in fields {
            var member = schema(field).object ?? JSONObject()
            member["description"] = .string(field.text)
            properties[field.name] = .object(member)
        }
        let required = fields.filter(\.isRequired).map { JSONValue.string($0.name) }
        return [
            "type": "object", "additionalProperties": false, "properties": .object(properties),
            "required": .array(required),
        ]
    }

    private static func schema(_ field: Field) -> JSONValue {
        var object = JSONObject()
        object["type"] = .string(field.kind == .time ? "string" : field.kind.rawValue)
        if field.kind == .time { object["format"] = "date-time" }
        if !field.choices.isEmpty { object["enum"] = .array(field.choices.map { .string($0) }) }
        return .object(object)
    }

    /// `GET /v1/nodes/{id}/limits` becomes `getNodesIdLimits`.
    private static func identifier(_ route: Route) -> String {
        let words = route.segments.flatMap { $0.split { !$0.isLetter && !$0.isNumber } }.filter { $0 != "v1" }
        return route.method.lowercased() + words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    private static let problem: JSONValue = [
        "type": "object", "required": ["type", "title", "status", "detail"],
        "properties": [
            "type": ["type": "string"], "title": ["type": "string"], "status": ["type": "integer"],
            "detail": ["type": "string"],
            "errors": [
                "type": "array",
                "items": [
                    "type": "object", "properties": ["field": ["type": "string"], "reason": ["type": "string"]],
                ],
            ],
        ],
    ]
}

// SPDX-License-Identifier: Apache-2.0

import GridModel
import JSON

/// The values of a request's fields, held against what its route declares: every fault is told at once, by name.
struct FieldValues: Sendable {
    private var values: [String: JSONValue] = [:]

    /// The members of a body.
    init(body: [UInt8], fields: [Field]) throws(Problem) {
        var object = JSONObject()
        if !body.isEmpty || fields.contains(where: \.isRequired) {
            let value: JSONValue
            do throws(JSONError) { value = try JSONValue(parsing: body) } catch { throw .malformedBody("\(error)") }
            guard let members = value.object else { throw .malformedBody("found \(value.type), expected an object") }
            object = members
        }
        try self.init(object, fields: fields)
    }

    /// The parameters of a query; numbers and truth values are read from their text.
    init(query: String?, fields: [Field]) throws(Problem) {
        var object = JSONObject()
        for pair in (query ?? "").split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let text = parts.count > 1 ? String(parts[1]) : "true"
            let kind = fields.first { $0.name == parts[0] }?.kind
            object[String(parts[0])] =
                switch kind {
                case .number, .integer: Double(text).flatMap { $0.isFinite ? .number($0) : nil } ?? .string(text)
                case .boolean: text == "true" ? true : text == "false" ? false : .string(text)
                case .string, .time, nil: .string(text)
                }
        }
        try self.init(object, fields: fields)
    }

    private init(_ object: JSONObject, fields: [Field]) throws(Problem) {
        var errors: [Problem.FieldError] = []
        for (key, value) in object where !value.isNull {
            guard let field = fields.first(where: { $0.name == key }) else {
                let known = fields.map(\.name).joined(separator: ", ")
                errors.append(
                    .init(
                        field: key, reason: known.isEmpty ? "is not taken here" : "is not a field; there are \(known)"))
                continue
            }
            if let reason = field.fault(of: value) { errors.append(.init(field: key, reason: reason)) }
            values[key] = value
        }
        for field in fields where field.isRequired && values[field.name] == nil {
            errors.append(.init(field: field.name, reason: "is missing: \(field.text)"))
        }
        guard errors.isEmpty else { throw .fields(errors) }
    }

    func string(_ name: String) -> String? { values[name]?.string }
    func double(_ name: String) -> Double? { values[name]?.double }
    func int(_ name: String) -> Int? { values[name]?.int }
    func bool(_ name: String) -> Bool? { values[name]?.bool }

    func time(_ name: String) -> UTCInstant? {
        values[name]?.string.flatMap(RFC3339.parse).map { UTCInstant(milliseconds: $0) }
    }
}

extension Field {
    /// Longest text: a reason is a sentence or two.
    static let longestText = 500
    /// Largest number: a gigawatt in kW thrice over, or a century in seconds.
    static let largestNumber = 4e9

    /// Why the value cannot be taken; nil if it can.
    func fault(of value: JSONValue) -> String? {
        switch kind {
        case .string:
            guard let text = value.string else { return "expected a string, found \(value.type)" }
            guard !text.isEmpty, text.utf8.count <= longest else {
                return "expected 1 to \(longest) bytes, found \(text.utf8.count)"
            }
            guard choices.isEmpty || choices.contains(text) else {
                return "\(text) is none of \(choices.joined(separator: ", "))"
            }
        case .number:
            guard let number = value.double else { return "expected a number, found \(value.type)" }
            guard abs(number) <= Self.largestNumber else { return "\(number) is beyond \(Self.largestNumber)" }
        case .integer:
            guard value.int != nil else { return "expected an integer, found \(value.serialized())" }
        case .boolean:
            guard value.bool != nil else { return "expected true or false, found \(value.serialized())" }
        case .time:
            guard let text = value.string, RFC3339.parse(text) != nil else {
                return "\(value.serialized()) is not an RFC 3339 time with zone, e.g. 2026-11-22T17:00:00Z"
            }
        }
        return nil
    }
}

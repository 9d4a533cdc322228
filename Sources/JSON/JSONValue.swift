// SPDX-License-Identifier: Apache-2.0

/// Any JSON value, for documents whose shape is not ours to know.
public indirect enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    /// Always finite. Integers are exact up to 2^53.
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)

    /// Parses a whole document; refuses what RFC 8259 refuses, and a key that comes twice.
    public init(
        parsing document: some Collection<UInt8>, maximumDepth depth: Int = JSONReader.defaultMaximumDepth
    ) throws(JSONError) {
        self = try JSONReader.read(document, maximumDepth: depth) { (reader: inout JSONReader) throws(JSONError) in
            try JSONValue(from: &reader)
        }
    }

    /// Parses a whole document.
    public init(
        parsing document: String, maximumDepth: Int = JSONReader.defaultMaximumDepth
    ) throws(JSONError) {
        try self.init(parsing: document.utf8, maximumDepth: maximumDepth)
    }

    /// Reads the next value, whatever it is.
    public init(from reader: inout JSONReader) throws(JSONError) {
        switch try reader.peek() {
        case .null:
            _ = try reader.readNull()
            self = .null
        case .boolean: self = .bool(try reader.readBool())
        case .number: self = .number(try reader.readDouble())
        case .string: self = .string(try reader.readString())
        case .array:
            var elements: [JSONValue] = []
            try reader.beginArray()
            while try reader.nextElement() { elements.append(try JSONValue(from: &reader)) }
            self = .array(elements)
        case .object:
            var object = JSONObject()
            try reader.beginObject()
            while let key = try reader.nextKey() {
                let name = key.string
                object.append(name, try JSONValue(from: &reader))
            }
            self = .object(object)
        }
    }

    /// The type of the value.
    public var type: JSONType {
        switch self {
        case .null: .null
        case .bool: .boolean
        case .number: .number
        case .string: .string
        case .array: .array
        case .object: .object
        }
    }

    /// The member of that key, if this is an object that has it.
    public subscript(key: String) -> JSONValue? { object?[key] }

    /// The element at that index, if this is an array that long.
    public subscript(index: Int) -> JSONValue? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }

    /// The truth value, if it is one.
    public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
    /// The number, if it is one.
    public var double: Double? { if case .number(let value) = self { value } else { nil } }
    /// The number, if it is an integer that a `Double` holds exactly (within 2^53).
    public var int: Int? {
        guard let double, abs(double) <= 0x1p53 else { return nil }
        return Int(exactly: double)
    }
    /// The text, if it is a string.
    public var string: String? { if case .string(let value) = self { value } else { nil } }
    /// The elements, if it is an array.
    public var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }
    /// The members, if it is an object.
    public var object: JSONObject? { if case .object(let value) = self { value } else { nil } }
    /// Whether it is `null`.
    public var isNull: Bool { self == .null }

    /// The document in UTF-8, members in their order, without white space.
    public func serializedBytes() -> [UInt8] {
        var writer = JSONWriter()
        writer.value(self)
        return writer.bytes
    }

    /// The document, members in their order, without white space.
    public func serialized() -> String { String(decoding: serializedBytes(), as: UTF8.self) }
}

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// `null`.
    public init(nilLiteral: ()) { self = .null }
    /// A truth value.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// A number.
    public init(integerLiteral value: Int) { self = .number(Double(value)) }
    /// A number.
    public init(floatLiteral value: Double) { self = .number(value) }
    /// A string.
    public init(stringLiteral value: String) { self = .string(value) }
    /// An array.
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    /// An object; of equal keys the last counts.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        var object = JSONObject()
        for (key, value) in elements { object[key] = value }
        self = .object(object)
    }
}

// SPDX-License-Identifier: Apache-2.0

/// Reads a JSON document (RFC 8259, strictly) from front to back, pulled by the one who knows what should be in it.
///
/// ```swift
/// let interval = try JSONReader.read(bytes) { (reader: inout JSONReader) throws(JSONError) in
///     var interval: Int?
///     try reader.beginObject()
///     while let key = try reader.nextKey() {
///         switch key {
///         case "interval": interval = try reader.readInt()
///         default: try reader.skipValue()
///         }
///     }
///     return try reader.require(interval, "interval")
/// }
/// ```
/// It builds no tree and, for keys, no strings. What it passes is checked: grammar, UTF-8, escapes, depth; and in every
/// object read by `nextKey`, that no key comes twice. After an error the reader must not be used further.
public struct JSONReader: ~Copyable {
    /// Deepest nesting unless the caller says otherwise: no format of ours passes 10, and recursion stays small.
    public static let defaultMaximumDepth = 64

    let bytes: UnsafeRawBufferPointer
    var cursor = 0
    private var depth = 0
    private let maximumDepth: Int
    private var isFirst = false
    private var keys = JSONKeyLog()

    /// A reader over bytes that must outlive it; `JSONReader.read` sees to that.
    public init(_ bytes: UnsafeRawBufferPointer, maximumDepth: Int = JSONReader.defaultMaximumDepth) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
    }

    /// Reads one whole document: runs the closure over it and refuses what follows its end.
    public static func read<Result>(
        _ document: some Collection<UInt8>,
        maximumDepth: Int = JSONReader.defaultMaximumDepth,
        _ body: (inout JSONReader) throws(JSONError) -> Result
    ) throws(JSONError) -> Result {
        func attempt(_ bytes: UnsafeRawBufferPointer) -> Swift.Result<Result, JSONError> {
            do throws(JSONError) {
                var reader = JSONReader(bytes, maximumDepth: maximumDepth)
                let result = try body(&reader)
                try reader.end()
                return .success(result)
            } catch {
                return .failure(error)
            }
        }
        let outcome = document.withContiguousStorageIfAvailable { attempt(UnsafeRawBufferPointer($0)) }
        return try (outcome ?? Array(document).withUnsafeBytes { attempt($0) }).get()
    }

    /// Offset of the next unread byte.
    public var offset: Int { cursor }

    /// The type of the next value, which stays unread.
    public mutating func peek() throws(JSONError) -> JSONType {
        skipWhitespace()
        guard cursor < bytes.count else { throw JSONError(.unexpectedEnd, at: cursor) }
        switch bytes[cursor] {
        case UInt8(ascii: "{"): return .object
        case UInt8(ascii: "["): return .array
        case UInt8(ascii: "\""): return .string
        case UInt8(ascii: "-"), 0x30...0x39: return .number
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return .boolean
        case UInt8(ascii: "n"): return .null
        case let byte: throw JSONError(.unexpectedByte(byte, expected: "a value"), at: cursor)
        }
    }

    // MARK: - Objects and arrays

    /// Enters an object; follow with `nextKey` until it returns nil.
    public mutating func beginObject() throws(JSONError) {
        try expect(.object)
        try enter()
        keys.openObject()
    }

    /// The next key of the object, its value unread; nil at the end of the object, which is left.
    public mutating func nextKey() throws(JSONError) -> JSONText? {
        guard try advance(closing: UInt8(ascii: "}"), expecting: "',' or '}'") else {
            keys.closeObject()
            return nil
        }
        let start = cursor
        let key = try scanKey()
        guard keys.insert(key) else { throw JSONError(.duplicateKey(key.string), at: start) }
        return key
    }

    /// Enters an array; follow with `nextElement` until it returns false.
    public mutating func beginArray() throws(JSONError) {
        try expect(.array)
        try enter()
    }

    /// Whether another element follows, which is unread; at false the array is left.
    public mutating func nextElement() throws(JSONError) -> Bool {
        try advance(closing: UInt8(ascii: "]"), expecting: "',' or ']'")
    }

    // MARK: - Scalars

    /// Reads a string without making a `String` of it.
    public mutating func readText() throws(JSONError) -> JSONText {
        try expect(.string)
        return try scanString()
    }

    /// Reads a string.
    public mutating func readString() throws(JSONError) -> String { try readText().string }

    /// Reads a number, correctly rounded.
    public mutating func readDouble() throws(JSONError) -> Double {
        try expect(.number)
        let start = cursor
        let number = try scanNumber()
        guard let value = number.double(in: bytes) else { throw outOfRange(start) }
        return value
    }

    /// Reads a number that is an integer in value: `3`, and `3.0` or `3e0` too.
    public mutating func readInt() throws(JSONError) -> Int {
        try expect(.number)
        let start = cursor
        let number = try scanNumber()
        if let value = number.integer(in: bytes) { return value }
        throw number.isInteger
            ? outOfRange(start) : JSONError(.wrongType(expected: "an integer", found: .number), at: start)
    }

    /// Reads `true` or `false`.
    public mutating func readBool() throws(JSONError) -> Bool {
        try expect(.boolean)
        if bytes[cursor] == UInt8(ascii: "t") {
            try scanLiteral("true")
            return true
        }
        try scanLiteral("false")
        return false
    }

    /// Reads `null` if it comes next, and says whether it did; anything else stays unread.
    public mutating func readNull() throws(JSONError) -> Bool {
        guard try peek() == .null else { return false }
        try scanLiteral("null")
        return true
    }

    // MARK: - Anything

    /// Passes over one value of any type, checking its grammar (not its keys for doubles), and returns where it stands.
    @discardableResult
    public mutating func skipValue() throws(JSONError) -> Range<Int> {
        let type = try peek()
        let start = cursor
        switch type {
        case .string: _ = try scanString()
        case .number: _ = try scanNumber()
        case .boolean: _ = try readBool()
        case .null: try scanLiteral("null")
        case .array:
            try enter()
            while try nextElement() { try skipValue() }
        case .object:
            try enter()
            while try advance(closing: UInt8(ascii: "}"), expecting: "',' or '}'") {
                _ = try scanKey()
                try skipValue()
            }
        }
        return start..<cursor
    }

    /// Copies the bytes of one value of any type, as they stand.
    public mutating func readRaw() throws(JSONError) -> [UInt8] { Array(bytes[try skipValue()]) }

    /// Refuses anything but white space from here on.
    public mutating func end() throws(JSONError) {
        skipWhitespace()
        guard cursor == bytes.count else { throw JSONError(.trailingBytes, at: cursor) }
    }

    /// The value, or the error that this key is missing from the object just left.
    public func require<Value>(_ value: Value?, _ key: StaticString) throws(JSONError) -> Value {
        guard let value else { throw JSONError(.missingKey("\(key)"), at: Swift.max(0, cursor - 1)) }
        return value
    }

    // MARK: - Parts

    private mutating func expect(_ type: JSONType) throws(JSONError) {
        let found = try peek()
        guard found == type else { throw JSONError(.wrongType(expected: type.rawValue, found: found), at: cursor) }
    }

    private mutating func enter() throws(JSONError) {
        guard depth < maximumDepth else { throw JSONError(.tooDeep(limit: maximumDepth), at: cursor) }
        depth += 1
        cursor += 1
        isFirst = true
    }

    /// Steps over the comma, or over the closing bracket and out (false).
    private mutating func advance(closing: UInt8, expecting: StaticString) throws(JSONError) -> Bool {
        skipWhitespace()
        guard cursor < bytes.count else { throw JSONError(.unexpectedEnd, at: cursor) }
        let byte = bytes[cursor]
        if byte == closing {
            cursor += 1
            depth -= 1
            isFirst = false
            return false
        }
        if isFirst {
            isFirst = false
            return true
        }
        guard byte == UInt8(ascii: ",") else {
            throw JSONError(.unexpectedByte(byte, expected: "\(expecting)"), at: cursor)
        }
        cursor += 1
        return true
    }

    private mutating func scanKey() throws(JSONError) -> JSONText {
        skipWhitespace()
        guard cursor < bytes.count else { throw JSONError(.unexpectedEnd, at: cursor) }
        guard bytes[cursor] == UInt8(ascii: "\"") else {
            throw JSONError(.unexpectedByte(bytes[cursor], expected: "a key in quotes"), at: cursor)
        }
        let key = try scanString()
        skipWhitespace()
        guard cursor < bytes.count else { throw JSONError(.unexpectedEnd, at: cursor) }
        guard bytes[cursor] == UInt8(ascii: ":") else {
            throw JSONError(.unexpectedByte(bytes[cursor], expected: "':'"), at: cursor)
        }
        cursor += 1
        return key
    }

    private mutating func scanLiteral(_ literal: StaticString) throws(JSONError) {
        for index in 0..<literal.utf8CodeUnitCount {
            guard cursor < bytes.count else { throw JSONError(.unexpectedEnd, at: cursor) }
            guard bytes[cursor] == literal.utf8Start[index] else {
                throw JSONError(.unexpectedByte(bytes[cursor], expected: "\(literal)"), at: cursor)
            }
            cursor += 1
        }
    }

    private func outOfRange(_ start: Int) -> JSONError {
        JSONError(.numberOutOfRange(String(decoding: bytes[start..<cursor].prefix(40), as: UTF8.self)), at: start)
    }

    private mutating func skipWhitespace() {
        while cursor < bytes.count {
            switch bytes[cursor] {
            case 0x20, 0x0A, 0x0D, 0x09: cursor += 1
            default: return
            }
        }
    }
}

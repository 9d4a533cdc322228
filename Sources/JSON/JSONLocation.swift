// SPDX-License-Identifier: Apache-2.0

/// Where in a document an error stands, for people.
public struct JSONLocation: Hashable, Sendable, CustomStringConvertible {
    /// Line, from 1.
    public var line: Int
    /// Column in characters (Unicode scalars), from 1.
    public var column: Int
    /// The value concerned, as a JSON Pointer (RFC 6901); empty for the whole document.
    public var pointer: String

    /// `line:column: /pointer`
    public var description: String { "\(line):\(column): \(pointer.isEmpty ? "/" : pointer)" }
}

extension JSONError {
    /// Line, column and pointer of the error in the document that caused it. Reads the document again, so that reading
    /// itself need not keep count.
    public func location(in document: some Collection<UInt8>) -> JSONLocation {
        var line = 1
        var column = 1
        for byte in document.prefix(offset) {
            if byte == 0x0A {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return JSONLocation(line: line, column: column, pointer: pointer(in: document))
    }

    private func pointer(in document: some Collection<UInt8>) -> String {
        var path: [String] = []
        _ = try? JSONReader.read(document) { (reader: inout JSONReader) throws(JSONError) in
            try descend(&reader, &path)
        }
        return path.map { "/" + JSONPointer.escaped($0) }.joined()
    }

    /// Walks until the offset is passed or the document breaks; `path` then leads there. True means: stop.
    @discardableResult
    private func descend(_ reader: inout JSONReader, _ path: inout [String]) throws(JSONError) -> Bool {
        switch try reader.peek() {
        case .object:
            try reader.beginObject()
            while let key = try reader.nextKey() {
                path.append(key.string)
                if try descend(&reader, &path) { return true }
                path.removeLast()
            }
        case .array:
            try reader.beginArray()
            var index = 0
            while try reader.nextElement() {
                path.append(String(index))
                if try descend(&reader, &path) { return true }
                path.removeLast()
                index += 1
            }
        default: try reader.skipValue()
        }
        return reader.offset > offset
    }
}

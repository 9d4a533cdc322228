// SPDX-License-Identifier: Apache-2.0

/// A string as it stands in the document: its bytes between the quotes, escapes and all.
///
/// It points into the bytes being read and is valid only inside the closure that reads them; compare it, look it up or
/// turn it into a `String` there. It exists so that keys and enumeration values cost no `String` on a hot path.
public struct JSONText {
    @usableFromInline let bytes: UnsafeRawBufferPointer
    /// Whether an escape stands in it, so that its bytes are not yet its characters.
    @usableFromInline let hasEscapes: Bool

    @usableFromInline init(bytes: UnsafeRawBufferPointer, hasEscapes: Bool) {
        self.bytes = bytes
        self.hasEscapes = hasEscapes
    }

    /// Whether there are no characters between the quotes.
    @inlinable public var isEmpty: Bool { bytes.isEmpty }

    /// The characters.
    public var string: String {
        hasEscapes ? String(decoding: unescaped(), as: UTF8.self) : String(decoding: bytes, as: UTF8.self)
    }

    /// Whether these are its characters, byte for byte in UTF-8 (no Unicode normalisation).
    @inlinable public func equals(_ text: StaticString) -> Bool {
        if hasEscapes { return equalsUnescaped(text) }
        let count = text.utf8CodeUnitCount
        guard bytes.count == count else { return false }
        let other = text.utf8Start
        for index in 0..<count where bytes[index] != other[index] { return false }
        return true
    }

    /// Lets a `switch` over keys name them as plain literals.
    @inlinable public static func ~= (pattern: StaticString, text: JSONText) -> Bool { text.equals(pattern) }

    /// Calls the closure with the characters in UTF-8.
    public func withUTF8<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        hasEscapes ? unescaped().withUnsafeBytes(body) : body(bytes)
    }

    @usableFromInline func equalsUnescaped(_ text: StaticString) -> Bool {
        let other = UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        return unescaped().elementsEqual(other)
    }

    /// Its UTF-8 with the escapes resolved; the reader has checked them before.
    func unescaped() -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "\\") else {
                result.append(bytes[index])
                index += 1
                continue
            }
            let letter = bytes[index + 1]
            index += 2
            guard letter == UInt8(ascii: "u") else {
                result.append(Self.character(ofEscape: letter))
                continue
            }
            var value = UInt32(hexValue(bytes, at: index))
            index += 4
            if value & 0xFC00 == 0xD800 {
                value = 0x10000 + (value & 0x3FF) << 10 + UInt32(hexValue(bytes, at: index + 2)) & 0x3FF
                index += 6
            }
            let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
            result.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
        return result
    }

    private static func character(ofEscape letter: UInt8) -> UInt8 {
        switch letter {
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: letter
        }
    }
}

/// The four hexadecimal digits at `index`; 0 for any that is none, which a checked string does not have.
private func hexValue(_ bytes: UnsafeRawBufferPointer, at index: Int) -> UInt16 {
    var value: UInt16 = 0
    for offset in 0..<4 { value = value << 4 | UInt16(hexDigit(bytes[index + offset]) ?? 0) }
    return value
}

/// The value of a hexadecimal digit.
func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
}

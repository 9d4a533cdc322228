// SPDX-License-Identifier: Apache-2.0

extension JSONReader {
    /// Passes over a string, the cursor at its opening quote, and returns what stands between the quotes.
    mutating func scanString() throws(JSONError) -> JSONText {
        let start = cursor + 1
        var index = start
        var hasEscapes = false
        while true {
            index = endOfPlainASCII(from: index)
            guard index < bytes.count else { throw JSONError(.unexpectedEnd, at: bytes.count) }
            switch bytes[index] {
            case UInt8(ascii: "\""):
                cursor = index + 1
                return JSONText(bytes: UnsafeRawBufferPointer(rebasing: bytes[start..<index]), hasEscapes: hasEscapes)
            case UInt8(ascii: "\\"):
                hasEscapes = true
                index = try endOfEscape(at: index)
            case 0x00...0x1F:
                throw JSONError(.controlCharacter(bytes[index]), at: index)
            case 0x80...0xFF:
                index = try endOfMultibyte(at: index)
            default:
                index += 1
            }
        }
    }

    /// Eight bytes at a time, the end of what needs no look: not a quote, backslash, control or non-ASCII character.
    private func endOfPlainASCII(from start: Int) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        var index = start
        while index + 8 <= bytes.count {
            let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            let quote = word ^ (ones &* 0x22)
            let backslash = word ^ (ones &* 0x5C)
            // A byte's high bit is set in `hits` if it is zero after the exclusive or, below 0x20, or above 0x7F. A
            // borrow can raise a false hit only above a true one, and the lowest is taken.
            let hits =
                ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash) | ((word &- ones &* 0x20) & ~word)
                | word
            let mask = hits & highs
            if mask != 0 { return index + mask.trailingZeroBitCount / 8 }
            index += 8
        }
        return index
    }

    /// The index after an escape that begins at `index`; a surrogate pair counts as one escape.
    private func endOfEscape(at index: Int) throws(JSONError) -> Int {
        guard index + 1 < bytes.count else { throw JSONError(.unexpectedEnd, at: bytes.count) }
        switch bytes[index + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return index + 2
        case UInt8(ascii: "u"):
            let unit = try codeUnit(at: index)
            guard unit & 0xF800 == 0xD800 else { return index + 6 }
            let isPair =
                unit < 0xDC00 && index + 7 < bytes.count && bytes[index + 6] == UInt8(ascii: "\\")
                && bytes[index + 7] == UInt8(ascii: "u")
            guard isPair else { throw JSONError(.loneSurrogate, at: index) }
            guard try codeUnit(at: index + 6) & 0xFC00 == 0xDC00 else { throw JSONError(.loneSurrogate, at: index) }
            return index + 12
        default:
            throw JSONError(.invalidEscape, at: index)
        }
    }

    private func codeUnit(at index: Int) throws(JSONError) -> UInt16 {
        guard index + 6 <= bytes.count else { throw JSONError(.unexpectedEnd, at: bytes.count) }
        var value: UInt16 = 0
        for offset in 2..<6 {
            guard let digit = hexDigit(bytes[index + offset]) else { throw JSONError(.invalidEscape, at: index) }
            value = value << 4 | UInt16(digit)
        }
        return value
    }

    /// The index after one well-formed sequence of 2 to 4 bytes (RFC 3629 section 4: no overlong form, no surrogate,
    /// nothing above U+10FFFF).
    private func endOfMultibyte(at index: Int) throws(JSONError) -> Int {
        let (length, second): (Int, ClosedRange<UInt8>)
        switch bytes[index] {
        case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: throw JSONError(.invalidUTF8, at: index)
        }
        guard index + length <= bytes.count else { throw JSONError(.invalidUTF8, at: index) }
        guard second.contains(bytes[index + 1]) else { throw JSONError(.invalidUTF8, at: index) }
        for offset in 2..<4 where offset < length && bytes[index + offset] & 0xC0 != 0x80 {
            throw JSONError(.invalidUTF8, at: index)
        }
        return index + length
    }
}

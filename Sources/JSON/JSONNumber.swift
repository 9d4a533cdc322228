// SPDX-License-Identifier: Apache-2.0

/// A number as it stands in the document: significand x 10^exponent.
struct JSONNumber {
    var range: Range<Int>
    var isNegative = false
    /// The digits without the point; exact only while `isExact`.
    var significand: UInt64 = 0
    var exponent = 0
    /// Whether all digits went into the significand.
    var isExact = true
    /// Whether it is written without fraction and exponent.
    var isInteger = true

    /// The value, correctly rounded; nil beyond the range of `Double`.
    func double(in bytes: UnsafeRawBufferPointer) -> Double? {
        // Both factors are exact in a Double, so one rounding remains (Clinger 1990); all else goes the long way.
        if isExact, significand <= 1 << 53, (-22...22).contains(exponent) {
            let magnitude = Double(significand)
            let value =
                exponent < 0
                ? magnitude / Self.powersOfTen[-exponent] : magnitude * Self.powersOfTen[exponent]
            return isNegative ? -value : value
        }
        guard let value = Double(String(decoding: bytes[range], as: UTF8.self)), value.isFinite else { return nil }
        return value
    }

    /// The value, if it is an integer of 64 bits (and, written with fraction or exponent, within 2^53).
    func integer(in bytes: UnsafeRawBufferPointer) -> Int? {
        if isInteger {
            guard isExact else { return nil }
            if isNegative { return Int(exactly: Int128(significand) * -1) }
            return Int(exactly: significand)
        }
        guard let value = double(in: bytes), abs(value) <= 0x1p53 else { return nil }
        return Int(exactly: value)
    }

    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]
}

extension JSONReader {
    /// Passes over a number (RFC 8259 section 6), the cursor at its first byte.
    mutating func scanNumber() throws(JSONError) -> JSONNumber {
        var number = JSONNumber(range: cursor..<cursor)
        let start = cursor
        if byte() == UInt8(ascii: "-") {
            number.isNegative = true
            cursor += 1
        }
        if byte() == UInt8(ascii: "0") {
            cursor += 1
        } else {
            guard scanDigits(into: &number) > 0 else { throw JSONError(.invalidNumber, at: start) }
        }
        if byte() == UInt8(ascii: ".") {
            cursor += 1
            number.isInteger = false
            let count = scanDigits(into: &number)
            guard count > 0 else { throw JSONError(.invalidNumber, at: start) }
            number.exponent -= count
        }
        if byte() | 0x20 == UInt8(ascii: "e") {
            cursor += 1
            number.isInteger = false
            number.exponent += try scanExponent(start)
        }
        // "01", "1x": what follows a number is white space, a comma, a bracket or the end, which the callers check;
        // only another digit could be taken for part of it.
        if (0x30...0x39).contains(byte()) { throw JSONError(.invalidNumber, at: start) }
        number.range = start..<cursor
        return number
    }

    private mutating func scanDigits(into number: inout JSONNumber) -> Int {
        let start = cursor
        while case let digit = byte() &- 0x30, digit <= 9 {
            let (product, overflow) = number.significand.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
            if overflow || carry { number.isExact = false } else if number.isExact { number.significand = sum }
            cursor += 1
        }
        return cursor - start
    }

    private mutating func scanExponent(_ start: Int) throws(JSONError) -> Int {
        var isNegative = false
        if byte() == UInt8(ascii: "-") || byte() == UInt8(ascii: "+") {
            isNegative = byte() == UInt8(ascii: "-")
            cursor += 1
        }
        var value = 0
        let first = cursor
        while case let digit = byte() &- 0x30, digit <= 9 {
            // Far beyond any Double already; the long way reads the digits again.
            if value < 100_000 { value = value * 10 + Int(digit) }
            cursor += 1
        }
        guard cursor > first else { throw JSONError(.invalidNumber, at: start) }
        return isNegative ? -value : value
    }

    /// The byte at the cursor; 0, which no grammar rule accepts, at the end.
    private func byte() -> UInt8 { cursor < bytes.count ? bytes[cursor] : 0 }
}

extension JSONText {
    /// The number that this text spells, for formats that put numbers into strings.
    ///
    /// Wider than RFC 8259: spaces around it, a plus sign, `.5` and `5.` are accepted. Words (`nan`, `inf`),
    /// hexadecimal and anything beyond the range of `Double` are not.
    public var number: Double? { withUTF8 { Self.number($0) } }

    private static func number(_ text: UnsafeRawBufferPointer) -> Double? {
        var slice = text[...]
        while slice.first == 0x20 { slice = slice.dropFirst() }
        while slice.last == 0x20 { slice = slice.dropLast() }
        if slice.first == UInt8(ascii: "+") {
            slice = slice.dropFirst()
            if slice.first == UInt8(ascii: "-") { return nil }
        }
        let trimmed = UnsafeRawBufferPointer(rebasing: slice)
        guard let first = trimmed.first else { return nil }
        if first == UInt8(ascii: "-") || (0x30...0x39).contains(first) {
            var reader = JSONReader(trimmed)
            if let number = try? reader.scanNumber(), reader.offset == trimmed.count {
                return number.double(in: trimmed)
            }
        }
        let isPlain = trimmed.allSatisfy { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
        guard isPlain, first != UInt8(ascii: "+"), let value = Double(String(decoding: trimmed, as: UTF8.self)),
            value.isFinite
        else { return nil }
        return value
    }
}

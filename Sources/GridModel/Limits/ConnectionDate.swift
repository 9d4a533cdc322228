// SPDX-License-Identifier: Apache-2.0

/// The day from which a connection counts as accepted: the rank of last in, first out.
public struct ConnectionDate: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The day as `2024-05-17`.
    public let text: String

    /// A day of the calendar as ISO 8601 writes it; nil for anything else.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D,
            let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]),
            let day = Self.number(bytes[8..<10]), (1...12).contains(month),
            (1...Self.days(in: month, of: year)).contains(day)
        else { return nil }
        self.text = text
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        digits.reduce(0) { sum, digit in
            guard let sum, (0x30...0x39).contains(digit) else { return nil }
            return sum * 10 + Int(digit - 0x30)
        }
    }

    private static func days(in month: Int, of year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    /// Whether the left one is earlier: digits of equal number compare as text.
    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
    /// The day as ISO 8601 writes it.
    public var description: String { text }
}

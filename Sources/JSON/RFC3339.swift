// SPDX-License-Identifier: Apache-2.0

/// Dates as RFC 3339 writes them, to and from milliseconds since 1970-01-01T00:00:00Z (no leap seconds).
public enum RFC3339 {
    /// The moment the text names; nil unless it is RFC 3339 to the letter, zone included. A fraction is cut to
    /// milliseconds, a leap second (`:60`) counts as the second after it.
    public static func parse(_ text: String) -> Int64? {
        var text = text
        return text.withUTF8 { parse(UnsafeRawBufferPointer($0), lenient: false) }
    }

    /// The moment the text names, as the field writes dates: no zone means UTC, a space may stand for the `T`, seconds
    /// and the colon of the zone may be missing. Nil for what cannot be read, an empty text and `0` among it.
    public static func parseLenient(_ text: String) -> Int64? {
        var text = text
        return text.withUTF8 { parse(UnsafeRawBufferPointer($0), lenient: true) }
    }

    /// As `parseLenient(_: String)`, for text still in the document.
    public static func parseLenient(_ text: JSONText) -> Int64? { text.withUTF8 { parse($0, lenient: true) } }

    /// `2026-11-22T17:00:00.000Z`. Moments outside the years 0 to 9999, which RFC 3339 cannot write, are held at its
    /// ends.
    public static func format(milliseconds: Int64) -> String {
        let held = min(max(milliseconds, earliest), latest)
        let (days, time) = floorDivide(held, millisecondsPerDay)
        let (year, month, day) = civil(fromDays: days)
        return String(unsafeUninitializedCapacity: 24) { buffer in
            var writer = DigitWriter(buffer: buffer)
            writer.write(year, width: 4, then: UInt8(ascii: "-"))
            writer.write(month, width: 2, then: UInt8(ascii: "-"))
            writer.write(day, width: 2, then: UInt8(ascii: "T"))
            writer.write(time / 3_600_000, width: 2, then: UInt8(ascii: ":"))
            writer.write(time / 60_000 % 60, width: 2, then: UInt8(ascii: ":"))
            writer.write(time / 1_000 % 60, width: 2, then: UInt8(ascii: "."))
            writer.write(time % 1_000, width: 3, then: UInt8(ascii: "Z"))
            return writer.count
        }
    }

    private static let millisecondsPerDay: Int64 = 86_400_000
    /// 0000-01-01T00:00:00.000Z
    private static let earliest: Int64 = -719_528 * 86_400_000
    /// 9999-12-31T23:59:59.999Z
    private static let latest: Int64 = 2_932_897 * 86_400_000 - 1

    private static func parse(_ bytes: UnsafeRawBufferPointer, lenient: Bool) -> Int64? {
        var scanner = DateScanner(bytes: bytes)
        if lenient { scanner.skipSpaces() }
        guard let year = scanner.digits(4), scanner.take("-"), let month = scanner.digits(2), scanner.take("-"),
            let day = scanner.digits(2), (1...12).contains(month), day >= 1, day <= days(in: month, of: year),
            scanner.take("T") || scanner.take("t") || (lenient && scanner.take(" ")),
            let hour = scanner.digits(2), hour < 24, scanner.take(":"), let minute = scanner.digits(2), minute < 60
        else { return nil }
        var second: Int64 = 0
        var fraction: Int64 = 0
        if scanner.take(":") {
            guard let value = scanner.digits(2), value <= 60 else { return nil }
            second = value
            if scanner.take(".") || (lenient && scanner.take(",")) {
                guard let value = scanner.fraction() else { return nil }
                fraction = value
            }
        } else if !lenient {
            return nil
        }
        guard let zone = scanner.zoneMinutes(lenient: lenient) else { return nil }
        if lenient { scanner.skipSpaces() }
        guard scanner.isAtEnd else { return nil }
        let minutes = days(year, month, day) * 1_440 + hour * 60 + minute - zone
        let moment = (minutes * 60 + second) * 1_000 + fraction
        return (earliest...latest).contains(moment) ? moment : nil
    }

    private static func days(in month: Int64, of year: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days from 1970-01-01 in the proleptic Gregorian calendar. Years are counted from March, so that the leap day
    /// comes last, and in eras of 400 years = 146,097 days; 719,468 days lie between 0000-03-01 and the epoch.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = floorDivide(shifted, 400)
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The inverse of `days`.
    private static func civil(fromDays days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let (era, dayOfEra) = floorDivide(days + 719_468, 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    private static func floorDivide(_ value: Int64, _ divisor: Int64) -> (Int64, Int64) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

private struct DateScanner {
    let bytes: UnsafeRawBufferPointer
    var index = 0

    var isAtEnd: Bool { index == bytes.count }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard index < bytes.count, bytes[index] == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    mutating func digits(_ count: Int) -> Int64? {
        guard index + count <= bytes.count else { return nil }
        var value: Int64 = 0
        for offset in 0..<count {
            let digit = bytes[index + offset] &- 0x30
            guard digit <= 9 else { return nil }
            value = value * 10 + Int64(digit)
        }
        index += count
        return value
    }

    /// Milliseconds out of one or more digits, further ones cut off.
    mutating func fraction() -> Int64? {
        var value: Int64 = 0
        var count = 0
        while index < bytes.count, case let digit = bytes[index] &- 0x30, digit <= 9 {
            if count < 3 { value = value * 10 + Int64(digit) }
            count += 1
            index += 1
        }
        guard count > 0 else { return nil }
        for _ in min(count, 3)..<3 { value *= 10 }
        return value
    }

    mutating func zoneMinutes(lenient: Bool) -> Int64? {
        if take("Z") || take("z") { return 0 }
        let sign: Int64
        if take("+") { sign = 1 } else if take("-") { sign = -1 } else { return lenient ? 0 : nil }
        guard let hours = digits(2), hours < 24 else { return nil }
        let hasColon = take(":")
        if !hasColon && !lenient { return nil }
        if !hasColon && lenient && (isAtEnd || bytes[index] == 0x20) { return sign * hours * 60 }
        guard let minutes = digits(2), minutes < 60 else { return nil }
        return sign * (hours * 60 + minutes)
    }

    mutating func skipSpaces() {
        while index < bytes.count, bytes[index] == 0x20 { index += 1 }
    }
}

private struct DigitWriter {
    let buffer: UnsafeMutableBufferPointer<UInt8>
    var count = 0

    mutating func write(_ value: Int64, width: Int, then separator: UInt8) {
        var rest = value
        for offset in stride(from: width - 1, through: 0, by: -1) {
            buffer[count + offset] = 0x30 + UInt8(rest % 10)
            rest /= 10
        }
        buffer[count + width] = separator
        count += width + 1
    }
}

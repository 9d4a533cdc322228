// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSON

/// How numbers and times stand in lines for people.
enum Words {
    /// `12.3 kW`, or a dash for what is unknown.
    static func kW(_ value: JSONValue?) -> String { value?.double.map { "\(number($0)) kW" } ?? "-" }

    /// One decimal, two below ten watts of a kilowatt.
    static func number(_ value: Double) -> String { String(format: "%.1f", abs(value) < 0.05 ? 0 : value) }

    static func number(_ value: JSONValue?) -> String { value?.double.map { number($0) } ?? "-" }

    /// The text with a replacement character for each control character: a terminal obeys those.
    static func printable(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
            result.append(isControl ? "\u{FFFD}" : scalar)
        }
        return String(result)
    }

    /// The text cut or filled to a width.
    static func column(_ text: String, _ width: Int, right: Bool = false) -> String {
        let held = text.count > width ? String(text.prefix(max(0, width - 1))) + "~" : text
        let space = String(repeating: " ", count: max(0, width - held.count))
        return right ? space + held : held + space
    }
}

/// A span of time as people write it: `90s`, `30m`, `2h`, `1d`.
struct Span {
    var seconds: Double

    /// Longest span, a leap year: more is a slip, and far more is no number of seconds.
    static let longestDays = 366.0

    init(_ text: String, option: String) throws(CommandError) {
        let units: [Character: Double] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
        guard let last = text.last, let unit = units[last], let value = Double(text.dropLast()), value > 0,
            value.isFinite
        else { throw .usage("\(option) \(text) is no span of time like 90s, 30m, 2h or 1d") }
        guard value * unit <= Self.longestDays * 86_400 else {
            throw .usage("\(option) \(text) is more than \(Int(Self.longestDays))d")
        }
        seconds = value * unit
    }
}

/// A moment as people write it: RFC 3339, or a time of day here.
struct TimeOfDay {
    /// RFC 3339, as the interface takes it.
    var text: String

    init(_ given: String, option: String, now: Date = Date()) throws(CommandError) {
        if RFC3339.parse(given) != nil {
            text = given
            return
        }
        let parts = given.split(separator: ":").compactMap { Int($0) }
        guard parts.count == 2, (0..<24).contains(parts[0]), (0..<60).contains(parts[1]), given.count <= 5,
            let next = Calendar.current.nextDate(
                after: now, matching: DateComponents(hour: parts[0], minute: parts[1]), matchingPolicy: .nextTime)
        else { throw .usage("\(option) \(given) is no time like 2026-11-22T17:00:00Z or 17:30") }
        text = RFC3339.format(milliseconds: Int64((next.timeIntervalSince1970 * 1_000).rounded()))
    }
}

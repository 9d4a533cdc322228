// SPDX-License-Identifier: Apache-2.0

/// What is wrong with the text of a station's messages, whatever they say.
enum WireFaults {
    static func applied(_ habits: BadHabits, to frame: [UInt8]) -> [UInt8] {
        guard !habits.isDisjoint(with: [.writesTimesWithoutZone, .writesZeroTimes, .misspellsCelsius]) else {
            return frame
        }
        var text = String(decoding: frame, as: UTF8.self)
        if habits.contains(.misspellsCelsius) { text = replaced(text, "\"Celsius\"", "\"Celcius\"") }
        // Times of transactions are kept: without one the record of a session is worthless.
        let isTransaction = ["StartTransaction", "StopTransaction", "TransactionEvent"].contains { text.contains($0) }
        if habits.contains(.writesZeroTimes), !isTransaction { text = timesReplaced(text) { _ in "0" } }
        if habits.contains(.writesTimesWithoutZone) { text = timesReplaced(text) { String($0.dropLast()) } }
        return Array(text.utf8)
    }

    private static func replaced(_ text: String, _ old: String, _ new: String) -> String {
        text.split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
    }

    /// Replaces each quoted time: `"2026-...Z"`.
    private static func timesReplaced(_ text: String, _ change: (Substring) -> String) -> String {
        text.split(separator: "\"", omittingEmptySubsequences: false).map { part in
            part.hasPrefix("20") && part.hasSuffix("Z") && part.contains("T") ? change(part) : String(part)
        }.joined(separator: "\"")
    }
}

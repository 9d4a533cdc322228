// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSON
import Testing

@Suite struct RFC3339Tests {
    @Test func agreesWithPython() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Cases/JSON/dates.json")
        let rows = try JSONValue(parsing: [UInt8](Data(contentsOf: file))).array ?? []
        #expect(rows.count > 150)
        for row in rows {
            let text = try #require(row["text"]?.string)
            let milliseconds = try #require(row["milliseconds"]?.int).asInt64
            #expect(RFC3339.parse(text) == milliseconds, "\(text)")
            #expect(RFC3339.parseLenient(text) == milliseconds, "\(text)")
            #expect(RFC3339.format(milliseconds: milliseconds) == row["canonical"]?.string)
        }
    }

    @Test(
        arguments: [
            ("2026-11-22T17:00:00Z", 1_795_366_800_000), ("2026-11-22t17:00:00z", 1_795_366_800_000),
            ("2026-11-22T18:30:00+01:30", 1_795_366_800_000), ("2026-11-22T17:00:00.1Z", 1_795_366_800_100),
            ("2026-11-22T17:00:00.123456789Z", 1_795_366_800_123), ("1969-12-31T23:59:59.999Z", -1),
            ("2016-12-31T23:59:60Z", 1_483_228_800_000),
        ] as [(String, Int64)])
    func strictAccepts(text: String, milliseconds: Int64) {
        #expect(RFC3339.parse(text) == milliseconds)
    }

    @Test(arguments: [
        "", "0", "2026-11-22", "2026-11-22T17:00:00", "2026-11-22 17:00:00Z", "2026-11-22T17:00Z",
        "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z", "2026-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "2026-01-00T00:00:00Z",
        "2026-01-01T24:00:00Z",
        "2026-01-01T00:60:00Z", "2026-01-01T00:00:61Z", "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00+24:00",
        "2026-01-01T00:00:00+0100",
        "2026-01-01T00:00:00Z ", "26-01-01T00:00:00Z", "2026-1-1T00:00:00Z", "+2026-01-01T00:00:00Z",
        "2026-01-01T00:00:00+01:60", "1900-02-29T00:00:00Z",
        "0000-01-01T00:00:00+00:01", "2026-01-01T00:00:00.1x",
    ])
    func strictRefuses(text: String) {
        #expect(RFC3339.parse(text) == nil)
    }

    @Test(
        arguments: [
            ("2026-11-22T17:00:00", 1_795_366_800_000), ("2026-11-22 17:00:00", 1_795_366_800_000),
            ("2026-11-22T17:00", 1_795_366_800_000),
            ("2026-11-22T18:00:00.5+0100", 1_795_366_800_500), ("2026-11-22T18:00:00+01", 1_795_366_800_000),
            (" 2026-11-22T17:00:00Z ", 1_795_366_800_000),
            ("2026-11-22T17:00:00,25Z", 1_795_366_800_250), ("", nil), ("0", nil), ("now", nil), ("2026-11-22", nil),
            ("2026-02-30T00:00:00Z", nil),
        ] as [(String, Int64?)])
    func lenientReadsTheField(text: String, milliseconds: Int64?) {
        #expect(RFC3339.parseLenient(text) == milliseconds)
    }

    @Test func formatHoldsAtTheEndsOfTheCalendar() {
        #expect(RFC3339.format(milliseconds: .min) == "0000-01-01T00:00:00.000Z")
        #expect(RFC3339.format(milliseconds: .max) == "9999-12-31T23:59:59.999Z")
    }
}

extension Int {
    fileprivate var asInt64: Int64 { Int64(self) }
}

// SPDX-License-Identifier: Apache-2.0

import GridModel
import JSON

/// Moments as the files of a scenario write them, RFC 3339 with a zone.
extension UTCInstant {
    /// Nil for any other text.
    init?(rfc3339 text: String) {
        guard let milliseconds = RFC3339.parse(text) else { return nil }
        self.init(milliseconds: milliseconds)
    }

    var rfc3339: String { RFC3339.format(milliseconds: milliseconds) }

    /// What is said of any other text.
    static func noTime(_ text: String) -> String { "\"\(text)\" is no time; write it like 2026-01-20T12:00:00Z" }
}

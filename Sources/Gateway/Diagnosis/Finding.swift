// SPDX-License-Identifier: Apache-2.0

/// One thing that is wrong with what a site or station says, or worth knowing of it.
struct Finding: Sendable, Hashable {
    /// What it is about; the word stands in the documents.
    enum Kind: String, Sendable {
        // Sites.
        case topic, unit, sign, clock, silence, capabilities, acknowledgement, sequence, retained, payload, value
        case balance, login
        // Stations.
        case profile, rateUnit, stackLevel, meterValues, defaultLimit, boot, quarantine, connection
        // Both.
        case phase
    }

    /// How bad it is.
    enum Severity: String, Sendable {
        /// It has to be mended.
        case fault
        /// It works; somebody may want to know.
        case note
    }

    var kind: Kind
    var severity: Severity
    /// The DER, meter, connector or topic.
    var subject: String
    /// What was seen, with the numbers.
    var seen: String
    /// What was expected.
    var expected: String
    /// How to mend it.
    var remedy: String

    static func fault(
        _ kind: Kind, _ subject: String, seen: String, expected: String, remedy: String
    ) -> Finding {
        Finding(kind: kind, severity: .fault, subject: subject, seen: seen, expected: expected, remedy: remedy)
    }

    static func note(
        _ kind: Kind, _ subject: String, seen: String, expected: String, remedy: String
    ) -> Finding {
        Finding(kind: kind, severity: .note, subject: subject, seen: seen, expected: expected, remedy: remedy)
    }
}

/// What was found, and what is well.
struct Diagnosis: Sendable, Hashable {
    var findings: [Finding] = []
    /// One line for each thing that is in order.
    var well: [String] = []

    var hasFaults: Bool { findings.contains { $0.severity == .fault } }
}

/// How numbers stand in findings.
enum FindingText {
    /// Three significant digits after the point at most, without needless zeros.
    static func number(_ value: Double) -> String {
        guard abs(value) < 1e15 else { return "\(value)" }
        let rounded = (value * 1_000).rounded() / 1_000
        return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    }

    /// A span with its sign, in the unit that suits it.
    static func span(_ seconds: Double) -> String {
        let sign = seconds < 0 ? "-" : ""
        let size = abs(seconds)
        // What no clock counts stands as it is.
        guard size >= 120, size < 1e15 else { return "\(sign)\(number((size * 10).rounded() / 10)) s" }
        let minutes = Int((size / 60).rounded())
        let rest = minutes % 60 < 10 ? "0\(minutes % 60)" : "\(minutes % 60)"
        return minutes >= 60 ? "\(sign)\(minutes / 60):\(rest) h" : "\(sign)\(minutes) min"
    }
}

extension Array where Element == Double {
    /// The middle value; nil of none.
    var median: Double? { isEmpty ? nil : sorted()[count / 2] }
}

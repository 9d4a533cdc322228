// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel

/// The powers on single phases that mapped topics tell, each by a mapping of its own.
struct MappedPhases: Sendable {
    /// What one mapping said last.
    struct Part {
        var value: Double
        /// When it was measured.
        var at: MonotonicInstant
        var maximumAge: Duration
    }

    private struct Source {
        var phase: PhaseCode
        var last: Part?
    }

    private var sources: [MQTTTranslation.Subject: [String: Source]] = [:]

    /// A mapping, by its topic and pointer, that tells a phase.
    mutating func expect(_ source: String, of subject: MQTTTranslation.Subject, on phase: PhaseCode) {
        sources[subject, default: [:]][source] = Source(phase: phase)
    }

    /// Takes a part in; all parts of the subject where none is missing or too old, those of one phase added up.
    mutating func note(
        _ part: Part, of source: String, _ subject: MQTTTranslation.Subject, now: MonotonicInstant
    ) -> (parts: PhaseParts, age: Duration)? {
        guard sources[subject]?[source] != nil else { return nil }
        sources[subject]?[source]?.last = part
        var parts = PhaseParts()
        var oldest = part.at
        // In the order of their names: sums are the same in every run.
        for (_, source) in (sources[subject] ?? [:]).sorted(by: { $0.key < $1.key }) {
            guard let last = source.last, now - last.at <= last.maximumAge else { return nil }
            parts[source.phase] = (parts[source.phase] ?? 0) + last.value
            oldest = min(oldest, last.at)
        }
        return (parts, now - oldest)
    }

    mutating func forget(_ source: String, of subject: MQTTTranslation.Subject) {
        sources[subject]?[source]?.last = nil
    }
}

// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel

/// What mapped topics said so far: the order of each, and the parts of signals that several topics carry (L1, L2, L3).
///
/// Each mapping is a stream of its own: a battery's state of charge may come with an older stamp than its power.
struct MappedStreams: Sendable {
    private struct Signal: Hashable {
        var subject: MQTTTranslation.Subject
        var signal: SignalMapping.Signal
    }

    private struct Source: Hashable {
        var signal: Signal
        var part: String
    }

    private struct Part {
        var value: Double
        /// When it was measured.
        var at: MonotonicInstant
        var maximumAge: Duration
    }

    private var positions: [Source: StreamPosition] = [:]
    private var parts: [Signal: [String: Part]] = [:]
    private var partCount: [Signal: Int] = [:]
    private var phases = MappedPhases()

    /// A mapping that is read.
    ///
    /// - Parameter phase: the feeder's phase that it is of; nil where it is of none, or nobody knows which.
    mutating func expect(_ mapping: SignalMapping, of subject: MQTTTranslation.Subject, phase: PhaseCode?) {
        partCount[Signal(subject: subject, signal: mapping.signal), default: 0] += 1
        if let phase { phases.expect(Self.part(mapping), of: subject, on: phase) }
    }

    /// The power on each of the subject's phases, once all of them are told and young enough, and how old the oldest
    /// is; nil where this mapping says nothing of a phase.
    mutating func combinedPhases(
        _ subject: MQTTTranslation.Subject, _ mapping: SignalMapping, _ value: Double, age: Duration, now: Moment
    ) -> (parts: PhaseParts, age: Duration)? {
        let part = MappedPhases.Part(value: value, at: now.steady - age, maximumAge: mapping.maximumAge)
        return phases.note(part, of: Self.part(mapping), subject, now: now.steady)
    }

    /// The same for the subjects that are the same after a change; `renamed` says what each is called now.
    mutating func carry(
        from old: MappedStreams, _ renamed: (MQTTTranslation.Subject) -> MQTTTranslation.Subject?
    ) {
        for (source, position) in old.positions {
            guard let subject = renamed(source.signal.subject) else { continue }
            let signal = Signal(subject: subject, signal: source.signal.signal)
            positions[Source(signal: signal, part: source.part)] = position
        }
        for (signal, known) in old.parts {
            guard let subject = renamed(signal.subject) else { continue }
            parts[Signal(subject: subject, signal: signal.signal)] = known
        }
    }

    /// Whether the message comes after all that its mapping said before; without a time of its own it does.
    mutating func advance(
        _ subject: MQTTTranslation.Subject, _ mapping: SignalMapping, to telemetry: Telemetry, now: Moment
    ) -> RefusalReason? {
        guard telemetry.sourceTime != nil else { return nil }
        let source = Source(signal: Signal(subject: subject, signal: mapping.signal), part: Self.part(mapping))
        return positions[source, default: StreamPosition()].advance(to: telemetry, now: now)
    }

    /// The value where one topic carries the signal; the sum of the parts once all of them are young enough. A sum is
    /// as old as its oldest part.
    ///
    /// - Parameter age: how long ago the value was measured.
    mutating func combined(
        _ subject: MQTTTranslation.Subject, _ mapping: SignalMapping, _ value: Double, age: Duration, now: Moment
    ) -> (value: Double, age: Duration)? {
        let signal = Signal(subject: subject, signal: mapping.signal)
        guard mapping.signal == .powerKW || mapping.signal == .reactivePowerKvar, let count = partCount[signal],
            count > 1
        else { return (value, age) }
        parts[signal, default: [:]][Self.part(mapping)] = Part(
            value: value, at: now.steady - age, maximumAge: mapping.maximumAge)
        let young = parts[signal, default: [:]].values.filter { now.steady - $0.at <= $0.maximumAge }
        guard young.count == count, let oldest = young.map(\.at).min() else { return nil }
        return (young.reduce(0) { $0 + $1.value }, now.steady - oldest)
    }

    /// A part that its source withdrew, or that was refused, must not go on counting in the sum.
    mutating func forget(_ subject: MQTTTranslation.Subject, _ mapping: SignalMapping) {
        parts[Signal(subject: subject, signal: mapping.signal)]?[Self.part(mapping)] = nil
        phases.forget(Self.part(mapping), of: subject)
    }

    private static func part(_ mapping: SignalMapping) -> String { mapping.topic + "#" + (mapping.pointer ?? "") }
}

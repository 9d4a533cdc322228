// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Values by phase.
extension SiteDiagnosis {
    static func phases(_ subject: ObservedSubject) -> [Finding] {
        let messages = subject.messages.filter { !$0.byPhaseKW.isEmpty }
        return (elsewhere(subject, messages) ?? sum(subject, messages)).map { [$0] } ?? []
    }

    /// Power on a phase that the subject is not connected to.
    private static func elsewhere(_ subject: ObservedSubject, _ messages: [TopicObservation.Message]) -> Finding? {
        var counts: [PhaseCode: Int] = [:]
        for message in messages {
            let total = message.byPhaseKW.values.reduce(0) { $0 + abs($1) }
            for (phase, power) in message.byPhaseKW where !subject.phases.contains(phase) {
                if abs(power) > max(noiseKW, 0.1 * total) { counts[phase, default: 0] += 1 }
            }
        }
        guard counts.values.contains(where: { $0 >= fewMessages }), let last = messages.last else { return nil }
        let values = last.phasesInOrder.map { "\($0.phase.text) \(FindingText.number($0.powerKW)) kW" }
        return .fault(
            .phase, subject.name, seen: values.joined(separator: ", "),
            expected: "power on \(subject.phases.text) alone, as the topology declares it",
            remedy: "find out which phase it is on (headroom doctor SITE"
                + " --known-load), then mend the wiring, the mapping of L1, L2, L3, or phases in the topology")
    }

    /// Phases that do not add up to the power.
    private static func sum(_ subject: ObservedSubject, _ messages: [TopicObservation.Message]) -> Finding? {
        let wrong = messages.filter { message in
            guard let power = message.powerKW else { return false }
            // Where a phase is not told, the sum is not known.
            guard subject.phases.isSubset(of: PhaseCode(message.byPhaseKW.keys)) else { return false }
            return !PhaseParts.agree(sum: message.sumOfPhasesKW, total: power)
        }
        guard wrong.count >= fewMessages, let last = wrong.last else { return nil }
        return .fault(
            .phase, subject.name,
            seen:
                "phases that sum up to \(FindingText.number(last.sumOfPhasesKW)) kW, and powerKW "
                + FindingText.number(last.powerKW ?? 0),
            expected: "the same: each phase with its own sign",
            remedy: "let one phase that is counted the other way round have its sign turned (a current transformer "
                + "the wrong way round), and leave none out")
    }
}

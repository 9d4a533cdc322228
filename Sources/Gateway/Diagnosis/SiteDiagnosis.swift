// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel

/// Judges what a site publishes: a pure function from what was seen to what is wrong and what is well.
///
/// In parts: this file (the order of the questions, silence), `+Topics`, `+Clock`, `+Values` (unit and sign),
/// `+Phases`.
enum SiteDiagnosis {
    /// Fewer messages prove no fault of their contents: one may be a slip.
    static let fewMessages = 3
    /// Part of the messages that must show a fault of their contents.
    static let mostOf = 0.6
    /// Differences in kW below this are noise of meters and of time.
    static let noiseKW = PhaseParts.noiseKW

    /// What is found.
    static func judge(_ site: SiteObservation) -> Diagnosis {
        var diagnosis = Diagnosis()
        let mistaken = topicFaults(site)
        diagnosis.findings += mistaken.findings
        var spoilt = false
        for subject in site.subjects {
            var found = clock(subject) + order(subject) + values(subject) + phases(subject) + refusals(subject)
            if !subject.topics.contains(where: { mistaken.missing.contains($0.name) }) {
                found += silence(subject, site)
            }
            if subject.capabilitiesTopic.map({ !mistaken.missing.contains($0) }) ?? true { found += setUp(subject) }
            spoilt = spoilt || found.contains { [.unit, .sign].contains($0.kind) }
            diagnosis.findings += found
            diagnosis.well += well(subject)
        }
        // Where a DER is wrong, the sum it is part of proves nothing of the meter.
        if !spoilt { diagnosis.findings += balance(site) }
        diagnosis.findings += logins(site)
        return diagnosis
    }

    // MARK: - Silence

    private static func silence(_ subject: ObservedSubject, _ site: SiteObservation) -> [Finding] {
        subject.topics.compactMap { topic -> Finding? in
            let (maximum, seen) = (subject.maximumAgeS, topic.seen)
            guard let last = seen.lastAt else { return unheard(topic, subject, site) }
            let quiet = (site.now - last).inSeconds
            if quiet > maximum {
                return .fault(
                    .silence, subject.name, seen: "nothing on \(topic.name) for \(FindingText.span(quiet))",
                    expected: "a message at least every \(FindingText.span(maximum)): its declared maximum age",
                    remedy: "publish more often, or declare a longer maximumAgeS in the topology")
            }
            guard let interval = seen.interval, interval > maximum else { return nil }
            return .fault(
                .silence, subject.name, seen: "a message on \(topic.name) every \(FindingText.span(interval))",
                expected: "one at least every \(FindingText.span(maximum)): its declared maximum age",
                remedy: "publish more often, or declare a longer maximumAgeS in the topology")
        }
    }

    private static func unheard(
        _ topic: ObservedSubject.Topic, _ subject: ObservedSubject, _ site: SiteObservation
    ) -> Finding? {
        let seenText = topic.seen.retained > 0 ? "only what the broker had kept" : "nothing"
        let remedy = "publish there; user, password and topics are what `headroom site add \(site.site)` prints"
        guard site.watchedS >= min(subject.maximumAgeS, shortestSilence) else { return nil }
        return .fault(
            .silence, subject.name,
            seen: "\(seenText) on \(topic.name) in \(FindingText.span(site.watchedS))",
            expected: "a message at least every \(FindingText.span(subject.maximumAgeS))", remedy: remedy)
    }

    /// Who says nothing for so long is silent, however long its readings may be believed.
    static let shortestSilence = 25.0

    /// Capabilities and acknowledgements.
    private static func setUp(_ subject: ObservedSubject) -> [Finding] {
        var found: [Finding] = []
        if let refused = subject.capabilities?.refused["default"] {
            found.append(
                .fault(
                    .capabilities, subject.name, seen: refused.lastReason,
                    expected: "a default that is no more than the topology's",
                    remedy: "let the DER hold the topology's default when nobody commands it, or declare more there"))
        } else if let topic = subject.capabilitiesTopic, !subject.isProvisioned, subject.isHeard {
            found.append(
                .fault(
                    .capabilities, subject.name, seen: "readings, and no capabilities",
                    expected: "defaultImportLimitKW and defaultExportLimitKW on \(topic)",
                    remedy: "publish capabilities once after each connection, retained: until then it is not dispatched"
                ))
        }
        let isAnswered = (subject.acknowledgements?.accepted ?? 0) > 0
        if subject.capabilitiesTopic != nil, let sent = subject.setpointSentS, sent >= longestAnswer, !isAnswered,
            subject.command?.standing != .confirmed
        {
            found.append(
                .fault(
                    .acknowledgement, subject.name,
                    seen: "a setpoint of \(FindingText.number(subject.command?.powerKW ?? 0)) kW and no answer for "
                        + FindingText.span(sent),
                    expected:
                        #"{"seq": …, "status": "accepted", "powerKW": …} on its setpoint/ack, or a power that follows"#,
                    remedy: "subscribe to its setpoint topic and answer each setpoint with its seq"))
        }
        return found
    }

    /// A setpoint that is neither answered nor followed for so long is lost.
    static let longestAnswer = 20.0

    private static func logins(_ site: SiteObservation) -> [Finding] {
        let isHeard = site.subjects.contains(where: \.isHeard) || !site.denied.isEmpty
        guard site.refusedLogins > 0, !isHeard else { return [] }
        return [
            .note(
                .login, site.site,
                seen: "\(site.refusedLogins) connections with a wrong user or password, and nothing of this site",
                expected: "the user and password of the site",
                remedy: "compare them with what `headroom site add \(site.site)` prints; the broker does not say whose "
                    + "they were")
        ]
    }

    // MARK: - Well

    private static func well(_ subject: ObservedSubject) -> [String] {
        var lines: [String] = []
        for topic in subject.topics where topic.seen.accepted > 0 {
            let seen = topic.seen
            let leaf = subject.topics.count > 1 ? " on \(topic.name)" : ""
            let every = seen.interval.map { ", every \(FindingText.span($0))" } ?? ""
            let clock = seen.ahead.map { ", clock \(FindingText.span($0.median)) from ours" } ?? ""
            lines.append("\(subject.name): accepted: \(seen.accepted) messages\(leaf)\(every)\(clock)")
        }
        if subject.capabilitiesTopic != nil, subject.isProvisioned {
            lines.append("\(subject.name): capabilities known: it may be dispatched")
        }
        if let answers = subject.acknowledgements?.accepted, answers > 0 {
            lines.append("\(subject.name): \(answers) setpoints answered")
        }
        return lines
    }
}

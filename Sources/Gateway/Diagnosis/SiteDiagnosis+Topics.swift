// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Topics that nobody reads, and refusals that no other question explains.
extension SiteDiagnosis {
    /// The wrong topics, and the right ones that they were probably meant for.
    static func topicFaults(_ site: SiteObservation) -> (findings: [Finding], missing: Set<String>) {
        var findings: [Finding] = []
        var missing: Set<String> = []
        let wrong =
            site.denied.map { ($0.key, $0.value, true) } + site.strays.map { ($0.key, $0.value.total, false) }
        for (topic, count, isDenied) in wrong.sorted(by: { $0.0 < $1.0 }) {
            let nearest = nearest(to: topic, among: site.knownTopics)
            if let nearest { missing.insert(nearest) }
            let why = isDenied ? "the broker refuses: it is not this site's" : "nobody reads"
            findings.append(
                .fault(
                    .topic, topic, seen: "\(count) messages on a topic that \(why)",
                    expected: nearest.map { "probably \($0)" } ?? "one of: \(listed(site.knownTopics))",
                    remedy: nearest.map { "publish on \($0)" }
                        ?? "publish on a topic that `headroom site add \(site.site)` prints, with the DERs' identifiers"
                ))
        }
        return (findings, missing)
    }

    private static func listed(_ topics: [String]) -> String {
        topics.prefix(mostListed).joined(separator: ", ") + (topics.count > mostListed ? ", …" : "")
    }

    private static let mostListed = 4

    /// The topic that was probably meant: the one with the fewest letters changed, if they are few.
    static func nearest(to topic: String, among known: [String]) -> String? {
        let wrong = topic.utf8.prefix(longestCompared)
        let measured = known.map { ($0, EditDistance.between(wrong, $0.utf8.prefix(longestCompared))) }
        guard let best = measured.min(by: { ($0.1, $0.0) < ($1.1, $1.0) }), best.1 <= wrong.count / 4 + 1 else {
            return nil
        }
        return best.0
    }

    private static let longestCompared = 120

    /// Refusals by code that the questions about clock, order, unit and sign do not name.
    static func refusals(_ subject: ObservedSubject) -> [Finding] {
        let readings = subject.topics.flatMap { refusals($0.seen, subject.name, isReading: true) }
        let others = [subject.capabilities, subject.acknowledgements, subject.needs].compactMap { $0 }
        return readings + others.flatMap { refusals($0, subject.name, isReading: false) }
    }

    private static func refusals(_ seen: TopicObservation, _ name: String, isReading: Bool) -> [Finding] {
        seen.refused.sorted { $0.key < $1.key }.compactMap { code, refusals in
            // Of readings that is said under clock.
            if isReading, code == "time" || (code == "json" && seen.isTimeNumber) { return nil }
            return refusal(code, refusals, seen.excerpt, name)
        }
    }

    private static func refusal(
        _ code: String, _ refusals: TopicObservation.Refusals, _ excerpt: String, _ name: String
    ) -> Finding? {
        let seen = "\(refusals.count) refused: \(refusals.lastReason); the last began \(excerpt)"
        switch code {
        case "json", "fields", "type", "pointer", "size", "time":
            return .fault(
                .payload, name, seen: seen, expected: "a payload as the schema has it",
                remedy: "compare with the payloads of the MQTT page")
        case "unit":
            return .fault(
                .unit, name, seen: seen, expected: "kW, kWh, V and a state of charge of 0...1, each under its own key",
                remedy: "convert at the source, and use the key that the reason names")
        case "retained":
            return .fault(
                .retained, name, seen: seen, expected: "telemetry, answers and needs without the retain flag",
                remedy: "publish them with retain off; only capabilities and status are retained")
        case "rate":
            return .note(
                .payload, name, seen: seen, expected: "needs at most once a second", remedy: "publish needs on change")
        // Said elsewhere: under clock, sequence, values, capabilities and topic.
        default: return nil
        }
    }
}

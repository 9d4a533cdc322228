// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel

/// Clock and order.
extension SiteDiagnosis {
    /// Stamps that wander by more than this are no clock that is off: messages wait somewhere.
    static let steadySpread = 10.0

    static func clock(_ subject: ObservedSubject) -> [Finding] {
        subject.topics.map(\.seen).compactMap { seen in
            if let odd = seen.oddStamp, let finding = oddStamp(odd, seen, subject.name) { return finding }
            guard let ahead = seen.ahead else { return nil }
            let tolerance = StreamPosition.futureTolerance.inSeconds
            guard abs(ahead.median) > tolerance else { return nil }
            if ahead.spread > steadySpread, ahead.median < 0 { return late(ahead, subject.name) }
            return offset(ahead.median, subject.name)
        }
    }

    private static func offset(_ ahead: Double, _ name: String) -> Finding {
        let side = ahead > 0 ? "ahead of" : "behind"
        let expected = "within \(FindingText.number(StreamPosition.futureTolerance.inSeconds)) s of ours, in UTC"
        let seen = "its stamps are \(FindingText.span(abs(ahead))) \(side) ours"
        if let zone = zoneShift(ahead) {
            return .fault(
                .clock, name, seen: "\(seen): a time zone of \(zone)", expected: expected,
                remedy: "it sends local time as if it were UTC: send UTC with Z, or local time with its offset")
        }
        return .fault(
            .clock, name, seen: seen, expected: expected, remedy: "let the device keep its time by NTP")
    }

    /// The shift of a zone, where the offset is one: a multiple of a quarter of an hour, from half an hour on.
    static func zoneShift(_ seconds: Double) -> String? {
        let quarters = (seconds / 900).rounded()
        guard abs(quarters) >= 2, abs(quarters) <= 56, abs(seconds - quarters * 900) <= 30 else { return nil }
        return (quarters > 0 ? "+" : "") + FindingText.span(quarters * 900)
    }

    private static func late(_ ahead: (median: Double, spread: Double), _ name: String) -> Finding {
        .fault(
            .clock, name,
            seen: "its stamps are \(FindingText.span(-ahead.median)) old when they come, and vary by "
                + FindingText.span(ahead.spread),
            expected: "messages that come within seconds of their measurement",
            remedy: "look for what holds them back: a queue, a link that comes and goes, a batch")
    }

    private static func oddStamp(_ stamp: PayloadGlance.Stamp, _ seen: TopicObservation, _ name: String) -> Finding? {
        let expected = "an RFC 3339 time with zone, e.g. 2026-11-22T17:00:00Z"
        switch stamp {
        case .number(let number):
            let unit = MappedValue.isMilliseconds(number) ? "milliseconds" : "seconds"
            return .fault(
                .clock, name, seen: "its time is the bare number \(FindingText.number(number)): \(unit) since 1970",
                expected: expected,
                remedy: "write the time as text")
        case .withoutZone:
            return .fault(
                .clock, name, seen: "its time has no zone", expected: expected,
                remedy: "send UTC with Z at the end, or local time with its offset")
        case .unreadable(let text):
            return .fault(
                .clock, name, seen: "its time is \(text)", expected: expected, remedy: "write the time as RFC 3339")
        case .absent where seen.refused["time"] != nil:
            return .fault(
                .clock, name, seen: "it has no time", expected: expected,
                remedy: "add time: when the value was measured")
        case .absent, .time: return nil
        }
    }

    static func order(_ subject: ObservedSubject) -> [Finding] {
        subject.topics.map(\.seen).flatMap { seen -> [Finding] in
            var found: [Finding] = []
            func add(_ text: String, _ expected: String, _ remedy: String, _ severity: Finding.Severity = .fault) {
                found.append(
                    Finding(
                        kind: .sequence, severity: severity, subject: subject.name, seen: text, expected: expected,
                        remedy: remedy))
            }
            if seen.repeats > 0 {
                add(
                    "\(seen.repeats) messages repeat the sequence before", "a seq that rises with each message",
                    "count seq up with each message; a message that is sent twice is refused once",
                    severity(seen.repeats))
            }
            if seen.falls > 0 {
                add(
                    "seq fell \(seen.falls) times within one boot", "a seq that rises within one boot",
                    "send in the order of measurement, from one publisher alone", severity(seen.falls))
            }
            if seen.silentRestarts > 0 {
                add(
                    "seq began anew \(seen.silentRestarts) times with the same boot", "another boot after each restart",
                    "choose a new boot when the publisher starts: without it all is refused until seq is passed again")
            }
            if seen.bootChanges >= fewMessages, Double(seen.bootChanges) >= mostOf * Double(seen.total - 1) {
                add(
                    "boot changed \(seen.bootChanges) times in \(seen.total) messages", "one boot for each start",
                    "choose boot once when the publisher starts: a new one says that setpoints are forgotten")
            }
            if found.isEmpty, let late = seen.refused["order"] {
                add(
                    "\(late.count) refused: \(late.lastReason)", "messages in the order of their time",
                    "send in the order of measurement, from one publisher alone", severity(late.count))
            }
            return found
        }
    }

    /// A few are no fault: QoS 1 delivers a message again after a lost connection.
    private static func severity(_ count: Int) -> Finding.Severity { count < fewMessages ? .note : .fault }
}

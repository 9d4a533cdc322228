// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON

/// The documents of a diagnosis.
enum DiagnosisDocument {
    /// A site's.
    ///
    /// - Parameter seesDenied: whether the broker is ours, so that what it refuses is known.
    static func site(_ observation: SiteObservation, seesDenied: Bool, now: Moment) -> JSONValue {
        var object = diagnosis(SiteDiagnosis.judge(observation))
        object["site"] = .string(observation.site)
        object["time"] = GatewayDocument.time(now.utc)
        object["watchedS"] = GatewayDocument.number((observation.watchedS * 10).rounded() / 10)
        object["seesDeniedTopics"] = .bool(seesDenied)
        object["topics"] = .array(
            observation.subjects.flatMap { subject in
                subject.topics.map { topic(subject.name, $0.name, $0.seen, now: now) }
            })
        return .object(object)
    }

    /// A station's.
    static func station(_ observation: StationObservation, now: Moment) -> JSONValue {
        var object = diagnosis(StationDiagnosis.judge(observation))
        object["station"] = .string(observation.identity)
        object["time"] = GatewayDocument.time(now.utc)
        object["isInTopology"] = .bool(observation.isInTopology)
        object["isConnected"] = .bool(observation.isConnected)
        object["clockAheadS"] = GatewayDocument.number(observation.clockAheadS)
        object["connectors"] = .array(observation.outlets.map(outlet))
        return .object(object)
    }

    private static func diagnosis(_ diagnosis: Diagnosis) -> JSONObject {
        var object = JSONObject()
        object["healthy"] = .bool(!diagnosis.hasFaults)
        object["findings"] = .array(diagnosis.findings.map(finding))
        object["well"] = .array(diagnosis.well.map { .string($0) })
        return object
    }

    private static func finding(_ finding: Finding) -> JSONValue {
        [
            "kind": .string(finding.kind.rawValue), "severity": .string(finding.severity.rawValue),
            "subject": .string(finding.subject), "seen": .string(finding.seen), "expected": .string(finding.expected),
            "remedy": .string(finding.remedy),
        ]
    }

    private static func topic(
        _ subject: String, _ topic: String, _ seen: TopicObservation, now: Moment
    ) -> JSONValue {
        let refused = seen.refused.sorted { $0.key < $1.key }.map { code, refusals -> JSONValue in
            [
                "code": .string(code), "count": .number(Double(refusals.count)),
                "lastReason": .string(refusals.lastReason),
            ]
        }
        return [
            "subject": .string(subject), "topic": .string(topic), "accepted": .number(Double(seen.accepted)),
            "refused": .array(refused), "intervalS": seen.interval.map { GatewayDocument.number($0) } ?? .null,
            "clockAheadS": seen.ahead.map { GatewayDocument.number($0.median) } ?? .null,
            "readings": .array(seen.messages.suffix(mostReadings).map { reading($0, now: now) }),
        ]
    }

    /// Readings told of each topic.
    static let mostReadings = 32

    private static func reading(_ message: TopicObservation.Message, now: Moment) -> JSONValue {
        var object = JSONObject()
        object["ageS"] = GatewayDocument.number((now.steady - message.at).inSeconds)
        object["isAccepted"] = .bool(message.isAccepted)
        object["powerKW"] = message.powerKW.map { GatewayDocument.number($0) } ?? .null
        if let soc = message.soc { object["soc"] = GatewayDocument.number(soc) }
        if !message.byPhaseKW.isEmpty {
            var phases = JSONObject()
            for (phase, power) in message.phasesInOrder { phases[phase.text] = GatewayDocument.number(power) }
            object["powerByPhaseKW"] = .object(phases)
        }
        return .object(object)
    }

    private static func outlet(_ outlet: ObservedOutlet) -> JSONValue {
        let last = outlet.trace.samples.last
        return [
            "connector": .number(Double(outlet.number)), "der": outlet.der.map { .string($0) } ?? .null,
            "isDefaultProven": .bool(outlet.isProvisioned), "hasTransaction": .bool(outlet.hasTransaction),
            "toldA": outlet.trace.told?.currentA.map { GatewayDocument.number($0) } ?? .null,
            "toldKW": outlet.trace.told.map { GatewayDocument.number($0.powerKW) } ?? .null,
            "measuredA": .array((last?.amperes ?? []).map { $0.map { GatewayDocument.number($0) } ?? .null }),
            "measuredKW": last?.kW.map { GatewayDocument.number($0) } ?? .null,
        ]
    }
}

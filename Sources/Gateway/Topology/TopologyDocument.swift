// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON
import Store

/// What is told of topologies: by REST, in the audit log, in lines for people.
enum TopologyDocument {
    /// Differences and DERs that an answer lists one by one; of more it says how many there are.
    static let listed = 1_000
    /// The same in an entry of the audit log.
    static let auditedDifferences = 50

    /// A version; with its text where that was read.
    static func version(_ version: TopologyVersion, current: Int64, withText: Bool) -> JSONValue {
        var object = JSONObject()
        object["version"] = .number(Double(version.number))
        object["isCurrent"] = .bool(version.number == current)
        object["time"] = GatewayDocument.time(version.time)
        object["author"] = .string(version.author)
        object["reason"] = version.reason.map { .string($0) } ?? .null
        object["sha256"] = .string(version.sha256)
        object["byteCount"] = .number(Double(version.byteCount))
        if withText { object["text"] = .string(version.text) }
        return .object(object)
    }

    /// What a change means, or would mean.
    static func answer(_ answer: TopologyAnswer) -> JSONValue {
        [
            "version": .number(Double(answer.version)),
            "isNew": .bool(answer.isNew),
            "findings": .array(answer.warnings.map(finding)),
            "changeCount": .number(Double(answer.differences.count)),
            "changes": .array(answer.differences.prefix(listed).map(difference)),
            "affectedCount": .number(Double(answer.affected.count)),
            "affected": .array(
                answer.affected.prefix(listed).map {
                    [
                        "der": .string($0.der.text), "beforeKW": GatewayDocument.kW($0.before),
                        "afterKW": GatewayDocument.kW($0.after),
                    ]
                }),
            "infeasible": .array(answer.infeasible.prefix(listed).map(excess)),
            "linkLoss": .array(answer.silentExcess.prefix(listed).map(excess)),
            "strayLimits": .array(answer.strayLimits.prefix(listed).map { GatewayDocument.limit($0) }),
            "departing": .array(answer.departing.prefix(listed).map { .string($0.text) }),
        ]
    }

    /// One finding of a text.
    static func finding(_ finding: TopologyFinding) -> JSONValue {
        [
            "line": .number(Double(finding.line)), "column": .number(Double(finding.column)),
            "severity": .string(finding.severity.rawValue), "path": .string(finding.path),
            "text": .string(finding.text),
        ]
    }

    private static func difference(_ difference: FeederDifference) -> JSONValue {
        [
            "kind": .string(difference.kind.rawValue), "subject": .string(difference.subject),
            "id": .string(difference.id), "text": .string(difference.text),
        ]
    }

    private static func excess(_ excess: TopologyAnswer.NodeExcess) -> JSONValue {
        [
            "node": .string(excess.node.text), "direction": .string(excess.direction.rawValue),
            "overloadKW": GatewayDocument.kW(excess.by),
            "overloadA": excess.current.map { GatewayDocument.amperes($0) } ?? .null,
            "phase": excess.phase.map { .string($0.text) } ?? .null,
        ]
    }
}

// MARK: - For people

extension TopologyDocument {
    /// Lines that a person reads of a change.
    private static let told = 20

    /// What became of a change.
    static func lines(_ answer: TopologyAnswer) -> [String] {
        guard answer.isNew else { return ["version \(answer.version) of the topology is in force, unchanged"] }
        let more = answer.differences.count - told
        return ["version \(answer.version) of the topology is in force: \(answer.differences.count) changes"]
            + answer.differences.prefix(told).map { "  \($0.text)" } + (more > 0 ? ["  and \(more) more"] : [])
    }

    /// Why nothing changed.
    static func lines(_ error: TopologyError) -> [String] {
        switch error {
        case .findings(let findings):
            findings.map(\.description) + ["the topology in force stays: the text has errors"]
        case .conflict(let given, let current):
            ["version \(current) is in force and not \(given): somebody has changed the topology meanwhile"]
        case .otherFeeder(let given, let current):
            [
                "the text is of feeder \(given), this gateway runs \(current): its keys and records are of that "
                    + "feeder; run another gateway for \(given)"
            ]
        case .tooManyDeparted(let count):
            ["\(count) DERs have left and still count: change the topology again once their setpoints have run out"]
        case .unknownVersion(let number): ["there is no version \(number), or it is no longer kept"]
        case .store(let text): ["the store could not answer: \(text)"]
        }
    }
}

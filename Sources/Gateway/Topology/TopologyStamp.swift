// SPDX-License-Identifier: Apache-2.0

public import GridModel
import JSON
import Store

/// Which version of the topology is in force, without its text.
public struct TopologyStamp: Sendable, Hashable {
    /// Its number; 0 where none was ever kept.
    public var number: Int64 = 0
    /// SHA-256 of its text, hexadecimal.
    public var sha256 = ""

    /// No version.
    public init() {}

    /// By its members.
    public init(number: Int64, sha256: String) {
        self.number = number
        self.sha256 = sha256
    }
}

/// A new topology that somebody wants in force.
public struct TopologyEdit: Sendable {
    /// What it makes of the feeder.
    public var feeder: Feeder
    /// What the feeder was read from.
    public var text: String
    /// SHA-256 of the text.
    public let sha256: String
    /// SHA-256 of the file that the gateway was started on, as it last read it.
    public var fileSHA256: String
    /// Who wants it.
    public var author: String
    /// Why, in the author's words.
    public var reason: String?
    /// The word in the audit log.
    public var action: String

    /// By its members.
    public init(
        feeder: Feeder, text: String, fileSHA256: String = "", author: String, reason: String? = nil,
        action: String = "topology.apply"
    ) {
        self.feeder = feeder
        self.text = text
        sha256 = TopologyKeeper.sha256(text)
        self.fileSHA256 = fileSHA256
        self.author = author
        self.reason = reason
        self.action = action
    }

    /// What is kept of it as this version.
    ///
    /// - Parameter differences: from the version before; nil where none is known.
    func records(number: Int64, differences: [FeederDifference]?, now: UTCInstant) -> [StoreRecord] {
        let version = TopologyVersion(
            number: number, time: now, author: author, reason: reason, text: text, sha256: sha256,
            fileSHA256: fileSHA256)
        var details = JSONObject()
        details["version"] = .number(Double(number))
        if let differences {
            details["changeCount"] = .number(Double(differences.count))
            let listed = differences.prefix(TopologyDocument.auditedDifferences)
            details["changes"] = .array(listed.map { .string($0.text) })
        }
        let entry = AuditEntry(
            time: now, author: author, action: action, target: feeder.id.text, reason: reason,
            detailsJSON: JSONValue.object(details).serialized())
        return [.topologyVersion(version), .audit(entry)]
    }
}

/// Why a topology does not come into force.
public enum TopologyError: Error, Equatable {
    /// Another version is in force than the one that the author has seen.
    case conflict(given: Int64, current: Int64)
    /// A gateway's folder, keys and records are those of one feeder.
    case otherFeeder(given: Feeder.ID, current: Feeder.ID)
    /// More DERs have left than are counted at once; within a quarter of an hour they have run out.
    case tooManyDeparted(Int)
    /// The text has errors.
    case findings([TopologyFinding])
    /// There is no such version.
    case unknownVersion(Int64)
    /// The store could not be read.
    case store(String)
}

extension TopologyVersion {
    /// Number and digest.
    var stamp: TopologyStamp { TopologyStamp(number: number, sha256: sha256) }
}

// SPDX-License-Identifier: Apache-2.0

import GridModel
import Store

/// Which topology a gateway starts on: the file's, or one that was applied over it while it has not been edited.
///
/// | the file, against the newest version | in force at start |
/// |---|---|
/// | has the same text | the file |
/// | is as it was when that version was applied | that version |
/// | was edited since | the file, as a new version by `file` |
struct StartingTopology {
    var feeder: Feeder
    /// SHA-256 of the file.
    var fileSHA256 = ""
    /// What people should know; nil where the file is what runs.
    var notice: String?

    /// The author of versions that come from the file.
    static let fileAuthor = "file"

    init(
        _ given: Feeder, _ text: String?, _ store: Store, _ dataFolder: String, now: UTCInstant
    ) throws {
        feeder = given
        guard let text else { return }
        fileSHA256 = TopologyKeeper.sha256(text)
        let newest = try store.currentTopology()
        if let newest, newest.sha256 != fileSHA256, newest.fileSHA256 == fileSHA256, resume(newest) {
            try DataFolder.replace(newest.text, "\(dataFolder)/\(DataFolder.topologyFile)")
            return
        }
        try DataFolder.replace(text, "\(dataFolder)/\(DataFolder.topologyFile)")
        guard newest?.sha256 != fileSHA256 else { return }
        let number = (newest?.number ?? 0) + 1
        let version = TopologyVersion(
            number: number, time: now, author: Self.fileAuthor, reason: nil, text: text, sha256: fileSHA256,
            fileSHA256: fileSHA256)
        let entry = AuditEntry(
            time: now, author: Self.fileAuthor, action: "topology.start", target: feeder.id.text,
            reason: newest == nil ? "the first start" : "the file was edited", detailsJSON: "{\"version\":\(number)}")
        try store.append([.topologyVersion(version), .audit(entry)])
        if let newest, newest.author != Self.fileAuthor {
            notice =
                "the file was edited since version \(newest.number) of the topology was applied by "
                + "\(newest.author): the file is in force, as version \(number)"
        }
    }

    /// Takes a version that was applied over the file; false where this program cannot read it.
    private mutating func resume(_ version: TopologyVersion) -> Bool {
        let reading = TopologyFile.read(version.text, file: "version \(version.number)")
        guard let applied = reading.feeder, applied.id == feeder.id else {
            notice =
                "version \(version.number) of the topology, applied by \(version.author), cannot be read: "
                + "\(reading.findings.first?.description ?? "another feeder"); the file is in force"
            return false
        }
        feeder = applied
        notice =
            "version \(version.number) of the topology is in force, applied by \(version.author) over the file, "
            + "which has not been edited since; edit the file, or apply it, to go back to it"
        return true
    }
}

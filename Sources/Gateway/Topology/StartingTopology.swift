// SPDX-License-Identifier: Apache-2.0

import GridModel
import Store

/// Which topology a gateway starts on: the file's, or one that was applied over it while it has not been edited.
///
/// | the file, against the newest version | in force at start |
/// |---|---|
/// | has the same text | the file |
/// | is as it was when that version was applied | that version |
/// | was edited since | the file, as a new version by `file`: the core begins on the newest version and changes to it |
struct StartingTopology {
    var feeder: Feeder
    /// SHA-256 of the file.
    var fileSHA256 = ""
    /// What people should know; nil where the file is what runs.
    var notice: String?

    /// The change from the newest version to the file; nil where there is none, or that one cannot be read.
    private var edit: (previous: Feeder, edit: TopologyEdit)?

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
        guard newest?.sha256 != fileSHA256 else {
            if let same = Self.refreshed(newest, fileSHA256: fileSHA256) { try store.append([.topologyVersion(same)]) }
            return
        }
        let number = (newest?.number ?? 0) + 1
        let edit = TopologyEdit(
            feeder: feeder, text: text, fileSHA256: fileSHA256, author: Self.fileAuthor,
            reason: newest == nil ? "the first start" : "the file was edited", action: "topology.start")
        if let newest, let previous = Self.feeder(newest), previous.id == feeder.id {
            self.edit = (previous, edit)
        } else {
            try store.append(edit.records(number: number, differences: nil, now: now))
        }
        if let newest, newest.author != Self.fileAuthor {
            notice =
                "the file was edited since version \(newest.number) of the topology was applied by "
                + "\(newest.author): the file is in force, as version \(number)"
        }
    }

    /// The core on the topology to start on, with what an earlier run left.
    ///
    /// Where the file was edited while the gateway was off, the core begins on the version before, and changes to the
    /// file as it would have while it ran: what was removed counts until what it was told has run out.
    func core(
        _ settings: GatewaySettings, _ restored: RestoredState, _ store: Store, now: Moment
    ) throws(StoreError) -> GatewayCore {
        guard let edit else { return GatewayCore(feeder: feeder, settings: settings, restored: restored, now: now) }
        var core = GatewayCore(feeder: edit.previous, settings: settings, restored: restored, now: now)
        // Nobody is connected yet: of all that follows there is only something to keep.
        for action in core.putInForce(edit.edit, now: now).actions {
            switch action {
            case .record(let records): try store.append(records)
            case .recordLater(let make): try store.append(make())
            default: continue
            }
        }
        return core
    }

    /// The version with the file as it is now; nil where it has that already.
    static func refreshed(_ version: TopologyVersion?, fileSHA256: String) -> TopologyVersion? {
        guard var version, version.fileSHA256 != fileSHA256 else { return nil }
        version.fileSHA256 = fileSHA256
        return version
    }

    private static func feeder(_ version: TopologyVersion) -> Feeder? {
        TopologyFile.read(version.text, file: "version \(version.number)").feeder
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

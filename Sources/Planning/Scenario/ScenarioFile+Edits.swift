// SPDX-License-Identifier: Apache-2.0

import GridModel

extension ScenarioFile {
    /// The words of the key `edit`.
    enum EditWord: String, CaseIterable {
        case add, addSite, remove, rate, move, scaleLoad
    }

    static func readEdits(_ fields: inout Fields, log: inout FindingLog) -> [ScenarioEdit] {
        let maps = fields.maps("edits", subject: "an edit", log: &log) ?? []
        if maps.count > maximumEdits {
            fields.fault("edits", "\(maps.count) edits are more than the \(maximumEdits) that one scenario takes")
        }
        return maps.compactMap { readEdit($0, log: &log) }
    }

    private static func readEdit(_ map: Fields, log: inout FindingLog) -> ScenarioEdit? {
        var fields = map
        fields.require("edit")
        guard let word: EditWord = fields.word("edit") else {
            fields.finish(&log, knowsAll: false)
            return nil
        }
        fields.subject = "the edit \(word.rawValue)"
        let place = fields.place
        let action: ScenarioEdit.Action? =
            switch word {
            case .add: readAdd(&fields)
            case .addSite: readSite(&fields)
            case .remove: readRemove(&fields)
            case .rate: readRate(&fields)
            case .move: readMove(&fields)
            case .scaleLoad: readScale(&fields)
            }
        fields.finish(&log)
        return action.map { ScenarioEdit(action: $0, place: place) }
    }

    private static func readAdd(_ fields: inout Fields) -> ScenarioEdit.Action? {
        fields.require("kind", "count")
        let kind: DERUnit.Kind? = fields.word("kind")
        guard let kind else { return nil }
        fields.subject = kind == .evse ? "an added evse" : "an added \(kind.rawValue)"
        let unit = fields.unit(kind)
        let count = fields.whole("count", 1...AddedDERs.maximumCount) ?? 1
        let prefix = fields.text("prefix") ?? "new-\(kind.rawValue)"
        if Identifier<DER>("\(prefix)-\(count)") == nil {
            fields.fault("prefix", "\"\(prefix)-\(count)\" is no identifier; take letters, digits, `.`, `_` and `-`")
        }
        return .add(
            AddedDERs(
                unit: unit, count: count, prefix: prefix, phases: fields.phases("phases"),
                below: fields.identifier("below"), spread: fields.word("spread") ?? .even,
                defaultImport: fields.power("defaultImportLimitKW"),
                defaultExport: fields.power("defaultExportLimitKW"),
                isManaged: fields.flag("isManaged") ?? true, tier: fields.whole("tier", 1...1_000) ?? 1,
                weight: fields.number("weight", above: 0, upTo: 1_000_000) ?? 1))
    }

    private static func readSite(_ fields: inout Fields) -> ScenarioEdit.Action? {
        fields.require("id", "parent")
        let id: ConnectivityNode.ID? = fields.identifier("id")
        let parent: ConnectivityNode.ID? = fields.identifier("parent")
        let rating = fields.rating()
        let importLimit = fields.power("importLimitKW")
        if !fields.hasRating, !fields.has("importLimitKW") {
            fields.fault("a site has no limit; give its fuse (`ratingA`), or the agreed `importLimitKW`, or both")
        }
        let exportLimit = fields.power("exportLimitKW")
        let load = fields.baseLoad()
        guard let id, let parent else { return nil }
        return .addSite(
            ConnectivityNode(
                id: id, kind: .usagePoint, parent: parent, rating: rating, importLimit: importLimit,
                exportLimit: exportLimit, baseLoad: load, hasMeter: true))
    }

    private static func readRemove(_ fields: inout Fields) -> ScenarioEdit.Action? {
        let node: ConnectivityNode.ID? = fields.identifier("node")
        let der: DER.ID? = fields.identifier("der")
        if fields.has("node") == fields.has("der") {
            fields.fault("say what is removed: `node` (a node or site, with all below it) or `der`, one of them")
            return nil
        }
        return node.map { .removeNode($0) } ?? der.map { .removeDER($0) }
    }

    private static func readRate(_ fields: inout Fields) -> ScenarioEdit.Action? {
        fields.require("node")
        let node: ConnectivityNode.ID? = fields.identifier("node")
        let rating = fields.rating()
        let importLimit = fields.power("importLimitKW")
        let exportLimit = fields.power("exportLimitKW")
        if !fields.hasRating, !fields.has("importLimitKW"), !fields.has("exportLimitKW") {
            fields.fault(
                "nothing is changed; give `ratingKVA`, `ratingA`, `ratingKW`, `importLimitKW` or `exportLimitKW`")
        }
        return node.map { .rate($0, rating: rating, importLimit: importLimit, exportLimit: exportLimit) }
    }

    private static func readMove(_ fields: inout Fields) -> ScenarioEdit.Action? {
        fields.require("node", "parent")
        let node: ConnectivityNode.ID? = fields.identifier("node")
        let parent: ConnectivityNode.ID? = fields.identifier("parent")
        guard let node, let parent else { return nil }
        return .move(node, to: parent)
    }

    private static func readScale(_ fields: inout Fields) -> ScenarioEdit.Action? {
        fields.require("factor")
        let factor = fields.number("factor", from: 0, upTo: 100)
        let below: ConnectivityNode.ID? = fields.identifier("below")
        return factor.map { .scaleLoad(factor: $0, below: below) }
    }
}

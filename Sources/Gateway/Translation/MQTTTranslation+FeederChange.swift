// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel

extension MQTTTranslation {
    /// The table of a feeder that changed, with the sequences, ages and streams of what is the same in both.
    func carried(over change: FeederChange, from old: DispatchModel, to new: DispatchModel) -> MQTTTranslation {
        var table = MQTTTranslation(new.feeder, index: new.index)
        var names = Names(old: old, new: new)
        for (der, before) in change.oldDER.enumerated() {
            guard let before else { continue }
            names.ders[before] = der
            table.sequences[der] = sequences[before]
            table.needsHeardAt[der] = needsHeardAt[before]
            // What the DER said for itself narrows on.
            if maximumAges.ders[before] < old.feeder.ders[before].maximumAge {
                table.narrowAge(der, to: maximumAges.ders[before])
            }
        }
        for (node, before) in change.oldNode.enumerated() {
            if let before { names.nodes[before] = node }
        }
        for index in table.nextKeepalive.indices {
            let mapping = table.nextKeepalive[index].mapping
            table.nextKeepalive[index].due = nextKeepalive.first { $0.mapping == mapping }?.due
        }
        table.streams.carry(from: streams) { names.name(of: $0) }
        return table
    }

    /// What each subject is called now.
    private struct Names {
        var ders: [Int: Int] = [:]
        var nodes: [Int: Int] = [:]
        let old: DispatchModel
        let new: DispatchModel

        init(old: DispatchModel, new: DispatchModel) {
            self.old = old
            self.new = new
        }

        func name(of subject: Subject) -> Subject? {
            switch subject {
            case .der(let der): ders[der].map { .der($0) }
            case .node(let node): hasSameMeter(node) ? nodes[node].map { .node($0) } : nil
            }
        }

        /// Whether the meter of a usage point still speaks by the same topics.
        private func hasSameMeter(_ node: Int) -> Bool {
            guard let site = Site.ID(old.feeder.nodes[node].id.text), let before = old.index.sitePosition[site],
                let now = new.index.sitePosition[site]
            else { return true }
            return old.feeder.sites[before].meterMappings == new.feeder.sites[now].meterMappings
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import GRDB
import GridModel

extension RecordWriter {
    mutating func insert(_ flow: NodeFlow) throws {
        try run(
            "INSERT INTO \(flow.grain.table) VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                try subject(.node, flow.node.text), flow.start.milliseconds, flow.end.milliseconds, flow.minimumKW,
                flow.meanKW, flow.maximumKW, flow.countedImportKW, flow.countedExportKW, flow.importLimitKW,
                flow.exportLimitKW,
            ])
    }
}

extension NodeFlow.Grain {
    /// The table that keeps it.
    var table: String { "node_flow_\(rawValue)" }
}

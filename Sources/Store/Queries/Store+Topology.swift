// SPDX-License-Identifier: Apache-2.0

import GRDB
import GridModel

extension Store {
    /// The versions of the topology that are kept, newest first, without their texts.
    public func topologyVersions() throws(StoreError) -> [TopologyVersion] {
        try versions("'' AS text", "ORDER BY number DESC LIMIT \(TopologyVersion.kept)", [])
    }

    /// One version, with its text.
    public func topologyVersion(_ number: Int64) throws(StoreError) -> TopologyVersion? {
        try versions("text", "WHERE number = ?", [number]).first
    }

    /// The newest version, with its text; nil before the first.
    public func currentTopology() throws(StoreError) -> TopologyVersion? {
        try versions("text", "ORDER BY number DESC LIMIT 1", []).first
    }

    private func versions(
        _ text: String, _ condition: String, _ arguments: StatementArguments
    ) throws(StoreError) -> [TopologyVersion] {
        try rows(
            of: "topology_version",
            """
            SELECT number, time_ms, author, reason, \(text), sha256, file_sha256, byte_count
            FROM topology_version \(condition)
            """, arguments
        ) { row in
            TopologyVersion(
                number: try row.value("number"), time: try row.time("time_ms"), author: try row.value("author"),
                reason: try row.optional("reason"), text: try row.value("text"), sha256: try row.value("sha256"),
                fileSHA256: try row.value("file_sha256"), byteCount: try row.value("byte_count"))
        }
    }
}

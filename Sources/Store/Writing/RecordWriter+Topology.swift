// SPDX-License-Identifier: Apache-2.0

import GRDB
import GridModel

extension RecordWriter {
    /// Keeps a version, and lets go of the oldest beyond what is kept; never of the newest.
    func insert(_ version: TopologyVersion) throws {
        try run(
            """
            INSERT OR REPLACE INTO topology_version
                (number, time_ms, author, reason, text, byte_count, sha256, file_sha256)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                version.number, version.time.milliseconds, version.author, version.reason, version.text,
                version.byteCount,
                version.sha256, version.fileSHA256,
            ])
        try run(
            """
            DELETE FROM topology_version WHERE number < (SELECT max(number) FROM topology_version) AND number IN (
                SELECT number FROM (
                    SELECT number, row_number() OVER newest AS place, sum(byte_count) OVER newest AS bytes
                    FROM topology_version WINDOW newest AS (ORDER BY number DESC))
                WHERE place > ? OR bytes > ?)
            """,
            [TopologyVersion.kept, TopologyVersion.keptBytes])
    }
}

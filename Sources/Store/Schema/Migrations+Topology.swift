// SPDX-License-Identifier: Apache-2.0

extension Migrations {
    /// The versions of the topology, with what the file that the gateway was started on was at the time.
    static let topologyTables = """
        CREATE TABLE topology_version (
            number INTEGER PRIMARY KEY,
            time_ms INTEGER NOT NULL,
            author TEXT NOT NULL,
            reason TEXT,
            text TEXT NOT NULL,
            byte_count INTEGER NOT NULL,
            sha256 TEXT NOT NULL,
            file_sha256 TEXT NOT NULL
        ) STRICT;
        """
}

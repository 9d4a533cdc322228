// SPDX-License-Identifier: Apache-2.0

extension Migrations {
    /// What flowed through the nodes, in the order in which it came, so that retention walks from the oldest.
    static let flowTables = ["node_flow_fine", "node_flow_coarse"].map {
        """
        CREATE TABLE \($0) (
            id INTEGER PRIMARY KEY,
            subject INTEGER NOT NULL,
            start_ms INTEGER NOT NULL,
            end_ms INTEGER NOT NULL CHECK (end_ms > start_ms),
            min_kw REAL,
            mean_kw REAL,
            max_kw REAL,
            counted_import_kw REAL NOT NULL,
            counted_export_kw REAL NOT NULL,
            import_limit_kw REAL,
            export_limit_kw REAL
        ) STRICT;
        CREATE INDEX \($0)_subject_start ON \($0) (subject, start_ms);
        """
    }.joined(separator: "\n")
}

// SPDX-License-Identifier: Apache-2.0

extension Migrations {
    /// What somebody would like storages to do; rows stand in the order in which they were set.
    static let targetTables = """
        CREATE TABLE der_target (
            id INTEGER PRIMARY KEY,
            der TEXT NOT NULL,
            power_w REAL NOT NULL,
            start_ms INTEGER NOT NULL,
            end_ms INTEGER NOT NULL CHECK (end_ms > start_ms),
            author TEXT NOT NULL,
            created_ms INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX der_target_der ON der_target (der);
        CREATE INDEX der_target_end ON der_target (end_ms);
        """
}

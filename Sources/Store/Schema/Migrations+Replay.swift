// SPDX-License-Identifier: Apache-2.0

extension Migrations {
    /// Raw inputs in the order in which ticks saw them.
    static let replayTables = """
        CREATE TABLE raw_input (
            id INTEGER PRIMARY KEY,
            tick_ms INTEGER NOT NULL,
            source TEXT NOT NULL,
            bytes BLOB NOT NULL
        ) STRICT;
        CREATE INDEX raw_input_tick ON raw_input (tick_ms);
        """
}

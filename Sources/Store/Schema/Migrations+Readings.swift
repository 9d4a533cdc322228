// SPDX-License-Identifier: Apache-2.0

extension Migrations {
    /// Identifiers become integers once, in `subject`; readings carry the integer.
    ///
    /// `reading.time_ms` is the source's time where it gave one; then `lag_ms` says how much later it reached us.
    /// Rows stand in the order in which they came, so that retention and roll-up walk from the oldest without an index.
    static let readingTables = """
        CREATE TABLE subject (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('der', 'node', 'transaction')),
            name TEXT NOT NULL,
            UNIQUE (kind, name)
        ) STRICT;

        CREATE TABLE reading (
            id INTEGER PRIMARY KEY,
            subject INTEGER NOT NULL,
            time_ms INTEGER NOT NULL,
            lag_ms INTEGER,
            power_kw REAL,
            reactive_power_kvar REAL,
            voltage_v REAL,
            soc REAL,
            energy_kwh REAL,
            quality INTEGER NOT NULL CHECK (quality IN (0, 1, 2))
        ) STRICT;
        CREATE INDEX reading_subject_time ON reading (subject, time_ms);

        CREATE TABLE reading_5m (
            subject INTEGER NOT NULL,
            start_ms INTEGER NOT NULL,
            count INTEGER NOT NULL,
            power_count INTEGER NOT NULL,
            power_min_kw REAL,
            power_sum_kw REAL NOT NULL,
            power_max_kw REAL,
            import_kwh REAL NOT NULL,
            export_kwh REAL NOT NULL,
            voltage_min_v REAL,
            voltage_max_v REAL,
            soc_last REAL,
            energy_last_kwh REAL,
            PRIMARY KEY (subject, start_ms)
        ) STRICT, WITHOUT ROWID;

        -- The last power of each subject that has been rolled up: it holds until the next one.
        CREATE TABLE held_power (
            subject INTEGER PRIMARY KEY,
            time_ms INTEGER NOT NULL,
            power_kw REAL NOT NULL
        ) STRICT;

        -- How far the roll-up has come (a reading's id), and which subject's old roll-ups go next.
        CREATE TABLE upkeep (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            rolled_up INTEGER NOT NULL,
            subject INTEGER NOT NULL
        ) STRICT;
        INSERT INTO upkeep VALUES (1, 0, 0);
        """

    /// Power by phase beside the total: all three, or none.
    static let phaseColumns = """
        ALTER TABLE reading ADD COLUMN power_a_kw REAL;
        ALTER TABLE reading ADD COLUMN power_b_kw REAL;
        ALTER TABLE reading ADD COLUMN power_c_kw REAL;
        """
}

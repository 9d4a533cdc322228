// SPDX-License-Identifier: Apache-2.0

extension Migrations {
    /// Limits, plans, setpoints and the dispatcher's memory. Values of quantities are in SI, in the unit of the
    /// column's name or, for limits, of the `unit` beside them, so that they come back bit for bit.
    static let dispatchTables = """
        CREATE TABLE dispatch_limit (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            source TEXT NOT NULL,
            author TEXT NOT NULL,
            reason TEXT NOT NULL,
            node TEXT NOT NULL,
            direction TEXT NOT NULL CHECK (direction IN ('import', 'export')),
            value REAL NOT NULL,
            unit TEXT NOT NULL CHECK (unit IN ('VA', 'A', 'W')),
            start_ms INTEGER NOT NULL,
            end_ms INTEGER,
            created_ms INTEGER NOT NULL,
            cancelled_ms INTEGER,
            lease_ms INTEGER,
            lease_expires_ms INTEGER,
            fallback_value REAL,
            fallback_unit TEXT CHECK (fallback_unit IN ('VA', 'A', 'W')),
            CHECK ((lease_ms IS NULL) = (lease_expires_ms IS NULL)),
            CHECK ((lease_ms IS NULL) = (fallback_value IS NULL)),
            CHECK ((lease_ms IS NULL) = (fallback_unit IS NULL))
        ) STRICT;
        CREATE INDEX dispatch_limit_over ON dispatch_limit (ifnull(cancelled_ms, end_ms));

        CREATE TABLE plan_change (
            id INTEGER PRIMARY KEY,
            subject INTEGER NOT NULL,
            time_ms INTEGER NOT NULL,
            previous_w REAL,
            power_w REAL,
            reason_json TEXT NOT NULL
        ) STRICT;
        CREATE INDEX plan_change_subject ON plan_change (subject, id);
        CREATE INDEX plan_change_time ON plan_change (time_ms);

        CREATE TABLE full_plan (
            id INTEGER PRIMARY KEY,
            time_ms INTEGER NOT NULL,
            json BLOB NOT NULL
        ) STRICT;
        CREATE INDEX full_plan_time ON full_plan (time_ms);

        CREATE TABLE setpoint (
            id INTEGER PRIMARY KEY,
            subject INTEGER NOT NULL,
            power_w REAL NOT NULL,
            sent_ms INTEGER NOT NULL,
            valid_until_ms INTEGER NOT NULL,
            standing TEXT NOT NULL,
            settled_ms INTEGER,
            detail TEXT,
            UNIQUE (subject, sent_ms)
        ) STRICT;
        CREATE INDEX setpoint_valid ON setpoint (valid_until_ms);

        CREATE TABLE dispatch_memory (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            version INTEGER NOT NULL,
            time_ms INTEGER NOT NULL,
            bytes BLOB NOT NULL
        ) STRICT;

        CREATE TABLE alarm (
            id INTEGER PRIMARY KEY,
            key TEXT NOT NULL,
            cause_json TEXT NOT NULL,
            raised_ms INTEGER NOT NULL,
            acknowledged_ms INTEGER,
            acknowledged_by TEXT,
            cleared_ms INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX alarm_open ON alarm (key) WHERE cleared_ms IS NULL;
        CREATE INDEX alarm_cleared ON alarm (cleared_ms);
        """
}

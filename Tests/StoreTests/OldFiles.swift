// SPDX-License-Identifier: Apache-2.0

/// Files as earlier versions left them. Never changed: they stand for what is in the field.
enum OldFiles {
    /// A file that has only seen the migration 0001-records, with a little in it.
    static let records0001 = """
        PRAGMA application_id = 1212437069;
        PRAGMA journal_mode = WAL;
        CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
        INSERT INTO grdb_migrations VALUES ('0001-records');
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
        CREATE TABLE charging_transaction (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            station TEXT NOT NULL,
            evse INTEGER,
            connector INTEGER NOT NULL,
            id_tag TEXT NOT NULL,
            start_ms INTEGER NOT NULL,
            start_wh REAL,
            remote_id TEXT,
            stop_ms INTEGER,
            stop_wh REAL,
            stop_reason TEXT
        ) STRICT;
        CREATE UNIQUE INDEX charging_transaction_told
            ON charging_transaction (station, connector, start_ms, ifnull(start_wh, 'none'), id_tag)
            WHERE remote_id IS NULL;
        CREATE UNIQUE INDEX charging_transaction_remote
            ON charging_transaction (station, remote_id) WHERE remote_id IS NOT NULL;
        CREATE INDEX charging_transaction_stop ON charging_transaction (stop_ms);

        CREATE TABLE unknown_stop (
            id INTEGER PRIMARY KEY,
            station TEXT NOT NULL,
            transaction_id INTEGER NOT NULL,
            stop_ms INTEGER NOT NULL,
            stop_wh REAL,
            stop_reason TEXT,
            UNIQUE (station, transaction_id, stop_ms)
        ) STRICT;
        CREATE INDEX unknown_stop_time ON unknown_stop (stop_ms);

        CREATE TABLE station_fact (
            station TEXT NOT NULL,
            aspect TEXT NOT NULL,
            json TEXT NOT NULL,
            time_ms INTEGER NOT NULL,
            PRIMARY KEY (station, aspect)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE credential (
            kind TEXT NOT NULL CHECK (kind IN ('site', 'station', 'apiKey')),
            name TEXT NOT NULL,
            salt BLOB NOT NULL,
            hash BLOB NOT NULL,
            scopes_json TEXT NOT NULL CHECK (json_valid(scopes_json)),
            created_ms INTEGER NOT NULL,
            expires_ms INTEGER,
            revoked_ms INTEGER,
            PRIMARY KEY (kind, name)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE refused_message (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            time_ms INTEGER NOT NULL,
            topic TEXT NOT NULL,
            payload BLOB NOT NULL,
            payload_bytes INTEGER NOT NULL,
            code TEXT NOT NULL,
            reason TEXT NOT NULL
        ) STRICT;
        CREATE TABLE refused_count (
            code TEXT PRIMARY KEY,
            count INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE audit (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            time_ms INTEGER NOT NULL,
            author TEXT NOT NULL,
            action TEXT NOT NULL,
            target TEXT NOT NULL,
            reason TEXT,
            details_json TEXT
        ) STRICT;
        CREATE INDEX audit_time ON audit (time_ms);
        CREATE INDEX audit_target ON audit (target, id);

        -- Entries before the horizon are old enough to go; it only moves forward.
        CREATE TABLE audit_horizon (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            time_ms INTEGER NOT NULL
        ) STRICT;
        INSERT INTO audit_horizon VALUES (1, -9223372036854775808);
        CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit
            BEGIN SELECT raise(ABORT, 'audit entries are never changed'); END;
        CREATE TRIGGER audit_kept BEFORE DELETE ON audit
            WHEN OLD.time_ms >= (SELECT time_ms FROM audit_horizon)
            BEGIN SELECT raise(ABORT, 'audit entries are kept for their whole time'); END;
        CREATE TRIGGER audit_appended BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
            BEGIN SELECT raise(ABORT, 'audit entries are never replaced'); END;
        CREATE TRIGGER audit_horizon_forward BEFORE UPDATE ON audit_horizon WHEN NEW.time_ms < OLD.time_ms
            BEGIN SELECT raise(ABORT, 'the audit horizon moves forward only'); END;

        INSERT INTO audit (time_ms, author, action, target) VALUES (1795366800000, 'first version', 'a', 't');
        INSERT INTO charging_transaction (id, station, connector, id_tag, start_ms) VALUES (41, 'CP0', 1, 'T', 0);
        """
}

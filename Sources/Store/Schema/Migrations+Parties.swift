// SPDX-License-Identifier: Apache-2.0

extension Migrations {
    /// Transactions, stations, credentials, refused messages and the audit log.
    ///
    /// AUTOINCREMENT: a transaction's number is never given twice, even after the newest row has gone.
    static let partyTables = """
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
        """
}

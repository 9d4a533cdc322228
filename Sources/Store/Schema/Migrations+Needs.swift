// SPDX-License-Identifier: Apache-2.0

extension Migrations {
    /// Needs of drivers, renewals of setpoints, and the time by which retention goes (`RetentionClock`).
    static let needsTables = """
        CREATE TABLE charging_needs (
            der TEXT PRIMARY KEY,
            departure_ms INTEGER,
            energy_j REAL,
            target_soc REAL,
            capacity_j REAL
        ) STRICT, WITHOUT ROWID;

        ALTER TABLE setpoint ADD COLUMN renewed_ms INTEGER;

        ALTER TABLE upkeep ADD COLUMN clock_ms INTEGER;
        ALTER TABLE upkeep ADD COLUMN agreed_ms INTEGER NOT NULL DEFAULT 0;
        """
}

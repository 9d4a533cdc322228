// SPDX-License-Identifier: Apache-2.0

import GRDB

/// The steps that lead from an empty file to today's schema. Steps are added, never changed: files in the field have
/// applied them.
enum Migrations {
    /// Marks the file as ours (`PRAGMA application_id`): the letters HDRM.
    static let applicationID: Int32 = 0x4844_524D

    static var all: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("0001-records") { db in
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
            try db.execute(sql: readingTables)
            try db.execute(sql: dispatchTables)
            try db.execute(sql: partyTables)
        }
        migrator.registerMigration("0002-replay") { db in try db.execute(sql: replayTables) }
        migrator.registerMigration("0003-needs") { db in try db.execute(sql: needsTables) }
        migrator.registerMigration("0004-owners") { db in
            try db.execute(sql: "ALTER TABLE credential ADD COLUMN owner TEXT")
        }
        migrator.registerMigration("0005-topology") { db in try db.execute(sql: topologyTables) }
        migrator.registerMigration("0006-flows") { db in try db.execute(sql: flowTables) }
        migrator.registerMigration("0007-phases") { db in try db.execute(sql: phaseColumns) }
        migrator.registerMigration("0008-limit-phases") { db in
            try db.execute(
                sql: "ALTER TABLE dispatch_limit ADD COLUMN phase TEXT CHECK (phase IN ('A', 'B', 'C'))")
        }
        migrator.registerMigration("0009-targets") { db in try db.execute(sql: targetTables) }
        migrator.registerMigration("0010-discharge") { db in
            try db.execute(sql: "ALTER TABLE charging_needs ADD COLUMN discharge_w REAL")
        }
        return migrator
    }
}

// SPDX-License-Identifier: Apache-2.0

import GRDB
import GridModel
import Synchronization

/// What the gateway keeps, in one SQLite file in WAL mode: one writer, any number of readers beside it.
///
/// Every append is one transaction. The write-ahead log is synced to the disk at the end of a transaction that holds a
/// durable record (`PRAGMA synchronous = FULL`), and with it everything that was appended before; the others leave the
/// syncing to the next durable one or to the checkpoint (`NORMAL`). So a crash of the program loses nothing that an
/// append returned for, and a power cut loses at most what `StoreRecord.isDurable` says may be lost.
///
/// Calls block for as long as the disk takes: make them where that does no harm.
public final class Store: Sendable {
    /// The database file; `:memory:` for one that dies with the process.
    public let path: String
    /// How it was opened.
    public let configuration: StoreConfiguration

    let database: any DatabaseWriter
    private let lock: FeederLock?
    private let writing = Mutex(WritingState())

    private init(path: String, configuration: StoreConfiguration, database: any DatabaseWriter, lock: FeederLock?) {
        self.path = path
        self.configuration = configuration
        self.database = database
        self.lock = lock
    }

    /// Opens a file, makes it where there is none (for its owner only), and brings its schema up to date.
    public static func open(
        at path: String, configuration: StoreConfiguration = StoreConfiguration()
    ) throws(StoreError) -> Store {
        let isWriter = configuration.access == .exclusive
        let lock: FeederLock? = if isWriter { try FeederLock(path: path) } else { nil }
        if isWriter { try OwnerOnlyFile.make(path) }
        do {
            try check(path)
            let pool = try DatabasePool(path: path, configuration: connections(configuration))
            if isWriter { try Migrations.all.migrate(pool) }
            return Store(path: path, configuration: configuration, database: pool, lock: lock)
        } catch { throw StoreError(error, path: path) }
    }

    /// Opens a store without a file, for tests and virtual-clock runs.
    public static func inMemory(
        configuration: StoreConfiguration = StoreConfiguration()
    ) throws(StoreError) -> Store {
        do {
            let queue = try DatabaseQueue(configuration: connections(configuration))
            try Migrations.all.migrate(queue)
            return Store(path: ":memory:", configuration: configuration, database: queue, lock: nil)
        } catch { throw StoreError(error, path: ":memory:") }
    }

    /// Writes records in one transaction: all of them or none.
    ///
    /// When it returns, durable records are on the disk.
    public func append(_ records: [StoreRecord]) throws(StoreError) {
        guard !records.isEmpty else { return }
        for record in records { try record.validate() }
        let keepsRawInputs = configuration.keepsRawInputs
        try write(durably: records.contains(where: \.isDurable)) { writer in
            for record in records {
                if !keepsRawInputs, case .rawInput = record { continue }
                try writer.write(record)
            }
        }
    }

    /// Closes the file and lets go of the lock; later calls fail.
    public func close() throws(StoreError) {
        do { try database.close() } catch { throw StoreError(error, path: path) }
        lock?.release()
    }

    /// Runs one write transaction.
    func write<T: Sendable>(
        durably: Bool, _ body: (inout RecordWriter) throws -> T
    ) throws(StoreError) -> T {
        do {
            return try database.writeWithoutTransaction { db in
                try sync(durably, in: db)
                // Taken out, so that a failure leaves the cache empty: the identifiers it learned were rolled back.
                let subjects = writing.withLock { state in
                    defer { state.subjects = SubjectCache() }
                    return state.subjects
                }
                var writer = RecordWriter(database: db, subjects: subjects)
                var result: T?
                try db.inTransaction(.immediate) {
                    result = try body(&writer)
                    return .commit
                }
                writing.withLock { $0.subjects = writer.subjects }
                return result!
            }
        } catch { throw StoreError(error, path: path) }
    }

    /// The time by which retention goes now; nil while the wall clock is in doubt.
    func believedTime(at now: Moment) throws(StoreError) -> UTCInstant? {
        try write(durably: false) { writer in
            try writing.withLock { try $0.clock.time(at: now, in: writer.database) }
        }
    }

    /// Runs a read on a snapshot, beside the writer.
    func read<T: Sendable>(_ body: (Database) throws -> T) throws(StoreError) -> T {
        do { return try database.read(body) } catch { throw StoreError(error, path: path) }
    }

    /// Says whether the commits that follow reach the disk before they return. SQLite takes it only between them.
    private func sync(_ durably: Bool, in db: Database) throws {
        guard writing.withLock({ $0.syncsCommits }) != durably else { return }
        try db.execute(sql: "PRAGMA synchronous = \(durably ? "FULL" : "NORMAL")")
        writing.withLock { $0.syncsCommits = durably }
    }

    private static func connections(_ configuration: StoreConfiguration) -> Configuration {
        var connections = Configuration()
        connections.label = "store"
        connections.readonly = configuration.access == .readOnly
        connections.busyMode = .timeout(configuration.busyTimeout.inSeconds)
        connections.prepareDatabase { db in
            // What WritingState starts from. The size limit gives back the log that a long backup made grow.
            try db.execute(
                sql: """
                    PRAGMA synchronous = FULL;
                    PRAGMA wal_autocheckpoint = \(checkpointPages);
                    PRAGMA journal_size_limit = \(largestIdleLogBytes);
                    """)
        }
        return connections
    }

    /// Pages in the log from which it is copied back: 32 MB. A second's readings of 1,000 subjects touch a page of the
    /// index each, the same ones every second: with SQLite's own 1,000 pages they would be copied back every second.
    private static let checkpointPages = 8_000

    /// Size to which the write-ahead log is cut once it has been copied back: a few seconds of heavy writing.
    private static let largestIdleLogBytes = 64 << 20

    /// Refuses files of others and of newer versions before anything is changed: opening for writing alone would turn
    /// another program's file to WAL mode.
    private static func check(_ path: String) throws {
        guard let size = FileSize.bytes(path), size > 0 else { return }
        var connections = Configuration()
        connections.readonly = true
        let file = try DatabaseQueue(path: path, configuration: connections)
        try file.read { db in
            let id = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
            let isEmpty = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") == 0
            guard isEmpty || id == Migrations.applicationID else {
                throw StoreError.notAStore(path: path, applicationID: id)
            }
            guard try db.tableExists("grdb_migrations") else { return }
            let known = Set(Migrations.all.migrations)
            let unknown = try Migrations.all.appliedIdentifiers(db).subtracting(known).sorted()
            guard unknown.isEmpty else { throw StoreError.newerSchema(path: path, migrations: unknown) }
        }
    }
}

/// What the writing connection remembers between transactions; touched only in its turn.
private struct WritingState: Sendable {
    var syncsCommits = true
    var subjects = SubjectCache()
    var clock = RetentionClock()
}

// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GRDB
import GridModel
import Store
import TestSupport
import Testing

@Suite struct OpeningTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func theSecondGatewayIsToldWhoHoldsTheFeeder() throws {
        let first = try Store.open(at: folder.path())
        let error = StoreError.locked(path: folder.path(), pid: ProcessInfo.processInfo.processIdentifier)
        #expect(throws: error) { try Store.open(at: folder.path()) }
        #expect("\(error)".contains("process \(ProcessInfo.processInfo.processIdentifier)"))
        // A reader beside it sees what it writes and cannot write.
        let reader = try Store.open(at: folder.path(), configuration: StoreConfiguration(access: .readOnly))
        let entry = AuditEntry(time: time(), author: "a", action: "a", target: "t")
        try first.append([.audit(entry)])
        #expect(try reader.audit(limit: 1).map(\.value) == [entry])
        #expect(throws: StoreError.self) { try reader.append([.audit(entry)]) }
        #expect(try first.audit(limit: 9).count == 1)
    }

    /// Who charges when is nobody else's business: database, log, index and backups are their owner's only.
    @Test func filesAreForTheirOwnerOnly() throws {
        let old = umask(0o022)
        defer { umask(old) }
        func mode(_ name: String) throws -> Int {
            try #require(
                try FileManager.default.attributesOfItem(atPath: folder.path(name))[.posixPermissions] as? Int)
        }
        do {
            let store = try Store.open(at: folder.path())
            try store.append([.audit(AuditEntry(time: time(), author: "a", action: "a", target: "t"))])
            try store.backup(to: folder.path("copy.sqlite"))
            for name in ["feeder.sqlite", "feeder.sqlite-wal", "feeder.sqlite-shm", "copy.sqlite"] {
                #expect(try mode(name) == 0o600, "\(name)")
            }
        }
        // One that an earlier version left open is closed.
        chmod(folder.path(), 0o644)
        let again = try Store.open(at: folder.path())
        #expect(try mode("feeder.sqlite") == 0o600)
        #expect(try again.audit(limit: 9).count == 1)
    }

    @Test func theLockGoesWithItsHolder() throws {
        do { _ = try Store.open(at: folder.path()) }
        _ = try Store.open(at: folder.path())
    }

    @Test func aNewerFileIsLeftAlone() throws {
        try Store.open(at: folder.path()).close()
        try DatabaseQueue(path: folder.path()).write {
            try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('9999-from-the-future')")
        }
        #expect(throws: StoreError.newerSchema(path: folder.path(), migrations: ["9999-from-the-future"])) {
            try Store.open(at: folder.path())
        }
    }

    @Test func anotherProgramsFileIsLeftAsItIs() throws {
        try DatabaseQueue(path: folder.path()).write { try $0.execute(sql: "CREATE TABLE theirs (a)") }
        let before = try Data(contentsOf: URL(fileURLWithPath: folder.path()))
        #expect(throws: StoreError.notAStore(path: folder.path(), applicationID: 0)) {
            try Store.open(at: folder.path())
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path())) == before)
    }

    @Test func garbageIsCalledDamaged() throws {
        try Data(repeating: 0x41, count: 9_000).write(to: URL(fileURLWithPath: folder.path()))
        #expect { try Store.open(at: folder.path()) } throws: { error in
            guard case StoreError.corrupt(folder.path(), _, _) = error else { return false }
            return "\(error)".contains("restore the last backup")
        }
    }

    @Test func aMissingFolderIsNamed() throws {
        #expect { try Store.open(at: folder.path("missing/feeder.sqlite")) } throws: { error in
            guard case StoreError.inaccessible(let path, _, _) = error else { return false }
            return path.contains("missing/feeder.sqlite")
        }
    }

    @Test func aFullDiskIsNamedAndNothingIsWrittenInPart() throws {
        let store = try Store.open(at: folder.path())
        // The page limit is SQLite's own stand-in for a full disk: it fails with the same code.
        try store.limitPages()
        let der = Reading.Subject.der(DER.ID("a")!)
        let batch = (0..<20_000).map {
            StoreRecord.reading(Reading(subject: der, sourceTime: nil, receivedAt: time($0)))
        }
        #expect { try store.append(batch) } throws: { error in
            guard case StoreError.diskFull(folder.path(), _) = error else { return false }
            return true
        }
        #expect(try store.statistics().readings == 0 && store.statistics().subjects == 0)
        // The identifier that was rolled back is given again, not taken from memory.
        try store.append([batch[0]])
        #expect(try store.readings(of: der, from: time(), to: time(1)).count == 1)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func whatCannotBeKeptIsRefused(value: Double) throws {
        let store = try Store.inMemory()
        let good = Reading(subject: .transaction(1), sourceTime: nil, receivedAt: time(), powerKW: 1)
        var bad = good
        bad.voltageV = value
        #expect(
            throws: StoreError.invalidRecord(
                field: "reading.voltageV", value: "\(value)", why: "is not a finite number")
        ) {
            try store.append([.reading(good), .reading(bad)])
        }
        #expect(try store.statistics().readings == 0)
    }

    @Test func anOldFileIsBroughtUpToDate() throws {
        try DatabaseQueue(path: folder.path()).writeWithoutTransaction { try $0.execute(sql: OldFiles.records0001) }
        let store = try Store.open(at: folder.path(), configuration: StoreConfiguration(keepsRawInputs: true))
        #expect(try store.audit(limit: 9).map(\.value.author) == ["first version"])
        #expect(
            try store.begin(
                TransactionStart(
                    station: ChargingStation.ID("CP1")!, connector: 1, idTag: "T", time: time(), meterWh: 0)
            ).id == 42)
        let raw = RawInput(tick: time(), source: "s", bytes: [1])
        try store.append([.rawInput(raw)])
        #expect(try store.rawInputs(from: time(), to: time(1)).map(\.value) == [raw])
        let target = DERTarget(
            der: DER.ID("a")!, power: .kilowatts(1), start: time(), end: time(1), author: "a", createdAt: time())
        try store.append([.target(target)])
        #expect(try store.targets(notEndedAt: time()) == [target])
    }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import GridModel
import Store
import TestSupport
import Testing

@Suite struct DurabilityTests {
    /// A process of its own appends and notes each append that returned; it is killed from a second thread at a
    /// moment it does not choose. Whatever it noted must be there, whole.
    @Test(arguments: [5, 40, 150])
    func whatWasAcknowledgedSurvivesAKill(milliseconds: Int) async throws {
        let folder = try TemporaryFolder()
        let path = folder.path(), notes = folder.path("acknowledged")
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [path = path as String, notes = notes as String, milliseconds = milliseconds as Int] in
            let store = try Store.open(at: path)
            let file = open(notes, O_WRONLY | O_CREAT | O_APPEND, 0o600)
            Thread.detachNewThread {
                usleep(UInt32(milliseconds) * 1_000)
                kill(getpid(), SIGKILL)
            }
            for number in 0..<Int64.max {
                let start = TransactionStart(
                    station: ChargingStation.ID("CP1")!, connector: 1, idTag: "T", time: time(number), meterWh: 0)
                let id = try store.begin(start).id
                try store.append([
                    .audit(AuditEntry(time: time(number), author: "a", action: "start", target: "\(id)")),
                    .reading(Reading(subject: .transaction(id), sourceTime: nil, receivedAt: time(number), powerKW: 1)),
                ])
                var line = Array("\(id)\n".utf8)
                precondition(write(file, &line, line.count) == line.count)
            }
        }
        let text = (try? String(contentsOfFile: notes, encoding: .utf8)) ?? ""
        let acknowledged = text.split(separator: "\n").compactMap { Int64($0) }
        let store = try Store.open(at: path)
        let transactions = Set(try store.openTransactions().map(\.id))
        let audited = Set(try store.audit(limit: Store.largestPage).compactMap { Int64($0.value.target) })
        #expect(transactions.isSuperset(of: acknowledged))
        #expect(audited.isSuperset(of: acknowledged) || acknowledged.count > Store.largestPage)
        #expect(transactions.count - acknowledged.count <= 1)
        // All or none of a list.
        #expect(try store.statistics().readings == store.statistics().auditEntries)
        try store.backup(to: folder.path("checked.sqlite"))
    }

    /// A power cut loses what the program wrote and did not sync. After a durable append nothing of the log may be
    /// unsynced; after another one it may, and is: readings do not wait for the disk.
    @Test func aDurableAppendIsSyncedBeforeItReturns() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path()
        await #expect(processExitsWith: .success) { [path = path as String] in
            SyncWatch.install()
            let store = try Store.open(at: path)
            let reading = StoreRecord.reading(
                Reading(subject: .transaction(1), sourceTime: nil, receivedAt: time(), powerKW: 1))
            let audit = StoreRecord.audit(AuditEntry(time: time(), author: "a", action: "a", target: "t"))
            for _ in 0..<3 {
                try store.append([reading])
                precondition(SyncWatch.unsyncedWrites > 0, "a reading was synced by itself")
                try store.append([audit])
                precondition(SyncWatch.unsyncedWrites == 0, "a durable record was not synced")
                try store.append([reading, audit])
                precondition(SyncWatch.unsyncedWrites == 0, "a durable record among others was not synced")
                try store.append([reading])
                let begun = try store.begin(
                    TransactionStart(
                        station: ChargingStation.ID("C")!, connector: 1, idTag: "", time: time(), meterWh: nil,
                        remoteID: "\(SyncWatch.allWrites)"))
                precondition(SyncWatch.unsyncedWrites == 0, "a transaction was not synced")
                try store.append([reading])
                let stop = TransactionStop(
                    transaction: begun.id, station: ChargingStation.ID("C")!, time: time(1), meterWh: nil)
                _ = try store.tell([.ended(stop), .ended(stop)])
                precondition(SyncWatch.unsyncedWrites == 0, "ends of transactions were not synced")
            }
            precondition(SyncWatch.allWrites > 12, "the watch saw no writes")
        }
    }
}

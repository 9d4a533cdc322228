// SPDX-License-Identifier: Apache-2.0

import Foundation
import GridModel
import Store
import Synchronization
import TestSupport
import Testing

@Suite struct BackupTests {
    /// Each transaction writes the same number of rows for two subjects, so that a torn copy would show.
    @Test func aBackupDuringWritingIsOneSnapshot() async throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(at: folder.path())
        let subjects = [Reading.Subject.transaction(1), .transaction(2)]
        @Sendable func append(_ number: Int64) throws {
            try store.append(
                (0..<50).flatMap { row in
                    subjects.map {
                        .reading(Reading(subject: $0, sourceTime: nil, receivedAt: time(number * 50 + row)))
                    }
                })
        }
        for number in 0..<40 { try append(Int64(number)) }
        let written = Atomic(40), isOver = Atomic(false)
        let writing = Task.detached { [store] in
            _ = store
            var number: Int64 = 40
            while !isOver.load(ordering: .relaxed) {
                try append(number)
                number += 1
                written.store(Int(number), ordering: .relaxed)
            }
        }
        for round in 0..<5 {
            let before = written.load(ordering: .relaxed)
            let path = folder.path("backup-\(round).sqlite")
            try store.backup(to: path)
            let after = written.load(ordering: .relaxed) + 1
            let copy = try Store.open(at: path)
            let counts = try subjects.map {
                try copy.readings(of: $0, from: time(), to: time(1 << 40)).count
            }
            #expect(counts[0] == counts[1] && counts[0] % 50 == 0)
            #expect(counts[0] >= min(before * 50, Store.largestPage) && counts[0] <= after * 50)
            #expect(!FileManager.default.fileExists(atPath: path + ".partial"))
        }
        isOver.store(true, ordering: .relaxed)
        try await writing.value
    }

    @Test func aBackupThatCannotBeWrittenSaysSo() throws {
        let store = try Store.inMemory()
        #expect(throws: StoreError.self) { try store.backup(to: "/nonexistent/folder/copy.sqlite") }
    }
}

// SPDX-License-Identifier: Apache-2.0

import GRDB

/// The integers that stand for identifiers in rows, as far as this process has met them.
struct SubjectCache: Sendable {
    /// Entries from which it starts afresh, some 20 MB: transactions come and go for as long as the process lives.
    static let capacity = 200_000

    private var ids: [Reading.Subject: Int64] = [:]

    /// The integer of a subject, given now where it has none.
    mutating func id(of subject: Reading.Subject, in db: Database) throws -> Int64 {
        if let id = ids[subject] { return id }
        if ids.count >= Self.capacity { ids.removeAll(keepingCapacity: true) }
        let arguments: StatementArguments = [subject.kind.rawValue, subject.name]
        try db.cachedStatement(sql: "INSERT OR IGNORE INTO subject (kind, name) VALUES (?, ?)")
            .execute(arguments: arguments)
        let known = try db.cachedStatement(sql: "SELECT id FROM subject WHERE kind = ? AND name = ?")
        guard let id = try Int64.fetchOne(known, arguments: arguments) else {
            throw StoreError.invalidRecord(field: "subject", value: subject.name, why: "was not kept")
        }
        ids[subject] = id
        return id
    }
}

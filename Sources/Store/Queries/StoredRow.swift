// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import GridModel

/// A row with the names of what it was read from, so that a value this program never wrote is reported, not trusted.
struct StoredRow {
    let row: Row
    let table: String
    let path: String

    func value<T: DatabaseValueConvertible>(_ column: String) throws(StoreError) -> T {
        guard let value = T.fromDatabaseValue(raw(column)) else { throw unreadable(column) }
        return value
    }

    func optional<T: DatabaseValueConvertible>(_ column: String) throws(StoreError) -> T? {
        raw(column).isNull ? nil : try value(column)
    }

    func time(_ column: String) throws(StoreError) -> UTCInstant { UTCInstant(milliseconds: try value(column)) }

    func optionalTime(_ column: String) throws(StoreError) -> UTCInstant? {
        let milliseconds: Int64? = try optional(column)
        return milliseconds.map { UTCInstant(milliseconds: $0) }
    }

    func id<Owner>(_ column: String) throws(StoreError) -> Identifier<Owner> {
        guard let id = Identifier<Owner>(try value(column)) else { throw unreadable(column) }
        return id
    }

    func word<T: RawRepresentable>(_ column: String) throws(StoreError) -> T where T.RawValue == String {
        guard let word = T(rawValue: try value(column)) else { throw unreadable(column) }
        return word
    }

    func power(_ column: String) throws(StoreError) -> ActivePower? {
        let watts: Double? = try optional(column)
        return watts.map { .watts($0) }
    }

    func bytes(_ column: String) throws(StoreError) -> [UInt8] {
        let data: Data = try value(column)
        return [UInt8](data)
    }

    func unreadable(_ column: String) -> StoreError {
        .unreadableRow(path: path, table: table, field: column, value: "\(raw(column))")
    }

    private func raw(_ column: String) -> DatabaseValue { row[column] ?? .null }
}

extension Store {
    /// Most rows that one query returns: a page of the API, and a bound on memory.
    public static let largestPage = 10_000

    /// Reads rows of one table.
    func rows<T: Sendable>(
        of table: String, _ sql: String, _ arguments: StatementArguments, _ decode: (StoredRow) throws -> T
    ) throws(StoreError) -> [T] {
        try read { db in
            try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).map {
                try decode(StoredRow(row: $0, table: table, path: path))
            }
        }
    }
}

/// Something kept with its number, which serves as the cursor of the next page.
public struct Numbered<Value: Sendable & Hashable>: Sendable, Hashable {
    /// The number; grows with time.
    public var number: Int64
    /// What is kept.
    public var value: Value

    /// By its members.
    public init(number: Int64, value: Value) {
        self.number = number
        self.value = value
    }
}

// SPDX-License-Identifier: Apache-2.0

import GRDB
public import GridModel

/// What one round of upkeep did.
public struct StoreUpkeep: Sendable, Hashable {
    /// How many readings were rolled up.
    public var rolledUp: Int
    /// How many rows were deleted because they were too old.
    public var deleted: Int
    /// Whether nothing was left to do; if not, another round does more.
    public var isDone: Bool
    /// Whether the wall clock was believed; while it is in doubt, nothing is deleted.
    public var isClockBelieved: Bool
}

extension Store {
    /// Rows of each table that one round works off unless told otherwise: some tens of milliseconds, so that nothing
    /// durable waits long behind it, and 20,000 readings/s when called each second.
    public static let upkeepRows = 20_000

    /// Rolls up readings whose five minutes are over, and deletes what is older than its retention: a bounded piece of
    /// both. Readings go only after they were rolled up, and nothing goes by a wall clock that is in doubt.
    public func keepUp(at moment: Moment, rows: Int = Store.upkeepRows) throws(StoreError) -> StoreUpkeep {
        let retention = configuration.retention
        let rolledUp = try write(durably: false) { try RollUp($0.database).advance(now: moment.utc, rows: rows) }
        guard let now = try believedTime(at: moment) else {
            return StoreUpkeep(rolledUp: rolledUp, deleted: 0, isDone: rolledUp < rows, isClockBelieved: false)
        }
        // Each in a transaction of its own, so that a durable append comes in between.
        let deletions = [
            try write(durably: false) {
                try Expiry.readings($0.database, before: now - retention.readings, now: now, rows: rows)
            },
            try write(durably: false) {
                try Expiry.rollUps($0.database, before: now - retention.rollUps, rows: rows)
            },
            try write(durably: false) {
                try Expiry.flows($0.database, retention: retention, now: now, rows: rows)
            },
            try write(durably: false) {
                try Expiry.records($0.database, retention: retention, now: now, rows: rows)
            },
        ]
        return StoreUpkeep(
            rolledUp: rolledUp, deleted: deletions.reduce(0) { $0 + $1.deleted },
            isDone: rolledUp < rows && deletions.allSatisfy(\.isDone), isClockBelieved: true)
    }
}

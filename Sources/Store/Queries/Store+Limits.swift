// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GRDB
public import GridModel

extension Store {
    /// Limits that hold at a time or will hold later: neither cancelled nor ended. What a restart begins with.
    public func limits(notEndedAt time: UTCInstant) throws(StoreError) -> [StoredLimit] {
        try limits(
            "(ifnull(cancelled_ms, end_ms) IS NULL OR (cancelled_ms IS NULL AND ifnull(cancelled_ms, end_ms) > ?)) "
                + "ORDER BY number", [time.milliseconds]
        ).map(\.value)
    }

    /// All limits that are kept, also those that are over, newest first.
    public func limits(before: Int64? = nil, limit: Int) throws(StoreError) -> [Numbered<StoredLimit>] {
        try limits(
            "number < ? ORDER BY number DESC LIMIT ?",
            [before ?? Int64.max, max(0, min(limit, Store.largestPage))])
    }

    private func limits(
        _ condition: String, _ arguments: StatementArguments
    ) throws(StoreError) -> [Numbered<StoredLimit>] {
        try rows(of: "dispatch_limit", "SELECT * FROM dispatch_limit WHERE \(condition)", arguments) { row in
            Numbered(number: try row.value("number"), value: try Self.limit(row))
        }
    }

    private static func limit(_ row: StoredRow) throws(StoreError) -> StoredLimit {
        guard let value = Rating(stored: try row.value("value"), unit: try row.value("unit")) else {
            throw row.unreadable("unit")
        }
        let phase: String? = try row.optional("phase")
        let body = Limit(
            id: try row.id("id"), source: LimitSource(text: try row.value("source")), author: try row.value("author"),
            reason: try row.value("reason"), node: try row.id("node"), direction: try row.word("direction"),
            value: value, start: try row.time("start_ms"), end: try row.optionalTime("end_ms"),
            createdAt: try row.time("created_ms"), cancelledAt: try row.optionalTime("cancelled_ms"),
            phase: phase.flatMap { PhaseCode(text: $0) })
        guard let expires = try row.optionalTime("lease_expires_ms") else {
            return StoredLimit(body: body, lease: nil)
        }
        guard let fallback = Rating(stored: try row.value("fallback_value"), unit: try row.value("fallback_unit"))
        else { throw row.unreadable("fallback_unit") }
        let duration: Int64 = try row.value("lease_ms")
        return StoredLimit(
            body: body,
            lease: StoredLimit.Lease(duration: .milliseconds(duration), expires: expires, fallback: fallback))
    }
}

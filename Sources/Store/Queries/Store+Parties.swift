// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
public import GridModel

extension Store {
    /// Refused messages that are kept, newest first.
    public func refusedMessages(before: Int64? = nil, limit: Int) throws(StoreError) -> [Numbered<RefusedMessage>] {
        try rows(
            of: "refused_message", "SELECT * FROM refused_message WHERE id < ? ORDER BY id DESC LIMIT ?",
            [before ?? Int64.max, max(0, min(limit, Store.largestPage))]
        ) { row in
            var message = RefusedMessage(
                time: try row.time("time_ms"), topic: try row.value("topic"), payload: try row.bytes("payload"),
                code: try row.value("code"), reason: try row.value("reason"))
            message.payloadBytes = try row.value("payload_bytes")
            return Numbered(number: try row.value("id"), value: message)
        }
    }

    /// Entries of the audit log, newest first.
    ///
    /// - Parameters:
    ///   - before: number of the last one of the page before.
    ///   - target: only what was done to this; nil for all.
    public func audit(
        before: Int64? = nil, target: String? = nil, limit: Int
    ) throws(StoreError) -> [Numbered<AuditEntry>] {
        try rows(
            of: "audit",
            "SELECT * FROM audit WHERE id < ? \(target == nil ? "" : "AND target = ?") ORDER BY id DESC LIMIT ?",
            StatementArguments([before ?? Int64.max])
                + (target.map { [$0] } ?? []) + [max(0, min(limit, Store.largestPage))]
        ) { row in
            let entry = AuditEntry(
                time: try row.time("time_ms"), author: try row.value("author"), action: try row.value("action"),
                target: try row.value("target"), reason: try row.optional("reason"),
                detailsJSON: try row.optional("details_json"))
            return Numbered(number: try row.value("id"), value: entry)
        }
    }

    /// All credentials, also those that were revoked or have expired.
    public func credentials() throws(StoreError) -> [Credential] {
        try credentials("true ORDER BY kind, name", [])
    }

    /// One credential.
    public func credential(_ kind: Credential.Kind, name: String) throws(StoreError) -> Credential? {
        try credentials("kind = ? AND name = ?", [kind.rawValue, name]).first
    }

    private func credentials(
        _ condition: String, _ arguments: StatementArguments
    ) throws(StoreError) -> [Credential] {
        try rows(of: "credential", "SELECT * FROM credential WHERE \(condition)", arguments) { row in
            let scopes: String = try row.value("scopes_json")
            guard let list = try? JSONDecoder().decode([String].self, from: Data(scopes.utf8)) else {
                throw row.unreadable("scopes_json")
            }
            return Credential(
                kind: try row.word("kind"), name: try row.value("name"), owner: try row.optional("owner"),
                salt: try row.bytes("salt"), hash: try row.bytes("hash"), scopes: list,
                created: try row.time("created_ms"),
                expires: try row.optionalTime("expires_ms"), revoked: try row.optionalTime("revoked_ms"))
        }
    }

    /// What was learned of one station, or of all.
    public func stationFacts(of station: ChargingStation.ID? = nil) throws(StoreError) -> [StationFact] {
        try rows(
            of: "station_fact", "SELECT * FROM station_fact WHERE ifnull(station = ?, true) ORDER BY station, aspect",
            [station?.text]
        ) { row in
            StationFact(
                station: try row.id("station"), aspect: try row.value("aspect"), json: try row.value("json"),
                time: try row.time("time_ms"))
        }
    }

    /// Raw inputs of ticks in `[from, to)` in the order in which they came.
    ///
    /// - Parameter after: number of the last one of the page before.
    public func rawInputs(
        from: UTCInstant, to: UTCInstant, after: Int64 = 0, limit: Int = Store.largestPage
    ) throws(StoreError) -> [Numbered<RawInput>] {
        try rows(
            of: "raw_input",
            "SELECT * FROM raw_input WHERE id > ? AND tick_ms >= ? AND tick_ms < ? ORDER BY id LIMIT ?",
            [after, from.milliseconds, to.milliseconds, max(0, min(limit, Store.largestPage))]
        ) { row in
            Numbered(
                number: try row.value("id"),
                value: RawInput(
                    tick: try row.time("tick_ms"), source: try row.value("source"), bytes: try row.bytes("bytes")))
        }
    }
}

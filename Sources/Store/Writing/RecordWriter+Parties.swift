// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import GridModel

extension RecordWriter {
    func insert(_ message: RefusedMessage) throws {
        try run(
            """
            INSERT INTO refused_message (time_ms, topic, payload, payload_bytes, code, reason)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            [
                message.time.milliseconds, message.topic, message.payload.blob, message.payloadBytes, message.code,
                message.reason,
            ])
        try run(
            "DELETE FROM refused_message WHERE id <= ?",
            [database.lastInsertedRowID - Int64(RefusedMessage.kept)])
        try run(
            """
            INSERT INTO refused_count (code, count)
            SELECT CASE WHEN EXISTS (SELECT 1 FROM refused_count WHERE code = ?1)
                    OR (SELECT count(*) FROM refused_count) < \(RefusedMessage.maximumCodes) THEN ?1 ELSE 'other' END, 1
            WHERE true
            ON CONFLICT (code) DO UPDATE SET count = count + 1
            """,
            [message.code])
    }

    func insert(_ entry: AuditEntry) throws {
        try run(
            "INSERT INTO audit (time_ms, author, action, target, reason, details_json) VALUES (?, ?, ?, ?, ?, ?)",
            [
                entry.time.milliseconds, entry.author, entry.action, entry.target, entry.reason, entry.detailsJSON,
            ])
    }

    func put(_ credential: Credential) throws {
        try run(
            """
            INSERT OR REPLACE INTO credential
                (kind, name, owner, salt, hash, scopes_json, created_ms, expires_ms, revoked_ms)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                credential.kind.rawValue, credential.name, credential.owner, credential.salt.blob, credential.hash.blob,
                String(decoding: try JSONEncoder().encode(credential.scopes), as: UTF8.self),
                credential.created.milliseconds, credential.expires?.milliseconds, credential.revoked?.milliseconds,
            ])
    }

    func revoke(_ kind: Credential.Kind, name: String, at time: UTCInstant) throws {
        try run(
            "UPDATE credential SET revoked_ms = ? WHERE kind = ? AND name = ? AND revoked_ms IS NULL",
            [time.milliseconds, kind.rawValue, name])
    }

    func put(_ fact: StationFact) throws {
        try run(
            "INSERT OR REPLACE INTO station_fact (station, aspect, json, time_ms) VALUES (?, ?, ?, ?)",
            [fact.station.text, fact.aspect, fact.json, fact.time.milliseconds])
    }

    func insert(_ input: RawInput) throws {
        try run(
            "INSERT INTO raw_input (tick_ms, source, bytes) VALUES (?, ?, ?)",
            [input.tick.milliseconds, input.source, input.bytes.blob])
    }
}

extension [UInt8] {
    /// The bytes as SQLite takes them.
    var blob: Data { Data(self) }
}

// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GRDB
import GridModel

extension RecordWriter {
    func put(_ stored: StoredLimit) throws {
        let limit = stored.withoutLease
        try run(
            """
            INSERT INTO dispatch_limit
                (id, source, author, reason, node, direction, value, unit, start_ms, end_ms, created_ms, cancelled_ms,
                lease_ms, lease_expires_ms, fallback_value, fallback_unit, phase)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET
                source = excluded.source, author = excluded.author, reason = excluded.reason, node = excluded.node,
                direction = excluded.direction, value = excluded.value, unit = excluded.unit,
                start_ms = excluded.start_ms, end_ms = excluded.end_ms, created_ms = excluded.created_ms,
                cancelled_ms = excluded.cancelled_ms, lease_ms = excluded.lease_ms,
                lease_expires_ms = excluded.lease_expires_ms, fallback_value = excluded.fallback_value,
                fallback_unit = excluded.fallback_unit, phase = excluded.phase
            """,
            [
                limit.id.text, limit.source.text, limit.author, limit.reason, limit.node.text,
                limit.direction.rawValue, limit.value.stored, limit.value.unit, limit.start.milliseconds,
                limit.end?.milliseconds, limit.createdAt.milliseconds, limit.cancelledAt?.milliseconds,
                stored.lease?.duration.inMilliseconds, stored.lease?.expires.milliseconds,
                stored.lease?.fallback.stored, stored.lease?.fallback.unit, limit.phase?.text,
            ])
    }

    func cancelLimit(_ id: Limit.ID, at time: UTCInstant) throws {
        try run(
            "UPDATE dispatch_limit SET cancelled_ms = ? WHERE id = ? AND cancelled_ms IS NULL",
            [time.milliseconds, id.text])
    }

    func renewLease(_ id: Limit.ID, expires: UTCInstant) throws {
        try run(
            "UPDATE dispatch_limit SET lease_expires_ms = ? WHERE id = ? AND lease_ms IS NOT NULL",
            [expires.milliseconds, id.text])
    }
}

extension Rating {
    /// The number in the column, in `unit`.
    var stored: Double {
        switch self {
        case .apparentPower(let power): power.voltAmperes
        case .current(let current): current.amperes
        case .activePower(let power): power.watts
        }
    }

    /// The unit of `stored`.
    var unit: String {
        switch self {
        case .apparentPower: "VA"
        case .current: "A"
        case .activePower: "W"
        }
    }

    init?(stored: Double, unit: String) {
        switch unit {
        case "VA": self = .apparentPower(.voltAmperes(stored))
        case "A": self = .current(.amperes(stored))
        case "W": self = .activePower(.watts(stored))
        default: return nil
        }
    }
}

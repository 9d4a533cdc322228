// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GRDB
import GridModel

extension RecordWriter {
    mutating func insert(_ change: PlanChange) throws {
        let subject = try subject(.der, change.der.text)
        try run(
            "INSERT INTO plan_change (subject, time_ms, previous_w, power_w, reason_json) VALUES (?, ?, ?, ?, ?)",
            [subject, change.time.milliseconds, change.previous?.watts, change.power?.watts, change.reasonJSON])
    }

    func insert(_ plan: FullPlan) throws {
        try run(
            "INSERT INTO full_plan (time_ms, json) VALUES (?, ?)", [plan.time.milliseconds, plan.json.blob])
    }

    /// Two setpoints for one DER in one millisecond can only come from a virtual clock: the later one stands.
    mutating func insert(_ setpoint: StoredSetpoint) throws {
        let subject = try subject(.der, setpoint.der.text)
        try run(
            """
            INSERT OR REPLACE INTO setpoint (subject, power_w, sent_ms, valid_until_ms, standing, settled_ms, detail)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                subject, setpoint.power.watts, setpoint.sentAt.milliseconds, setpoint.validUntil.milliseconds,
                setpoint.standing.rawValue, setpoint.settledAt?.milliseconds, setpoint.detail,
            ])
    }

    /// Lets the last setpoint of the DER hold for longer; where it is not the one that is being sent, a new row begins.
    ///
    /// One that was refused may be in force from now on, so it counts as sent again.
    mutating func renew(_ setpoint: StoredSetpoint) throws {
        let subject = try subject(.der, setpoint.der.text)
        try run(
            """
            UPDATE setpoint SET renewed_ms = ?, valid_until_ms = max(valid_until_ms, ?),
                standing = CASE standing WHEN 'rejected' THEN 'sent' ELSE standing END
            WHERE id = (SELECT id FROM setpoint WHERE subject = ? ORDER BY sent_ms DESC LIMIT 1)
                AND abs(power_w - ?) < ?
            """,
            [
                setpoint.sentAt.milliseconds, setpoint.validUntil.milliseconds, subject, setpoint.power.watts,
                StoredSetpoint.samePower.watts,
            ])
        if database.changesCount == 0 { try insert(setpoint) }
    }

    /// What a renewal comes to never takes back what an earlier sending of the same power has achieved: a device that
    /// refuses the renewal goes on holding what it took before, until that runs out.
    mutating func settle(_ outcome: SetpointOutcome) throws {
        let subject = try subject(.der, outcome.der.text)
        try run(
            """
            UPDATE setpoint SET standing = ?1, settled_ms = ?2, detail = ?3
            WHERE subject = ?4 AND (
                sent_ms = ?5 AND renewed_ms IS NULL
                OR renewed_ms = ?5 AND (?1 = 'confirmed' OR standing IN ('sent', 'unanswered') AND ?1 <> 'rejected'))
            """,
            [
                outcome.standing.rawValue, outcome.time.milliseconds, outcome.detail, subject,
                outcome.sentAt.milliseconds,
            ])
    }

    func put(_ memory: DispatchMemorySnapshot) throws {
        try run(
            "INSERT OR REPLACE INTO dispatch_memory (id, version, time_ms, bytes) VALUES (1, ?, ?, ?)",
            [memory.version, memory.time.milliseconds, memory.bytes.blob])
    }

    func put(_ needs: ChargingNeeds?, of der: DER.ID) throws {
        guard let needs else { return try run("DELETE FROM charging_needs WHERE der = ?", [der.text]) }
        try run(
            "INSERT OR REPLACE INTO charging_needs (der, departure_ms, energy_j, target_soc, capacity_j, discharge_w) "
                + "VALUES (?, ?, ?, ?, ?, ?)",
            [
                der.text, needs.departureTime?.milliseconds, needs.energy?.joules, needs.targetSoC,
                needs.usableCapacity?.joules, needs.maximumDischarge?.watts,
            ])
    }

    func raise(_ alarm: Alarm) throws {
        try run(
            "INSERT OR IGNORE INTO alarm (key, cause_json, raised_ms) VALUES (?, ?, ?)",
            [alarm.key, alarm.causeJSON, alarm.raisedAt.milliseconds])
    }

    func acknowledge(_ key: String, by person: String, at time: UTCInstant) throws {
        try run(
            """
            UPDATE alarm SET acknowledged_ms = ?, acknowledged_by = ? WHERE key = ? AND acknowledged_ms IS NULL
            """,
            [time.milliseconds, person, key])
    }

    func clear(_ key: String, at time: UTCInstant) throws {
        try run("UPDATE alarm SET cleared_ms = ? WHERE key = ? AND cleared_ms IS NULL", [time.milliseconds, key])
    }
}

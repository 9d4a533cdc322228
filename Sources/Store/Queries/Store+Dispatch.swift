// SPDX-License-Identifier: Apache-2.0

public import DERDispatch
import GRDB
public import GridModel

extension Store {
    /// The last changes of what a DER is to do, newest first.
    public func planChanges(of der: DER.ID, last count: Int) throws(StoreError) -> [PlanChange] {
        try rows(
            of: "plan_change",
            """
            SELECT * FROM plan_change WHERE subject = (SELECT id FROM subject WHERE kind = 'der' AND name = ?)
            ORDER BY id DESC LIMIT ?
            """,
            [der.text, max(0, min(count, Store.largestPage))]
        ) { row in
            PlanChange(
                time: try row.time("time_ms"), der: der, previous: try row.power("previous_w"),
                power: try row.power("power_w"), reasonJSON: try row.value("reason_json"))
        }
    }

    /// The last whole plan made at or before a time.
    public func fullPlan(at time: UTCInstant) throws(StoreError) -> FullPlan? {
        try rows(
            of: "full_plan", "SELECT * FROM full_plan WHERE time_ms <= ? ORDER BY time_ms DESC, id DESC LIMIT 1",
            [time.milliseconds]
        ) { row in FullPlan(time: try row.time("time_ms"), json: try row.bytes("json")) }.first
    }

    /// Setpoints that may be in force at a time, by DER and then oldest first: those not yet run out, from the last one
    /// that was confirmed on; what was rejected is not among them. What a restart begins with.
    public func setpointsInForce(at time: UTCInstant) throws(StoreError) -> [StoredSetpoint] {
        let valid = try setpoints(
            "valid_until_ms > ? AND standing <> 'rejected' ORDER BY name, sent_ms", [time.milliseconds])
        var inForce: [StoredSetpoint] = []
        var first = 0
        for setpoint in valid {
            if inForce.last?.der != setpoint.der { first = inForce.count }
            if setpoint.standing == .confirmed { inForce.removeSubrange(first...) }
            inForce.append(setpoint)
        }
        return inForce
    }

    /// The last setpoints of a DER, newest first.
    public func setpoints(of der: DER.ID, last count: Int) throws(StoreError) -> [StoredSetpoint] {
        try setpoints(
            "subject.kind = 'der' AND subject.name = ? ORDER BY sent_ms DESC LIMIT ?",
            [der.text, max(0, min(count, Store.largestPage))])
    }

    private func setpoints(
        _ condition: String, _ arguments: StatementArguments
    ) throws(StoreError) -> [StoredSetpoint] {
        try rows(
            of: "setpoint",
            "SELECT setpoint.*, subject.name FROM setpoint JOIN subject ON subject.id = subject WHERE \(condition)",
            arguments
        ) { row in
            StoredSetpoint(
                der: try row.id("name"), power: .watts(try row.value("power_w")), sentAt: try row.time("sent_ms"),
                renewedAt: try row.optionalTime("renewed_ms"), validUntil: try row.time("valid_until_ms"),
                standing: try row.word("standing"), settledAt: try row.optionalTime("settled_ms"),
                detail: try row.optional("detail"))
        }
    }

    /// What drivers and sites need now, as far as anybody told. What a restart begins with.
    public func chargingNeeds() throws(StoreError) -> [DER.ID: ChargingNeeds] {
        let all = try rows(of: "charging_needs", "SELECT * FROM charging_needs", []) { row in
            let energy: Double? = try row.optional("energy_j")
            let capacity: Double? = try row.optional("capacity_j")
            let discharge: Double? = try row.optional("discharge_w")
            let needs = ChargingNeeds(
                departureTime: try row.optionalTime("departure_ms"), energy: energy.map { .joules($0) },
                targetSoC: try row.optional("target_soc"), usableCapacity: capacity.map { .joules($0) },
                maximumDischarge: discharge.map { .watts($0) })
            return (try row.id("der") as DER.ID, needs)
        }
        return Dictionary(uniqueKeysWithValues: all)
    }

    /// What the dispatcher remembered last.
    public func dispatchMemory() throws(StoreError) -> DispatchMemorySnapshot? {
        try rows(of: "dispatch_memory", "SELECT * FROM dispatch_memory", []) { row in
            DispatchMemorySnapshot(
                version: try row.value("version"), time: try row.time("time_ms"), bytes: try row.bytes("bytes"))
        }.first
    }

    /// Alarms that are not over, oldest first.
    public func openAlarms() throws(StoreError) -> [Alarm] {
        try alarms("cleared_ms IS NULL ORDER BY id", []).map(\.value)
    }

    /// Alarms that are not over, and of those that are over and not acknowledged the newest; oldest first.
    public func unsettledAlarms(returned: Int) throws(StoreError) -> [Alarm] {
        let over = try alarms(
            "cleared_ms IS NOT NULL AND acknowledged_ms IS NULL ORDER BY id DESC LIMIT ?", [max(0, returned)])
        return over.reversed().map(\.value) + (try openAlarms())
    }

    /// All alarms that are kept, newest first.
    public func alarms(before: Int64? = nil, limit: Int) throws(StoreError) -> [Numbered<Alarm>] {
        try alarms(
            "id < ? ORDER BY id DESC LIMIT ?", [before ?? Int64.max, max(0, min(limit, Store.largestPage))])
    }

    private func alarms(
        _ condition: String, _ arguments: StatementArguments
    ) throws(StoreError) -> [Numbered<Alarm>] {
        try rows(of: "alarm", "SELECT * FROM alarm WHERE \(condition)", arguments) { row in
            var alarm = Alarm(
                key: try row.value("key"), causeJSON: try row.value("cause_json"), raisedAt: try row.time("raised_ms"))
            alarm.acknowledgedAt = try row.optionalTime("acknowledged_ms")
            alarm.acknowledgedBy = try row.optional("acknowledged_by")
            alarm.clearedAt = try row.optionalTime("cleared_ms")
            return Numbered(number: try row.value("id"), value: alarm)
        }
    }
}

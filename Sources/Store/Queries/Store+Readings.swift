// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GRDB
public import GridModel

extension Store {
    /// Readings of one subject measured in `[from, to)`, oldest first.
    public func readings(
        of subject: Reading.Subject, from: UTCInstant, to: UTCInstant, limit: Int = Store.largestPage
    ) throws(StoreError) -> [Reading] {
        try rows(
            of: "reading",
            """
            SELECT * FROM reading
            WHERE subject = (SELECT id FROM subject WHERE kind = ? AND name = ?) AND time_ms >= ? AND time_ms < ?
            ORDER BY time_ms, id LIMIT ?
            """,
            [
                subject.kind.rawValue, subject.name, from.milliseconds, to.milliseconds,
                max(0, min(limit, Store.largestPage)),
            ]
        ) { row in
            let time = try row.time("time_ms")
            let lag: Int64? = try row.optional("lag_ms")
            guard let quality = ReadingQuality(stored: try row.value("quality")) else {
                throw row.unreadable("quality")
            }
            let (a, b, c): (Double?, Double?, Double?) =
                (try row.optional("power_a_kw"), try row.optional("power_b_kw"), try row.optional("power_c_kw"))
            var phases: PhaseVector?
            if let a, let b, let c { phases = PhaseVector(a: a, b: b, c: c) }
            return Reading(
                subject: subject, sourceTime: lag == nil ? nil : time,
                receivedAt: UTCInstant(milliseconds: time.milliseconds + (lag ?? 0)),
                powerKW: try row.optional("power_kw"), reactivePowerKvar: try row.optional("reactive_power_kvar"),
                voltageV: try row.optional("voltage_v"), soc: try row.optional("soc"),
                energyKWh: try row.optional("energy_kwh"), quality: quality, phasePowerKW: phases)
        }
    }

    /// Five-minute roll-ups of one subject that begin in `[from, to)`, oldest first. The present five minutes, and what
    /// `keepUp` has not come to, are not among them.
    public func rollUps(
        of subject: Reading.Subject, from: UTCInstant, to: UTCInstant, limit: Int = Store.largestPage
    ) throws(StoreError) -> [ReadingRollUp] {
        try rows(
            of: "reading_5m",
            """
            SELECT * FROM reading_5m
            WHERE subject = (SELECT id FROM subject WHERE kind = ? AND name = ?) AND start_ms >= ? AND start_ms < ?
            ORDER BY start_ms LIMIT ?
            """,
            [
                subject.kind.rawValue, subject.name, from.milliseconds, to.milliseconds,
                max(0, min(limit, Store.largestPage)),
            ]
        ) { row in
            let powerCount: Int = try row.value("power_count")
            let sum: Double = try row.value("power_sum_kw")
            return ReadingRollUp(
                start: try row.time("start_ms"), count: try row.value("count"), powerCount: powerCount,
                minimumPowerKW: try row.optional("power_min_kw"),
                meanPowerKW: powerCount == 0 ? nil : sum / Double(powerCount),
                maximumPowerKW: try row.optional("power_max_kw"), importKWh: try row.value("import_kwh"),
                exportKWh: try row.value("export_kwh"), minimumVoltageV: try row.optional("voltage_min_v"),
                maximumVoltageV: try row.optional("voltage_max_v"), lastSoC: try row.optional("soc_last"),
                lastEnergyKWh: try row.optional("energy_last_kwh"))
        }
    }
}

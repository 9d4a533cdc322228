// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Vehicle sessions of a CSV file with the columns evse, arrival, departure, capacityKWh, arrivalSoc, targetSoc and, as
/// one likes, maxCurrentA, phases, maxDcKW, maxDischargeKW.
enum SessionTable {
    static let required = ["evse", "arrival", "departure", "capacityKWh", "arrivalSoc", "targetSoc"]
    static let optional = ["maxCurrentA", "phases", "maxDcKW", "maxDischargeKW"]
    /// Most sessions of one file: 1,000 EVSEs over a year of days.
    static let maximumSessions = 400_000

    static func read(_ table: CSVTable, _ index: FeederIndex, _ feeder: Feeder, log: inout FindingLog)
        -> [VehicleSession]
    {
        for name in required where !table.columns.contains(name) { log.error(.start, "there is no column \(name)") }
        for name in table.columns where !(required + optional).contains(name) {
            log.error(.start, "unknown column \(name); there are \((required + optional).joined(separator: ", "))")
        }
        if table.rows.count > maximumSessions {
            log.error(.start, "\(table.rows.count) sessions are more than the limit of \(maximumSessions)")
        }
        guard !log.hasErrors else { return [] }
        return table.rows.indices.compactMap { session($0, table, index, feeder, log: &log) }
    }

    private static func session(
        _ row: Int, _ table: CSVTable, _ index: FeederIndex, _ feeder: Feeder, log: inout FindingLog
    ) -> VehicleSession? {
        func column(_ name: String) -> Int { table.columns.firstIndex(of: name) ?? 0 }
        func value(_ name: String, _ range: ClosedRange<Double>, or absent: Double) -> Double? {
            guard let column = table.columns.firstIndex(of: name), !table.rows[row].cells[column].isEmpty else {
                return absent
            }
            return table.number(row, column, range, log: &log)
        }
        // Nothing in a column that must be there is no nought.
        func required(_ name: String, _ range: ClosedRange<Double>) -> Double? {
            table.number(row, column(name), range, log: &log)
        }
        let name = String(table.rows[row].cells[column("evse")])
        guard let id = DER.ID(name), let der = index.derPosition[id], case .evse = feeder.ders[der].unit else {
            log.error(table.place(row, column("evse")), "there is no evse \"\(name)\" on the feeder")
            return nil
        }
        guard let arrival = table.time(row, column("arrival"), log: &log),
            let departure = table.time(row, column("departure"), log: &log),
            let capacity = required("capacityKWh", 0.1...10_000),
            let arrivalSoC = required("arrivalSoc", 0...1), let targetSoC = required("targetSoc", 0...1),
            let current = value("maxCurrentA", 6...1_000, or: 16), let phases = value("phases", 1...3, or: 3),
            let dcKW = value("maxDcKW", 0...10_000, or: 150), let discharge = value("maxDischargeKW", 0...10_000, or: 0)
        else { return nil }
        guard departure > arrival else {
            log.error(table.place(row, column("departure")), "the vehicle leaves before it comes")
            return nil
        }
        return VehicleSession(
            evse: id, arrival: arrival, departure: departure,
            vehicle: .planned(
                capacityKWh: capacity, phaseCount: Int(phases), currentA: current, dcKW: dcKW, dischargeKW: discharge,
                targetSoC: targetSoC), arrivalSoC: arrivalSoC, targetSoC: targetSoC)
    }
}

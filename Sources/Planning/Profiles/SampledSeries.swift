// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Columns of a CSV file with a `time` column, on the steps of a horizon: at each step the last row at or before it.
struct SampledSeries {
    /// Values of each step by column name.
    private(set) var columns: [String: [Double]] = [:]

    /// Largest magnitude of a value, kW: a feeder head of a gigawatt.
    static let largest = 1e6

    /// Reads the table; a horizon that it does not cover, times out of order and cells without a number are findings.
    init?(
        _ table: CSVTable, horizon: Horizon, log: inout FindingLog, range: (String) -> ClosedRange<Double>
    ) {
        guard table.columns.first == "time" else {
            log.error(.start, "the first column is \"\(table.columns.first ?? "")\"; it must be time")
            return nil
        }
        guard let rowOfStep = Self.rows(table, horizon, log: &log) else { return nil }
        for column in table.columns.indices.dropFirst() {
            let range = range(table.columns[column])
            var values: [Double] = []
            values.reserveCapacity(horizon.stepCount)
            var last = (row: -1, value: 0.0)
            for row in rowOfStep {
                if row != last.row {
                    guard let value = table.number(row, column, range, log: &log) else { return nil }
                    last = (row, value)
                }
                values.append(last.value)
            }
            columns[table.columns[column]] = values
        }
    }

    /// The row that counts at each step.
    private static func rows(_ table: CSVTable, _ horizon: Horizon, log: inout FindingLog) -> [Int]? {
        var times: [UTCInstant] = []
        for row in table.rows.indices {
            guard let time = table.time(row, 0, log: &log) else { return nil }
            if let last = times.last, time <= last {
                log.error(table.place(row, 0), "times must rise from row to row")
                return nil
            }
            times.append(time)
        }
        guard let first = times.first, first <= horizon.start else {
            log.error(
                Place(line: 2, column: 1, path: "time"), "the rows begin after the horizon does, or there are none")
            return nil
        }
        // The last row holds for as long as those before it did.
        let spacing = times.count > 1 ? times[times.count - 1] - times[times.count - 2] : .seconds(3_600)
        guard times[times.count - 1] + spacing >= horizon.end else {
            log.error(table.place(table.rows.count - 1, 0), "the rows end before the horizon does")
            return nil
        }
        var rows: [Int] = [], row = 0
        for step in 0..<horizon.stepCount {
            let time = horizon.time(ofStep: step)
            while row + 1 < times.count, times[row + 1] <= time { row += 1 }
            rows.append(row)
        }
        return rows
    }
}

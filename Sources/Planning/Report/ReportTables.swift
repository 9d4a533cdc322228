// SPDX-License-Identifier: Apache-2.0

import GridModel

/// The tables of a report as CSV files: names and contents. Numbers are written in the fewest digits that read back as
/// the same, so that anyone can check the sums.
public struct ReportTables {
    private let report: ScenarioReport

    /// The tables of a report.
    public init(_ report: ScenarioReport) { self.report = report }

    /// Names of the files, and what makes each.
    public var files: [(name: String, text: () -> String)] {
        let name: FileColumns<NodeResult> = [("node", { .text(report.feeder.nodes[$0.node].id.text) })]
        return [
            ("flows.csv", { series(report.feeder.nodes.map(\.id.text), report.flowKW) { FileValue.csv($0) } }),
            ("loads.csv", { series(report.feeder.nodes.map(\.id.text), report.baseKW) { FileValue.csv($0) } }),
            ("ders.csv", { series(report.derKW) { FileValue.csv($0) } }),
            ("possible.csv", { series(report.possibleKW) { FileValue.csv($0) } }),
            ("soc.csv", { series(report.soc) { FileValue.csv($0) } }),
            ("nodes.csv", { table(name + report.nodeColumns, report.nodes) }),
            ("customers.csv", { table(report.customerColumns, report.customers) }),
            ("vehicles.csv", { table(report.vehicleColumns, report.vehicles) }),
        ]
    }

    /// The series of the DERs that have one.
    private func series<Value>(_ ofDERs: [[Value]], _ csv: (Value) -> String) -> String {
        let chosen = ofDERs.indices.filter { !ofDERs[$0].isEmpty }
        return series(chosen.map { report.feeder.ders[$0].id.text }, chosen.map { ofDERs[$0] }, csv)
    }

    /// One row a step, one column a subject.
    private func series<Value>(_ names: [String], _ columns: [[Value]], _ csv: (Value) -> String) -> String {
        var text = (["time"] + names).joined(separator: ",") + "\n"
        for step in 0..<report.scenario.horizon.stepCount {
            text += report.scenario.horizon.time(ofStep: step).rfc3339
            for column in columns { text += "," + csv(column[step]) }
            text += "\n"
        }
        return text
    }

    private func table<Row>(_ columns: FileColumns<Row>, _ rows: [Row]) -> String {
        var text = columns.map { "\($0.name)" }.joined(separator: ",") + "\n"
        for row in rows { text += columns.map { $0.value(row).csv }.joined(separator: ",") + "\n" }
        return text
    }
}

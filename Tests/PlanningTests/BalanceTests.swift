// SPDX-License-Identifier: Apache-2.0

import Foundation
import GridModel
import Planning
import TestSupport
import Testing

/// Plans held against arithmetic of another language, which reads only the tables.
struct BalanceTests {
    static func write(_ reports: [ScenarioReport], topology: String, to folder: String) throws {
        for report in reports {
            let path = "\(folder)/\(report.scenario.id)"
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            for file in ReportTables(report).files {
                try Data(file.text().utf8).write(to: URL(fileURLWithPath: "\(path)/\(file.name)"))
            }
        }
        let summary = Data(ReportSummary.json(reports, topology: topology))
        try summary.write(to: URL(fileURLWithPath: "\(folder)/summary.json"))
    }

    static func check(_ topology: String, _ folder: String, touched: [String] = []) async throws -> ChildProcess {
        let script = RepositoryFiles.root.appendingPathComponent("Tests/PlanningTests/Peers/check_balances.py").path
        let file = RepositoryFiles.root.appendingPathComponent(topology).path
        return try await ChildProcess.run([try #require(SchemaDocument.python), script, file, folder] + touched)
    }

    /// Six hours of the street, with batteries at work, a cut, a switch moved and a transformer changed.
    static func reports() throws -> [ScenarioReport] {
        let feeder = try Sample.feeder("topology/street.yaml")
        return try ["on", "off"].map { dispatch in
            let scenario = try Sample.scenario(
                id: dispatch, start: "2026-05-20T12:00:00Z", length: "hours: 8", step: 20,
                """
                edits:
                  - {edit: add, kind: evse, count: 20, prefix: n, supply: ac, maxCurrentA: 32, spread: random}
                  - {edit: add, kind: pv, count: 12, prefix: p, ratedKW: 12, below: cable-3}
                  - {edit: move, node: home-01, parent: cable-3}
                profiles: {ev: {chance: 1, arrivalH: 14, departureH: 18, departureSpreadH: 0.5, meanEnergyKWh: 30}}
                limits:
                  - {node: substation, importLimitKW: 150, start: "2026-05-20T15:00:00Z", end: "2026-05-20T16:00:00Z"}
                  - {node: cable-3, exportLimitKW: 40}
                policy: {dispatch: \(dispatch), batteries: selfConsumption, settlingTicks: 20}
                """)
            return try Planner.run(feeder, scenario)
        }
    }

    @Test(.enabled(if: SchemaDocument.python != nil, "HEADROOM_PYTHON is not set: no Python with PyYAML to ask"))
    func everyTableAddsUpAndATamperedOneDoesNot() async throws {
        let reports = try Self.reports()
        #expect(reports[1].totals.nodeOverloadMinutes > 0 && reports[1].totals.unmetKWh > 0)
        #expect(reports[0].totals.headOverload.minutes == 0 && reports[0].totals.curtailedKWh > 0)
        #expect(reports[0].totals.unmetKWh > reports[0].totals.unreachableKWh)
        try await withTemporaryFolder { folder in
            try Self.write(reports, topology: "topology/street.yaml", to: folder)
            let whole = try await Self.check("topology/street.yaml", folder, touched: ["home-01"])
            #expect(whole.status == 0, "\(whole.output)")
            for (table, column) in [
                ("ders", "home-02-ev"), ("soc", "home-02-bat"), ("loads", "home-03"), ("nodes", "peakImportKW"),
            ] {
                let file = URL(fileURLWithPath: "\(folder)/on/\(table).csv")
                let text = try String(contentsOf: file, encoding: .utf8)
                try Self.tampered(text, column: column).write(to: file, atomically: true, encoding: .utf8)
                let broken = try await Self.check("topology/street.yaml", folder, touched: ["home-01"])
                #expect(broken.status != 0 && broken.output.contains("FAULT"), "\(table): \(broken.output)")
                try text.write(to: file, atomically: true, encoding: .utf8)
            }
        }
    }

    /// A watt more in one cell.
    static func tampered(_ text: String, column: String) throws -> String {
        var rows = text.split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        let index = try #require(rows[0].firstIndex(of: column))
        let row = try #require(rows.indices.dropFirst(4).first { Double(rows[$0][index]) != nil })
        rows[row][index] = "\(Double(rows[row][index])! + 0.001)"
        return rows.map { $0.joined(separator: ",") }.joined(separator: "\n") + "\n"
    }

    @Test func theSameInputGivesTheSameBytes() throws {
        func bytes() throws -> [String] {
            let reports = try Self.reports()
            return reports.flatMap { report in ReportTables(report).files.map { $0.text() } }
                + [ReportPage(reports, topology: "t").html]
        }
        #expect(try bytes() == bytes())
    }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import Planning

/// Writes what a plan gave into a folder; files of an earlier run of the same names are replaced.
struct PlanOutput {
    let folder: String

    func write(_ reports: [ScenarioReport], summary: [UInt8], topology: String) throws(CommandError) {
        for report in reports {
            let tables = "\(folder)/\(report.scenario.id)"
            try makeFolder(tables)
            for file in ReportTables(report).files { try write(Data(file.text().utf8), to: "\(tables)/\(file.name)") }
        }
        try write(Data(summary), to: "\(folder)/summary.json")
        try write(Data(ReportPage(reports, topology: topology).html.utf8), to: "\(folder)/report.html")
    }

    private func makeFolder(_ path: String) throws(CommandError) {
        do { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) } catch {
            throw .outside("\(path): the folder cannot be made: \(error.localizedDescription)")
        }
    }

    private func write(_ data: Data, to path: String) throws(CommandError) {
        do { try data.write(to: URL(fileURLWithPath: path), options: .atomic) } catch {
            throw .outside("\(path): the file cannot be written: \(error.localizedDescription)")
        }
    }
}

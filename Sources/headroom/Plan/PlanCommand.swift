// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import GridModel
import JSON
import Planning

/// `headroom plan`: what-if runs of a topology under scenarios.
struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract:
            "What-if runs: a topology, edited, through days of load, sun and vehicles, with the dispatcher or without.",
        discussion: """
            Each scenario is run by itself; two or more are compared with the first. Writes report.html, summary.json and,
            in a folder for each scenario, the tables as CSV. The same input gives the same files, whatever --jobs is.

            EXAMPLES
              headroom plan topology/street.yaml --scenario scenarios/street-evening.yaml
              headroom plan topology/street.yaml --scenario a.yaml --scenario b.yaml --out plan --jobs 2
              headroom plan topology/street.yaml --scenario a.yaml --json > summary.json

            Exit status: 0 done, 1 a file is wrong, 2 usage, 4 the output cannot be written.
            """)

    @Argument(help: ArgumentHelp("The topology file.", valueName: "TOPOLOGY"))
    var topology: String

    @Option(
        name: .customLong("scenario"), help: ArgumentHelp("A scenario file; repeat it to compare.", valueName: "FILE"))
    var scenarios: [String] = []

    @Option(
        help: ArgumentHelp(
            "Folder for report.html, summary.json and the tables (plan-out, none with --json).", valueName: "DIR"))
    var out: String?

    @Flag(help: "Print summary.json on standard output instead of a table; files only where --out says so.")
    var json = false

    @Option(help: "Scenarios run at once.")
    var jobs = min(ProcessInfo.processInfo.activeProcessorCount, maximumJobs)

    /// Most runs at once.
    private static let maximumJobs = 256

    /// Most scenarios of one run: more columns than a page compares.
    static let maximumScenarios = 16

    func validate() throws {
        guard (1...Self.maximumScenarios).contains(scenarios.count) else {
            throw ValidationError("name 1 to \(Self.maximumScenarios) scenarios with --scenario FILE")
        }
        guard (1...Self.maximumJobs).contains(jobs) else {
            throw ValidationError("--jobs takes 1 to \(Self.maximumJobs)")
        }
    }

    func run() async throws {
        let feeder = try TopologyReader.feeder(topology)
        let loaded = try ScenarioLoader.load(scenarios)
        let progress = ProgressBar(
            steps: loaded.map(\.scenario.horizon.stepCount).reduce(0, +), isShown: !json && isatty(STDERR_FILENO) == 1)
        let results = await PlanRunner(feeder: feeder, jobs: jobs, progress: progress).run(loaded)
        progress.finish()
        var reports: [ScenarioReport] = []
        for result in results {
            switch result {
            case .success(let report): reports.append(report)
            case .failure(let error):
                for finding in error.findings { StandardError.write(finding.description) }
                throw CommandError.input("a scenario cannot be run on \(topology)")
            }
        }
        for report in reports { for finding in report.findings { StandardError.write(finding.description) } }
        let summary = ReportSummary.json(reports, topology: topology)
        let folder = out ?? (json ? nil : "plan-out")
        if let folder { try PlanOutput(folder: folder).write(reports, summary: summary, topology: topology) }
        if json {
            try FileHandle.standardOutput.write(contentsOf: Data(summary + [UInt8(ascii: "\n")]))
        } else {
            print(ReportText.table(reports))
            if let folder { print("\nreport: \(folder)/report.html") }
        }
    }
}

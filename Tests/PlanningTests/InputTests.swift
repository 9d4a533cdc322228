// SPDX-License-Identifier: Apache-2.0

import Foundation
import GridModel
import TestSupport
import Testing

@testable import Planning

/// Files and limits that a run takes, refuses or doubts.
struct InputTests {
    /// What is said of a run, errors or doubts.
    func said(_ feeder: Feeder, _ texts: [String: String] = [:], _ lines: String...) throws -> [TopologyFinding] {
        let scenario = try Sample.scenario(lines.joined(separator: "\n"))
        do throws(ScenarioError) {
            return try Planner.run(feeder, scenario, inputs: ScenarioInputs(texts: texts)).findings
        } catch { return error.findings }
    }

    /// Each folder of Tests/Cases/Sessions is a table of vehicles and exactly what must be said about it.
    @Test(arguments: try RepositoryFiles.names(in: "Tests/Cases/Sessions"))
    func saysWhatIsWrongWithATableOfVehicles(name: String) throws {
        let folder = "Tests/Cases/Sessions/\(name)"
        let found = try said(
            try Sample.pair(), ["input.csv": try RepositoryFiles.text("\(folder)/input.csv")],
            "profiles: {ev: {csv: input.csv}}")
        let differences = try ExpectedFindings(of: folder)
            .differences(from: found.map { ($0.description, $0.text) }, file: "input.csv")
        #expect(differences == [])
    }

    static let rows = ["2026-01-20T16:00:00Z", "2026-01-20T20:00:00Z"]

    static func table(_ columns: String, _ values: String) -> String {
        "time,\(columns)\n" + rows.map { "\($0),\(values)\n" }.joined()
    }

    @Test func sunIsNotBelowNoughtInAFileThatLoadShares() throws {
        let pv = "      - {id: HOME-pv, kind: pv, ratedKW: 10, mqtt: native, default: {exportLimitKW: 5}}"
        let feeder = try Sample.pair(more: pv)
        let shared = "profiles: {load: {csv: f.csv}, pv: {csv: f.csv}, ev: {chance: 0}}"
        let wrong = try said(feeder, ["f.csv": Self.table("h1,h1-pv", "-1,-2")], shared)
        #expect(wrong.map(\.description) == ["f.csv:2:1: error: h1-pv: -2 lies outside 0 to 1000000"])
        #expect(try said(feeder, ["f.csv": Self.table("h1,h1-pv", "-1,2")], shared).isEmpty)
    }

    @Test func aByteOrderMarkIsNoPartOfTheFirstColumn() throws {
        let load = "profiles: {load: {csv: f.csv}, ev: {chance: 0}}"
        #expect(try said(try Sample.pair(), ["f.csv": "\u{FEFF}" + Self.table("h1", "1")], load).isEmpty)
    }

    @Test func columnsAreBoundedAndStandOnce() throws {
        let load = "profiles: {load: {csv: f.csv}}"
        func first(_ head: String) throws -> String {
            try said(try Sample.pair(), ["f.csv": head + "\n"], load).first?.text ?? ""
        }
        #expect(try first("time,h1,h2,h1") == "the column h1 stands there twice")
        let many = (0..<60_000).map { "c\($0)" }.joined(separator: ",")
        #expect(try first("time," + many) == "60001 columns are more than the limit of 60000")
    }

    @Test func aTopologyOfTooManyNodesIsRefusedWithoutAnyEdit() throws {
        let head = ConnectivityNode(id: .init("tx")!, kind: .substation, parent: nil)
        let homes = (0..<40_000).map { GeneratorTests.home($0) }
        let feeder = Feeder(id: .init("f")!, name: nil, nodes: [head] + homes, sites: [], ders: [], stations: [])
        let found = try said(feeder)
        #expect(found.map(\.text) == ["40001 nodes are more than the limit of 40000"])
    }

    @Test func aLimitBetweenTwoStepsIsDoubted() throws {
        func doubt(_ start: String, _ end: String) throws -> [String] {
            try said(
                try Sample.pair(), [:], "profiles: {ev: {chance: 0}}",
                "limits: [{node: tx, importLimitKW: 9, start: \"2026-01-20T\(start)Z\", end: \"2026-01-20T\(end)Z\"}]"
            ).map(\.text)
        }
        let text = "no step begins while this import limit holds; it bounds nothing"
        #expect(try doubt("17:01:00", "17:04:00") == [text])
        #expect(try doubt("20:00:00", "21:00:00") == [text])
        #expect(try doubt("10:00:00", "16:00:00") == [text])
        #expect(try doubt("17:04:00", "17:05:01") == [])
        #expect(try doubt("10:00:00", "16:00:01") == [])
    }
}

/// What is said of limits that come and go, and of limits of nothing.
struct LoadingTests {
    /// 20 kW from five to seven under a limit of 9 kW, then 30 kW under the 40 of the plate.
    static func report() throws -> ScenarioReport {
        let scenario = try Sample.scenario(
            "profiles: {load: {csv: f.csv}, ev: {chance: 0}}", "policy: {dispatch: off}",
            "limits: [{node: tx, importLimitKW: 9, start: \"2026-01-20T17:00:00Z\", end: \"2026-01-20T19:00:00Z\"}]")
        let csv = """
            time,tx
            2026-01-20T16:00:00Z,1
            2026-01-20T17:00:00Z,18
            2026-01-20T19:00:00Z,30
            2026-01-20T20:00:00Z,1
            """
        return try Planner.run(
            try Sample.pair(transformerKW: 40), scenario, inputs: ScenarioInputs(texts: ["f.csv": csv]))
    }

    @Test func powerPartAndTimeOfTheHighestLoadingAreOfOneStep() throws {
        let report = try Self.report()
        let (node, text) = (report.nodes[0], ReportText.table([report]))
        #expect(node.peakImport.kW == 30 && node.peakImport.partOfLimit == 0.75)
        let worst = try #require(node.worst)
        #expect(worst.kW == 18 && worst.partOfLimit == 2 && worst.time == report.scenario.horizon.time(ofStep: 12))
        #expect(node.highestLoading == 2 && report.totals.headWorst == worst && report.totals.headPeakKW == 30)
        #expect(text.contains("loaded most is tx, 18.0 kW, 200.0 % of its limit at 2026-01-20 17:00 UTC"), "\(text)")
        let page = ReportPage([report], topology: "t").html
        #expect(page.contains("18 <small>kW, 200 % of its limit</small>"))
        #expect(page.contains("<td>9.0</td><td>18.0</td><td>01-20 17:00</td><td>200.0</td>"))
    }

    @Test func aLimitThatComesAndGoesIsNotDrawnOverADuration() throws {
        let page = ReportPage([try Self.report()], topology: "t").headCharts
        let duration = try #require(page.range(of: "How long the head carries"))
        #expect(page[..<duration.lowerBound].contains("class=\"bound\""))
        #expect(!page[duration.lowerBound...].contains("class=\"bound\""))
    }

    @Test func roundingAboveALimitOfNothingIsNone() throws {
        let scenario = try Sample.scenario(
            "profiles: {load: {csv: f.csv}, ev: {chance: 0}}", "policy: {dispatch: off}",
            "limits: [{node: h1, importLimitKW: 0}, {node: h2, importLimitKW: 0}]")
        let csv = InputTests.table("h1,h2", "1e-9,1")
        let report = try Planner.run(
            try Sample.pair(), scenario, inputs: ScenarioInputs(texts: ["f.csv": csv]))
        #expect(report.nodes[1].highestLoading == 0 && report.nodes[1].importOverload.minutes == 0)
        #expect(report.nodes[2].highestLoading == .infinity && report.nodes[2].importOverload.minutes == 240)
        for file in ReportTables(report).files {
            #expect(!file.text().contains("inf") && !file.text().contains("nan"), "\(file.name)")
        }
        #expect(ReportText.table([report]).contains("loaded most is h2, 1.0 kW, and its limit is 0"))
    }
}

/// Where a run begins, and what the dispatcher believes.
struct BeginningTests {
    @Test func noTwoGeneratedVehiclesShareAStepAtOneOutlet() throws {
        // One that leaves soon after midnight, and the next one of the same step.
        let scenario = try Sample.scenario(
            start: "2026-01-20T16:53:00Z", length: "days: 7", step: 60,
            "edits: [{edit: add, kind: evse, count: 500, prefix: n, supply: ac, maxCurrentA: 16}]",
            "profiles: {ev: {chance: 1, arrivalH: 12, arrivalSpreadH: 12, departureH: 12.5}}", "policy: {dispatch: off}"
        )
        let report = try Planner.run(try Sample.pair(), scenario)
        var freeFrom: [Int: Int] = [:]
        for visit in report.vehicles {
            #expect(visit.steps.lowerBound >= freeFrom[visit.der, default: 0], "\(visit.session)")
            freeFrom[visit.der] = visit.steps.upperBound
        }
        let stays = report.vehicles.filter { $0.steps.upperBound == scenario.horizon.stepCount && !$0.hasLeft }
        #expect(stays.count == report.totals.vehicles.staying)
    }

    @Test func vehiclesOfTheEveningAreThereAtMidnight() throws {
        let feeder = try Sample.feeder("topology/street.yaml")
        func run(_ start: String) throws -> ScenarioReport {
            let scenario = try Sample.scenario(
                start: start, length: "hours: 12", step: 1, "profiles: {ev: {chance: 1, meanEnergyKWh: 40}}",
                "policy: {dispatch: off}")
            return try Planner.run(feeder, scenario)
        }
        let evening = try run("2026-01-20T12:00:00Z"), night = try run("2026-01-21T00:00:00Z")
        let staying = evening.vehicles.filter { !$0.hasLeft }
        let begun = night.vehicles.filter { $0.session.arrival < night.scenario.horizon.start }
        #expect(staying.count > 20 && Set(staying.map(\.session.evse)) == Set(begun.map(\.session.evse)))
        for visit in staying {
            let again = try #require(begun.first { $0.der == visit.der })
            #expect(again.session.arrival == visit.session.arrival && again.steps.lowerBound == 0)
            // A minute of 11 kW is half a per cent of the smallest battery.
            #expect((again.session.arrivalSoC - visit.soc).magnitude < 0.006, "\(visit.session.evse)")
        }
        #expect(begun.contains { $0.session.neededKWh > 1 } && begun.contains { $0.session.neededKWh == 0 })
    }

    @Test func theDispatcherBelievesALoadThatIsScaledAndNotMetered() throws {
        let text = """
            format: headroom-topology/1
            feeder: {id: f}
            nodes:
              - {id: tx, kind: substation, ratingKW: 20, margin: 0, baseLoad: none}
            sites:
            \((1...2).map { home in """
              - id: h\(home)
                parent: tx
                importLimitKW: 30
                minBaseLoadKW: 2
                maxBaseLoadKW: 2
                stations: [{id: c\(home)}]
                ders:
                  - {id: h\(home)-ev, kind: evse, supply: ac, maxCurrentA: 16, ocpp: {station: c\(home), evse: 1}, default: {importLimitA: 0}}
            """ }.joined(separator: "\n"))
            """
        let reading = TopologyFile.read(text, file: "f.yaml")
        let feeder = try #require(reading.feeder, "\(reading.findings)")
        for scaling in ["edits: [{edit: scaleLoad, factor: 3}]", "profiles: {load: {scale: 3}, ev: {csv: ev.csv}}"] {
            let scenario = try Sample.scenario(
                scaling, scaling.hasPrefix("edits") ? "profiles: {ev: {csv: ev.csv}}" : "")
            let report = try Planner.run(
                feeder, scenario, inputs: ScenarioInputs(texts: ["ev.csv": RunTests.sessions]))
            #expect(report.baseKW[1][0] == 6)
            // Twelve of the twenty are load: eight are left for the vehicles.
            let most = try #require(report.flowKW[0].max())
            #expect((16...20.001).contains(most), "\(scaling): \(most)")
        }
    }
}

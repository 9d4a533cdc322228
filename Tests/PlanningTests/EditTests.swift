// SPDX-License-Identifier: Apache-2.0

import GridModel
import Planning
import Testing

/// Edits of a feeder, seen in what a short run gives.
struct EditTests {
    func run(_ feeder: Feeder, _ edits: String...) throws -> ScenarioReport {
        let lines = edits.isEmpty ? "  []" : edits.map { "  - \($0)" }.joined(separator: "\n")
        let scenario = try Sample.scenario(
            length: "hours: 1", step: 60, "edits:", lines, "profiles: {ev: {chance: 0}}", "policy: {dispatch: off}")
        return try Planner.run(feeder, scenario)
    }

    /// What is said of an edit that cannot be made.
    func refusal(_ feeder: Feeder, _ edit: String) throws -> String {
        do {
            _ = try run(feeder, edit)
            return ""
        } catch let error as ScenarioError {
            return error.findings.map(\.description).joined(separator: "\n")
        }
    }

    @Test func addsOneADERToEachSiteInTurn() throws {
        let feeder = try Sample.feeder("topology/street.yaml")
        let report = try run(
            feeder, "{edit: add, kind: evse, count: 41, prefix: n, supply: ac, maxCurrentA: 16, phases: A}",
            "{edit: add, kind: pv, count: 3, prefix: p, ratedKW: 7, below: cable-2, spread: random}")
        let added = report.feeder.ders.filter { $0.id.text.hasPrefix("n-") }
        #expect(added.count == 41 && Set(added.map(\.site)).count == 40)
        let evse = try #require(added.first)
        #expect((evse.unit.maximumImport.kilowatts - 16 * 400 / 3.0.squareRoot() / 1_000).magnitude < 1e-9)
        #expect(evse.phases == .a && evse.defaultLimit.importLimit == .zero)
        let pv = report.feeder.ders.filter { $0.id.text.hasPrefix("p-") }
        let cable = try #require(report.index.nodePosition[.init("cable-2")!])
        #expect(pv.count == 3)
        for der in pv {
            let node = try #require(report.index.nodePosition[der.node])
            #expect(cable..<Int(report.index.subtreeEnd[cable]) ~= node)
        }
    }

    @Test func movesASwitchAndTheLoadGoesWithIt() throws {
        let feeder = try Sample.feeder("topology/street.yaml")
        let before = try run(feeder)
        let after = try run(feeder, "{edit: move, node: home-01, parent: cable-4}")
        func flow(_ report: ScenarioReport, _ id: String) -> Double {
            report.flowKW[report.index.nodePosition[.init(id)!]!][0]
        }
        let moved = flow(before, "home-01")
        #expect(moved > 0)
        #expect((flow(before, "cable-1") - moved - flow(after, "cable-1")).magnitude < 1e-9)
        #expect((flow(before, "cable-4") + moved - flow(after, "cable-4")).magnitude < 1e-9)
        #expect((flow(before, "substation") - flow(after, "substation")).magnitude < 1e-9)
    }

    @Test func removesScalesRatesAndAddsASite() throws {
        let feeder = try Sample.feeder("topology/street.yaml")
        let before = try run(feeder)
        let after = try run(
            feeder, "{edit: remove, node: cable-4}", "{edit: remove, der: home-01-ev}",
            "{edit: rate, node: substation, ratingKVA: 630}", "{edit: scaleLoad, factor: 2, below: cable-1}",
            "{edit: addSite, id: shop, parent: cable-2, importLimitKW: 50, minBaseLoadKW: 20, maxBaseLoadKW: 20}")
        #expect(after.feeder.nodes.allSatisfy { $0.id.text != "cable-4" })
        #expect(after.feeder.ders.allSatisfy { $0.id.text != "home-01-ev" })
        #expect(after.feeder.sites.count == feeder.sites.count - 10 + 1)
        #expect((try #require(after.limits[0].importKW) - 630 * 0.95).magnitude < 1e-9)
        func base(_ report: ScenarioReport, _ id: String) -> Double {
            report.baseKW[report.index.nodePosition[.init(id)!]!][0]
        }
        #expect((base(after, "home-01") - 2 * base(before, "home-01")).magnitude < 1e-9)
        #expect(base(after, "home-11") == base(before, "home-11"))
        #expect(base(after, "shop") == 20)
    }

    @Test func whatCannotBeDoneIsSaidWithItsLine() throws {
        let feeder = try Sample.feeder("topology/street.yaml")
        let cases = [
            ("{edit: move, node: home-1, parent: cable-4}", "there is no node or site home-1"),
            ("{edit: move, node: cable-1, parent: home-01}", "home-01 lies below cable-1"),
            ("{edit: move, node: cable-2, parent: home-01}", "the parent home-01 is a site"),
            ("{edit: move, node: substation, parent: cable-1}", "the head; it cannot be moved"),
            ("{edit: remove, node: substation}", "the head; it cannot be removed"),
            ("{edit: remove, der: nobody}", "there is no DER nobody"),
            ("{edit: addSite, id: home-01, parent: cable-1, importLimitKW: 9, baseLoad: none}", "already"),
            (
                "{edit: add, kind: pv, count: 2, prefix: p, ratedKW: 7, below: nowhere}",
                "there is no node or site nowhere"
            ),
            ("{edit: scaleLoad, factor: 2, below: nowhere}", "there is no node or site nowhere"),
        ]
        try expectRefusals(feeder, cases)
    }

    @Test func anACStationStandsAtLowVoltage() throws {
        let text = """
            format: headroom-topology/1
            feeder: {id: f}
            nodes: [{id: tx, kind: substation, ratingKVA: 4000, lineVoltageV: 10000, baseLoad: none}]
            sites: [{id: mill, parent: tx, ratingA: 100, baseLoad: none}]
            """
        let feeder = try #require(TopologyFile.read(text, file: "f.yaml").feeder)
        try expectRefusals(
            feeder,
            [
                (
                    "{edit: add, kind: evse, count: 1, supply: ac, maxCurrentA: 16}",
                    "mill: an AC evse at 10000 V; it needs a transformer to low voltage"
                )
            ])
        let dc = try run(feeder, "{edit: add, kind: evse, count: 1, supply: dc, maxChargeKW: 150}")
        #expect(dc.feeder.ders.count == 1)
    }

    private func expectRefusals(_ feeder: Feeder, _ cases: [(String, String)]) throws {
        for (edit, said) in cases {
            let text = try refusal(feeder, edit)
            #expect(text.hasPrefix("s.yaml:5:5: error: edits[0]: ") && text.contains(said), "\(edit): \(text)")
        }
    }

    @Test func tooManyValuesAreRefusedBeforeTheyAreComputed() throws {
        let scenario = try Sample.scenario(
            length: "days: 366", step: 5, "edits: [{edit: add, kind: pv, count: 200, prefix: p, ratedKW: 5}]")
        let error = #expect(throws: ScenarioError.self) {
            try Planner.run(try Sample.feeder("topology/street.yaml"), scenario)
        }
        #expect(error?.findings.first?.text.contains("more than the limit of 20000000") == true)
    }
}

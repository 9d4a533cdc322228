// SPDX-License-Identifier: Apache-2.0

import GridModel
import Testing

/// Limits and base loads that are given by phase.
struct ByPhaseTests {
    private func read(_ site: String) -> TopologyReading {
        TopologyFile.read(
            """
            format: headroom-topology/1
            feeder: {id: f}
            nodes:
              - {id: t, kind: substation, ratingKVA: 250, baseLoad: none}
            sites:
              - {id: s, parent: t, \(site)}
            """, file: "f")
    }

    private func node(_ site: String) throws -> ConnectivityNode {
        let reading = read(site)
        return try #require(reading.feeder, "\(reading.findings)").nodes[1]
    }

    private func texts(_ site: String) -> [String] { read(site).findings.map(\.text) }

    @Test func limitsOfPhasesAreOfTheNode() throws {
        let node = try node(
            "phases: AC, importLimitByPhaseKW: {A: 5, C: 4.6}, exportLimitByPhaseKW: {C: 4.6}, baseLoad: none")
        #expect(node.importLimitByPhase == PowerByPhase(a: .kilowatts(5), c: .kilowatts(4.6)))
        #expect(node.exportLimitByPhase == PowerByPhase(c: .kilowatts(4.6)))
        #expect(node.importLimit == nil && node.baseLoad == BaseLoad.none)
    }

    @Test func aSiteThatIsLimitedByPhaseAloneIsLimitedOnEach() {
        #expect(texts("importLimitByPhaseKW: {A: 5, B: 5, C: 5}, baseLoad: none").isEmpty)
        #expect(texts("importLimitByPhaseKW: {A: 5}, ratingA: 63, baseLoad: none").isEmpty)
        #expect(texts("importLimitByPhaseKW: {A: 5}, importLimitKW: 30, baseLoad: none").isEmpty)
        #expect(texts("phases: B, importLimitByPhaseKW: {B: 5}, baseLoad: none").isEmpty)
        let free = texts("importLimitByPhaseKW: {A: 5}, baseLoad: none")
        #expect(free.contains { $0.contains("importLimitByPhaseKW bounds no phase B or C of s") }, "\(free)")
    }

    @Test func baseLoadsOfPhasesAddUpUnlessTheTotalIsGiven() throws {
        let sum = try node(
            "importLimitKW: 9, minBaseLoadByPhaseKW: {A: 0.5, B: -1}, maxBaseLoadByPhaseKW: {A: 3, B: 1, C: 2}")
        let load = try #require(sum.baseLoad)
        #expect(load.minimum == .kilowatts(-0.5) && load.maximum == .kilowatts(6))
        #expect(load.byPhase?.maximum == PowerByPhase(a: .kilowatts(3), b: .kilowatts(1), c: .kilowatts(2)))
        let diverse = try node(
            "importLimitKW: 9, minBaseLoadKW: 0, maxBaseLoadKW: 4, minBaseLoadByPhaseKW: {A: 0},"
                + " maxBaseLoadByPhaseKW: {A: 3, B: 1, C: 2}")
        #expect(diverse.baseLoad?.maximum == .kilowatts(4) && diverse.baseLoad?.byPhase?.minimum.sum == .zero)
        #expect(load.scaled(by: 2).byPhase?.maximum.c == .kilowatts(4) && load.scaled(by: 2).maximum == .kilowatts(12))
    }

    @Test(arguments: [
        ("importLimitByPhaseKW: {}, baseLoad: none", "no phase is named"),
        ("importLimitByPhaseKW: {A: -1}, baseLoad: none", "must be at least 0, found -1"),
        ("importLimitByPhaseKW: {N: 1}, baseLoad: none", "unknown key `N` of a map of phases"),
        ("importLimitByPhaseKW: 5, baseLoad: none", "expected a map with the keys of a map of phases"),
        ("phases: AB, importLimitByPhaseKW: {C: 5}, baseLoad: none", "names phases C, and s has phases AB"),
        ("importLimitKW: 9, maxBaseLoadByPhaseKW: {A: 5}", "`minBaseLoadByPhaseKW` must be given with it"),
        (
            "importLimitKW: 9, minBaseLoadByPhaseKW: {A: 5}, maxBaseLoadByPhaseKW: {A: 4}",
            "on phase A the least of 5 kW is above the greatest of 4 kW"
        ),
        (
            "importLimitKW: 9, minBaseLoadKW: 0, maxBaseLoadKW: 5, minBaseLoadByPhaseKW: {A: 0},"
                + " maxBaseLoadByPhaseKW: {A: 4}",
            "maxBaseLoadKW 5 is above the 4 that the phases have together"
        ),
        (
            "importLimitKW: 9, minBaseLoadKW: 0, maxBaseLoadKW: 4, minBaseLoadByPhaseKW: {A: 1},"
                + " maxBaseLoadByPhaseKW: {A: 4}",
            "minBaseLoadKW 0 is below the 1 that the phases have together"
        ),
        ("importLimitKW: 9, baseLoad: none, minBaseLoadByPhaseKW: {A: 0}, maxBaseLoadByPhaseKW: {A: 0}", "exclude"),
    ])
    func whatCannotBeMeantIsSaid(site: String, text: String) {
        #expect(texts(site).contains { $0.contains(text) }, "\(texts(site))")
    }

    @Test func aDifferentLimitOfAPhaseIsTold() throws {
        let feeders = try ["{A: 5}", "{A: 6, B: 2}"].map {
            let reading = read("importLimitKW: 30, importLimitByPhaseKW: \($0), baseLoad: none")
            return try #require(reading.feeder)
        }
        let told = FeederDifference.all(from: feeders[0], to: feeders[1]).map(\.text)
        #expect(told == ["node s: import limit by phase A 5 kW becomes A 6 kW, B 2 kW"])
    }
}

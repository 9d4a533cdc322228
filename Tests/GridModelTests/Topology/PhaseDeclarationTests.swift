// SPDX-License-Identifier: Apache-2.0

import GridModel
import Testing

/// What a topology says of phases, and what holds where it says nothing.
struct PhaseDeclarationTests {
    private func feeder(_ nodes: String = "", site: String = "", _ ders: String = "") throws -> Feeder {
        let reading = TopologyFile.read(
            """
            format: headroom-topology/1
            feeder: {id: f}
            nodes:
              - {id: sub, kind: substation, lineVoltageV: 10000, ratingKVA: 400, baseLoad: none}
              - {id: t, parent: sub, kind: transformer, lineVoltageV: 400, ratingKVA: 250, baseLoad: none}
            \(nodes)
            sites:
              - id: s
                parent: t
                importLimitKW: 100
                baseLoad: none
            \(site)
                ders:
                  - {id: pv, kind: pv, ratedKW: 3, phases: C, mqtt: native}
            \(ders)
            """, file: "f")
        return try #require(reading.feeder, "\(reading.findings)")
    }

    private func evse(_ id: String, _ more: String) -> String {
        "      - {id: \(id), kind: evse, supply: ac, maxCurrentA: 16, mqtt: native, default: {importLimitA: 0}\(more)}"
    }

    @Test func theLinesOfAnOutletLieOnItsPhasesInOrderUnlessDeclared() throws {
        let ders = try feeder(
            "",
            [
                evse("plain", ""), evse("single", ", phases: B"), evse("turned", ", phaseRotation: BCA"),
                evse("two", ", phases: AC, phaseRotation: ca"),
            ].joined(separator: "\n")
        ).ders
        #expect(ders.map { $0.phaseRotation.map(\.text).joined() } == ["C", "ABC", "B", "BCA", "CA"])
        #expect(ders[3].phases == .abc)
    }

    @Test func aRotationFollowsThePhasesUnlessDeclared() throws {
        var der = try feeder().ders[0]
        #expect(der.phaseRotation == [.c])
        der.phases = [.a, .b]
        #expect(der.phaseRotation == [.a, .b])
        der.phaseRotation = [.b, .a]
        #expect(der.phaseRotation == [.b, .a])
    }

    @Test func thePhaseIsKnownUnlessDeclaredOtherwise() throws {
        let ders = try feeder("", evse("lost", ", phases: A, phaseIsKnown: false")).ders
        #expect(ders.map(\.isPhaseKnown) == [true, false])
    }

    @Test func limitsOnNeutralAndUnbalanceAreOfTheNode() throws {
        let feeder = try feeder(
            "  - {id: l, parent: t, kind: line, ratingA: 250, neutralRatingA: 125, unbalanceLimitA: 60, baseLoad: none}",
            site: "    unbalanceLimitKW: 4.6")
        func node(_ id: String) throws -> ConnectivityNode {
            try #require(feeder.nodes.first { $0.id.text == id })
        }
        #expect(try node("l").neutralRating == .amperes(125))
        #expect(try node("l").unbalanceLimit == .current(.amperes(60)))
        #expect(try node("s").unbalanceLimit == .activePower(.kilowatts(4.6)))
        #expect(try node("t").unbalanceLimit == nil && node("t").neutralRating == nil)
    }

    @Test func phasesPassAllButADeltaWinding() throws {
        func transformer(_ id: String, _ more: String) -> String {
            "  - {id: \(id), parent: sub, kind: transformer, lineVoltageV: 400, ratingKVA: 25, baseLoad: none\(more)}\n"
        }
        let feeder = try feeder(
            transformer("dyn", ", vectorGroup: Dyn") + transformer("wye", ", vectorGroup: YNyn")
                + transformer("pole", ", phases: B")
                + "  - {id: l, parent: t, kind: line, ratingA: 250, baseLoad: none}")
        let passing = Dictionary(uniqueKeysWithValues: feeder.nodes.map { ($0.id.text, $0.passesPhases) })
        #expect(
            passing == ["sub": true, "t": false, "dyn": false, "wye": true, "pole": true, "l": true, "s": true])
    }

    @Test func aChangeOfThemIsTold() throws {
        let old = try feeder("", evse("ev", ""))
        let site = "    unbalanceLimitKW: 4.6\n    neutralRatingA: 63"
        let new = try feeder(site: site, evse("ev", ", phaseRotation: CAB"))
        #expect(
            FeederDifference.all(from: old, to: new).map(\.text) == [
                "node s: neutral rating none becomes 63 A, unbalance limit none becomes 4.6 kW",
                "der ev: phase rotation in order becomes CAB",
            ])
    }
}

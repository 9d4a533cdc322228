// SPDX-License-Identifier: Apache-2.0

import GridModel
import Testing

/// What a topology's defaults come to when the gateway is silent (design.md section 6, rule 5).
struct SilentDefaultsTests {
    private func findings(_ site: String, head: String = "ratingKVA: 250") -> [TopologyFinding] {
        TopologyFile.read(
            """
            format: headroom-topology/1
            feeder: {id: f}
            nodes:
              - {id: head, kind: substation, lineVoltageV: 10000, \(head), margin: 0, baseLoad: none}
              - {id: t, parent: head, kind: transformer, lineVoltageV: 400, ratingKVA: 250, baseLoad: none}
            sites:
              - id: s
                parent: t
            \(site)
            """, file: "f"
        ).findings
    }

    /// A is passed twofold by what the law guarantees, B by a sixth by what was chosen.
    @Test func anExcessThatTheLawGuaranteesHidesNoneThatWasChosen() {
        func found(chosenKW: Double) -> [TopologyFinding] {
            findings(
                """
                    importLimitByPhaseKW: {A: 2, B: 3, C: 3}
                    baseLoad: none
                    ders:
                      - {id: heat, kind: load, maxKW: 5, phases: A, mqtt: native, \
                default: {importLimitKW: 4.2, isLegallyGuaranteed: true}}
                      - {id: boiler, kind: load, maxKW: 5, phases: B, mqtt: native, \
                default: {importLimitKW: \(chosenKW)}}
                """)
        }
        let hidden = found(chosenKW: 3.5).filter { $0.text.contains("with every DER at its default") }
        #expect(hidden.map(\.severity) == [.error], "\(hidden)")
        #expect(hidden.first?.text.contains("0.5 kW over the importLimitByPhaseKW of 3") == true, "\(hidden)")
        let only = found(chosenKW: 2.5).filter { $0.text.contains("with every DER at its default") }
        #expect(only.map(\.severity) == [.warning] && only.first?.text.contains("on phase A") == true, "\(only)")
    }

    /// 5 kW on one phase behind a delta winding are 5 / sqrt(3) = 2.887 kW on two lines above it, and 0.58 A at the lowest
    /// voltage of 10 kV and a power factor of 0.95.
    @Test(arguments: [
        ("importLimitKW: 20\n    minBaseLoadByPhaseKW: {A: 0}\n    maxBaseLoadByPhaseKW: {A: 5}", "0.58 A"),
        ("importLimitKW: 20\n    phases: B\n    minBaseLoadKW: 0\n    maxBaseLoadKW: 5", "0.58 A"),
        // On two phases alike: the line between them carries 2.5 kW.
        ("importLimitKW: 20\n    phases: AC\n    minBaseLoadKW: 0\n    maxBaseLoadKW: 5", "0.51 A"),
        ("importLimitKW: 20\n    minBaseLoadKW: 0\n    maxBaseLoadKW: 5", "0.34 A"),
    ])
    func baseLoadOnOnePhaseIsHeavierAboveADeltaWinding(site: String, amperes: String) {
        let texts = findings("    \(site)", head: "ratingA: 0.3").map(\.text)
        #expect(texts.contains { $0.contains("head imports \(amperes)") }, "\(texts)")
    }
}

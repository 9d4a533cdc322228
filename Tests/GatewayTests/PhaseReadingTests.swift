// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
import Store
import TestSupport
import Testing

@testable import Gateway

/// Readings by phase on their way in: native topics, mapped ones, and meter values of OCPP 1.6.
@Suite struct PhaseReadingTests {
    private static let site = "headroom/v1/site/site-1"

    /// A meter at the site and at the head; a battery on all phases, PV on B, an outlet turned round.
    private func bench(_ ev: String = ", phaseRotation: BCA") throws -> Bench {
        try Bench(
            Bench.minimal.replacing("baseLoad: none}", with: "baseLoad: none, meter: {}}")
                .replacing("    stations:", with: "    meter: {}\n    stations:")
                .replacing("maxCurrentA: 32,", with: "maxCurrentA: 32\(ev),")
                + "\n      - {id: pv, kind: pv, ratedKW: 4, phases: B, mqtt: native, default: {exportLimitKW: 4}}")
    }

    private func near(_ found: PhaseVector?, _ a: Double, _ b: Double, _ c: Double) -> Bool {
        guard let found else { return false }
        return max((found.a - a).magnitude, (found.b - b).magnitude, (found.c - c).magnitude) < 1e-9
    }

    // MARK: - Native

    struct Native: Sendable, CustomTestStringConvertible {
        var fields: String
        var powerKW: Double?
        var phases: [Double]?
        var testDescription: String { fields }
    }

    static let native: [Native] = [
        Native(fields: #""powerKW":3,"powerByPhaseKW":{"A":2,"B":1.5,"C":-0.5}"#, powerKW: 3, phases: [2, 1.5, -0.5]),
        Native(fields: #""powerByPhaseKW":{"A":2,"B":1,"C":0}"#, powerKW: 3, phases: [2, 1, 0]),
        Native(fields: #""powerKW":3"#, powerKW: 3),
        // A phase that is not told is not nothing.
        Native(fields: #""powerKW":3,"powerByPhaseKW":{"A":3}"#, powerKW: 3),
        Native(fields: #""powerKW":3,"powerByPhaseKW":{"A":3,"B":null,"C":0}"#, powerKW: 3),
        // One of them is wrong, and nobody knows which.
        Native(fields: #""powerKW":3,"powerByPhaseKW":{"A":2,"B":2,"C":0}"#, powerKW: 3),
        Native(
            fields: #""powerKW":-3,"powerByPhaseKW":{"A":-1,"B":-1,"C":-1.1}"#, powerKW: -3, phases: [-1, -1, -1.1]),
        // 10 A and 5 A at 230 V are 2.3 and 1.15 kW; the power is a little less, and is divided as they are.
        Native(
            fields: #""powerKW":3.3,"voltageV":230,"currentByPhaseA":{"A":10,"B":5,"C":0}"#, powerKW: 3.3,
            phases: [2.2, 1.1, 0]),
        Native(
            fields: #""powerKW":-3.3,"voltageV":230,"currentByPhaseA":{"A":10,"B":5,"C":0}"#, powerKW: -3.3,
            phases: [-2.2, -1.1, 0]),
        // Signed currents are what they say.
        Native(
            fields: #""powerKW":1.15,"voltageV":230,"currentByPhaseA":{"A":10,"B":-5,"C":0}"#, powerKW: 1.15,
            phases: [2.3, -1.15, 0]),
        // 4.6 kVA for 1 kW: some of it flows the other way, and unsigned currents do not say which.
        Native(
            fields: #""powerKW":1,"voltageV":230,"currentByPhaseA":{"A":10,"B":5,"C":5}"#, powerKW: 1),
        Native(fields: #""powerKW":0,"currentByPhaseA":{"A":0,"B":0,"C":0}"#, powerKW: 0, phases: [0, 0, 0]),
    ]

    @Test(arguments: native, ["der/bat", "meter", "node"]) func aNativeMessageTells(one: Native, from: String) throws {
        let bench = try bench()
        let topic = from == "node" ? "headroom/v1/node/transformer/telemetry" : "\(Self.site)/\(from)/telemetry"
        bench.mqtt(topic, #"{"time":"\#(FakeStation.text(bench.date))",\#(one.fields)}"#)
        #expect(bench.refused.isEmpty, "\(bench.refused)")
        let (state, model) = (bench.core.state, bench.core.model)
        let node = from == "node" ? 0 : Int(model.index.nodeOfSite[0])
        let isDER = from == "der/bat"
        let power = isDER ? state.ders[try bench.der("bat")].power : state.meters[node].power
        let phases = isDER ? state.ders[try bench.der("bat")].phasePowerKW : state.meters[node].phasePowerKW
        #expect(power?.value.kilowatts == one.powerKW)
        if let wanted = one.phases {
            #expect(near(phases?.value, wanted[0], wanted[1], wanted[2]), "\(phases.debugDescription)")
        } else {
            #expect(phases == nil)
        }
    }

    @Test(arguments: [
        (#""powerByPhaseKW":[1,1,1]"#, "json", "object"),
        (#""powerKW":3,"powerByPhaseKW":{"A":1,"B":1,"C":1,"D":0}"#, "json", "D is no phase"),
        (#""powerByPhaseKW":{"A":1}"#, "fields", "must tell all of ABC"),
        (#""currentByPhaseA":{"A":1,"B":1,"C":1}"#, "fields", "which way it flows is not told"),
        (#""powerByPhaseKW":{"A":null}"#, "fields", "no reading"),
        // Twice a third of 5 kW and 1 kW.
        (#""powerKW":5,"powerByPhaseKW":{"A":5,"B":0,"C":0}"#, "phase", "powerByPhaseKW.A 5.0 is outside -4.3"),
    ]) func whatCannotBeIsRefusedWithItsReason(fields: String, code: String, reason: String) throws {
        let bench = try bench()
        bench.publish("bat", "telemetry", fields)
        #expect(bench.refused.first?.code == code)
        #expect(bench.refused.first?.reason.contains(reason) == true, "\(bench.refused.first?.reason ?? "taken")")
        #expect(bench.published.first?.topic == "\(Self.site)/der/bat/rejected")
        #expect(bench.published.first?.body.contains(code) == true)
        #expect(try bench.state("bat").power == nil && bench.state("bat").phasePowerKW == nil)
    }

    @Test func aDEROnOnePhaseNeedsToTellThatOneAlone() throws {
        let bench = try bench()
        bench.publish("pv", "telemetry", #""powerByPhaseKW":{"B":-3}"#)
        #expect(try bench.state("pv").power?.value.kilowatts == -3)
        #expect(near(try bench.state("pv").phasePowerKW?.value, 0, -3, 0))
        bench.publish("pv", "telemetry", #""powerKW":-3,"powerByPhaseKW":{"A":-3,"B":0,"C":0}"#)
        #expect(bench.refused.map(\.code) == ["phase"])
    }

    // MARK: - OCPP 1.6

    struct Meter: Sendable, CustomTestStringConvertible {
        var name: String
        /// `value measurand unit phase`.
        var samples: [String]
        var ev = ", phaseRotation: BCA"
        var phases: [Double]?
        var testDescription: String { name }
    }

    static let powers = [
        "2000 Power.Active.Import W L1", "1000 Power.Active.Import W L2", "0 Power.Active.Import W L3",
    ]
    static let meters: [Meter] = [
        // L1 is on B, L2 on C, L3 on A.
        Meter(name: "powers by line", samples: powers, phases: [0, 2, 1]),
        Meter(name: "in order unless declared", samples: powers, ev: "", phases: [2, 1, 0]),
        Meter(name: "to neutral", samples: powers.map { $0 + "-N" }, phases: [0, 2, 1]),
        Meter(
            name: "export is negative",
            samples: [
                "0 Power.Active.Import W L1", "1000 Power.Active.Export W L1", "1000 Power.Active.Export W L2",
                "1000 Power.Active.Export W L3",
            ], phases: [-1, -1, -1]),
        Meter(
            name: "a line that is not told is not nothing", samples: ["3600 Power.Active.Import W L1"], phases: nil),
        Meter(
            name: "currents divide the total",
            samples: [
                "3300 Power.Active.Import W", "10 Current.Import A L1", "5 Current.Import A L2",
                "0 Current.Import A L3",
            ], phases: [0, 2.2, 1.1]),
        Meter(
            name: "currents times the voltage of each line",
            samples: [
                "10 Current.Import A L1", "10 Current.Import A L2", "0 Current.Import A L3", "240 Voltage V L1-N",
                "220 Voltage V L2-N", "240 Voltage V L3-N",
            ], phases: [0, 4.8 * 240 / 460, 4.8 * 220 / 460]),
        Meter(
            name: "without a voltage the nominal",
            samples: ["10 Current.Import A L1", "0 Current.Import A L2", "0 Current.Import A L3"],
            phases: [0, 10 * 400 / 3.0.squareRoot() / 1_000, 0]),
        Meter(
            name: "one line measured for all tells nothing of the others",
            samples: ["6900 Power.Active.Import W", "10 Current.Import A L1"], phases: nil),
        Meter(
            name: "parts that are not the total",
            samples: ["6000 Power.Active.Import W", "1000 Power.Active.Import W L1"], phases: nil),
        Meter(name: "a total alone", samples: ["6000 Power.Active.Import W"], phases: nil),
        Meter(
            name: "an outlet of one phase", samples: ["3000 Power.Active.Import W L1"], ev: ", phases: C",
            phases: [0, 0, 3]),
        Meter(
            name: "that has no L2", samples: ["2000 Power.Active.Import W L2"], ev: ", phases: C", phases: nil),
        Meter(
            name: "and whose phase nobody knows", samples: ["3000 Power.Active.Import W L1"],
            ev: ", phases: C, phaseIsKnown: false", phases: nil),
    ]

    @Test(arguments: meters) func meterValuesTell(one: Meter) throws {
        let bench = try bench(one.ev)
        bench.connect(FakeStation("cs"), 1)
        bench.meter(
            1,
            one.samples.map { sample in
                let parts = sample.split(separator: " ").map(String.init)
                var sample: [String: Any] = ["value": parts[0], "measurand": parts[1], "unit": parts[2]]
                if parts.count > 3 { sample["phase"] = parts[3] }
                return sample
            })
        #expect(bench.refused.isEmpty, "\(bench.refused)")
        let found = try bench.state("ev").phasePowerKW
        if let wanted = one.phases {
            #expect(near(found?.value, wanted[0], wanted[1], wanted[2]), "\(found.debugDescription)")
            #expect(found?.maximumAge == .seconds(25))
        } else {
            #expect(found == nil, "\(found.debugDescription)")
        }
    }

    @Test func anotherRotationHoldsFromTheNextMeterValues() throws {
        let bench = try bench()
        bench.connect(FakeStation("cs"), 1)
        let samples = [("2000", "L1"), ("0", "L2"), ("0", "L3")].map {
            ["value": $0, "measurand": "Power.Active.Import", "unit": "W", "phase": $1]
        }
        bench.meter(1, samples)
        #expect(near(try bench.state("ev").phasePowerKW?.value, 0, 2, 0))
        try bench.change(
            to: Bench.minimal.replacing("maxCurrentA: 32,", with: "maxCurrentA: 32, phaseRotation: CAB,"))
        #expect(try bench.state("ev").phasePowerKW == nil)
        #expect(try bench.state("ev").power?.value.kilowatts == 2)
        bench.run(1)
        bench.meter(1, samples)
        #expect(near(try bench.state("ev").phasePowerKW?.value, 0, 0, 2))
    }

    // MARK: - Mapped

    private func meter(_ bench: Bench, _ site: String) throws -> MeterState {
        let position = try #require(bench.core.model.feeder.sites.firstIndex { $0.id.text == site })
        return bench.core.state.meters[Int(bench.core.model.index.nodeOfSite[position])]
    }

    @Test func aShellyTellsItsPhasesBesideTheTotal() throws {
        let bench = try Bench(RepositoryFiles.text("topology/mapped.yaml"))
        let topic = "shellypro3em-a1b2c3/status/em:0"
        bench.mqtt(
            topic,
            #"{"id":0,"a_act_power":250.5,"b_act_power":-1200,"c_act_power":80,"total_act_power":-869.5}"#)
        #expect(bench.refused.isEmpty, "\(bench.refused)")
        #expect(try meter(bench, "shelly-home").power?.value.kilowatts == -0.8695)
        #expect(near(try meter(bench, "shelly-home").phasePowerKW?.value, 0.2505, -1.2, 0.08))
    }

    @Test func theLinesOfAVictronAddUpAndAreOnTheirPhases() throws {
        let text = try RepositoryFiles.text("topology/mapped.yaml")
        func bench(_ more: String) throws -> Bench {
            let bench = try Bench(
                text.replacing(
                    "{preset: victron, portal: c0619ab12345}", with: "{preset: victron, portal: c0619ab12345\(more)}"))
            for (line, watts) in [(1, 260.6), (2, -60), (3, 100)] {
                let topic = "N/c0619ab12345/system/0/Ac/Grid/L\(line)/Power"
                bench.mqtt(topic, #"{"value":\#(watts)}"#)
            }
            return bench
        }
        let plain = try bench("")
        let total = try #require(try meter(plain, "victron-home").power).value.kilowatts
        #expect(abs(total - 0.3006) < 1e-9)
        #expect(near(try meter(plain, "victron-home").phasePowerKW?.value, 0.2606, -0.06, 0.1))
        // L1 on C, L2 on A, L3 on B.
        let turned = try bench(", phaseRotation: CAB")
        #expect(near(try meter(turned, "victron-home").phasePowerKW?.value, -0.06, 0.1, 0.2606))
        turned.mqtt("N/c0619ab12345/system/0/Ac/Grid/L2/Power", #"{"value":null}"#)
        turned.run(61)
        turned.mqtt("N/c0619ab12345/system/0/Ac/Grid/L1/Power", #"{"value":100}"#)
        #expect(try meter(turned, "victron-home").phasePowerKW?.live(at: turned.now.steady) == nil)
    }

    @Test func openEMSTellsItsPhasesOnTopicsOfTheirOwn() throws {
        let bench = try Bench(RepositoryFiles.text("topology/mapped.yaml"))
        let channel = "edge/edge0/channel/_sum/GridActivePower"
        bench.mqtt(channel, "1500")
        for (line, watts) in [(1, 1_000), (2, 200)] { bench.mqtt("\(channel)L\(line)", "\(watts)") }
        #expect(try meter(bench, "openems-home").phasePowerKW == nil)
        bench.mqtt("\(channel)L3", "300")
        #expect(try meter(bench, "openems-home").power?.value.kilowatts == 1.5)
        #expect(near(try meter(bench, "openems-home").phasePowerKW?.value, 1, 0.2, 0.3))
    }

    @Test func singleMappingsNameThePhase() throws {
        let bench = try Bench(
            Bench.minimal.replacing(
                "    stations:",
                with: """
                        meter:
                          mappings:
                            - {signal: powerKW, topic: m/total}
                            - {signal: phasePowerKW, topic: m/phases, pointer: /1, phase: B}
                            - {signal: phasePowerKW, topic: m/phases, pointer: /2, phase: C}
                            - {signal: phasePowerKW, topic: m/phases, pointer: /3, phase: A, negate: true}
                        stations:
                    """))
        bench.mqtt("m/total", "3")
        bench.mqtt("m/phases", "[0,1,2,-0.5]")
        #expect(bench.refused.isEmpty, "\(bench.refused)")
        #expect(near(try meter(bench, "site-1").phasePowerKW?.value, 0.5, 1, 2))
    }
}

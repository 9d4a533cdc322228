// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
import Store
import TestSupport
import Testing

@testable import Gateway

/// The payloads that OpenEMS, Victron, evcc, Shelly and Tasmota really publish, through the presets of the topology
/// that ships with the product.
@Suite struct MappedMQTTTests {
    private func bench() throws -> Bench {
        try Bench(RepositoryFiles.text("topology/mapped.yaml"))
    }

    private func meterKW(_ bench: Bench, _ site: String) throws -> Double? {
        let feeder = bench.core.model.feeder
        let position = try #require(feeder.sites.firstIndex { $0.id.text == site })
        return bench.core.state.meters[Int(bench.core.model.index.nodeOfSite[position])].power?.value.kilowatts
    }

    struct Message: Sendable {
        var topic: String
        var payload: String
        init(_ topic: String, _ payload: String) {
            self.topic = topic
            self.payload = payload
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var messages: [Message]
        /// A site whose meter, or a DER whose power, is looked at.
        var site: String?
        var der: String?
        var kW: Double?
        var testDescription: String { name }
    }

    static let portal = "N/c0619ab12345"
    static let cases: [Case] = [
        Case(
            name: "OpenEMS buys", messages: [.init("edge/edge0/channel/_sum/GridActivePower", "1234")],
            site: "openems-home", kW: 1.234),
        Case(
            name: "OpenEMS sells", messages: [.init("edge/edge0/channel/_sum/GridActivePower", "-500")],
            site: "openems-home", kW: -0.5),
        Case(
            name: "OpenEMS null", messages: [.init("edge/edge0/channel/_sum/GridActivePower", "null")],
            site: "openems-home", kW: nil),
        Case(
            name: "OpenEMS battery discharges: +", messages: [.init("edge/edge0/channel/_sum/EssActivePower", "2000")],
            der: "openems-bat", kW: -2),
        Case(
            name: "Victron sums its lines",
            messages: [
                .init("\(portal)/system/0/Ac/Grid/L1/Power", #"{"value":260.6}"#),
                .init("\(portal)/system/0/Ac/Grid/L2/Power", #"{"value":-60}"#),
                .init("\(portal)/system/0/Ac/Grid/L3/Power", #"{"value":100}"#),
            ], site: "victron-home", kW: 0.3006),
        Case(
            name: "Victron waits for all lines",
            messages: [
                .init("\(portal)/system/0/Ac/Grid/L1/Power", #"{"value":260.6}"#),
                .init("\(portal)/system/0/Ac/Grid/L2/Power", #"{"value":-60}"#),
            ], site: "victron-home", kW: nil),
        Case(
            name: "Victron null takes a line out",
            messages: [
                .init("\(portal)/system/0/Ac/Grid/L1/Power", #"{"value":260.6}"#),
                .init("\(portal)/system/0/Ac/Grid/L1/Power", #"{"value":null}"#),
                .init("\(portal)/system/0/Ac/Grid/L2/Power", #"{"value":-60}"#),
                .init("\(portal)/system/0/Ac/Grid/L3/Power", #"{"value":100}"#),
            ], site: "victron-home", kW: nil),
        Case(
            name: "Victron battery charges: +",
            messages: [.init("\(portal)/system/0/Dc/Battery/Power", #"{"value":1500}"#)], der: "victron-bat", kW: 1.5),
        Case(name: "evcc grid", messages: [.init("evcc/site/grid/power", "-1250.5")], site: "evcc-home", kW: -1.2505),
        Case(
            name: "evcc loadpoint", messages: [.init("evcc/loadpoints/1/chargePower", "7360")], der: "evcc-ev", kW: 7.36
        ),
        Case(
            name: "evcc nil is empty", messages: [.init("evcc/loadpoints/1/chargePower", "")], der: "evcc-ev", kW: nil),
        Case(
            name: "Shelly meter",
            messages: [
                .init("shellypro3em-a1b2c3/status/em:0", #"{"id":0,"a_act_power":253.0,"total_act_power":-1533.0}"#)
            ],
            site: "shelly-home", kW: -1.533),
        Case(
            name: "Shelly switch",
            messages: [
                .init("shellyplus1pm-d4e5f6/online", "true"),
                .init(
                    "shellyplus1pm-d4e5f6/status/switch:0",
                    #"{"id":0,"output":true,"apower":47.1,"voltage":232.0,"current":0.2,"aenergy":{"total":5.1}}"#),
            ], der: "shelly-heater", kW: 0.0471),
        Case(
            name: "Tasmota",
            messages: [
                .init("tele/house-meter/LWT", "Online"),
                .init(
                    "tele/house-meter/SENSOR",
                    #"{"Time":"2020-10-04T04:02:35","ENERGY":{"Total":8.315,"Today":0.350,"Power":87,"Voltage":121}}"#),
            ], site: "tasmota-home", kW: 0.087),
        Case(
            name: "own topic with its time",
            messages: [.init("house/battery", #"{"power_w":2500,"soc":54,"time":"2026-11-22T17:00:00Z"}"#)],
            der: "own-bat", kW: -2.5),
    ]

    @Test(arguments: cases) func whatTheyPublishIsUnderstood(one: Case) throws {
        let bench = try bench()
        for message in one.messages { bench.mqtt(message.topic, message.payload) }
        #expect(bench.refused.isEmpty, "\(bench.refused)")
        let found =
            try one.site.map { try meterKW(bench, $0) } ?? one.der.map { try bench.state($0).power?.value.kilowatts }
            ?? nil
        if let kW = one.kW { #expect(abs(try #require(found) - kW) < 1e-9) } else { #expect(found == nil) }
    }

    @Test func statesOfChargeAndPlugsToo() throws {
        let bench = try bench()
        bench.mqtt("edge/edge0/channel/_sum/EssSoc", "71")
        #expect(try bench.state("openems-bat").stateOfCharge?.value == 0.71)
        bench.mqtt("evcc/loadpoints/1/connected", "true")
        #expect(try bench.state("evcc-ev").plug == .occupied)
        bench.mqtt("evcc/loadpoints/1/connected", "false")
        #expect(try bench.state("evcc-ev").plug == .available)
        bench.mqtt("shellyplus1pm-d4e5f6/status/switch:0", #"{"apower":47.1}"#)
        bench.mqtt("shellyplus1pm-d4e5f6/online", "false")
        #expect(try bench.state("shelly-heater").link == .offline)
        bench.mqtt("\(Self.portal)/system/0/Dc/Battery/Power", #"{"value":1500}"#)
        #expect(try bench.state("victron-bat").link == .online)
        bench.mqtt("\(Self.portal)/system/0/Dc/Battery/Power", "")
        #expect(try bench.state("victron-bat").link == .offline, "an empty payload: the device is gone")
    }

    @Test func whatTheBrokerKeptIsNoReadingAndNoFault() throws {
        let bench = try bench()
        bench.mqtt("evcc/loadpoints/1/chargePower", "7360", isRetained: true)
        #expect(try bench.state("evcc-ev").power == nil)
        #expect(bench.refused.isEmpty)
    }

    @Test(arguments: [
        ("evcc/loadpoints/1/chargePower", "true", "type"), ("evcc/loadpoints/1/chargePower", "abc", "json"),
        ("evcc/loadpoints/1/chargePower", "\"nan\"", "type"),
        ("evcc/loadpoints/1/chargePower", "7360000", "implausible"),
        ("\(portal)/system/0/Dc/Battery/Power", "{}", "pointer"),
        ("tele/house-meter/SENSOR", #"{"ENERGY":{"Power":[1,2]}}"#, "type"),
        ("house/battery", #"{"power_w":1}"#, "time"),
    ]) func garbageOfMappedTopicsIsRefused(topic: String, payload: String, code: String) throws {
        let bench = try bench()
        bench.mqtt(topic, payload)
        #expect(bench.refused.first?.code == code)
        #expect(Set(bench.published.map { $0.topic.hasSuffix("-home/rejected") }) == [true], "\(bench.published)")
    }

    @Test func oneKeepaliveServesAllOfAPortal() throws {
        let bench = try bench()
        bench.run(31)
        let sent = bench.published.filter { $0.topic == "R/c0619ab12345/keepalive" }
        #expect(sent.map(\.body) == ["", ""])
    }

    @Test func setpointsAreWrittenInTheSitesOwnTerms() throws {
        let bench = try bench()
        func write(_ der: String, kW: Double, amperes: Double? = nil) throws -> [String: String] {
            let item = SetpointOutbox.Item(
                der: try bench.der(der), power: .kilowatts(kW), current: amperes.map { .amperes($0) },
                validUntil: bench.now.utc, isLowering: false, isRefresh: false)
            bench.clearPublished()
            bench.carryOut(bench.core.mqtt.setpoint(item, reason: nil, now: bench.now))
            return Dictionary(bench.published.map { ($0.topic, $0.body) }, uniquingKeysWith: { first, _ in first })
        }
        #expect(
            try write("victron-bat", kW: -0.1) == [
                "W/c0619ab12345/vebus/276/Hub4/L1/AcPowerSetpoint": #"{"value":-100}"#
            ])
        #expect(try write("evcc-ev", kW: 6.9, amperes: 10.3) == ["evcc/loadpoints/1/maxCurrent/set": "10.3"])
        #expect(try write("own-bat", kW: 2.5) == ["house/battery/set": #"{"power_w": -2500}"#])
    }

    @Test func whatCannotBeCommandedIsNotDispatched() throws {
        let bench = try bench()
        bench.mqtt("edge/edge0/channel/_sum/EssActivePower", "0")
        bench.mqtt("evcc/loadpoints/1/chargePower", "0")
        #expect(try !bench.state("openems-bat").isProvisioned)
        #expect(try bench.state("evcc-ev").isProvisioned)
        bench.run(10)
        #expect(!bench.published.contains { $0.topic.contains("openems-bat") })
    }

    @Test func aMappedDERIsJudgedByItsMeasurements() throws {
        let bench = try bench()
        bench.mqtt("evcc/loadpoints/1/connected", "true")
        for _ in 0..<80 {
            bench.mqtt("evcc/loadpoints/1/chargePower", "4100")
            bench.run(1)
        }
        #expect(try bench.state("evcc-ev").command?.standing == .confirmed)
    }
}

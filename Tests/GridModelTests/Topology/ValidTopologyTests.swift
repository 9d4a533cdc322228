// SPDX-License-Identifier: Apache-2.0

import Foundation
import GridModel
import TestSupport
import Testing

struct ValidTopologyTests {
    func feeder(_ name: String) throws -> Feeder {
        let reading = TopologyFile.read(try RepositoryFiles.text("topology/\(name)"), file: name)
        return try #require(reading.feeder, "\(reading.findings)")
    }

    @Test(arguments: try RepositoryFiles.topologies())
    func everyShippedTopologyIsFree(name: String) throws {
        #expect(TopologyFile.read(try RepositoryFiles.text("topology/\(name)"), file: name).findings == [])
    }

    @Test func theExampleOfTheReadmeIsValid() throws {
        let parts = try RepositoryFiles.text("topology/README.md").components(separatedBy: "```")
        let example = try #require(parts.first { $0.hasPrefix("yaml\n") }).dropFirst(5)
        #expect(TopologyFile.read(String(example), file: "README.md").findings == [])
        #expect(example.split(separator: "\n").count <= 10)
    }

    @Test func theStreetIsWhatItsHeadSays() throws {
        let feeder = try feeder("street.yaml")
        #expect(feeder.name == "Lindenstraße")
        #expect(feeder.sites.count == 40)
        #expect(feeder.nodes.count == 1 + 4 + 40)
        #expect(feeder.nodes[0].rating == .apparentPower(.kilovoltAmperes(400)))
        // Its chargers alone are more than the 368.6 kW that 400 kVA x 0.95 x 0.97 leave.
        let chargers = feeder.ders.filter { $0.unit.kind == .evse }
        #expect(chargers.reduce(0) { $0 + $1.unit.maximumImport.kilowatts } > 368.6)
        #expect(chargers.filter { $0.phases.count == 3 }.count > chargers.count / 2)
        #expect(chargers.contains { $0.phases.count == 1 })
        #expect(Set(feeder.ders.map(\.unit.kind)) == [.battery, .photovoltaic, .evse, .load])
    }

    @Test func theDepotMayDischarge() throws {
        let feeder = try feeder("depot.yaml")
        let buses = feeder.ders.compactMap { der -> EVSE? in
            if case .evse(let evse) = der.unit, evse.supply == .dc { evse } else { nil }
        }
        #expect(buses.count == 20)
        #expect(
            buses.allSatisfy { $0.allowsDischarge && $0.maximumDischarge == .kilowatts(60) && $0.reserveSoC == 0.4 })
        #expect(buses.allSatisfy { $0.v2gDialect == .negativeLimit })
        // The transformer changes the voltage, and what hangs on it inherits that.
        #expect(feeder.nodes[0].nominalLineVoltage == .volts(10_000))
        #expect(feeder.nodes.last?.nominalLineVoltage == .volts(400))
    }

    @Test func theGarageHasSixOutletsOnEachPhaseAndLimitsByPhase() throws {
        let feeder = try feeder("garage.yaml")
        let outlets = feeder.ders.filter { $0.unit.kind == .evse }
        for phase: PhaseCode in [.a, .b, .c] { #expect(outlets.filter { $0.phases == phase }.count == 6) }
        let rotations = outlets.filter { $0.phases == .abc }.map { $0.phaseRotation.map(\.text).joined() }
        #expect(rotations == ["ABC", "BCA", "CAB"])
        let garage = try #require(feeder.nodes.last)
        #expect(garage.rating == .current(.amperes(63)) && garage.unbalanceLimit == .activePower(.kilowatts(4.6)))
        #expect(garage.importLimitByPhase?.b == .kilowatts(15) && garage.exportLimitByPhase?.c == .kilowatts(4.6))
        #expect(garage.baseLoad?.maximum == .kilowatts(2.1) && garage.baseLoad?.byPhase?.maximum.c == .kilowatts(1.1))
        let battery = try #require(feeder.ders.last)
        #expect(battery.storageRule.operation == .peakShaving(.init(threshold: .kilowatts(30), node: nil)))
    }

    @Test func theFeederHasThreeTransformersAndSome200DERs() throws {
        let feeder = try feeder("feeder.yaml")
        #expect(feeder.nodes.filter { $0.kind == .transformer }.count == 3)
        #expect((190...230).contains(feeder.ders.count))
        #expect(feeder.sites.count == 76)
    }

    @Test func acPowersFollowFromAmperesAndDefaultsFromThePlate() throws {
        let feeder = try feeder("minimal.yaml")
        let der = try #require(feeder.ders.first { $0.id.text == "site-1-ev" })
        guard case .evse(let evse) = der.unit else { return #expect(Bool(false)) }
        // 3 x 400 V / sqrt(3) x 32 A = 22.170 kW, and 6 A are 4.157 kW, by hand.
        #expect((evse.maximumCharge.watts - 22_170.25).magnitude < 0.01)
        #expect((evse.minimumCharge.watts - 4_156.92).magnitude < 0.01)
        #expect((der.defaultLimit.importLimit.watts - 4_156.92).magnitude < 0.01)
        #expect(der.maximumAge == .seconds(25))
        #expect(der.communication == .ocpp(station: ChargingStation.ID("site-1-cs")!, evse: 1))
    }

    @Test func whatIsNotGivenHasItsDefault() throws {
        let feeder = try feeder("minimal.yaml")
        #expect(feeder.nodes[0].powerFactor == 0.95)
        #expect(feeder.nodes[0].margin == 0.03)
        #expect(feeder.nodes[0].nominalLineVoltage == .volts(400))
        #expect(feeder.nodes[0].phases == .abc)
        let battery = try #require(feeder.ders.first { $0.unit.kind == .battery })
        #expect(battery.raise == RaiseRule(interval: .seconds(30), fraction: 0.25))
        #expect(battery.responseDelay == .seconds(10))
        #expect(battery.tier == 1 && battery.weight == 1 && battery.writesPerDay == nil)
    }

    @Test func presetsGiveTheTopicsOfTheirSystems() throws {
        let feeder = try feeder("mapped.yaml")
        func mappings(_ id: String) throws -> [SignalMapping] {
            let der = try #require(feeder.ders.first { $0.id.text == id })
            guard case .mapped(let mappings) = der.communication else { return [] }
            return mappings
        }
        let victron = try mappings("victron-bat")
        #expect(
            victron.map(\.topic) == [
                "N/c0619ab12345/system/0/Dc/Battery/Power", "N/c0619ab12345/system/0/Dc/Battery/Soc",
                "W/c0619ab12345/vebus/276/Hub4/L1/AcPowerSetpoint", "R/c0619ab12345/keepalive",
            ])
        #expect(victron[0].pointer == "/value" && victron[0].scale == 0.001 && !victron[0].negate)
        #expect(victron[2].template == "{\"value\":{value}}")
        let openEMS = try mappings("openems-bat")
        #expect(openEMS.map(\.topic) == ["edge/edge0/channel/_sum/EssActivePower", "edge/edge0/channel/_sum/EssSoc"])
        // OpenEMS counts discharge as positive.
        #expect(openEMS[0].negate && openEMS[1].scale == 0.01)
        #expect(try mappings("evcc-ev").map(\.signal) == [.powerKW, .connected, .soc, .currentLimitA])
        #expect(try mappings("evcc-ev").last?.topic == "evcc/loadpoints/1/maxCurrent/set")
        #expect(try mappings("shelly-heater")[0].pointer == "/apower")
        let meters = feeder.sites.map { ($0.id.text, $0.meterMappings.map(\.topic)) }
        #expect(meters.first { $0.0 == "shelly-home" }?.1.first == "shellypro3em-a1b2c3/status/em:0")
        #expect(meters.first { $0.0 == "tasmota-home" }?.1 == ["tele/house-meter/SENSOR", "tele/house-meter/LWT"])
        #expect(meters.first { $0.0 == "victron-home" }?.1.count == 4)
    }

    @Test func jsonIsReadToo() {
        let json = #"""
            {"format":"headroom-topology/1","feeder":{"id":"j","name":"Stra\u00dfe \ud83d\ude97"},
             "nodes":[{"id":"sub","kind":"substation","ratingKVA":100,"baseLoad":"none"}],
             "sites":[{"id":"s","parent":"sub","importLimitKW":1e1,"minBaseLoadKW":-0.5,"maxBaseLoadKW":2,
              "ders":[{"id":"d","kind":"pv","ratedKW":4.5,"mqtt":"native"}]}]}
            """#
        let reading = TopologyFile.read(json, file: "j.json")
        #expect(reading.findings == [])
        #expect(reading.feeder?.name == "Straße 🚗")
        #expect(reading.feeder?.ders[0].unit == .photovoltaic(PhotovoltaicUnit(rating: .kilowatts(4.5))))
        #expect(reading.feeder?.nodes[1].baseLoad == BaseLoad(minimum: .kilowatts(-0.5), maximum: .kilowatts(2)))
    }

    @Test func aSinglePhaseDERCountsOnItsPhaseAndThreeTimesWhereNobodyKnowsIt() {
        func reading(_ phases: String, rating: String = "ratingKW: 10") -> TopologyReading {
            TopologyFile.read(
                """
                format: headroom-topology/1
                feeder: {id: f}
                nodes:
                  - {id: sub, kind: substation, \(rating), margin: 0, powerFactor: 1, baseLoad: none}
                sites:
                  - id: s
                    parent: sub
                    importLimitKW: 50
                    baseLoad: none
                    ders: [{id: d, kind: load, maxKW: 4, phases: \(phases), mqtt: native}]
                """, file: "f")
        }
        #expect(reading("ABC").findings == [] && reading("B").findings == [])
        #expect(reading("ABC", rating: "ratingKVA: 9").findings == [])
        // A winding of 3 kVA has 4 kW on it.
        let winding = reading("B", rating: "ratingKVA: 9")
        #expect(winding.findings.map(\.text).first?.contains("imports 4 kW on phase B") == true)
        #expect(winding.feeder == nil)
        // 3 x 4 kW = 12 kW at the substation.
        let lost = reading("B, phaseIsKnown: false")
        #expect(lost.findings.map(\.text).first?.contains("imports 12 kW") == true && lost.feeder == nil)
    }
}

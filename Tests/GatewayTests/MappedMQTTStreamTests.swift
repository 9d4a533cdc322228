// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
import Store
import Testing

@testable import Gateway

/// Mapped topics over time: sums are as old as their oldest part, each topic is in an order of its own, and what the
/// broker kept says nothing of now.
@Suite struct MappedMQTTStreamTests {
    static let topology = """
        format: headroom-topology/1
        feeder: {id: test}
        nodes:
          - {id: transformer, kind: substation, ratingKVA: 100, baseLoad: none}
        sites:
          - id: home
            parent: transformer
            importLimitKW: 50
            minBaseLoadKW: 0.5
            maxBaseLoadKW: 1
            meter:
              mappings:
                - {signal: powerKW, topic: m/l1}
                - {signal: powerKW, topic: m/l2}
            ders:
              - id: bat
                kind: battery
                maxChargeKW: 5
                maxDischargeKW: 5
                capacityKWh: 10
                default: {importLimitKW: 0, exportLimitKW: 0}
                mappings:
                  - {signal: powerKW, topic: b/l1, pointer: /p, timePointer: /t}
                  - {signal: powerKW, topic: b/l2, pointer: /p, timePointer: /t}
                  - {signal: soc, topic: b/soc, pointer: /s, timePointer: /t, maximumAgeS: 300}
                  - {signal: online, topic: b/online}
                  - {signal: setpointKW, topic: b/set}
              - id: ev
                kind: evse
                supply: ac
                maxCurrentA: 16
                default: {importLimitA: 6}
                mappings:
                  - {signal: powerKW, topic: e/p}
                  - {signal: soc, topic: e/soc}
                  - {signal: connected, topic: e/connected}
                  - {signal: currentLimitA, topic: e/set}
        """

    private func stamp(_ bench: Bench, _ offset: Double = 0) -> String {
        FakeStation.text(bench.date.addingTimeInterval(offset))
    }

    private func line(_ bench: Bench, _ number: Int, _ kW: Double, at offset: Double = 0) {
        bench.mqtt("b/l\(number)", "{\"p\":\(kW),\"t\":\"\(stamp(bench, offset))\"}")
    }

    private func meter(_ bench: Bench) throws -> Measured<ActivePower>? {
        bench.core.state.meters[Int(try #require(bench.core.model.index.nodeOfSite.first))].power
    }

    @Test func aSumIsAsOldAsItsOldestPart() throws {
        let bench = try Bench(Self.topology)
        bench.mqtt("m/l1", "1")
        bench.run(50)
        bench.mqtt("m/l2", "2")
        #expect(try meter(bench)?.value == .kilowatts(3))
        #expect(try meter(bench)?.quality(at: bench.now.steady) == .live)
        bench.run(11)
        #expect(try meter(bench)?.quality(at: bench.now.steady) == .stale, "61 s after its first line, of 60 s")
        bench.mqtt("m/l2", "2")
        #expect(try meter(bench)?.quality(at: bench.now.steady) == .stale, "L1 is still silent")
        bench.mqtt("m/l1", "1.5")
        #expect(try meter(bench)?.value == .kilowatts(3.5))
        #expect(try meter(bench)?.quality(at: bench.now.steady) == .live)
    }

    @Test func aSumOfStampedLinesIsAsOldAsTheOldestStamp() throws {
        let bench = try Bench(Self.topology)
        line(bench, 1, 1, at: -40)
        line(bench, 2, 1)
        #expect(try bench.state("bat").power?.value == .kilowatts(2))
        bench.run(19)
        #expect(try bench.state("bat").power?.quality(at: bench.now.steady) == .live)
        bench.run(2)
        #expect(try bench.state("bat").power?.quality(at: bench.now.steady) == .stale)
    }

    @Test func aRefusedLineIsNoPartOfASum() throws {
        let bench = try Bench(Self.topology)
        line(bench, 1, 1)
        bench.mqtt("b/l2", #"{"p":1}"#)
        bench.mqtt("b/l2", "{\"p\":1,\"t\":\"\(stamp(bench, 60))\"}")
        #expect(bench.refused.map(\.code) == ["time", "clock"])
        line(bench, 1, 1)
        #expect(try bench.state("bat").power == nil)
        line(bench, 2, 4000)
        line(bench, 1, 1)
        #expect(bench.refused.map(\.code) == ["time", "clock", "implausible"], "the other line is not to blame")
        #expect(try bench.state("bat").power == nil)
        line(bench, 2, 2)
        #expect(try bench.state("bat").power?.value == .kilowatts(3))
    }

    @Test func eachTopicIsInAnOrderOfItsOwn() throws {
        let bench = try Bench(Self.topology)
        line(bench, 1, 1)
        line(bench, 2, 1)
        bench.mqtt("b/soc", "{\"s\":0.6,\"t\":\"\(stamp(bench, -30))\"}")
        #expect(bench.refused.isEmpty, "\(bench.refused)")
        #expect(try bench.state("bat").stateOfCharge?.value == 0.6)
        line(bench, 1, 3, at: -1)
        #expect(bench.refused.map(\.code) == ["order"])
        line(bench, 2, 2)
        #expect(try bench.state("bat").power?.value == .kilowatts(3), "1 + 2: the older 3 never counts")
    }

    @Test func whatTheBrokerKeptIsIgnoredWhereTheMappingHasNoTime() throws {
        let bench = try Bench(Self.topology)
        line(bench, 1, 1)
        line(bench, 2, 1)
        bench.mqtt("b/online", "false", isRetained: true)
        #expect(try bench.state("bat").link == .online)
        bench.mqtt("e/connected", "false", isRetained: true)
        #expect(try bench.state("ev").plug == .unknown)
        bench.mqtt("b/l1", "{\"p\":2,\"t\":\"\(stamp(bench))\"}", isRetained: true)
        #expect(bench.refused.map(\.code) == ["retained"], "nor with a time that is not new")
        bench.run(1)
        bench.mqtt("b/l1", "{\"p\":2,\"t\":\"\(stamp(bench))\"}", isRetained: true)
        #expect(try bench.state("bat").power?.value == .kilowatts(3))
        bench.mqtt("b/online", "false")
        #expect(try bench.state("bat").link == .offline)
    }

    @Test func withTheVehicleGoesWhatWasKnownOfIt() throws {
        let bench = try Bench(Self.topology)
        bench.mqtt("e/connected", "true")
        bench.mqtt("e/soc", "0.4")
        bench.mqtt("headroom/v1/site/home/der/ev/needs", #"{"energyKWh":20,"targetSoc":0.8}"#)
        #expect(try bench.state("ev").needs != nil && bench.state("ev").stateOfCharge != nil)
        bench.mqtt("e/connected", "false")
        #expect(try bench.state("ev").needs == nil && bench.state("ev").stateOfCharge == nil)
    }

    @Test(arguments: [("m/l1", "x"), ("b/soc", "{}"), ("e/connected", "[]")])
    func whatIsRefusedIsAnsweredAtTheSite(topic: String, payload: String) throws {
        let bench = try Bench(Self.topology)
        bench.mqtt(topic, payload)
        #expect(bench.published.map(\.topic) == ["headroom/v1/site/home/rejected"])
        #expect(bench.published.first?.body.contains("\"topic\":\"\(topic)\"") == true)
    }
}

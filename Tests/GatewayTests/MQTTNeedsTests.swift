// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
import JSON
import Store
import Testing

@testable import Gateway

/// Needs by MQTT: the bounds that REST has, only for vehicles, only live, with their author.
@Suite struct MQTTNeedsTests {
    static let topic = "headroom/v1/site/site-1/der/ev/needs"

    /// What Foundation, not our writer, reads of the explanation.
    private func explanation(_ bench: Bench) throws -> [String: Any] {
        bench.run(1)
        let plan = try #require(bench.core.plan)
        let document = StateDocument.explanation(try bench.der("ev"), bench.core, plan, now: bench.now)
        return try #require(
            try JSONSerialization.jsonObject(with: Data(document.serializedBytes())) as? [String: Any])
    }

    @Test(arguments: [
        #"{"energyKWh":1e305}"#, #"{"capacityKWh":1e305}"#, #"{"energyKWh":10001}"#, #"{"energyKWh":-1}"#,
        #"{"capacityKWh":0.01}"#, #"{"targetSoc":1.1}"#, #"{"soc":54}"#, #"{"soc":-0.1}"#,
        #"{"departureTime":"2026-11-22T16:59:59Z"}"#, #"{"energy":20}"#, #"{"energyKWh":"20"}"#,
    ]) func whatRESTRefusesIsRefusedHereToo(payload: String) throws {
        let bench = try Bench()
        bench.mqtt(Self.topic, payload)
        #expect(bench.refused.map(\.code) == ["fields"])
        #expect(bench.published.map(\.topic) == ["headroom/v1/site/site-1/der/ev/rejected"])
        #expect(try bench.state("ev").needs == nil && bench.state("ev").stateOfCharge == nil)
        #expect(try explanation(bench)["id"] as? String == "ev")
    }

    @Test func aNumberThatIsNoneIsNullInTheExplanation() throws {
        let bench = try Bench()
        let needs = ChargingNeeds(energy: .kilowattHours(.infinity), targetSoC: .nan)
        bench.carryOut(bench.core.setNeeds(needs, der: try bench.der("ev"), author: "test", now: bench.now))
        let told = try #require(try explanation(bench)["needs"] as? [String: Any])
        #expect(told["energyKWh"] is NSNull && told["targetSoc"] is NSNull)
    }

    @Test func theyAreTakenWithTheStateOfChargeAndTheirAuthor() throws {
        let bench = try Bench()
        bench.mqtt(
            Self.topic,
            #"{"departureTime":"2026-11-23T06:00:00Z","energyKWh":20,"targetSoc":0.8,"capacityKWh":50,"soc":0.4}"#)
        #expect(bench.refused.isEmpty)
        let state = try bench.state("ev")
        #expect(state.needs?.energy?.kilowattHours == 20)
        #expect(state.needs?.usableCapacity?.kilowattHours == 50)
        #expect(state.needs?.targetSoC == 0.8)
        #expect(state.stateOfCharge?.value == 0.4)
        let audits = bench.records.compactMap { if case .machineEvent(let entry) = $0 { entry } else { nil } }
        let entry = try #require(audits.first { $0.action == "needs.set" })
        #expect(entry.author == "site site-1" && entry.target == "ev")
        let values = try #require(entry.detailsJSON)
        let told = try JSONSerialization.jsonObject(with: Data(values.utf8)) as? [String: Any]
        #expect(told?["energyKWh"] as? Double == 20)
    }

    @Test func onlyAVehicleHasNeeds() throws {
        let bench = try Bench()
        bench.mqtt("headroom/v1/site/site-1/der/bat/needs", #"{"energyKWh":5}"#)
        #expect(bench.refused.map(\.code) == ["topic"])
        #expect(bench.published.map(\.topic) == ["headroom/v1/site/site-1/der/bat/rejected"])
        #expect(try bench.state("bat").needs == nil)
    }

    @Test func whatTheBrokerKeptMayBeAnotherVehicles() throws {
        let bench = try Bench()
        bench.mqtt(Self.topic, #"{"energyKWh":5}"#, isRetained: true)
        #expect(bench.refused.map(\.code) == ["retained"])
        #expect(try bench.state("ev").needs == nil)
    }

    @Test func aFloodOfThemDoesNotReachTheDisk() throws {
        let bench = try Bench()
        for energy in 1...50 { bench.mqtt(Self.topic, "{\"energyKWh\":\(energy)}") }
        #expect(try bench.state("ev").needs?.energy?.kilowattHours == 1)
        #expect(bench.records.count { if case .machineEvent = $0 { true } else { false } } == 1)
        #expect(bench.refused.allSatisfy { $0.code == "rate" })
        bench.run(1)
        bench.mqtt(Self.topic, #"{"energyKWh":7}"#)
        #expect(try bench.state("ev").needs?.energy?.kilowattHours == 7)
    }

    /// What is measured says nothing of what is needed, by this door as by the other.
    @Test func aStateOfChargeAloneLeavesTheNeeds() throws {
        let bench = try Bench()
        bench.mqtt(Self.topic, #"{"energyKWh":20,"departureTime":"2099-01-01T06:00:00Z"}"#)
        bench.run(2)
        bench.mqtt(Self.topic, #"{"soc":0.5}"#)
        #expect(try bench.state("ev").needs?.energy?.kilowattHours == 20)
        #expect(try bench.state("ev").stateOfCharge?.value == 0.5)
    }
}

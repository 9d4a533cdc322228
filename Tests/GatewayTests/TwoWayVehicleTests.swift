// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
import OCPP
import Testing

@testable import Gateway

/// A vehicle that says through a station of 2.1 that it can discharge, and is told to (Q03, CentralSetpoint).
@Suite struct TwoWayVehicleTests {
    /// No word for a discharge is declared: 2.1 has its own.
    private static let topology = Bench.dischargingDC.replacing(", v2gDialect: negativeLimit", with: "")

    private func needs(_ transfer: String, dischargeW: Double, departure: Date? = nil) -> [String: Any] {
        var needs: [String: Any] = [
            "requestedEnergyTransfer": transfer,
            "dcChargingParameters": [
                "evMaxCurrent": 200, "evMaxVoltage": 500, "stateOfCharge": 90, "evEnergyCapacity": 60_000,
            ],
            "v2xChargingParameters": [
                "maxDischargePower": dischargeW, "evTargetEnergyRequest": 3_000, "targetSoC": 50,
            ],
        ]
        if let departure { needs["departureTime"] = FakeStation.text(departure) }
        return ["evseId": 1, "chargingNeeds": needs]
    }

    /// The transformer carries 100 kW, of which the limit, once it is set, leaves 50.
    private func run(_ bench: Bench, seconds: Int) throws {
        let der = try bench.der("ev")
        for _ in 0..<seconds {
            bench.carryOut(bench.core.setStateOfCharge(0.9, der: der, author: "a", now: bench.now).actions)
            let time = FakeStation.text(bench.date)
            bench.mqtt("headroom/v1/node/transformer/telemetry", #"{"time":"\#(time)","powerKW":100}"#)
            bench.run(1)
        }
    }

    private func congested(_ version: String, _ told: [String: Any]) throws -> (Bench, FakeV2Station) {
        let bench = try Bench(Self.topology)
        bench.meterSeconds = 0
        let station = FakeV2Station("cs", version)
        bench.connect(station, 1)
        bench.say(1, "TransactionEvent", station.event("Started", "tx", bench.stamp(station)))
        try run(bench, seconds: 60)
        bench.say(1, "NotifyEVChargingNeeds", told)
        try run(bench, seconds: 60)
        try bench.limit("transformer", kW: 50)
        try run(bench, seconds: 30)
        return (bench, station)
    }

    /// 30 kW as a negative number are meant as 30 kW (EVerest#1473).
    @Test(arguments: [30_000.0, -30_000]) func aVehicleOfTwoWaysDischargesByCentralSetpoint(said: Double) throws {
        let (bench, station) = try congested("ocpp2.1", needs("DC_BPT", dischargeW: said))
        let state = try bench.state("ev")
        #expect(state.needs?.maximumDischarge == .kilowatts(30))
        #expect(state.needs?.targetSoC == 0.5 && state.needs?.usableCapacity == .kilowattHours(60))
        #expect(station.setpoints.last == -30_000, "\(station.setpoints)")
        #expect(state.command?.power == .kilowatts(-30))
        #expect(state.command?.standing == .confirmed, "the setpoint was read back")
        #expect(state.allowed.exportLimit == .kilowatts(30))
        // Its end of the schedule is the default, as of any other.
        #expect(station.profiles.first { $0.connector == 1 }?.periods.last?.limit == 5_000)
    }

    @Test(arguments: [("ocpp2.1", "DC"), ("ocpp2.0.1", "DC_BPT")])
    func withoutItsWordNothingIsDischarged(version: String, transfer: String) throws {
        let (bench, station) = try congested(version, needs(transfer, dischargeW: 30_000))
        let state = try bench.state("ev")
        #expect(station.setpoints.isEmpty && station.profiles.allSatisfy { $0.periods.allSatisfy { $0.limit >= 0 } })
        #expect(state.needs?.maximumDischarge == nil && state.needs?.targetSoC == 0.5)
        #expect((state.command?.power ?? .zero) >= .zero)
    }

    /// The socket drops: what the vehicle offered stands, in the words of the version that the station speaks then.
    @Test func aStationThatComesBackIsToldInItsWords() throws {
        let (bench, station) = try congested("ocpp2.1", needs("DC_BPT", dischargeW: 30_000))
        let before = station.setpoints.count
        bench.disconnect(1)
        bench.connect(station, 2)
        try run(bench, seconds: 60)
        #expect(station.setpoints.count > before && station.setpoints.last == -30_000)
        #expect(try bench.state("ev").command?.standing == .confirmed)

        bench.disconnect(2)
        let earlier = FakeV2Station("cs", "ocpp2.0.1")
        bench.connect(earlier, 3)
        try run(bench, seconds: 60)
        #expect(earlier.profiles.allSatisfy { $0.periods.allSatisfy { $0.limit >= 0 } })
        #expect(try bench.state("ev").needs?.maximumDischarge == nil)
    }

    /// Nothing shows that the vehicle after the outage is the one before.
    @Test func anOfferWithoutATransactionDoesNotOutliveTheLine() throws {
        let bench = try Bench(Self.topology)
        let station = FakeV2Station("cs", "ocpp2.1")
        bench.connect(station, 1)
        bench.say(1, "NotifyEVChargingNeeds", needs("DC_BPT", dischargeW: 30_000))
        #expect(try bench.state("ev").needs?.maximumDischarge == .kilowatts(30))
        bench.disconnect(1)
        bench.connect(station, 2)
        let needs = try #require(try bench.state("ev").needs)
        #expect(needs.maximumDischarge == nil && needs.usableCapacity == .kilowattHours(60))
    }

    @Test func aVehicleThatTakesItsWordBackIsNotDischarged() throws {
        let (bench, station) = try congested("ocpp2.1", needs("DC_BPT", dischargeW: 30_000))
        bench.say(1, "NotifyEVChargingNeeds", needs("DC", dischargeW: 30_000))
        #expect(try bench.state("ev").needs?.maximumDischarge == nil)
        try run(bench, seconds: 30)
        #expect(station.profiles.first { $0.connector == 1 }?.periods.allSatisfy { $0.limit >= 0 } == true)
    }

    @Test func theNextVehicleIsAskedAnew() throws {
        let (bench, station) = try congested("ocpp2.1", needs("DC_BPT", dischargeW: 30_000))
        bench.say(1, "StatusNotification", station.status(1, "Available", bench.stamp(station)))
        #expect(try bench.state("ev").needs == nil)
        let before = station.setpoints.count
        try run(bench, seconds: 60)
        #expect(station.setpoints.count == before)
    }

    /// Rule 11: what a driver said permits no more when the vehicle repeats itself.
    @Test func aDriversWordOutranksTheVehicles() throws {
        let bench = try Bench(Self.topology)
        let station = FakeV2Station("cs", "ocpp2.1")
        bench.connect(station, 1)
        let der = try bench.der("ev")
        bench.say(1, "NotifyEVChargingNeeds", needs("DC_BPT", dischargeW: 30_000))
        #expect(try bench.state("ev").needs?.energy == .kilowattHours(3))
        var said = needs("DC_BPT", dischargeW: 30_000)
        said["chargingNeeds"] = (said["chargingNeeds"] as? [String: Any])?.merging([
            "v2xChargingParameters": ["maxDischargePower": 30_000, "evTargetEnergyRequest": 5_000]
        ]) { $1 }
        bench.say(1, "NotifyEVChargingNeeds", said)
        #expect(try bench.state("ev").needs?.energy == .kilowattHours(5), "its own newer word counts")
        let driver = ChargingNeeds(energy: .kilowattHours(40), targetSoC: 0.95)
        bench.carryOut(bench.core.setNeeds(driver, der: der, author: "ann", isPerson: true, now: bench.now))
        bench.say(1, "NotifyEVChargingNeeds", needs("DC_BPT", dischargeW: 30_000))
        let after = try #require(try bench.state("ev").needs)
        #expect(after.energy == .kilowattHours(40) && after.targetSoC == 0.95)
        #expect(after.usableCapacity == .kilowattHours(60) && after.maximumDischarge == .kilowatts(30))
    }

    @Test func aDepartureIsOfTheStationsClockAndLiesAhead() throws {
        let bench = try Bench(Self.topology)
        let station = FakeV2Station("cs", "ocpp2.1")
        bench.connect(station, 1)
        bench.run(5)
        let leaves = bench.date.addingTimeInterval(3_600)
        bench.say(1, "NotifyEVChargingNeeds", needs("DC_BPT", dischargeW: 1, departure: leaves))
        let told = try #require(try bench.state("ev").needs?.departureTime)
        #expect(abs(Double(told.milliseconds) / 1_000 - leaves.timeIntervalSince1970) < 2)
        bench.say(1, "NotifyEVChargingNeeds", needs("DC_BPT", dischargeW: 1, departure: bench.date - 60))
        #expect(try bench.state("ev").needs?.departureTime == told, "one that is over says nothing")
    }
}

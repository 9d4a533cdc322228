// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
import Testing

@testable import Gateway

/// EVSEs of OCPP 2.x: free only by the word of each connector itself, whenever and however it is told.
@Suite struct V2ConnectorTests {
    private func show(
        _ bench: Bench, _ station: FakeV2Station, _ connector: Int, _ status: String, on connection: UInt64 = 1
    ) {
        bench.say(
            connection, "StatusNotification", station.status(1, connector: connector, status, bench.stamp(station)))
    }

    /// A post with two connectors at its one EVSE, and a vehicle that charges at the second.
    private func charging(_ bench: Bench, connector: Int? = 2) -> FakeV2Station {
        bench.meterSeconds = 0
        let station = FakeV2Station("cs")
        bench.connect(station, 1, status: "Available")
        show(bench, station, 2, "Available")
        show(bench, station, 2, "Occupied")
        bench.say(
            1, "TransactionEvent",
            station.event("Started", "tx", bench.stamp(station), connector: connector))
        return station
    }

    @Test(arguments: [2, nil]) func theWordOfAConnectorThatIsNotInUseEndsNothing(connector: Int?) throws {
        let bench = try Bench()
        let station = charging(bench, connector: connector)
        bench.disconnect(1)
        bench.connect(station, 2, boots: false, status: nil)
        show(bench, station, 1, "Available", on: 2)
        #expect(try bench.state("ev").plug == .occupied && bench.state("ev").transactionStart != nil)
        bench.run(700)
        #expect(bench.presumedEnds.isEmpty)
        show(bench, station, 2, "Available", on: 2)
        #expect(try bench.state("ev").plug == .available && bench.state("ev").transactionStart == nil)
    }

    @Test func aFreeConnectorDoesNotProveThatTheOtherOneWaits() throws {
        let bench = try Bench()
        bench.meterSeconds = 0
        let station = FakeV2Station("cs")
        bench.connect(station, 1, boots: false, status: "Available")
        show(bench, station, 2, "Occupied")
        #expect(try bench.state("ev").plug == .unknown)
        show(bench, station, 2, "Available")
        #expect(try bench.state("ev").plug == .available)
        show(bench, station, 2, "Occupied")
        #expect(try bench.state("ev").plug == .available)
        show(bench, station, 1, "Unavailable")
        #expect(try bench.state("ev").plug == .available)
    }

    @Test func eachConnectorIsAskedUntilThereIsNone() throws {
        let bench = try Bench()
        let station = FakeV2Station("cs")
        station.connectorsOfEVSE = 2
        bench.connect(station, 1, status: nil)
        let asked = station.calls.filter { $0.payload["requestedMessage"] as? String == "StatusNotification" }
        let connectors = asked.compactMap { ($0.payload["evse"] as? [String: Any])?["connectorId"] as? Int }
        #expect(connectors == [1, 2, 3], "the third does not exist")
    }

    @Test func aStateThatIsToldLateIsNotOfNow() throws {
        let bench = try Bench()
        bench.meterSeconds = 0
        let station = FakeV2Station("cs")
        bench.connect(station, 1, boots: false, status: "Occupied")
        let before = FakeStation.text(bench.date.addingTimeInterval(-300))
        bench.say(1, "StatusNotification", station.status(1, "Available", before))
        #expect(try bench.state("ev").plug == .unknown)
        bench.say(1, "NotifyEvent", station.events([(1, 1, "Available", before)], bench.stamp(station)))
        #expect(try bench.state("ev").plug == .unknown)
    }

    @Test func eventsOfTheDeviceModelAreTakenInTheOrderOfTheirTimes() throws {
        let bench = try Bench()
        bench.meterSeconds = 0
        let station = FakeV2Station("cs", "ocpp2.1")
        bench.connect(station, 1, boots: false, status: nil)
        func stamp(_ seconds: Double) -> String { FakeStation.text(bench.date.addingTimeInterval(seconds)) }
        bench.say(
            1, "NotifyEvent",
            station.events([(1, 1, "Occupied", stamp(-10)), (1, 1, "Available", stamp(-60))], bench.stamp(station)))
        #expect(try bench.state("ev").plug == .available, "it was free before it was occupied")
        bench.say(1, "NotifyEvent", station.events([(1, 1, "Faulted", stamp(0))], bench.stamp(station)))
        #expect(try bench.state("ev").plug == .unavailable)
        bench.run(5)
        bench.say(1, "NotifyEvent", station.events([(1, 1, "Available", bench.stamp(station))], bench.stamp(station)))
        #expect(try bench.state("ev").plug == .available)
    }

    @Test func connectorZeroIsTheFirst() throws {
        let bench = try Bench()
        bench.meterSeconds = 0
        let station = FakeV2Station("cs")
        bench.connect(station, 1, boots: false, status: nil)
        show(bench, station, 0, "Occupied")
        #expect(try bench.state("ev").plug == .unknown)
        show(bench, station, 1, "Available")
        #expect(try bench.state("ev").plug == .available)
    }
}

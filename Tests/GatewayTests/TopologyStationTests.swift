// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Testing

@testable import Gateway

/// Stations while the topology changes: those that stay keep their connection and what is proven of them.
@Suite struct TopologyStationTests {
    @Test func whatIsAsItWasIsNotAsked() throws {
        let bench = try Bench()
        let station = FakeStation("cs")
        bench.connect(station, 1)
        bench.run(120)
        let before = try bench.state("ev")
        #expect(before.isProvisioned && before.command != nil)
        let calls = station.calls.count
        try bench.change(to: Bench.minimal.replacing("ratingKVA: 100", with: "ratingKVA: 90"))
        #expect(station.calls.count == calls)
        #expect(try bench.state("ev").command == before.command)
        #expect(bench.core.stations.values.first?.connection == 1)
    }

    @Test func anotherDefaultIsInstalledAndReadBackBeforeItIsCommandedAgain() throws {
        let bench = try Bench()
        let station = FakeStation("cs")
        bench.connect(station, 1)
        bench.run(60)
        let held = try bench.state("ev").allowed
        station.silent = ["SetChargingProfile"]
        try bench.change(to: Bench.minimal.replacing("importLimitA: 6}", with: "importLimitA: 0}"))
        let state = try bench.state("ev")
        #expect(!state.isProvisioned && state.link == .online)
        // Until the new default is read back the station falls to the old one.
        #expect(state.allowed.importLimit >= held.importLimit)
        #expect(bench.core.state.defaultBand(try bench.der("ev")).importLimit > .kilowatts(4))
        let again = FakeStation("cs")
        bench.connect(again, 2)
        bench.run(60)
        #expect(try bench.state("ev").isProvisioned)
        #expect(bench.core.state.defaultBand(try bench.der("ev")).importLimit == .zero)
    }

    @Test func aStationThatGoesIsLetGoAndCounts() throws {
        let bench = try Bench()
        bench.connect(FakeStation("cs"), 1)
        bench.run(60)
        let told = try #require(try bench.state("ev").command)
        try bench.change(to: Self.withoutStation)
        #expect(bench.disconnected == [1])
        #expect(bench.core.departed.map(\.id.text) == ["ev"])
        #expect(bench.core.plan?.nodes[0].countedImport ?? .zero >= told.power)
        bench.connect(FakeStation("cs"), 2)
        #expect(bench.disconnected == [1, 2], "nobody knows it now")
        try bench.change(to: Bench.minimal)
        bench.connect(FakeStation("cs"), 3)
        bench.run(30)
        #expect(try bench.state("ev").isProvisioned)
    }

    @Test func anOutletWithAnotherNameIsProvenAnew() throws {
        let bench = try Bench()
        let station = FakeStation("cs")
        bench.connect(station, 1)
        bench.run(60)
        station.silent = ["GetCompositeSchedule"]
        try bench.change(to: Bench.minimal.replacing("{id: ev,", with: "{id: car,"))
        #expect(try bench.state("car").isProvisioned == false)
        #expect(bench.core.departed.count == 1)
        station.silent = []
        bench.run(180)
        #expect(try bench.state("car").isProvisioned && bench.disconnected.isEmpty)
        #expect(try bench.state("car").plug == .occupied)
        #expect(bench.core.departed.isEmpty, "the read-back shows what the outlet holds, whatever its name was")
    }

    @Test func aStationInQuarantineComesAgainWithItsPassword() throws {
        var settings = GatewaySettings()
        settings.quarantinesUnknownStations = true
        let bench = try Bench(Self.withoutStation, settings: settings)
        bench.connect(FakeStation("cs"), 1)
        bench.run(30)
        #expect(bench.core.quarantine.stations.count == 1)
        try bench.change(to: Bench.minimal)
        #expect(bench.disconnected == [1] && bench.core.quarantine.stations.isEmpty)
        bench.connect(FakeStation("cs"), 2)
        bench.run(30)
        #expect(try bench.state("ev").isProvisioned)
    }

    static let withoutStation = Bench.minimal.split(separator: "\n").filter {
        !$0.contains("id: ev") && !$0.contains("stations:")
    }.joined(separator: "\n")
}

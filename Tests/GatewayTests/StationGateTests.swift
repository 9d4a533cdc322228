// SPDX-License-Identifier: Apache-2.0

import Foundation
import GridModel
import JSON
import Logging
import OCPP
import OCPPWebSocket
import TestSupport
import Testing

@testable import Gateway

/// Who is let in, through real sockets: the password, the pinned version, strangers.
@Suite struct StationGateTests {
    /// Hears nothing.
    private struct Deaf: StationTransportDelegate {
        func received(batch: [StationTransportEvent]) {}
    }

    /// Whether a station of that identity gets in, offering OCPP 1.6.
    private func enters(
        _ identity: String, pinned: String? = nil, password: String? = nil,
        strangers: StationGate.Strangers = .refused
    ) async throws -> Bool {
        try await version(of: identity, pinned: pinned, password: password, strangers: strangers) != nil
    }

    /// The version that such a station speaks then; nil where it does not get in.
    private func version(
        of identity: String, offering offered: [String] = ["ocpp1.6"], pinned: String? = nil, password: String? = nil,
        strangers: StationGate.Strangers = .refused, refused: Set<OCPPVersion> = []
    ) async throws -> String? {
        let folder = try TemporaryFolder()
        let secrets = try MachineSecrets(file: folder.path("master.key"))
        let pin = pinned.map { ", pinnedVersion: \($0)" } ?? ""
        let topology = Bench.minimal.replacing("meterIntervalS: 10", with: "meterIntervalS: 10\(pin)")
        let feeder = try #require(TopologyFile.read(topology, file: "test.yaml").feeder)
        let gate = StationGate(feeder, secrets, strangers: strangers, refusedVersions: { _ in refused })
        let server = try await OCPPServer.start(
            OCPPServer.Configuration(subprotocols: StationGate.subprotocols), delegate: Deaf(),
            authorize: { gate.decide($0) })
        let word = password ?? (ChargingStation.ID(identity).map { secrets.password(station: $0) } ?? "")
        let connection = try? await OCPPClient(delegate: Deaf()).connect(
            OCPPClient.Station(
                port: server.port, identity: identity, password: Array(word.utf8), subprotocols: offered))
        connection?.close()
        await server.shutdown()
        return connection?.subprotocol
    }

    /// A station lists what it speaks best first: one that has long spoken 1.6 goes on with it.
    @Test func theStationsOwnOrderIsFollowedUnlessAVersionIsPinned() async throws {
        let all = ["ocpp1.6", "ocpp2.0.1", "ocpp2.1"]
        #expect(try await version(of: "cs", offering: all) == "ocpp1.6")
        #expect(try await version(of: "cs", offering: all.reversed()) == "ocpp2.1")
        #expect(try await version(of: "cs", offering: ["ocpp1.7", "ocpp2.0.1", "ocpp1.6"]) == "ocpp2.0.1")
        #expect(try await version(of: "cs", offering: all, pinned: "ocpp2.0.1") == "ocpp2.0.1")
        #expect(try await version(of: "cs", offering: all, pinned: "ocpp1.6") == "ocpp1.6")
        #expect(try await version(of: "cs", offering: ["ocpp1.6"], pinned: "ocpp2.1") == nil)
    }

    @Test func aVersionThatAStationDidNotSpeakIsRefusedIt() async throws {
        let both = ["ocpp2.0.1", "ocpp1.6"]
        #expect(try await version(of: "cs", offering: both, refused: [.v201]) == "ocpp1.6")
        #expect(try await version(of: "cs", offering: ["ocpp2.0.1"], refused: [.v201]) == nil)
        #expect(try await version(of: "cs", offering: both, pinned: "ocpp2.0.1", refused: [.v201]) == "ocpp2.0.1")
        #expect(try await version(of: "new", offering: both, strangers: .accepted, refused: [.v201]) == "ocpp1.6")
    }

    @Test func theInstallersSheetNamesTheVersionThatAStationIsPinnedTo() throws {
        let folder = try TemporaryFolder()
        let secrets = try MachineSecrets(file: folder.path("master.key"))
        func offered(_ pinned: String?) throws -> [String?] {
            let id = try #require(ChargingStation.ID("cs"))
            let sheet = InstallerSheet.station(
                id, secrets, host: "h", ports: StationPorts(main: 1, isTLS: false), least: 1, pinned: pinned)
            return [sheet?["subprotocol"]?.string] + (sheet?["subprotocols"]?.array ?? []).map(\.string)
        }
        #expect(try offered("ocpp1.6") == ["ocpp1.6", "ocpp1.6"])
        #expect(try offered(nil) == ["ocpp2.1", "ocpp2.1", "ocpp2.0.1", "ocpp1.6"])
    }

    @Test func aStationNeedsItsPassword() async throws {
        #expect(try await enters("cs"))
        #expect(try await !enters("cs", password: "guess"))
    }

    @Test func aStationPinnedToAnotherVersionIsTurnedAway() async throws {
        #expect(try await enters("cs", pinned: "ocpp1.6"))
        #expect(try await !enters("cs", pinned: "ocpp2.0.1"))
    }

    @Test func strangersAreLetInOnlyWhereThatWasAskedFor() async throws {
        #expect(try await !enters("nobody"))
        #expect(try await enters("nobody", strangers: .accepted))
        #expect(try await enters("nobody", strangers: .quarantined(hasRoom: { $0.text == "nobody" })))
        #expect(try await !enters("nobody", strangers: .quarantined(hasRoom: { _ in false })))
    }
}

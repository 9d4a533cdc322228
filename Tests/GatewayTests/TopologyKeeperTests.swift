// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Dispatch
import Foundation
import GridModel
import Logging
import MQTT
import Store
import Synchronization
import TestSupport
import Testing

@testable import Gateway
@testable import OCPPWebSocket

/// What follows a change beside the core: the gate, the broker, the file, and the next start.
@Suite struct TopologyKeeperTests {
    private static let now = Moment(utc: Bench.start, steady: MonotonicInstant(milliseconds: 0))

    /// A data folder with a topology file, as runs find it one after the other.
    private final class Place {
        let folder: TemporaryFolder
        let store: Store
        let secrets: MachineSecrets
        var file: String { folder.path("feeder.yaml") }

        init() throws {
            folder = try TemporaryFolder()
            store = try Store.inMemory()
            secrets = try MachineSecrets(file: folder.path("master.key"))
        }

        func feeder(_ text: String) throws -> Feeder { try #require(TopologyFile.read(text, file: "f").feeder) }

        func write(_ text: String) throws { try text.write(toFile: file, atomically: true, encoding: .utf8) }

        func start(_ text: String) throws -> (topology: StartingTopology, core: GatewayCore) {
            try write(text)
            let topology = try StartingTopology(
                feeder(text), text, store, folder.url.path, now: TopologyKeeperTests.now.utc)
            let restored = try RestoredState(store, now: TopologyKeeperTests.now.utc)
            let core = try topology.core(GatewaySettings(), restored, store, now: TopologyKeeperTests.now)
            return (topology, core)
        }

        func keeper(
            _ text: String, gate: StationGate? = nil,
            setAccesses: (@Sendable ([BrokerAccess]) async throws -> Void)? = nil
        ) throws -> (keeper: TopologyKeeper, engine: GatewayEngine) {
            let (topology, core) = try start(text)
            let engine = GatewayEngine(
                core: core, store: store, writer: StoreWriter(store: store, mode: .immediate), clock: GatewayClock(),
                logger: Logger(label: "test"))
            let gate = try gate ?? StationGate(feeder(text), secrets, strangers: .refused)
            let keeper = TopologyKeeper(
                engine: engine,
                followers: TopologyKeeper.Followers(secrets: secrets, setAccesses: setAccesses, mqtt: nil, gate: gate),
                dataFolder: folder.url.path, topologyFile: file, fileSHA256: topology.fileSHA256)
            return (keeper, engine)
        }
    }

    private static let a = TwoCables().text
    private static let b = a.replacing("ratingKVA: 200", with: "ratingKVA: 150")

    private func request(_ text: String, ifVersion: Int64? = nil) -> TopologyKeeper.Request {
        TopologyKeeper.Request(text: text, author: "ada", ifVersion: ifVersion)
    }

    @Test func aPreviewLeavesEverythingAsItIs() throws {
        let place = try Place()
        let (keeper, engine) = try place.keeper(Self.a)
        let before = engine.snapshot
        let preview = try keeper.preview(Self.b, name: "b")
        let after = engine.snapshot
        #expect(preview.differences.count == 1 && !preview.isNew)
        #expect(after.model.feeder == before.model.feeder && after.topology == before.topology)
        #expect(after.memory == before.memory && after.counters == before.counters)
        #expect(try place.store.topologyVersions().count == 1)
        #expect(try String(contentsOfFile: place.folder.path("topology.yaml"), encoding: .utf8) == Self.a)
    }

    // MARK: - The gate

    private func enters(
        _ identity: String, _ gate: StationGate, password: String? = nil
    ) -> (isIn: Bool, isStranger: Bool) {
        let basic = password.map { "Basic " + Data("\(identity):\($0)".utf8).base64EncodedString() }
        let decision = gate.decide(
            StationHandshake(
                identity: identity, offeredSubprotocols: ["ocpp1.6"], preferredSubprotocol: "ocpp1.6",
                credentials: basic.flatMap { BasicCredentials(authorization: $0, identity: identity) },
                securityProfile: .basic, remoteAddress: "192.0.2.1:1", clientCertificate: nil))
        if case .accept(_, let isStranger) = decision { return (true, isStranger) }
        return (false, false)
    }

    @Test func whileATopologyChangesNoStationOfItIsAStranger() throws {
        let place = try Place()
        let (without, with) = (TopologyStationTests.withoutStation, Bench.minimal)
        let gate = StationGate(try place.feeder(without), place.secrets, strangers: .accepted)
        #expect(enters("cs", gate) == (true, true))
        gate.admit(try place.feeder(with), place.secrets)
        #expect(!enters("cs", gate).isIn && enters("other", gate) == (true, true))
        let password = place.secrets.password(station: try #require(ChargingStation.ID("cs")))
        #expect(enters("cs", gate, password: password) == (true, false))
        gate.admit(try place.feeder(without), place.secrets)
        #expect(!enters("cs", gate).isIn, "of the old one it still is")
    }

    @Test func afterwardsTheGateKnowsTheTopologyInForce() throws {
        let place = try Place()
        let (without, with) = (TopologyStationTests.withoutStation, Bench.minimal)
        let gate = StationGate(try place.feeder(without), place.secrets, strangers: .accepted)
        let keeper = try place.keeper(without, gate: gate).keeper
        #expect(throws: TopologyError.conflict(given: 9, current: 1)) {
            try keeper.change(request(with, ifVersion: 9))
        }
        #expect(enters("cs", gate) == (true, true), "nothing has changed")
        _ = try keeper.change(request(with))
        #expect(!enters("cs", gate).isIn)
        _ = try keeper.change(request(without))
        #expect(enters("cs", gate) == (true, true))
    }

    // MARK: - The broker

    /// A change blocks until the broker has answered, which takes a task: the thread of a task must not wait for it.
    private func changed(_ keeper: TopologyKeeper, to text: String) async throws -> TopologyAnswer {
        let request = request(text)
        return try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try keeper.change(request).answer })
            }
        }
    }

    @Test func aBrokerThatKeepsItsUsersIsSaidAndToldAgain() async throws {
        let place = try Place()
        let calls = Mutex(0)
        let keeper = try place.keeper(
            Self.a,
            setAccesses: { _ in
                let count = calls.withLock { count in
                    count += 1
                    return count
                }
                if count == 1 { throw BrokerError.file(path: "/users", call: "open", code: 28) }
            }
        ).keeper
        let first = try await changed(keeper, to: Self.b)
        #expect(first.isNew && first.warnings.contains { $0.severity == .warning && $0.text.contains("broker") })
        let second = try await changed(keeper, to: Self.b)
        #expect(!second.isNew && second.warnings.isEmpty)
        #expect(calls.withLock { $0 } == 2)
        _ = try await changed(keeper, to: Self.b)
        #expect(calls.withLock { $0 } == 2, "it has them")
    }

    // MARK: - The file

    /// Edited to B, B applied, edited back to A: A is the newer word.
    @Test(arguments: [true, false]) func theFileIsThatOfTheMomentOfTheChange(isEditedBefore: Bool) throws {
        let place = try Place()
        let keeper = try place.keeper(Self.a).keeper
        if !isEditedBefore { _ = try keeper.change(request(Self.b)) }
        try place.write(Self.b)
        #expect(try keeper.change(request(Self.b)).answer.isNew == isEditedBefore)
        let started = try place.start(Self.a)
        #expect(try started.topology.feeder == place.feeder(Self.a))
        #expect(started.core.model.feeder == started.topology.feeder && started.core.topology.number == 3)
    }

    @Test func aStartOnTheNewestTextNotesTheFile() throws {
        let place = try Place()
        _ = try place.keeper(Self.a).keeper.change(request(Self.b))
        #expect(try place.start(Self.a).core.topology.number == 2, "the file was not edited: B goes on")
        #expect(try place.start(Self.b).core.topology.number == 2)
        let back = try place.start(Self.a)
        #expect(try back.topology.feeder == place.feeder(Self.a))
        #expect(back.core.topology.number == 3)
    }

    @Test func whatWasRemovedWhileTheGatewayWasOffStillCounts() throws {
        let place = try Place()
        #expect(try place.start(Self.a).core.departed.isEmpty)
        let bench = try Bench(Self.a, now: Moment(utc: Self.now.utc + .seconds(-180), steady: Self.now.steady))
        bench.charge(TopologyChangeTests.all, seconds: 180)
        try place.store.append(bench.recorded { $0 })
        var smaller = TwoCables()
        smaller.parents["site-2"] = nil
        let core = try place.start(smaller.text).core
        #expect(core.departed.map(\.id.text) == ["bat-2"] && core.topology.number == 2)
        #expect(try #require(core.departed.first).band.importLimit.kilowatts > 10)
        #expect(try place.store.currentTopology()?.text == smaller.text)
        // Also over another start, before it has run out.
        #expect(try place.start(smaller.text).core.departed.map(\.id.text) == ["bat-2"])
    }
}

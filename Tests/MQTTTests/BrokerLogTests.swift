// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization
import TestSupport
import Testing

@testable import MQTT

/// What the broker tells of the publications and logins that it refuses.
@Suite(.timeLimit(.minutes(2))) struct BrokerLogTests {
    private static let arrival = "New client connected from 127.0.0.1:36802 as c 1 (p2, c1, k60, u'site-a')."

    private func read(_ lines: String...) -> [BrokerNotice] {
        var log = BrokerLog()
        return lines.compactMap { log.read($0) }
    }

    @Test func aDenialIsTheUsersOfItsClient() {
        #expect(
            read(Self.arrival, "Denied PUBLISH from c 1 (d0, q1, r0, m1, 'a/it's (x', ... (2 bytes))")
                == [.publishDenied(user: "site-a", topic: "a/it's (x")])
        #expect(read("Denied PUBLISH from c 2 (d0, q1, r0, m1, 'a', ... (2 bytes))") == [], "of a client nobody saw")
        #expect(
            read(
                Self.arrival, "Client c 1 disconnected.", "Denied PUBLISH from c 1 (d0, q1, r0, m1, 'a', ... (2 bytes))"
            )
                == [])
        #expect(read("Client <unknown> disconnected, not authorised.") == [.loginRefused])
    }

    @Test func otherLinesTellNothing() {
        #expect(
            read(
                "", "Denied PUBLISH from ", "Denied PUBLISH from c (d", "New client connected from ",
                "New client connected from x as y", "Client ", "Client c", "Received PUBLISH from c (d0, 'Denied')")
                == [])
    }

    @Test func whateverItWritesEndsNothing() {
        var random = SplitMix64(seed: 7)
        let parts = [
            "Denied PUBLISH from ", "New client connected from ", " as ", " (p", ", u'", "').", " (d", ", '",
            "', ... (", "é", "Client ", " disconnected",
        ]
        var log = BrokerLog()
        for _ in 0..<20_000 {
            let count = Int(random.next() % 8)
            _ = log.read((0..<count).map { _ in parts[Int(random.next() % UInt64(parts.count))] }.joined())
        }
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/sbin/mosquitto")))
    func theBrokerTellsWhileItIsWatchedAndNoLonger() async throws {
        let heard = Notices()
        try await withTemporaryFolder { directory in
            let broker = EmbeddedBroker(
                configuration: EmbeddedBroker.Configuration(runtimeDirectory: directory + "/broker"),
                accesses: [everything, siteA], logger: testLogger,
                onNotice: { heard.add($0) })
            try await broker.start()
            let site = try await client(of: broker, as: siteA)
            #expect(await site.isConnectedSoon())
            var round = 0
            /// Whether a publication that is denied is told.
            func isTold() async throws -> Bool {
                round += 1
                let (topic, completed) = ("site/a/\(round)", site.counters.completed)
                _ = site.publish(topic: topic, payload: [1], qos: .atLeastOnce)
                #expect(await eventually { site.counters.completed > completed })
                try await haveALoginRefused(broker, heard)
                return heard.count(of: .publishDenied(user: "site a", topic: topic)) > 0
            }
            #expect(try await !isTold())
            let isTelling = try await eventually {
                await broker.watchDenials(for: .seconds(1))
                return try await isTold()
            }
            #expect(isTelling)
            #expect(site.counters.losses == 0, "its connection went on")
            #expect(try await eventually { try await !isTold() })
            #expect(try await !isTold())
            #expect(site.counters.losses == 0)
            await site.stop()
            await broker.stop()
        }
    }

    /// The broker always tells a refused login: who hears of it has heard of all that stands before it in the log.
    private func haveALoginRefused(_ broker: EmbeddedBroker, _ heard: Notices) async throws {
        let before = heard.count(of: .loginRefused)
        let stranger = try await client(
            of: broker, as: BrokerAccess(user: siteA.user, password: "wrong", rules: []),
            adjusting: { $0.minimumReconnectDelay = .seconds(30) })
        #expect(await eventually { heard.count(of: .loginRefused) > before })
        await stranger.stop()
    }

    private final class Notices: Sendable {
        private let all = Mutex<[BrokerNotice]>([])

        func add(_ notice: BrokerNotice) { all.withLock { $0.append(notice) } }
        func count(of notice: BrokerNotice) -> Int { all.withLock { $0.count { $0 == notice } } }
    }
}

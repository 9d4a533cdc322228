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
        let heard = Mutex<[BrokerNotice]>([])
        try await withTemporaryFolder { directory in
            let broker = EmbeddedBroker(
                configuration: EmbeddedBroker.Configuration(runtimeDirectory: directory + "/broker"),
                accesses: [everything, siteA], logger: testLogger,
                onNotice: { notice in heard.withLock { $0.append(notice) } })
            try await broker.start()
            let site = try await client(of: broker, as: siteA)
            #expect(await site.isConnectedSoon())
            _ = site.publish(topic: "site/a/before", payload: [1], qos: .atLeastOnce)
            await broker.watchDenials(for: .seconds(1))
            let denied = BrokerNotice.publishDenied(user: "site a", topic: "site/a/telemtry")
            let isTold = await eventually {
                _ = site.publish(topic: "site/a/telemtry", payload: [1], qos: .atLeastOnce)
                return heard.withLock { $0.contains(denied) }
            }
            #expect(isTold)
            #expect(await site.isConnectedSoon(), "its connection went on")
            #expect(await eventually { await !broker.isTelling })
            let count = heard.withLock { $0.count }
            try await Task.sleep(for: .milliseconds(300))
            _ = site.publish(topic: "site/a/after", payload: [1], qos: .atLeastOnce)
            try await Task.sleep(for: .milliseconds(500))
            #expect(heard.withLock { $0.allSatisfy { $0 == denied } && $0.count >= count })
            await site.stop()
            await broker.stop()
        }
    }
}

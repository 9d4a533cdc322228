// SPDX-License-Identifier: Apache-2.0

import MQTT
import GridModel
import DERDispatch
import Foundation
import TestSupport
import Testing

@testable import Gateway

@Suite struct EventTests {
    @Test func ticksArriveAndTheStreamEndsWithTheGateway() async throws {
        let fixture = try await HTTPFixture()
        let client = try EventClient(fixture)
        try await client.wait { $0.contains("event: state\n") && $0.contains("\"feeder\":\"small\"") }
        fixture.engine.tick()
        try await client.wait { $0.contains("event: tick\n") }
        fixture.bringBatteryOnline()
        try await client.wait {
            $0.components(separatedBy: "event: tick\n").dropFirst().contains { $0.contains("\"id\":\"battery-1\"") }
        }
        let clock = ContinuousClock()
        let took = await clock.measure { await fixture.endpoint.stop() }
        #expect(took < HTTPEndpoint.stopTimeout, "the stream held the gateway up")
        try await client.waitForEnd()
        #expect(client.text.hasPrefix("HTTP/1.1 200"))
        #expect(client.text.lowercased().contains("content-type: text/event-stream"))
    }

    @Test func aClientThatGoesAwayIsForgotten() async throws {
        let fixture = try await HTTPFixture()
        let hub = fixture.interface.gateway.events
        let subscription = try hub.subscribe()
        #expect(hub.clientCount == 1)
        hub.leave(subscription.number)
        #expect(hub.clientCount == 0)
        await fixture.endpoint.stop()
    }

    /// A copy of the core for each tick is made only while somebody listens.
    @Test func ticksAreObservedOnlyWhileSomebodyListens() async throws {
        let fixture = try await HTTPFixture()
        let hub = EventHub(fixture.engine)
        hub.start()
        #expect(fixture.engine.observerCount == 0)
        let (first, second) = (try hub.subscribe(), try hub.subscribe())
        #expect(fixture.engine.observerCount == 1)
        hub.leave(first.number)
        #expect(fixture.engine.observerCount == 1)
        hub.leave(second.number)
        #expect(fixture.engine.observerCount == 0)
        // Who comes after a pause is told everything again, whatever was sent before it.
        let third = try hub.subscribe()
        fixture.engine.tick()
        var events = third.events.makeAsyncIterator()
        _ = await events.next()
        let tick = String(decoding: try #require(await events.next()), as: UTF8.self)
        #expect(tick.hasPrefix("event: tick") && tick.contains("battery-1") && tick.contains("ev-1"))
        hub.stop()
        #expect(fixture.engine.observerCount == 0)
        await fixture.endpoint.stop()
    }

    @Test func aClientThatDoesNotReadIsLetGo() async throws {
        let fixture = try await HTTPFixture()
        let hub = EventHub(fixture.engine)
        hub.start()
        let subscription = try hub.subscribe()
        let deadline = ContinuousClock.now + .seconds(20)
        while hub.clientCount > 0, ContinuousClock.now < deadline {
            fixture.engine.tick()
            await Task.yield()
        }
        #expect(hub.clientCount == 0)
        var received = 0
        for await _ in subscription.events { received += 1 }
        #expect(received <= EventHub.bufferedEvents)
        hub.stop()
        await fixture.endpoint.stop()
    }

    @Test func clientsAreBounded() async throws {
        let fixture = try await HTTPFixture()
        let hub = EventHub(fixture.engine)
        var kept: [EventHub.Subscription] = []
        for _ in 0..<EventHub.capacity { kept.append(try hub.subscribe()) }
        #expect(throws: Problem.self) { try hub.subscribe() }
        hub.leave(kept[0].number)
        kept.append(try hub.subscribe())
        hub.stop()
        #expect(throws: Problem.self) { try hub.subscribe() }
        await fixture.endpoint.stop()
    }
}

/// Reads a stream on a thread of its own.
final class EventClient: @unchecked Sendable {
    private let lock = NSLock()
    private var received: [UInt8] = []
    private var isEnded = false

    init(_ fixture: HTTPFixture) throws {
        let socket = try RawSocket(port: fixture.port)
        let head = "GET /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(fixture.key)\r\n\r\n"
        try socket.write(Array(head.utf8))
        Thread.detachNewThread { [self] in
            while let part = try? socket.read(), !part.isEmpty { lock.withLock { received += part } }
            lock.withLock { isEnded = true }
        }
    }

    var text: String { lock.withLock { String(decoding: received, as: UTF8.self) } }

    func wait(_ until: (String) -> Bool) async throws {
        guard await eventually(within: .seconds(10), { until(text) }) else {
            throw Broken(text: "did not arrive; received: \(text.prefix(2_000))")
        }
    }

    func waitForEnd() async throws {
        guard await eventually(within: .seconds(10), { lock.withLock { isEnded } }) else {
            throw Broken(text: "the stream did not end")
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// What one event loop has read in its present turn, over all its connections, and what is to be flushed after it.
///
/// The first event of a turn puts one task at the loop's end; when it runs, every socket that was readable has been
/// read. So the delegate is called once a turn, not once a message, and each connection it answers gets one write.
///
/// Confined to its loop, which every method asserts; hence unchecked.
final class EventBatch: @unchecked Sendable {
    let loop: any EventLoop
    private let delegate: any StationTransportDelegate
    private var events: [StationTransportEvent] = []
    private var unflushed: [StationConnection] = []
    private var releases: [EventLoopPromise<Void>] = []
    private var isScheduled = false

    init(loop: any EventLoop, delegate: any StationTransportDelegate) {
        self.loop = loop
        self.delegate = delegate
    }

    func append(_ event: StationTransportEvent) {
        loop.assertInEventLoop()
        events.append(event)
        schedule()
    }

    /// The promise is kept after the delegate has seen everything appended so far.
    func append(_ event: StationTransportEvent, thenSucceed promise: EventLoopPromise<Void>) {
        append(event)
        releases.append(promise)
    }

    func flushLater(_ connection: StationConnection) {
        loop.assertInEventLoop()
        unflushed.append(connection)
        schedule()
    }

    private func schedule() {
        guard !isScheduled else { return }
        isScheduled = true
        loop.execute { self.deliver() }
    }

    private func deliver() {
        if !events.isEmpty {
            delegate.received(batch: events)
            events.removeAll(keepingCapacity: events.count <= Self.keptCapacity)
        }
        // From here on new events (a write that fails closes its channel at once) need a turn of their own.
        isScheduled = false
        let connections = unflushed
        unflushed.removeAll(keepingCapacity: connections.count <= Self.keptCapacity)
        connections.forEach { $0.flushOutbound() }
        let promises = releases
        releases = []
        promises.forEach { $0.succeed() }
    }

    /// A burst beyond this many events gives its memory back.
    private static let keptCapacity = 4096
}

/// The batches of a group of event loops.
struct EventBatches: Sendable {
    private let batches: [ObjectIdentifier: EventBatch]

    init(group: any EventLoopGroup, delegate: any StationTransportDelegate) {
        batches = Dictionary(
            group.makeIterator().map { (ObjectIdentifier($0), EventBatch(loop: $0, delegate: delegate)) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The batch of one of the group's loops; absent for a loop of another group.
    subscript(loop: any EventLoop) -> EventBatch? { batches[ObjectIdentifier(loop)] }
}

// SPDX-License-Identifier: Apache-2.0

/// The batches of one client as an asynchronous sequence.
///
/// A message that comes after a silence is handed over at once; under load there is one batch for each interval,
/// because waking a task costs more than receiving a message.
public struct MQTTBatches: AsyncSequence, Sendable {
    let session: MQTTSession

    /// Waits for the next batch.
    public struct AsyncIterator: AsyncIteratorProtocol {
        let session: MQTTSession
        var arrivals: AsyncStream<Void>.AsyncIterator
        var earliest: ContinuousClock.Instant?

        /// The next batch, or nil when the client has stopped and everything is taken.
        public mutating func next() async -> [MQTTMessage]? {
            if let earliest { try? await Task.sleep(until: earliest) }
            while true {
                let batch = session.takeBatch()
                if !batch.isEmpty { return paced(batch) }
                guard await arrivals.next() != nil else {
                    let last = session.takeBatch()
                    return last.isEmpty ? nil : last
                }
            }
        }

        private mutating func paced(_ batch: [MQTTMessage]) -> [MQTTMessage] {
            earliest = .now + session.configuration.batchInterval
            return batch
        }
    }

    /// An iterator over what comes from now on.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(session: session, arrivals: session.arrivals.makeAsyncIterator())
    }
}

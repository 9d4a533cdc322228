// SPDX-License-Identifier: Apache-2.0

/// Messages on their way out: those that wait here for the session's thread, and the count and bytes of all that are
/// not yet written or acknowledged, wherever they are.
struct OutboundQueue {
    let maximumMessages: Int
    let maximumBytes: Int

    private(set) var outstandingMessages = 0
    private(set) var outstandingBytes = 0
    private(set) var waiting: [MQTTMessage] = []

    init(maximumMessages: Int, maximumBytes: Int) {
        self.maximumMessages = maximumMessages
        self.maximumBytes = maximumBytes
    }

    /// Adds a message, or says why not.
    mutating func append(_ message: MQTTMessage) -> MQTTPublishOutcome {
        let byteCount = message.byteCount
        guard outstandingMessages < maximumMessages, outstandingBytes + byteCount <= maximumBytes else {
            return .refused(.tooManyOutstanding(messages: outstandingMessages, bytes: outstandingBytes))
        }
        outstandingMessages += 1
        outstandingBytes += byteCount
        waiting.append(message)
        return .accepted
    }

    /// Hands the waiting ones to the library; they stay outstanding until released.
    mutating func takeWaiting() -> [MQTTMessage] {
        defer { waiting = [] }
        return waiting
    }

    /// These are done with: written, acknowledged or lost.
    mutating func release(messages: Int, bytes: Int) {
        outstandingMessages -= messages
        outstandingBytes -= bytes
    }

    /// Gives up those that wait and may be lost (QoS 0), or all; answers how many.
    mutating func dropWaiting(keepingQoS1: Bool) -> Int {
        let kept = keepingQoS1 ? waiting.filter { $0.qos == .atLeastOnce } : []
        let dropped = waiting.count - kept.count
        let bytes = waiting.reduce(0) { $0 + $1.byteCount } - kept.reduce(0) { $0 + $1.byteCount }
        release(messages: dropped, bytes: bytes)
        waiting = kept
        return dropped
    }
}

// SPDX-License-Identifier: Apache-2.0

/// Received messages in order, bounded by count and bytes. When it is full the oldest go.
struct InboundQueue {
    let maximumMessages: Int
    let maximumBytes: Int

    private(set) var received = 0
    private(set) var dropped = 0

    private var messages: [MQTTMessage] = []
    /// Where the queue begins in `messages`; what lies before it was dropped and is already emptied.
    private var head = 0
    private var byteCount = 0

    init(maximumMessages: Int, maximumBytes: Int) {
        self.maximumMessages = maximumMessages
        self.maximumBytes = maximumBytes
    }

    var isEmpty: Bool { head == messages.count }

    /// Appends a batch and leaves it empty; says whether the queue was empty before, that is, whether to wake someone.
    mutating func append(_ batch: inout [MQTTMessage]) -> Bool {
        let wasEmpty = isEmpty
        received += batch.count
        for message in batch { byteCount += message.byteCount }
        if wasEmpty {
            messages.removeAll(keepingCapacity: true)
            head = 0
            swap(&messages, &batch)
        } else {
            messages.append(contentsOf: batch)
            batch.removeAll(keepingCapacity: true)
        }
        dropSurplus()
        return wasEmpty
    }

    /// Everything that waits, the oldest first.
    mutating func take() -> [MQTTMessage] {
        let taken = head == 0 ? messages : Array(messages[head...])
        messages = []
        head = 0
        byteCount = 0
        return taken
    }

    private mutating func dropSurplus() {
        while messages.count - head > maximumMessages || byteCount > maximumBytes {
            byteCount -= messages[head].byteCount
            messages[head] = MQTTMessage(topic: "", payload: [])
            head += 1
            dropped += 1
        }
        // Moving the rest down only when half is waste keeps the cost of a dropped message constant.
        if head > messages.count / 2 {
            messages.removeSubrange(..<head)
            head = 0
        }
    }
}

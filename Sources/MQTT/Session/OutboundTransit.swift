// SPDX-License-Identifier: Apache-2.0

/// The messages that are inside the library: given to it, not yet written (QoS 0) or acknowledged (QoS 1).
struct OutboundTransit {
    struct Sum {
        var messages = 0
        var bytes = 0

        mutating func add(_ bytes: Int) {
            messages += 1
            self.bytes += bytes
        }
    }

    private struct Entry {
        let bytes: Int
        let qos: MQTTQoS
    }

    private var entries: [Int32: Entry] = [:]
    private var current: Entry?
    private var completed = Sum()

    var isEmpty: Bool { entries.isEmpty }

    /// Call before giving a message to the library, which completes a QoS 0 message within that very call, before its
    /// identifier is known to us.
    mutating func begin(bytes: Int, qos: MQTTQoS) {
        current = Entry(bytes: bytes, qos: qos)
    }

    /// Call after it. Answers the bytes of the message if the library did not keep it.
    mutating func end(identifier: Int32, isKept: Bool) -> Int? {
        defer { current = nil }
        guard let current else { return nil }
        guard isKept else { return current.bytes }
        if let forgotten = entries.updateValue(current, forKey: identifier) { completed.add(forgotten.bytes) }
        return nil
    }

    /// The library is done with this one.
    mutating func complete(identifier: Int32) {
        if let entry = entries.removeValue(forKey: identifier) {
            completed.add(entry.bytes)
        } else if let entry = current {
            completed.add(entry.bytes)
            current = nil
        }
    }

    /// What was completed since the last look, if anything.
    mutating func takeCompleted() -> Sum? {
        guard completed.messages > 0 else { return nil }
        defer { completed = Sum() }
        return completed
    }

    /// Forgets the QoS 0 messages, which the library dropped with the connection, and answers their sum.
    mutating func connectionEnded() -> Sum {
        let kept = entries.filter { $0.value.qos == .atLeastOnce }
        defer { entries = kept }
        return entries.values.reduce(into: Sum()) { if $1.qos == .atMostOnce { $0.add($1.bytes) } }
    }

    /// Forgets everything and answers its sum.
    mutating func abandon() -> Sum {
        defer { entries = [:] }
        return entries.values.reduce(into: Sum()) { $0.add($1.bytes) }
    }
}

// SPDX-License-Identifier: Apache-2.0

/// Who publishes over MQTT, by position in the feeder; each has credentials of its own.
public enum WorldPublisher: Sendable, Hashable {
    /// A site: its meter and its DERs.
    case site(Int)
    /// The meter of a node that is no usage point.
    case node(Int)
}

/// What the simulated world does to the outside.
public enum WorldOutput: Sendable, Hashable {
    /// Publish to the broker.
    case publish(WorldPublisher, topic: String, payload: [UInt8], isRetained: Bool)
    /// Send a text frame on a station's connection.
    case send(station: Int, [UInt8])
    /// End a station's connection.
    case hangUp(station: Int)
    /// End a site's connection to the broker.
    case leaveBroker(site: Int)
}

/// Outputs that wait for their time, in order of time and, at the same time, of entry.
struct DelayedOutputs: Sendable {
    private var waiting: [(due: Int64, number: Int, output: WorldOutput)] = []
    private var ready: [WorldOutput] = []
    private var lastNumber = 0

    /// Most that wait: a world that nobody listens to must not grow for ever. Each device has a few at most.
    static let capacity = 100_000

    mutating func add(_ output: WorldOutput, due: Int64, now: Int64) {
        if due <= now { return ready.append(output) }
        guard waiting.count < Self.capacity else { return }
        lastNumber += 1
        waiting.append((due, lastNumber, output))
    }

    mutating func take(now: Int64) -> [WorldOutput] {
        var due: [(due: Int64, number: Int, output: WorldOutput)] = []
        if waiting.contains(where: { $0.due <= now }) {
            due = waiting.filter { $0.due <= now }.sorted { ($0.due, $0.number) < ($1.due, $1.number) }
            waiting.removeAll { $0.due <= now }
        }
        defer { ready = [] }
        return due.map(\.output) + ready
    }
}

// SPDX-License-Identifier: Apache-2.0

import GridModel
import Simulation

/// What a link does to the messages on it.
struct LinkQuality: Sendable {
    /// Seconds on the way.
    var delay = 0.02...0.4
    /// Part of the messages that are lost, come twice, or come seconds late.
    var loss = 0.0
    var repetition = 0.0
    var lateness = 0.0

    static let good = LinkQuality()
    /// Worse than any broker is: nothing may depend on each message.
    static let poor = LinkQuality(delay: 0.05...0.8, loss: 0.02, repetition: 0.03, lateness: 0.03)
}

/// A link with luck of its own: messages go in, and come out later, perhaps twice, perhaps never, perhaps overtaken.
struct VirtualLink<Message: Sendable>: Sendable {
    private var waiting: [(due: Int64, number: Int, message: Message)] = []
    private var generator: SeededGenerator
    private let quality: LinkQuality
    private var number = 0

    init(_ quality: LinkQuality, seed: UInt64, name: String) {
        self.quality = quality
        generator = SeededGenerator(seed: seed, name: name)
    }

    mutating func send(_ message: Message, now: Int64) {
        if generator.chance(quality.loss) { return }
        add(message, now: now)
        if generator.chance(quality.repetition) { add(message, now: now) }
    }

    private mutating func add(_ message: Message, now: Int64) {
        var delay = generator.between(quality.delay.lowerBound, quality.delay.upperBound)
        if generator.chance(quality.lateness) { delay += generator.between(1, 5) }
        number += 1
        waiting.append((now + Int64(delay * 1_000), number, message))
    }

    mutating func receive(now: Int64) -> [Message] {
        guard waiting.contains(where: { $0.due <= now }) else { return [] }
        let due = waiting.filter { $0.due <= now }.sorted { ($0.due, $0.number) < ($1.due, $1.number) }
        waiting.removeAll { $0.due <= now }
        return due.map(\.message)
    }

    /// Everything on the way is gone.
    mutating func cut(where isCut: (Message) -> Bool = { _ in true }) { waiting.removeAll { isCut($0.message) } }
}

/// A connection that keeps its order, with a delay of its own.
struct VirtualWire: Sendable {
    private var waiting: [(due: Int64, frame: [UInt8])] = []
    private var generator: SeededGenerator

    init(seed: UInt64, name: String) { generator = SeededGenerator(seed: seed, name: name) }

    mutating func send(_ frame: [UInt8], now: Int64) {
        let due = now + Int64(generator.between(10, 300))
        waiting.append((max(due, waiting.last?.due ?? due), frame))
    }

    mutating func receive(now: Int64) -> [[UInt8]] {
        guard let first = waiting.first, first.due <= now else { return [] }
        let due = waiting.prefix { $0.due <= now }.map(\.frame)
        waiting.removeFirst(due.count)
        return due
    }
}

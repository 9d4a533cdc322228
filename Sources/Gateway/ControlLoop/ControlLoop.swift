// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Ticks the engine at its pace, and at once when a limit changed.
struct ControlLoop: Sendable {
    let interval: Duration

    /// Ticks until the task is cancelled.
    func run(_ engine: GatewayEngine) async {
        let (wakes, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        engine.wakeBy { continuation.yield() }
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                var next = ContinuousClock.now
                while !Task.isCancelled {
                    continuation.yield()
                    next = max(next + interval, .now)
                    try? await Task.sleep(until: next, clock: .continuous)
                }
                continuation.finish()
            }
            group.addTask { for await _ in wakes { engine.tick() } }
        }
    }
}

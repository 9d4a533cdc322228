// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Synchronization

/// Every socket a server has accepted and that still lives, so that a shutdown can end them all and wait for it.
final class SocketSet: Sendable {
    private struct State {
        var sockets: [ObjectIdentifier: any Channel] = [:]
        var pending: Set<ObjectIdentifier> = []
        var isClosing = false
        var waiter: CheckedContinuation<Void, Never>?
    }
    private let state = Mutex(State())

    /// Adds a socket that begins its handshake; false if the server is closing.
    func insert(_ channel: any Channel) -> Bool {
        let isWelcome = state.withLock { state in
            guard !state.isClosing else { return false }
            state.sockets[ObjectIdentifier(channel)] = channel
            state.pending.insert(ObjectIdentifier(channel))
            return true
        }
        if isWelcome { channel.closeFuture.whenComplete { _ in self.remove(channel) } }
        return isWelcome
    }

    /// The socket has been upgraded: from now on a shutdown says goodbye to it first.
    func establish(_ channel: any Channel) {
        state.withLock { _ = $0.pending.remove(ObjectIdentifier(channel)) }
    }

    func closePending() {
        let channels = state.withLock { state in
            state.isClosing = true
            return state.pending.compactMap { state.sockets[$0] }
        }
        channels.forEach { $0.close(promise: nil) }
    }

    func closeAll() {
        state.withLock { Array($0.sockets.values) }.forEach { $0.close(promise: nil) }
    }

    func waitUntilEmpty() async {
        await withCheckedContinuation { continuation in
            let isEmpty = state.withLock { state in
                if !state.sockets.isEmpty { state.waiter = continuation }
                return state.sockets.isEmpty
            }
            if isEmpty { continuation.resume() }
        }
    }

    private func remove(_ channel: any Channel) {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            state.sockets[ObjectIdentifier(channel)] = nil
            state.pending.remove(ObjectIdentifier(channel))
            guard state.sockets.isEmpty else { return nil }
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }
}

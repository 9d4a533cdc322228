// SPDX-License-Identifier: Apache-2.0

import CMosquitto
import Glibc

/// A descriptor that becomes readable when another thread calls `signal()`.
final class WakeUp: Sendable {
    let descriptor: Int32

    init() throws(MQTTError) {
        descriptor = eventfd(0, Int32(EFD_NONBLOCK) | Int32(EFD_CLOEXEC))
        guard descriptor >= 0 else { throw .systemRefused(call: "eventfd", code: errno) }
    }

    deinit { close(descriptor) }

    /// Makes the descriptor readable; never blocks.
    func signal() {
        eventfd_write(descriptor, 1)
    }

    /// Makes it unreadable again.
    func clear() {
        var value: eventfd_t = 0
        eventfd_read(descriptor, &value)
    }
}

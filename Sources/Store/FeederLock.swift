// SPDX-License-Identifier: Apache-2.0

import Glibc
import Synchronization

/// The lock by which one gateway commands a feeder: `flock` on a file beside the database, which names its holder.
///
/// The kernel lets go of it when the process dies, however it dies, so that no stale lock is ever left.
final class FeederLock: Sendable {
    private let descriptor: Int32
    private let isHeld = Mutex(true)

    /// Takes the lock.
    init(path: String) throws(StoreError) {
        let file = path + ".lock"
        let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .system(file)
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            let holder = Self.pid(in: descriptor)
            close(descriptor)
            guard code == EWOULDBLOCK else {
                throw .system(file, code)
            }
            throw .locked(path: path, pid: holder)
        }
        self.descriptor = descriptor
        let text = Array("\(getpid())\n".utf8)
        guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, text, text.count, 0) == text.count else {
            throw .system(file)
        }
    }

    /// Lets go of the lock itself, not only of the descriptor: a child process that is just being started holds a copy
    /// of that until it runs its own program.
    func release() {
        isHeld.withLock { held in
            guard held else { return }
            held = false
            flock(descriptor, LOCK_UN)
            close(descriptor)
        }
    }

    deinit { release() }

    /// Who holds it, as the holder wrote; nil in the moment between its taking the lock and writing.
    private static func pid(in descriptor: Int32) -> Int32? {
        var bytes = [UInt8](repeating: 0, count: 32)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        let digits = bytes[..<count].prefix { (0x30...0x39).contains($0) }
        return Int32(String(decoding: digits, as: UTF8.self))
    }
}

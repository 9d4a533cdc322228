// SPDX-License-Identifier: Apache-2.0

import CMosquitto
import Glibc

/// A detached system thread. libmosquitto blocks in name look-up and in poll, which a task's thread must not.
enum BackgroundThread {
    /// Runs `body` on a thread of its own which takes no signals.
    static func start(name: String, _ body: @escaping @Sendable () -> Void) throws(MQTTError) {
        let box = Unmanaged.passRetained(Body(name: name, run: body))
        let code = withSignalsBlocked {
            var thread = pthread_t()
            let code = pthread_create(&thread, nil, Self.main, box.toOpaque())
            if code == 0 { pthread_detach(thread) }
            return code
        }
        guard code == 0 else {
            box.release()
            throw .systemRefused(call: "pthread_create", code: code)
        }
    }

    private final class Body: Sendable {
        let name: String
        let run: @Sendable () -> Void

        init(name: String, run: @escaping @Sendable () -> Void) {
            self.name = name
            self.run = run
        }
    }

    private static let main: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { argument in
        guard let argument else { return nil }
        let body = Unmanaged<Body>.fromOpaque(argument).takeRetainedValue()
        name_current_thread(body.name)
        body.run()
        return nil
    }

    /// A new thread inherits the mask; signals then go to the threads that expect them.
    private static func withSignalsBlocked(_ body: () -> Int32) -> Int32 {
        var all = sigset_t()
        var before = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_BLOCK, &all, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        return body()
    }
}

// SPDX-License-Identifier: Apache-2.0

@preconcurrency import Dispatch
import Foundation

/// SIGINT and SIGTERM as something to wait for. A second one ends the process at once.
final class StopSignals {
    private let arrivals: AsyncStream<Int32>
    private let sources: [any DispatchSourceSignal]

    init() {
        // A reader of standard output that went away is an error of that write, no reason to die.
        signal(SIGPIPE, SIG_IGN)
        let (stream, continuation) = AsyncStream.makeStream(of: Int32.self, bufferingPolicy: .bufferingOldest(2))
        arrivals = stream
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { continuation.yield(number) }
            source.resume()
            return source
        }
    }

    /// Returns at the first signal.
    func first() async {
        var iterator = arrivals.makeAsyncIterator()
        _ = await iterator.next()
        Task { [arrivals] in
            for await number in arrivals { exit(128 + number) }
        }
    }
}

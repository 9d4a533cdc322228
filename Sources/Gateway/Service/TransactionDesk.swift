// SPDX-License-Identifier: Apache-2.0

import Dispatch
import GridModel
import Logging
import Store
import Synchronization

/// Writes what stations tell of transactions, in the order it came, before they are answered.
///
/// One wait for the disk takes some milliseconds, and a feeder's stations come back all at once: what comes while a piece
/// is written goes in the next one, with one wait for all of it.
final class TransactionDesk: Sendable {
    /// A telling, and the call of the station that waits for its answer.
    struct Entry: Sendable {
        var telling: TransactionTelling
        var connection: UInt64
        var call: String
    }

    /// Entries of one piece: the first of them waits for the last, and the core for their answers, some milliseconds.
    static let largestPiece = 256

    private let store: Store
    private let logger: Logger
    private let queue = DispatchQueue(label: "gateway.transactions")
    /// No more than the calls that stations may have open.
    private let waiting: Mutex<[Entry]> = Mutex([])

    init(_ store: Store, _ logger: Logger) {
        self.store = store
        self.logger = logger
    }

    /// Takes one; `feed` gets what is on disk, in the order of the calls.
    func take(_ entry: Entry, feed: @escaping @Sendable ([GatewayInput]) -> Void) {
        let isFirst = waiting.withLock { waiting in
            waiting.append(entry)
            return waiting.count == 1
        }
        if isFirst { queue.async { [self] in work(feed) } }
    }

    private func work(_ feed: ([GatewayInput]) -> Void) {
        while true {
            let piece = waiting.withLock { waiting in
                let piece = Array(waiting.prefix(Self.largestPiece))
                waiting.removeFirst(piece.count)
                return piece
            }
            if piece.isEmpty { return }
            feed(write(piece))
        }
    }

    /// What is unanswered, the station sends again: better than a number that a restart forgets.
    private func write(_ piece: [Entry]) -> [GatewayInput] {
        do throws(StoreError) {
            let results = try store.tell(piece.map(\.telling))
            return zip(piece, results).compactMap { entry, result in input(entry, result) }
        } catch {
            logger.error("\(piece.count) beginnings or ends of transactions not recorded: \(error)")
            return []
        }
    }

    private func input(_ entry: Entry, _ result: TransactionTold) -> GatewayInput? {
        switch (entry.telling, result) {
        case (.began(let start), .begun(let begun)):
            return .transactionBegun(connection: entry.connection, call: entry.call, start, begun)
        case (.ended(let stop), .ended):
            return .transactionEnded(connection: entry.connection, call: entry.call, stop)
        case (.began(let start), .refused(let error)):
            logger.error("transaction of \(start.station) not recorded: \(error)")
        case (.ended(let stop), .refused(let error)):
            logger.error("end of transaction of \(stop.station) not recorded: \(error)")
        case (.began, .ended), (.ended, .begun):
            logger.error("a beginning and an end of a transaction were taken for each other")
        }
        return nil
    }
}

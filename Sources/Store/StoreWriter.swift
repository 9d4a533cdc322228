// SPDX-License-Identifier: Apache-2.0

import Dispatch
public import GridModel
import Synchronization

/// Appends to a store from a program that must not wait for it: gathers what is not durable into a transaction a
/// second, and writes what is durable at once, never behind more than one bounded piece of the rest.
public final class StoreWriter: Sendable {
    /// When records are written.
    public enum Mode: Sendable, Hashable {
        /// Each append at once, in the caller's turn: for virtual-clock runs.
        case immediate
        /// Durable ones at once, the others together at this interval, in the background.
        case gathered(every: Duration)
    }

    /// What became of the records so far.
    public struct Status: Sendable, Hashable {
        /// How many wait.
        public var queued = 0
        /// How many were written.
        public var written: UInt64 = 0
        /// How many were lost: the queue was full, or the store refused them for good.
        public var dropped: UInt64 = 0
        /// How often a write failed.
        public var failures: UInt64 = 0
        /// Why the last write failed; nil once one has succeeded again.
        public var lastError: StoreError?
    }

    /// Records that may wait: ten seconds at 10,000/s, some 25 MB.
    public static let capacity = 100_000
    /// Largest piece of the queue that goes in one transaction: what a durable append waits for at most, some 50 ms.
    public static let largestPiece = 5_000

    private let store: Store
    private let mode: Mode
    private let capacity: Int
    private let queue = Mutex(Queue())
    private let background = DispatchQueue(label: "store.writer")
    private let now: (@Sendable () -> UTCInstant)?

    /// - Parameters:
    ///   - capacity: records that may wait; beyond it new ones of great number (readings, refused messages, raw input)
    ///     are dropped and counted.
    ///   - now: gives the time by which retention and roll-up go, where they go in the background; nil leaves
    ///     `Store.keepUp` to the caller.
    public init(
        store: Store, mode: Mode, capacity: Int = StoreWriter.capacity, now: (@Sendable () -> UTCInstant)? = nil
    ) {
        self.store = store
        self.mode = mode
        self.capacity = capacity
        self.now = now
        if case .gathered(let interval) = mode {
            scheduleTurn(after: .milliseconds(max(1, Int(interval.inMilliseconds))))
        }
    }

    /// Turns follow one another for as long as somebody holds the writer.
    private func scheduleTurn(after span: DispatchTimeInterval) {
        background.asyncAfter(deadline: .now() + span) { [weak self] in
            guard let self else { return }
            turn()
            scheduleTurn(after: span)
        }
    }

    /// Takes records. Durable ones are on the disk when it returns, and with them, in the same transaction, the others
    /// of the list but for those of great number; what is not durable may fail later, and is then counted.
    ///
    /// - Returns: how many of the list were dropped because the queue is full.
    public func append(_ records: [StoreRecord]) throws(StoreError) -> Int {
        if mode == .immediate {
            try write(records)
            return 0
        }
        for record in records { try record.validate() }
        let isDurable = records.contains(where: \.isDurable)
        if isDurable { try write(records.filter { !$0.isBulk }) }
        let waiting = isDurable ? records.filter(\.isBulk) : records
        return queue.withLock { $0.add(waiting, capacity: capacity) }
    }

    /// Writes all that waits, before it returns: for shutdown.
    public func flush() throws(StoreError) {
        let failure: StoreError? = background.sync {
            do throws(StoreError) {
                try drain()
                return nil
            } catch { return error }
        }
        if let failure { throw failure }
    }

    /// What became of the records so far.
    public var status: Status { queue.withLock { $0.status } }

    /// One turn of the background: a failure is kept in `status`, and what waits is tried again in the next turn.
    private func turn() {
        do throws(StoreError) {
            try drain()
            if let now { _ = try store.keepUp(at: now()) }
        } catch { queue.withLock { $0.status.lastError = error } }
    }

    private func drain() throws(StoreError) {
        while true {
            let piece = queue.withLock { $0.take(Self.largestPiece) }
            if piece.isEmpty { return }
            do throws(StoreError) { try write(piece) } catch {
                guard error.mayPass else {
                    queue.withLock { $0.status.dropped += UInt64(piece.count) }
                    continue
                }
                queue.withLock { $0.putBack(piece) }
                throw error
            }
        }
    }

    private func write(_ records: [StoreRecord]) throws(StoreError) {
        do throws(StoreError) {
            try store.append(records)
            queue.withLock {
                $0.status.written += UInt64(records.count)
                $0.status.lastError = nil
            }
        } catch {
            queue.withLock {
                $0.status.failures += 1
                $0.status.lastError = error
            }
            throw error
        }
    }
}

extension StoreWriter {
    /// Records that wait, oldest first.
    private struct Queue: Sendable {
        var status = Status()
        private var records: [StoreRecord] = []
        private var first = 0

        /// Adds what fits; few in number always fit. Returns how many were dropped.
        mutating func add(_ new: [StoreRecord], capacity: Int) -> Int {
            var dropped = 0
            for record in new {
                if records.count - first >= capacity && (record.isBulk || records.count - first >= 2 * capacity) {
                    dropped += 1
                } else {
                    records.append(record)
                }
            }
            status.dropped += UInt64(dropped)
            status.queued = records.count - first
            return dropped
        }

        mutating func take(_ count: Int) -> [StoreRecord] {
            let piece = Array(records[first..<min(first + count, records.count)])
            first += piece.count
            if first == records.count {
                records.removeAll(keepingCapacity: first <= StoreWriter.largestPiece)
                first = 0
            }
            status.queued = records.count - first
            return piece
        }

        mutating func putBack(_ piece: [StoreRecord]) {
            records.replaceSubrange(0..<first, with: piece)
            first = 0
            status.queued = records.count
        }
    }
}

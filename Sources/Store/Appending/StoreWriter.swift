// SPDX-License-Identifier: Apache-2.0

import Dispatch
public import GridModel
import Synchronization

/// Appends to a store from a program that must not wait for it: gathers what is not durable into a transaction a
/// second, and writes what is durable at once, never behind more than one bounded piece of the rest.
///
/// ```
/// durable, replacing ──▶ owed, in order ──▶ at once, in a row of their own ───┐
///                                                                             ├──▶ Store, one transaction at a time
/// the others ──────────▶ gathered ────────▶ each interval, in pieces ─────────┘
/// ```
/// Nothing that is owed is lost while the process lives: what the disk does not take now (a lock, no room) stays at the
/// head of its row and is tried again. The caller waits a moment for it, and learns from the receipt how it stands.
public final class StoreWriter: Sendable {
    /// When records are written.
    public enum Mode: Sendable, Hashable {
        /// Each append at once, in the caller's turn: for tests.
        case immediate
        /// Durable ones at once, the others together at this interval, in the background.
        case gathered(every: Duration)
    }

    /// What became of the records so far.
    public struct Status: Sendable, Hashable {
        /// How many wait.
        public var queued = 0
        /// How many of them were promised to be on the disk, and are not yet.
        public var owed = 0
        /// How many were written.
        public var written: UInt64 = 0
        /// How many were lost: the queue was full, or the store refused them for good.
        public var dropped: UInt64 = 0
        /// How often a write failed.
        public var failures: UInt64 = 0
        /// Why the last write failed; nil once one has succeeded again.
        public var lastError: StoreError?
        /// Whether retention believes the wall clock; while it does not, nothing is deleted.
        public var isClockBelieved = true
    }

    /// Records that may wait: ten seconds at 10,000/s, some 25 MB.
    public static let capacity = 100_000
    /// Bytes that may wait: plans and raw inputs are large.
    public static let capacityBytes = 64 << 20
    /// Largest piece of the queue that goes in one transaction: what a durable append waits for at most, some 50 ms.
    public static let largestPiece = 5_000
    /// How long an append waits for the disk: ticks go on without it.
    public static let patience = Duration.milliseconds(100)
    /// Pause after a write that failed: a full disk must not cost a processor too.
    private static let pause = DispatchTimeInterval.milliseconds(200)

    private struct State: Sendable {
        var owed = OwedRecords()
        var gathered = GatheredRecords()
        var status = Status()
        /// The last write took longer than `patience`, or failed: until one succeeds nobody waits.
        var isLate = false
        /// Whether a try at what is owed is on its way already.
        var isTryDue = false
        /// After a failure: no try before then.
        var retryAt: DispatchTime?
    }

    private let store: Store
    private let mode: Mode
    private let capacity: Int
    private let capacityBytes: Int
    private let state = Mutex(State())
    private let background = DispatchQueue(label: "store.writer")
    private let urgent = DispatchQueue(label: "store.writer.owed")
    private let now: (@Sendable () -> Moment)?

    /// - Parameters:
    ///   - capacity: records that may wait; beyond it new ones of great number (readings, refused messages, raw input)
    ///     are dropped and counted.
    ///   - capacityBytes: bytes that may wait.
    ///   - now: gives the time by which retention and roll-up go, where they go in the background; nil leaves
    ///     `Store.keepUp` to the caller.
    public init(
        store: Store, mode: Mode, capacity: Int = StoreWriter.capacity, capacityBytes: Int = StoreWriter.capacityBytes,
        now: (@Sendable () -> Moment)? = nil
    ) {
        self.store = store
        self.mode = mode
        self.capacity = capacity
        self.capacityBytes = capacityBytes
        self.now = now
        if case .gathered(let interval) = mode {
            scheduleTurn(after: .milliseconds(max(1, Int(interval.inMilliseconds))))
        }
    }

    /// Takes records. Durable ones are on the disk when it returns, and with them, in the same transaction, the others
    /// of the list but for those of great number, unless the receipt says that they are still owed. What is not durable
    /// may be lost later, and is then counted. What cannot be kept at all is left out, and the receipt says so.
    public func append(_ records: [StoreRecord]) -> StoreReceipt {
        if records.contains(where: { $0.fault != nil }) { return appendRest(of: records) }
        guard mode != .immediate else { return writeAtOnce(records) }
        guard records.contains(where: { $0.isDurable || $0.replacesOlder }) else {
            let dropped = gather(records)
            return dropped == 0 ? Self.nothingOwed : StoreReceipt(.recorded, dropped: dropped)
        }
        let dropped = gather(records.filter(\.isBulk))
        let rest = records.filter { !$0.isBulk }
        let receipt = StoreReceipt(.owed, dropped: dropped)
        guard owe(rest, receipt) else { return StoreReceipt(.refused, dropped: dropped + rest.count) }
        tryOwedSoon()
        if records.contains(where: \.isDurable), !state.withLock({ $0.isLate }), !receipt.wait(atMost: Self.patience) {
            state.withLock { $0.isLate = receipt.isOwed }
        }
        return receipt
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
    public var status: Status {
        state.withLock { state in
            state.status.owed = state.owed.count
            state.status.queued = state.owed.count + state.gathered.count
            return state.status
        }
    }

    private static let nothingOwed = StoreReceipt(.recorded)
}

// MARK: - Taking

extension StoreWriter {
    private func gather(_ records: [StoreRecord]) -> Int {
        if records.isEmpty { return 0 }
        return state.withLock { state in
            let dropped = state.gathered.add(records, capacity: capacity, capacityBytes: capacityBytes)
            state.status.dropped += UInt64(dropped)
            return dropped
        }
    }

    /// Puts a list in the row of what is owed; false where that is full, and the list is lost.
    private func owe(_ records: [StoreRecord], _ receipt: StoreReceipt) -> Bool {
        state.withLock { state in
            let fits = state.owed.add(records, receipt, capacity: capacity, capacityBytes: capacityBytes)
            if !fits { state.status.dropped += UInt64(records.count) }
            return fits
        }
    }

    private func writeAtOnce(_ records: [StoreRecord]) -> StoreReceipt {
        let receipt = StoreReceipt(.owed)
        guard owe(records, receipt) else { return StoreReceipt(.refused, dropped: records.count) }
        urgent.sync { try? writeOwed() }
        return receipt
    }

    /// A number that is none must not cost what else happened in the same moment.
    private func appendRest(of records: [StoreRecord]) -> StoreReceipt {
        let good = records.filter { $0.fault == nil }
        let dropped = records.count - good.count + (good.isEmpty ? 0 : append(good).dropped)
        state.withLock { $0.status.dropped += UInt64(records.count - good.count) }
        return StoreReceipt(.refused, dropped: dropped, fault: records.lazy.compactMap(\.fault).first)
    }
}

// MARK: - Writing

extension StoreWriter {
    /// Turns follow one another for as long as somebody holds the writer.
    private func scheduleTurn(after span: DispatchTimeInterval) {
        background.asyncAfter(deadline: .now() + span) { [weak self] in
            guard let self else { return }
            turn()
            scheduleTurn(after: span)
        }
    }

    /// One turn of the background: a failure is kept in `status`, and what waits is tried again in the next turn.
    private func turn() {
        do throws(StoreError) {
            try drain()
            guard let now else { return }
            let upkeep = try store.keepUp(at: now())
            state.withLock { $0.status.isClockBelieved = upkeep.isClockBelieved }
        } catch { state.withLock { $0.status.lastError = error } }
    }

    /// Has what is owed tried soon. However much comes while the disk is away, one try waits at most.
    private func tryOwedSoon() {
        let due: DispatchTime? = state.withLock { state in
            if state.isTryDue { return nil }
            state.isTryDue = true
            return state.retryAt ?? .now()
        }
        guard let due else { return }
        let attempt = DispatchWorkItem {
            self.state.withLock { $0.isTryDue = false }
            try? self.writeOwed()
        }
        if due <= .now() { urgent.async(execute: attempt) } else { urgent.asyncAfter(deadline: due, execute: attempt) }
    }

    /// What is owed goes first: an outcome must not be written before its setpoint.
    private func drain() throws(StoreError) {
        let failure: StoreError? = urgent.sync {
            do throws(StoreError) {
                try writeOwed()
                return nil
            } catch { return error }
        }
        if let failure { throw failure }
        var most = Self.largestPiece
        while true {
            let piece = state.withLock { $0.gathered.take(most) }
            if piece.isEmpty { return }
            do throws(StoreError) {
                try write(piece)
            } catch {
                // One record that cannot be kept must not take thousands with it: by halves to the one.
                if error.isOfRecord, piece.count == 1 {
                    state.withLock { $0.status.dropped += 1 }
                    most = Self.largestPiece
                    continue
                }
                state.withLock { $0.gathered.putBack(piece) }
                guard error.isOfRecord else { throw error }
                most = max(1, piece.count / 2)
            }
        }
    }

    /// Writes what is owed, several lists in one transaction; each list whole or not at all. On `urgent` only.
    private func writeOwed() throws(StoreError) {
        var most = Self.largestPiece
        while true {
            let lists = state.withLock { $0.owed.begin(most) }
            if lists.isEmpty { return }
            do throws(StoreError) {
                try write(lists.flatMap(\.records))
                state.withLock {
                    $0.owed.finish()
                    $0.isLate = false
                    $0.retryAt = nil
                }
                for list in lists { list.receipt.settle(.recorded) }
            } catch {
                if error.isOfRecord, lists.count == 1 {
                    state.withLock {
                        $0.status.dropped += UInt64(lists[0].records.count)
                        $0.owed.finish()
                    }
                    lists[0].receipt.settle(.refused)
                    most = Self.largestPiece
                    continue
                }
                state.withLock {
                    $0.owed.release()
                    // A record that is refused says nothing of the disk.
                    guard !error.isOfRecord else { return }
                    $0.isLate = true
                    $0.retryAt = .now() + Self.pause
                }
                guard error.isOfRecord else { throw error }
                most = 1
            }
        }
    }

    private func write(_ records: [StoreRecord]) throws(StoreError) {
        do throws(StoreError) {
            try store.append(records)
            state.withLock {
                $0.status.written += UInt64(records.count)
                $0.status.lastError = nil
            }
        } catch {
            state.withLock {
                $0.status.failures += 1
                $0.status.lastError = error
            }
            throw error
        }
    }
}

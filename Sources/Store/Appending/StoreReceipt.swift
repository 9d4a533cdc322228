// SPDX-License-Identifier: Apache-2.0

import Dispatch
import GridModel
import Synchronization

/// What became of one list of records that was given to a `StoreWriter`.
///
/// What the disk does not take at once is owed: it is tried again, in its turn, until it is written.
public final class StoreReceipt: Sendable {
    enum Standing: Sendable {
        /// Nothing of it is owed.
        case recorded
        /// It waits, or was tried and waits again.
        case owed
        /// It was refused for good.
        case refused
    }

    /// How many records of the list were dropped: the queue is full, or they cannot be kept at all.
    public let dropped: Int
    /// What is wrong with a record that cannot be kept at all.
    public let fault: StoreError?
    private let standing: Mutex<Standing>
    private let settled = DispatchSemaphore(value: 0)

    init(_ standing: Standing, dropped: Int = 0, fault: StoreError? = nil) {
        self.standing = Mutex(standing)
        self.dropped = dropped
        self.fault = fault
    }

    /// Whether what people or devices were promised is on the disk.
    public var isRecorded: Bool { standing.withLock { $0 == .recorded } }

    /// Whether it still waits for the disk.
    var isOwed: Bool { standing.withLock { $0 == .owed } }

    /// Waits until that is so, or the time is over, or it never will be.
    public func wait(atMost span: Duration) -> Bool {
        if isOwed {
            let milliseconds = Int(max(Int64(0), span.inMilliseconds))
            // Whoever else waits is let go in turn.
            if settled.wait(timeout: .now() + .milliseconds(milliseconds)) == .success { settled.signal() }
        }
        return isRecorded
    }

    func settle(_ new: Standing) {
        standing.withLock { $0 = new }
        settled.signal()
    }
}

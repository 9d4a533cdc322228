// SPDX-License-Identifier: Apache-2.0

/// What a station tells of a transaction: how it began, or how it ended.
public enum TransactionTelling: Sendable, Hashable {
    /// It began.
    case began(TransactionStart)
    /// It ended.
    case ended(TransactionStop)
}

/// What became of a telling that was given to the store.
public enum TransactionTold: Sendable, Hashable {
    /// The beginning is on the disk, under this number.
    case begun(TransactionBegun)
    /// The end is on the disk.
    case ended(TransactionEnded)
    /// It holds what cannot be kept; nothing of it was written.
    case refused(StoreError)
}

extension Store {
    /// Records what stations tell of transactions, in this order, as `begin` and `end` do one by one, and waits for the
    /// disk once for all of it. A fault of the disk is of all: then nothing is written.
    public func tell(_ tellings: [TransactionTelling]) throws(StoreError) -> [TransactionTold] {
        let faults = tellings.map(\.fault)
        return try write(durably: true) { writer in
            try zip(tellings, faults).map { telling, fault in
                if let fault { return .refused(fault) }
                return switch telling {
                case .began(let start): .begun(try writer.begin(start))
                case .ended(let stop): .ended(try writer.end(stop))
                }
            }
        }
    }
}

extension TransactionTelling {
    /// Why it cannot be kept; nil where it can.
    fileprivate var fault: StoreError? {
        let record: StoreRecord =
            switch self {
            case .began(let start): .transactionStart(start)
            case .ended(let stop): .transactionStop(stop)
            }
        do throws(StoreError) {
            try record.validate()
            return nil
        } catch { return error }
    }
}

// SPDX-License-Identifier: Apache-2.0

/// Lists of records that must be written whole and in the order in which they came: what is durable, and what takes the
/// place of something older.
struct OwedRecords: Sendable {
    /// One list, and who waits for it.
    struct List: Sendable {
        var records: [StoreRecord]
        var receipt: StoreReceipt
    }

    private(set) var count = 0
    private(set) var bytes = 0
    private var lists: [List] = []
    private var first = 0
    /// How many from `first` on are being written.
    private var inHand = 0

    /// Adds a list, which makes older waiting ones of what it replaces needless. False where it does not fit.
    mutating func add(_ records: [StoreRecord], _ receipt: StoreReceipt, capacity: Int, capacityBytes: Int) -> Bool {
        let size = records.approximateBytes
        guard count + records.count <= capacity, bytes + size <= capacityBytes else { return false }
        for record in records where record.replacesOlder { replaceOlder(by: record) }
        lists.append(List(records: records, receipt: receipt))
        count += records.count
        bytes += size
        return true
    }

    /// The oldest lists, together about so many records; they stay until `finish` or `release`.
    mutating func begin(_ records: Int) -> [List] {
        var taken: [List] = []
        var sum = 0
        for list in lists[first...] {
            if sum >= records { break }
            taken.append(list)
            // A list whose only record was replaced is a list all the same: somebody waits for its receipt.
            sum += max(1, list.records.count)
        }
        inHand = taken.count
        return taken
    }

    /// What was begun is settled.
    mutating func finish() {
        for list in lists[first..<first + inHand] {
            count -= list.records.count
            bytes -= list.records.approximateBytes
        }
        first += inHand
        inHand = 0
        if first > lists.count / 2 {
            lists.removeFirst(first)
            first = 0
        }
    }

    /// What was begun waits on, at its place.
    mutating func release() { inHand = 0 }

    /// Also of what is being written at this moment: should that fail, only the newest waits on.
    ///
    /// A list that also holds what nothing replaces keeps the newest in place of the old: what its receipt promises is
    /// not whole without.
    private mutating func replaceOlder(by new: StoreRecord) {
        for index in lists.indices.dropFirst(first) {
            let old = lists[index].records
            var kept = old.filter { !$0.isReplaced(by: new) }
            guard kept.count < old.count else { continue }
            if !kept.allSatisfy(\.replacesOlder) { kept.append(new) }
            lists[index].records = kept
            count += kept.count - old.count
            bytes += kept.approximateBytes - old.approximateBytes
        }
    }
}

extension StoreRecord {
    /// Whether the other one, coming later, leaves nothing of this one.
    func isReplaced(by new: StoreRecord) -> Bool {
        switch (self, new) {
        case (.dispatchMemory, .dispatchMemory): true
        case (.chargingNeeds(let old, _), .chargingNeeds(let der, _)): old == der
        default: false
        }
    }
}

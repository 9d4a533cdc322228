// SPDX-License-Identifier: Apache-2.0

/// Records that wait to be written together, oldest first; bounded in number and in bytes.
struct GatheredRecords: Sendable {
    private(set) var bytes = 0
    private var records: [StoreRecord] = []
    private var first = 0

    var count: Int { records.count - first }

    /// Places that are held in memory, waiting or not.
    var held: Int { records.count }

    /// Adds what fits; few in number fit twice as long. Returns how many were dropped.
    mutating func add(_ new: [StoreRecord], capacity: Int, capacityBytes: Int) -> Int {
        var dropped = 0
        for record in new {
            let factor = record.isBulk ? 1 : 2
            let size = record.approximateBytes
            if count >= factor * capacity || bytes + size > factor * capacityBytes {
                dropped += 1
            } else {
                records.append(record)
                bytes += size
            }
        }
        return dropped
    }

    mutating func take(_ most: Int) -> [StoreRecord] {
        let piece = Array(records[first..<min(first + most, records.count)])
        first += piece.count
        bytes -= piece.approximateBytes
        // Also while more comes than goes: what was taken must not stay in memory.
        if first == records.count {
            records.removeAll(keepingCapacity: first <= StoreWriter.largestPiece)
            first = 0
        } else if first > records.count / 2 {
            records.removeFirst(first)
            first = 0
        }
        return piece
    }

    mutating func putBack(_ piece: [StoreRecord]) {
        records.replaceSubrange(0..<first, with: piece)
        first = 0
        bytes += piece.approximateBytes
    }
}

// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// The history of a node drawn together into spans of equal length, so that a chart of any span has few points.
///
/// ```
/// rows     |--- a ---|-- b --|------- c -------|
/// buckets  |     0      |      1     |     2      |      a row counts in each bucket it touches, its mean by the
///                                                        time that it shares with it
/// ```
public struct NodeFlowBuckets: Sendable {
    /// One span.
    public struct Bucket: Sendable, Hashable {
        /// Its beginning.
        public var start: UTCInstant
        /// Least measured power, kW; nil where no live meter reported.
        public var minimumKW: Double?
        /// Mean measured power, kW, by time.
        public var meanKW: Double? { weight > 0 ? sum / weight : nil }
        /// Greatest measured power, kW.
        public var maximumKW: Double?
        /// The most the node was counted to import, kW.
        public var countedImportKW: Double?
        /// The most it was counted to export, kW; negative = export.
        public var countedExportKW: Double?
        /// The least import limit that counted, a magnitude.
        public var importLimitKW: Double?
        /// The least export limit that counted, a magnitude.
        public var exportLimitKW: Double?
        /// The least import that was free under the limit, kW.
        public var headroomKW: Double?
        var sum = 0.0
        var weight = 0.0
    }

    /// Beginning of the first span.
    public let from: UTCInstant
    /// Length of each span, ms.
    public let milliseconds: Int64
    /// The spans in which something is known, oldest first.
    public var buckets: [Bucket] { slots.compactMap { $0 } }
    private var slots: [Bucket?]

    /// - Parameter count: how many spans there are at most.
    init(from: UTCInstant, to: UTCInstant, count: Int) {
        self.from = from
        let span = max(1, to.milliseconds - from.milliseconds)
        milliseconds = max(1, (span + Int64(count) - 1) / Int64(count))
        slots = Array(repeating: nil, count: Int((span + milliseconds - 1) / milliseconds))
    }

    mutating func add(_ row: NodeFlow) {
        let start = max(row.start.milliseconds, from.milliseconds)
        let end = min(row.end.milliseconds, from.milliseconds + Int64(slots.count) * milliseconds)
        guard end > start else { return }
        let first = Int((start - from.milliseconds) / milliseconds)
        let last = Int((end - 1 - from.milliseconds) / milliseconds)
        for slot in first...last {
            let begin = from.milliseconds + Int64(slot) * milliseconds
            let shared = min(end, begin + milliseconds) - max(start, begin)
            var bucket = slots[slot] ?? Bucket(start: UTCInstant(milliseconds: begin))
            bucket.add(row, weight: Double(shared))
            slots[slot] = bucket
        }
    }
}

extension NodeFlowBuckets.Bucket {
    mutating func add(_ row: NodeFlow, weight: Double) {
        if let mean = row.meanKW {
            sum += mean * weight
            self.weight += weight
        }
        minimumKW = Self.least(minimumKW, row.minimumKW)
        maximumKW = Self.most(maximumKW, row.maximumKW)
        countedImportKW = Self.most(countedImportKW, row.countedImportKW)
        countedExportKW = Self.least(countedExportKW, row.countedExportKW)
        importLimitKW = Self.least(importLimitKW, row.importLimitKW)
        exportLimitKW = Self.least(exportLimitKW, row.exportLimitKW)
        headroomKW = Self.least(headroomKW, row.importLimitKW.map { $0 - row.countedImportKW })
    }

    private static func least(_ left: Double?, _ right: Double?) -> Double? {
        if let left, let right { min(left, right) } else { left ?? right }
    }

    private static func most(_ left: Double?, _ right: Double?) -> Double? {
        if let left, let right { max(left, right) } else { left ?? right }
    }
}

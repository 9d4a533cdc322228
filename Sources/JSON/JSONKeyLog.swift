// SPDX-License-Identifier: Apache-2.0

/// The keys met so far in each open object, so that a second one is refused.
///
/// One flat stack for all levels: a marker opens an object and remembers where its parent's keys began. Small objects
/// are searched linearly by a fingerprint of length and first bytes; beyond `linearLimit` keys a set takes over, so
/// that a hostile object of many keys costs no quadratic time.
struct JSONKeyLog {
    private static let linearLimit = 32

    private struct Entry {
        var fingerprint: UInt64
        var text: JSONText
        /// In a marker, where the parent's keys begin.
        var parentStart = 0
    }

    private var entries: [Entry] = []
    private var start = 0
    /// The keys of large objects, by where the object's keys begin.
    private var large: [Int: Set<[UInt8]>] = [:]

    mutating func openObject() {
        if entries.isEmpty { entries.reserveCapacity(Self.linearLimit) }
        let none = JSONText(bytes: UnsafeRawBufferPointer(start: nil, count: 0), hasEscapes: false)
        entries.append(Entry(fingerprint: 0, text: none, parentStart: start))
        start = entries.count
    }

    mutating func closeObject() {
        guard start > 0 else { return }
        if !large.isEmpty { large[start] = nil }
        let parent = entries[start - 1].parentStart
        entries.removeLast(entries.count - start + 1)
        start = parent
    }

    /// Remembers the key; false if the object has it already.
    mutating func insert(_ key: JSONText) -> Bool {
        if large[start] != nil { return large[start]?.insert(key.unescaped()).inserted ?? true }
        let fingerprint = key.withUTF8 { Self.fingerprint($0) }
        for index in start..<entries.count where entries[index].fingerprint == fingerprint {
            if Self.same(entries[index].text, key) { return false }
        }
        entries.append(Entry(fingerprint: fingerprint, text: key))
        if entries.count - start > Self.linearLimit {
            large[start] = Set(entries[start...].map { $0.text.unescaped() })
        }
        return true
    }

    private static func fingerprint(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var value = UInt64(truncatingIfNeeded: bytes.count)
        for index in 0..<Swift.min(bytes.count, 12) { value = value << 5 ^ value >> 59 ^ UInt64(bytes[index]) }
        return value
    }

    private static func same(_ left: JSONText, _ right: JSONText) -> Bool {
        left.withUTF8 { left in right.withUTF8 { right in left.elementsEqual(right) } }
    }
}

// SPDX-License-Identifier: Apache-2.0

import GridModel
import JSON
import Store

extension Routes {
    /// What was kept.
    static let records: [Route] = [
        Route("GET", "/v1/audit", "Who did what, newest first.", query: pages) { call throws(Problem) in
            let page = try call.page { store, before, limit throws(StoreError) in
                try store.audit(before: before, limit: limit)
            }
            return .json(["entries": .array(page.entries.map(RecordDocument.audit)), "next": page.next])
        },
        Route("GET", "/v1/rejected", "Messages that were refused, newest first.", query: pages) {
            call throws(Problem) in
            let page = try call.page { store, before, limit throws(StoreError) in
                try store.refusedMessages(before: before, limit: limit)
            }
            return .json(["messages": .array(page.entries.map(RecordDocument.refused)), "next": page.next])
        },
    ]

    /// The parameters of a list that comes in pages.
    static let pages = [
        Field("before", .integer, "The `next` of the page before."),
        Field("limit", .integer, "Most entries; 100 if missing, at most 1,000."),
    ]
}

/// Some numbered records, newest first.
struct RecordPage<Value: Sendable & Hashable> {
    var entries: [Numbered<Value>]
    /// Where the next page begins; null after the last entry.
    var next: JSONValue
}

extension APICall {
    /// A page of numbered records, newest first.
    func page<Value: Sendable & Hashable>(
        _ ask: (Store, Int64?, Int) throws(StoreError) -> [Numbered<Value>]
    ) throws(Problem) -> RecordPage<Value> {
        let limit = query.int("limit") ?? 100
        guard (1...1_000).contains(limit) else { throw .field("limit", "\(limit) is outside 1...1,000") }
        let before = query.int("before").map { Int64($0) }
        // One more than is shown says whether there is more.
        let found = try gateway.read { store throws(StoreError) in try ask(store, before, limit + 1) }
        let entries = Array(found.prefix(limit))
        let last = found.count > limit ? entries.last : nil
        return RecordPage(entries: entries, next: last.map { .number(Double($0.number)) } ?? .null)
    }
}

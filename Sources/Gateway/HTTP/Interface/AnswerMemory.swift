// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Remembers the answers to writes by their idempotency keys, so that a request that is sent again is not done again.
final class AnswerMemory: Sendable {
    /// Most answers kept: a caller repeats within seconds, and 1,000 writes a second are not for people.
    static let capacity = 1_000
    /// Most bytes kept.
    static let capacityBytes = 16 << 20
    /// Longest key: a UUID has 36 characters.
    static let longestKey = 128

    fileprivate struct Request: Hashable {
        var method: String
        var path: String
        var query: String?
        /// SHA-256: a thousand bodies of topologies are not kept.
        var body: [UInt8]
    }

    fileprivate struct Entry {
        var request: Request
        var answer: APIAnswer?
    }

    fileprivate struct State {
        var entries: [String: Entry] = [:]
        var order: [String] = []
        var bytes = 0
    }

    private let state = Mutex(State())

    /// The answer that was given to this request, or what `act` answers.
    func answer(_ request: APIRequest, _ act: () -> APIAnswer) -> APIAnswer {
        guard let key = request.idempotencyKey else { return act() }
        guard !key.isEmpty, key.utf8.count <= Self.longestKey else {
            return APIAnswer(.field("Idempotency-Key", "expected 1 to \(Self.longestKey) bytes"))
        }
        let asked = Request(
            method: request.method, path: request.path, query: request.query, body: Digest.sha256(request.body))
        if let known = state.withLock({ $0.begin(key, asked) }) { return known }
        let answer = act()
        state.withLock { $0.end(key, answer) }
        return answer
    }
}

extension AnswerMemory.State {
    /// What to answer without acting; nil if the caller is to act.
    fileprivate mutating func begin(_ key: String, _ request: AnswerMemory.Request) -> APIAnswer? {
        guard let entry = entries[key] else {
            entries[key] = AnswerMemory.Entry(request: request)
            return nil
        }
        guard entry.request == request else {
            return APIAnswer(
                .conflict(
                    "key-reused", "The idempotency key belongs to another request",
                    "\(key) came with another body or path"))
        }
        guard var answer = entry.answer else {
            return APIAnswer(.conflict("in-progress", "The first request with the key is not answered yet", key))
        }
        answer.headers["Idempotency-Replayed"] = "true"
        return answer
    }

    /// Keeps an answer, and lets the oldest go. What failed on our side may be tried again.
    fileprivate mutating func end(_ key: String, _ answer: APIAnswer) {
        guard answer.status < 500 else {
            entries[key] = nil
            return
        }
        entries[key]?.answer = answer
        order.append(key)
        bytes += answer.size
        while order.count > AnswerMemory.capacity || bytes > AnswerMemory.capacityBytes, !order.isEmpty {
            bytes -= entries.removeValue(forKey: order.removeFirst())?.answer?.size ?? 0
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import JSON

/// Makes a recorded message one of now: its times are as far from now as they were from then, and it names the
/// transactions that the gateway has numbered since.
struct ReplayedFrames: Sendable {
    /// What is added to recorded times, ms.
    var shift: Int64
    /// Numbers of transactions now, by those recorded.
    private var transactions: [Int: Int] = [:]

    init(shift: Int64) { self.shift = shift }

    /// Learns the number that the gateway gave a transaction.
    mutating func learn(recorded: [JSONValue]?, now: [JSONValue]) {
        guard let recorded, recorded.count > 1, now.count > 1, let before = recorded[1]["transactionId"]?.int,
            let after = now[1]["transactionId"]?.int
        else { return }
        transactions[before] = after
    }

    /// The value of now.
    func moved(_ value: JSONValue) -> JSONValue {
        switch value {
        case .string(let text):
            guard let time = RFC3339.parse(text) else { return value }
            return .string(RFC3339.format(milliseconds: time + shift))
        case .array(let elements): return .array(elements.map(moved))
        case .object(let object):
            var result = JSONObject()
            for (key, member) in object {
                if key == "transactionId", let number = member.int, let known = transactions[number] {
                    result[key] = .number(Double(known))
                } else {
                    result[key] = moved(member)
                }
            }
            return .object(result)
        case .null, .bool, .number: return value
        }
    }
}

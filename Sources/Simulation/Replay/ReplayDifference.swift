// SPDX-License-Identifier: Apache-2.0

public import JSON

/// Something that the gateway answered otherwise than when it was recorded.
public struct ReplayDifference: Sendable, Hashable {
    /// Line of the station's call in the recording.
    public var line: Int
    /// What the station had asked.
    public var action: String
    /// Where in the answer, as a JSON pointer; empty for the whole of it.
    public var path: String
    /// What was answered then; nil where nothing was.
    public var recorded: JSONValue?
    /// What is answered now; nil where nothing is.
    public var now: JSONValue?
}

/// Compares answers, but for what cannot be the same twice: times, and numbers of transactions.
struct AnswerComparison {
    /// Most differences that are kept: after so many the first ones say it all.
    static let most = 1_000

    private(set) var differences: [ReplayDifference] = []

    mutating func compare(_ call: ReplayScript.Call, with answer: [JSONValue]?) {
        switch (call.answer, answer) {
        case (nil, nil), (nil, _?): break
        case (let recorded?, nil): note(call, "", .array(recorded), nil)
        case (let recorded?, let answer?):
            guard recorded.first == answer.first else { return note(call, "", .array(recorded), .array(answer)) }
            if recorded.first?.int == 3 {
                compare(call, "", recorded.count > 1 ? recorded[1] : nil, answer.count > 1 ? answer[1] : nil)
            } else {
                // Words for people may change; the code may not.
                compare(call, "/errorCode", recorded.count > 1 ? recorded[1] : nil, answer.count > 1 ? answer[1] : nil)
            }
        }
    }

    private mutating func compare(
        _ call: ReplayScript.Call, _ path: String, _ recorded: JSONValue?, _ now: JSONValue?
    ) {
        switch (recorded, now) {
        case (.object(let before)?, .object(let after)?):
            for (key, value) in before where key != "transactionId" {
                compare(call, "\(path)/\(key)", value, after[key])
            }
            for (key, value) in after where before[key] == nil { compare(call, "\(path)/\(key)", nil, value) }
        case (.array(let before)?, .array(let after)?):
            for index in 0..<max(before.count, after.count) {
                compare(
                    call, "\(path)/\(index)", before.indices.contains(index) ? before[index] : nil,
                    after.indices.contains(index) ? after[index] : nil)
            }
        case (.string(let before)?, .string(let after)?)
        where RFC3339.parse(before) != nil && RFC3339.parse(after) != nil: break
        default: if recorded != now { note(call, path, recorded, now) }
        }
    }

    private mutating func note(
        _ call: ReplayScript.Call, _ path: String, _ recorded: JSONValue?, _ now: JSONValue?
    ) {
        guard differences.count < Self.most else { return }
        differences.append(
            ReplayDifference(line: call.line, action: call.action, path: path, recorded: recorded, now: now))
    }
}

// SPDX-License-Identifier: Apache-2.0

import JSON

/// Topologies and their changes in words.
enum TopologyWords {
    /// Lines of one kind that are printed; of more it is said how many.
    private static let listed = 20

    /// What a topology would change, and what that means.
    static func preview(_ answer: JSONValue) -> [String] {
        let changes = answer["changes"]?.array ?? []
        let count = answer["changeCount"]?.int ?? changes.count
        let version = answer["version"]?.int ?? 0
        guard count > 0 else { return ["the same feeder as version \(version), which is in force"] }
        return ["against version \(version), which is in force: \(count) \(count == 1 ? "change" : "changes")"]
            + list(changes, count) { $0["text"]?.string ?? "?" } + affected(answer) + consequences(answer)
    }

    private static func affected(_ answer: JSONValue) -> [String] {
        let all = answer["affected"]?.array ?? []
        let count = answer["affectedCount"]?.int ?? all.count
        guard count > 0 else { return ["at the change nobody's setpoint is another"] }
        return ["at the change \(count) \(count == 1 ? "DER gets" : "DERs get") another setpoint"]
            + list(all, count) {
                "\($0["der"]?.string ?? "?"): \(Words.kW($0["beforeKW"])) -> \(Words.kW($0["afterKW"]))"
            }
    }

    private static func consequences(_ answer: JSONValue) -> [String] {
        let infeasible = answer["infeasible"]?.array ?? []
        let silent = answer["linkLoss"]?.array ?? []
        let stray = answer["strayLimits"]?.array ?? []
        let departing = answer["departing"]?.array ?? []
        func over(_ excess: JSONValue, _ words: String) -> String {
            let amount = excess["overloadA"]?.double.map { "\(Words.number($0)) A" } ?? Words.kW(excess["overloadKW"])
            return "\(excess["node"]?.string ?? "?") \(words) \(amount) over its "
                + "\(excess["direction"]?.string ?? "") limit"
                + (excess["phase"]?.string.map { " on phase \($0)" } ?? "")
        }
        return list(infeasible, infeasible.count) { over($0, "cannot be kept at once:") }
            + list(silent, silent.count) { over($0, "if the link to everybody were lost:") }
            + list(stray, stray.count) {
                "limit \($0["id"]?.string ?? "?") at \($0["node"]?.string ?? "?") is kept and bounds nothing: "
                    + ($0["phase"]?.string.map { "its node, or phase \($0) of it, goes" } ?? "its node goes")
            }
            + list(departing, departing.count) {
                "\($0.string ?? "?") goes, and counts until its last setpoint has run out"
            }
    }

    private static func list(_ all: [JSONValue], _ count: Int, _ line: (JSONValue) -> String) -> [String] {
        let shown = all.prefix(listed)
        return shown.map { "  \(line($0))" } + (count > shown.count ? ["  and \(count - shown.count) more"] : [])
    }

    /// What became of a change.
    static func done(_ answer: JSONValue) -> String {
        let version = answer["version"]?.int ?? 0
        return answer["isNew"]?.bool == true
            ? "version \(version) of the topology is in force"
            : "version \(version) of the topology is in force already: nothing was changed"
    }

    /// One version of the list.
    static func line(_ version: JSONValue) -> String {
        let mark = version["isCurrent"]?.bool == true ? "*" : " "
        let reason = version["reason"]?.string.map { ": \($0)" } ?? ""
        return "\(mark) \(version["version"]?.int ?? 0)  \(version["time"]?.string ?? "?")  "
            + "by \(version["author"]?.string ?? "?")\(reason)"
    }
}

// SPDX-License-Identifier: Apache-2.0

import Yams

/// The keys of one map, taken one by one; what was never asked for is reported as unknown.
///
/// So the keys that the reader knows are the keys it asks for, and no second list of them can fall behind.
struct Fields {
    /// What the map is, for messages: `a pv`.
    var subject: String
    /// Where the map stands.
    let place: Place
    /// The keys asked for so far.
    private(set) var asked: [String] = []
    /// What was wrong so far.
    private(set) var faults: [(place: Place, text: String)] = []
    private var entries: [(key: String, mark: Mark?, value: Node)] = []
    private var taken: [Bool] = []

    /// Reads a map; anything else is a finding.
    init?(_ node: Node, subject: String, path: String, log: inout FindingLog) {
        self.subject = subject
        place = Place(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1, path: path)
        guard case .mapping(let mapping) = node else {
            log.error(place, "expected a map with the keys of \(subject), found \(node.kindText)")
            return nil
        }
        asked.reserveCapacity(32)
        entries.reserveCapacity(mapping.count)
        for (key, value) in mapping {
            guard case .scalar(let scalar) = key else {
                fault(at: key.mark, "a key must be a plain word")
                continue
            }
            entries.append((scalar.string, scalar.mark, value))
        }
        taken = [Bool](repeating: false, count: entries.count)
    }

    /// The value under `key`, now known and taken.
    mutating func take(_ key: String) -> Node? {
        asked.append(key)
        guard let index = entries.firstIndex(where: { $0.key == key }) else { return nil }
        taken[index] = true
        return entries[index].value
    }

    /// The scalar under `key`; a map or list there, or nothing, is a fault.
    mutating func takeScalar(_ key: String, expected: String) -> ScalarValue? {
        guard let node = take(key) else { return nil }
        guard case .scalar(let scalar) = node else {
            fault(at: node.mark, key: key, "expected \(expected), found \(node.kindText)")
            return nil
        }
        let value = ScalarValue(scalar.string, isPlain: scalar.style == .plain || scalar.style == .any)
        guard case .null = value else { return value }
        fault(at: node.mark, key: key, "has no value: expected \(expected); leave the key out where nothing is known")
        return nil
    }

    /// Whether the map has the key.
    func has(_ key: String) -> Bool { entries.contains { $0.key == key } }

    /// Where the value under `key` stands, or the map itself.
    func place(of key: String) -> Place {
        let mark = entries.first { $0.key == key }?.value.mark
        return Place(
            line: mark?.line ?? place.line, column: mark?.column ?? place.column, path: place.path,
            key: mark == nil ? "" : key)
    }

    mutating func fault(at mark: Mark?, key: String = "", _ text: String) {
        faults.append(
            (
                Place(
                    line: mark?.line ?? place.line, column: mark?.column ?? place.column, path: place.path, key: key),
                text
            ))
    }

    mutating func fault(_ key: String, _ text: String) { faults.append((place(of: key), text)) }

    /// Says which of the keys are missing.
    mutating func require(_ keys: String...) {
        for key in keys where !has(key) {
            faults.append((place, "\(subject) has no `\(key)`, which must be given"))
        }
    }

    /// Hands over the faults, unknown keys among them.
    ///
    /// - Parameter knowsAll: false where the reader could not tell which keys belong here.
    func finish(_ log: inout FindingLog, knowsAll: Bool = true) {
        for fault in faults { log.error(fault.place, fault.text) }
        guard knowsAll else { return }
        for (index, entry) in entries.enumerated() where !taken[index] {
            let hint = KeySuggestion.hint(for: entry.key, among: asked)
            let mark = entry.mark
            log.error(
                Place(
                    line: mark?.line ?? place.line, column: mark?.column ?? place.column, path: place.path,
                    key: entry.key),
                "unknown key `\(entry.key)` of \(subject)\(hint)")
        }
    }
}

extension Node {
    /// How a message names what stands here.
    var kindText: String {
        switch self {
        case .mapping: "a map"
        case .sequence: "a list"
        case .alias: "an alias"
        case .scalar(let scalar): ScalarValue(scalar.string, isPlain: scalar.style == .plain).description
        }
    }
}

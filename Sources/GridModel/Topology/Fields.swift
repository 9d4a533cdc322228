// SPDX-License-Identifier: Apache-2.0

/// The keys of one map, taken one by one; what was never asked for is reported as unknown.
///
/// So the keys that the reader knows are the keys it asks for, and no second list of them can fall behind.
package struct Fields {
    /// What the map is, for messages: `a pv`.
    package var subject: String
    /// Where the map stands.
    package let place: Place
    /// The keys asked for so far.
    private(set) var asked: [String] = []
    /// What was wrong so far.
    private(set) var faults: [(place: Place, text: String)] = []
    private let entries: [SourceEntry]
    private var taken: [Bool] = []

    /// Reads a map; anything else is a finding.
    package init?(_ node: SourceNode, subject: String, path: String, log: inout FindingLog) {
        self.subject = subject
        place = Place(node.mark, path: path)
        guard case .map(let entries) = node.value else {
            log.error(place, "expected a map with the keys of \(subject), found \(node.kindText)")
            return nil
        }
        self.entries = entries
        asked.reserveCapacity(32)
        taken = [Bool](repeating: false, count: entries.count)
    }

    /// The value under `key`, now known and taken.
    mutating func take(_ key: String) -> SourceNode? {
        asked.append(key)
        guard let index = index(of: key) else { return nil }
        taken[index] = true
        return entries[index].value
    }

    /// The scalar under `key`; a map or list there, or nothing, is a fault.
    mutating func takeScalar(_ key: String, expected: String) -> ScalarValue? {
        guard let node = take(key) else { return nil }
        guard case .scalar(let text, let isPlain) = node.value else {
            fault(at: node.mark, key: key, "expected \(expected), found \(node.kindText)")
            return nil
        }
        let value = ScalarValue(text, isPlain: isPlain)
        guard case .null = value else { return value }
        fault(at: node.mark, key: key, "has no value: expected \(expected); leave the key out where nothing is known")
        return nil
    }

    /// Whether the map has the key.
    package func has(_ key: String) -> Bool { index(of: key) != nil }

    private func index(of key: String) -> Int? {
        for index in entries.indices where entries[index].key == key { return index }
        return nil
    }

    /// Where the value under `key` stands, or the map itself.
    package func place(of key: String) -> Place {
        guard let index = index(of: key) else { return place }
        return Place(entries[index].value.mark, path: place.path, key: key)
    }

    mutating func fault(at mark: SourceMark, key: String, _ text: String) {
        faults.append((Place(mark, path: place.path, key: key), text))
    }

    /// A fault of the map as a whole.
    package mutating func fault(_ text: String) { faults.append((place, text)) }

    package mutating func fault(_ key: String, _ text: String) { faults.append((place(of: key), text)) }

    /// Says which of the keys are missing.
    package mutating func require(_ keys: String...) {
        for key in keys where !has(key) {
            faults.append((place, "\(subject) has no `\(key)`, which must be given"))
        }
    }

    /// Hands over the faults, unknown keys among them.
    ///
    /// - Parameter knowsAll: false where the reader could not tell which keys belong here.
    package func finish(_ log: inout FindingLog, knowsAll: Bool = true) {
        log.keys?[subject, default: []].formUnion(asked)
        for fault in faults { log.error(fault.place, fault.text) }
        guard knowsAll else { return }
        for (index, entry) in entries.enumerated() where !taken[index] {
            log.error(
                Place(entry.mark, path: place.path, key: entry.key),
                "unknown key `\(entry.key)` of \(subject)\(KeySuggestion.hint(for: entry.key, among: asked))")
        }
    }
}

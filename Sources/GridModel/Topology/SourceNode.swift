// SPDX-License-Identifier: Apache-2.0

import Yams

/// A value of the text with its place: what is left of YAML, or JSON, once the syntax is read.
package struct SourceNode: Equatable {
    var mark: SourceMark
    var value: Value

    enum Value: Equatable {
        /// Text; plain is unquoted, so that `8` may be a number where `"8"` is not.
        case scalar(String, isPlain: Bool)
        case list([SourceNode])
        case map([SourceEntry])
    }

    /// How a message names what stands here.
    var kindText: String {
        switch value {
        case .map: "a map"
        case .list: "a list"
        case .scalar(let text, let isPlain): ScalarValue(text, isPlain: isPlain).description
        }
    }
}

/// A key and its value.
struct SourceEntry: Equatable {
    var key: String
    var mark: SourceMark
    var value: SourceNode
}

/// Line and column, in characters (Unicode scalars), both from 1.
struct SourceMark: Equatable {
    var line: Int32
    var column: Int32
}

extension SourceNode {
    /// Longest chain of lists and maps in each other; a topology has six.
    static let deepest = 64

    /// Takes over what Yams composed; nil where it is nested too deeply, or `budget` values do not suffice.
    init?(_ node: Node, depth: Int = 0, budget: inout Int) {
        guard depth <= Self.deepest, budget > 0 else { return nil }
        budget -= 1
        mark = SourceMark(node.mark)
        switch node {
        case .scalar(let scalar):
            value = .scalar(scalar.string, isPlain: scalar.style == .plain || scalar.style == .any)
        case .sequence(let sequence):
            var items: [SourceNode] = []
            for item in sequence {
                guard let item = SourceNode(item, depth: depth + 1, budget: &budget) else { return nil }
                items.append(item)
            }
            value = .list(items)
        case .mapping(let mapping):
            var entries: [SourceEntry] = []
            for (key, item) in mapping {
                guard let item = SourceNode(item, depth: depth + 1, budget: &budget) else { return nil }
                // A key that is a list or a map is no word of ours; its place in the message says what it was.
                entries.append(SourceEntry(key: key.scalar?.string ?? "?", mark: SourceMark(key.mark), value: item))
            }
            value = .map(entries)
        case .alias: return nil
        }
    }
}

extension SourceMark {
    init(_ mark: Mark?) {
        self.init(line: Int32(clamping: mark?.line ?? 1), column: Int32(clamping: mark?.column ?? 1))
    }
}

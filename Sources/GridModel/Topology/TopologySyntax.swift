// SPDX-License-Identifier: Apache-2.0

import Yams

/// From text to a tree of YAML nodes; what is wrong with the text itself is said here.
package enum TopologySyntax {
    /// - Parameter beginning: what a file of this kind begins with, said of an empty one.
    package static func compose(
        _ text: String, limits: TopologyLimits,
        beginning: String = "a topology begins with `format: \(TopologyFile.format)`",
        log: inout FindingLog
    ) -> SourceNode? {
        guard text.utf8.count <= limits.bytes else {
            log.error(.start, "the file has \(text.utf8.count) bytes, more than the limit of \(limits.bytes)")
            return nil
        }
        if let root = PlainReader.read(text) { return root }
        return composeAnyYAML(text, limits: limits, beginning: beginning, log: &log)
    }

    /// Reads all of YAML 1.1, and says what is wrong where it is not YAML.
    static func composeAnyYAML(
        _ text: String, limits: TopologyLimits, beginning: String = "", log: inout FindingLog
    ) -> SourceNode? {
        do {
            // The basic resolver has no rules: scalars stay text here, and `Fields` reads them by what is expected.
            if let root = try Yams.compose(yaml: text, .basic) {
                var budget = limits.values
                let source = SourceNode(root, budget: &budget)
                if source == nil {
                    log.error(
                        .start,
                        budget > 0
                            ? "lists and maps are nested deeper than \(SourceNode.deepest)"
                            : "the text has more than \(limits.values) values, aliases counted where they are used")
                }
                return source
            }
            log.error(.start, "the file is empty; \(beginning)")
        } catch let error as YamlError {
            report(error, in: text, log: &log)
        } catch {
            log.error(.start, "\(error)")
        }
        return nil
    }

    private static func report(_ error: YamlError, in text: String, log: inout FindingLog) {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let place = Place(line: mark.line, column: mark.column, path: "")
            if isTab(at: mark, in: text) {
                log.error(place, "YAML syntax: a tab stands in the indentation; indent with spaces")
            } else {
                let reason = context.map { "\($0.text.trimmed) (line \($0.mark.line)): \(problem)" } ?? problem
                log.error(place, "YAML syntax: \(reason)")
            }
        case .reader(let problem, let offset, let value, _):
            let character = value < 0 ? "" : " (code \(value))"
            log.error(place(ofByte: offset ?? 0, in: text), "YAML syntax: \(problem)\(character)")
        case .duplicatedKeysInMapping(let duplicates, let context):
            log.error(
                Place(line: context.mark.line, column: context.mark.column, path: ""),
                "duplicate key: \(duplicates.map { "`\($0)`" }.joined(separator: ", ")) stands again further down in the same map"
            )
        default:
            log.error(.start, "YAML syntax: \(error)")
        }
    }

    private static func isTab(at mark: Mark, in text: String) -> Bool {
        let lines = text.split(separator: "\n", maxSplits: mark.line, omittingEmptySubsequences: false)
        guard mark.line <= lines.count else { return false }
        return lines[mark.line - 1].unicodeScalars.prefix(mark.column).prefix { $0 == " " || $0 == "\t" }.contains("\t")
    }

    private static func place(ofByte offset: Int, in text: String) -> Place {
        let before = text.utf8.prefix(offset)
        let line = before.reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
        let lastBreak = before.lastIndex(of: 0x0A).map { before.index(after: $0) } ?? before.startIndex
        return Place(line: line, column: before.distance(from: lastBreak, to: before.endIndex) + 1, path: "")
    }
}

extension String {
    /// Without line breaks and spaces at the ends.
    fileprivate var trimmed: String {
        var text = Substring(self)
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}

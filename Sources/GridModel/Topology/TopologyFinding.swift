// SPDX-License-Identifier: Apache-2.0

/// One fault, or doubt, of a topology file.
public struct TopologyFinding: Sendable, Hashable, CustomStringConvertible {
    /// How bad it is.
    public enum Severity: String, Sendable {
        /// The file cannot be used.
        case error
        /// The file can be used; somebody should look.
        case warning
    }

    /// The file as the caller named it.
    public let file: String
    /// Line, from 1.
    public let line: Int
    /// Column in characters (Unicode scalars), from 1.
    public let column: Int
    /// How bad it is.
    public let severity: Severity
    /// Where in the structure, e.g. `sites[3].ders[1].ratedKW`; empty for the whole file.
    public let path: String
    /// What is wrong, with the values.
    public let text: String

    /// One finding.
    public init(file: String, line: Int, column: Int, severity: Severity, path: String, text: String) {
        self.file = file
        self.line = line
        self.column = column
        self.severity = severity
        self.path = path
        self.text = text
    }

    /// `file:line:column: error: path: text`.
    public var description: String {
        "\(file):\(line):\(column): \(severity.rawValue): \(path.isEmpty ? "" : path + ": ")\(text)"
    }
}

/// A place in the text and in the structure, kept for findings of later passes.
package struct Place: Sendable {
    var line: Int
    var column: Int
    var path: String
    var key = ""

    var fullPath: String { key.isEmpty ? path : path.isEmpty ? key : path + "." + key }

    package init(line: Int, column: Int, path: String) {
        self.line = line
        self.column = column
        self.path = path
    }

    init(_ mark: SourceMark, path: String, key: String = "") {
        self.init(line: Int(mark.line), column: Int(mark.column), path: path)
        self.key = key
    }

    package static let start = Place(line: 1, column: 1, path: "")
}

/// Collects findings up to a limit.
package struct FindingLog {
    let file: String
    let maximum: Int
    package private(set) var hasErrors = false
    /// Keys asked for by what they were asked of; only tests, which hold them against the schema, set it.
    package var keys: [String: Set<String>]?
    private var findings: [TopologyFinding] = []
    private var omitted = 0

    package init(file: String, maximum: Int) {
        self.file = file
        self.maximum = maximum
    }

    /// The text is only made while there is room for it: suggestions cost more than reading.
    package mutating func error(_ place: Place, _ text: @autoclosure () -> String) { add(.error, place, text) }
    package mutating func warning(_ place: Place, _ text: @autoclosure () -> String) { add(.warning, place, text) }

    private mutating func add(_ severity: TopologyFinding.Severity, _ place: Place, _ text: () -> String) {
        if severity == .error { hasErrors = true }
        guard findings.count < maximum else {
            omitted += 1
            return
        }
        findings.append(
            TopologyFinding(
                file: file, line: place.line, column: place.column, severity: severity, path: place.fullPath,
                text: text()))
    }

    /// The findings in the order of the text, and how many more there were.
    package func sorted() -> [TopologyFinding] {
        let ordered = findings.enumerated().sorted { left, right in
            (left.element.line, left.element.column, left.offset) < (
                right.element.line, right.element.column, right.offset
            )
        }.map(\.element)
        guard omitted > 0, let last = ordered.last else { return ordered }
        return ordered + [
            TopologyFinding(
                file: file, line: last.line, column: last.column, severity: hasErrors ? .error : .warning, path: "",
                text: "\(omitted) more findings are not listed (the limit is \(maximum))")
        ]
    }
}

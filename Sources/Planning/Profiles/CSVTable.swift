// SPDX-License-Identifier: Apache-2.0

import GridModel

/// A table of a CSV file: one header line, values without quotes, comma or semicolon between them.
struct CSVTable {
    let columns: [String]
    /// The cells of each row, with its line in the file.
    let rows: [(line: Int, cells: [Substring])]

    /// A leap year at 5 minutes with a hundred columns is some 100 MB.
    static let maximumBytes = 256 << 20
    /// One for each node and DER that a run may have.
    static let maximumColumns = EditedFeeder.maximumNodes + EditedFeeder.maximumDERs

    /// Reads a table; what is wrong is added to `log` with its line.
    init?(_ text: String, log: inout FindingLog) {
        guard text.utf8.count <= Self.maximumBytes else {
            log.error(.start, "the file has \(text.utf8.count) bytes, more than the limit of \(Self.maximumBytes)")
            return nil
        }
        let lines = Self.withoutMark(text).split(omittingEmptySubsequences: false) { $0.isNewline }
        guard let head = lines.first, !head.isEmpty else {
            log.error(.start, "the file is empty; its first line names the columns")
            return nil
        }
        let separator: Character = head.contains(";") ? ";" : ","
        let names = head.split(separator: separator, omittingEmptySubsequences: false).map { String($0.trimmed) }
        columns = names
        guard names.count <= Self.maximumColumns else {
            log.error(.start, "\(names.count) columns are more than the limit of \(Self.maximumColumns)")
            return nil
        }
        var known: Set<String> = []
        if let twice = names.first(where: { !known.insert($0).inserted }) {
            log.error(.start, "the column \(twice) stands there twice")
            return nil
        }
        var found: [(line: Int, cells: [Substring])] = []
        for (index, line) in lines.enumerated().dropFirst() where !line.trimmed.isEmpty {
            let cells = line.split(separator: separator, omittingEmptySubsequences: false).map(\.trimmed)
            guard cells.count == names.count else {
                log.error(
                    Place(line: index + 1, column: 1, path: ""), "\(cells.count) values under \(names.count) columns")
                return nil
            }
            found.append((index + 1, cells))
        }
        rows = found
    }

    /// The text without the byte order mark that spreadsheets put in front.
    private static func withoutMark(_ text: String) -> Substring {
        let start = text.unicodeScalars.first == "\u{FEFF}" ? text.unicodeScalars.index(after: text.startIndex) : nil
        return text[(start ?? text.startIndex)...]
    }

    func place(_ row: Int, _ column: Int) -> Place {
        Place(line: rows[row].line, column: 1, path: columns[column])
    }

    /// The number of a cell; anything else is a finding.
    func number(_ row: Int, _ column: Int, _ range: ClosedRange<Double>, log: inout FindingLog) -> Double? {
        let cell = rows[row].cells[column]
        guard let value = Double(cell), value.isFinite else {
            log.error(place(row, column), "expected a number, found \"\(cell)\"")
            return nil
        }
        guard range.contains(value) else {
            log.error(
                place(row, column),
                "\(Format.number(value)) lies outside \(Format.number(range.lowerBound)) to \(Format.number(range.upperBound))"
            )
            return nil
        }
        return value
    }

    /// The time of a cell; anything else is a finding.
    func time(_ row: Int, _ column: Int, log: inout FindingLog) -> UTCInstant? {
        let cell = String(rows[row].cells[column])
        let time = UTCInstant(rfc3339: cell)
        if time == nil { log.error(place(row, column), UTCInstant.noTime(cell)) }
        return time
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        var text = self
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text
    }
}

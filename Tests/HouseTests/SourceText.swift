// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A Swift source file as the house rules see it.
struct SourceText {
    /// Path below the repository's root, e.g. `Sources/GridModel/Feeder/Site.swift`.
    var path: String
    var text: String

    /// The module: the folder below Sources or Tests.
    var module: String {
        let parts = path.split(separator: "/")
        return parts.count > 1 ? String(parts[1]) : ""
    }

    var isTest: Bool { path.hasPrefix("Tests/") }

    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

    /// The lines with comments and the contents of string literals blanked out, so that words in them do not count.
    var code: [String] { Blanking(text).lines }

    /// Modules that the file imports, with their lines from 1.
    var imports: [(module: String, line: Int)] {
        code.enumerated().compactMap { index, line in
            let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
            guard let at = words.firstIndex(of: "import"), words[..<at].allSatisfy(Self.mayPrecedeImport) else {
                return nil
            }
            let kinds = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias", "actor"]
            let name = words.dropFirst(at + 1).first { !kinds.contains($0) } ?? ""
            return (name.split(separator: ".").first.map(String.init) ?? "", index + 1)
        }
    }

    private static func mayPrecedeImport(_ word: String) -> Bool {
        word.hasPrefix("@") || ["public", "package", "internal", "fileprivate", "private"].contains(word)
    }

    /// Every Swift file below the folders of a repository.
    static func all(in root: URL, folders: [String] = ["Sources", "Tests"]) -> [SourceText] {
        folders.flatMap { folder -> [SourceText] in
            let base = root.appendingPathComponent(folder)
            let names = (FileManager.default.enumerator(atPath: base.path)?.allObjects as? [String]) ?? []
            return names.filter { $0.hasSuffix(".swift") }.sorted().compactMap { name in
                (try? String(contentsOf: base.appendingPathComponent(name), encoding: .utf8)).map {
                    SourceText(path: "\(folder)/\(name)", text: $0)
                }
            }
        }
    }
}

/// Blanks comments and string literals; interpolations go with their strings.
private struct Blanking {
    private(set) var lines: [String] = []
    private var blockDepth = 0
    /// The delimiter that ends the string we are in, e.g. `"""#`.
    private var ending: [Character]?

    init(_ text: String) {
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) { lines.append(blanked(Array(line))) }
    }

    private mutating func blanked(_ line: [Character]) -> String {
        var result = ""
        var index = 0
        while index < line.count {
            let step = next(line, at: index)
            result += step.kept
            index += step.count
        }
        // Only strings of three quotes go on in the next line.
        if let ending, ending.first == "\"", !ending.starts(with: Array("\"\"\"")) { self.ending = nil }
        return result
    }

    private mutating func next(_ line: [Character], at index: Int) -> (kept: String, count: Int) {
        let rest = line[index...]
        if let ending {
            if rest.starts(with: ending) {
                self.ending = nil
                return ("\"", ending.count)
            }
            let isEscape = line[index] == "\\" && ending.last != "#"
            return (" ", isEscape ? min(2, rest.count) : 1)
        }
        if blockDepth > 0 {
            if rest.starts(with: "*/") { blockDepth -= 1 }
            if rest.starts(with: "/*") { blockDepth += 1 }
            return (" ", rest.starts(with: "*/") || rest.starts(with: "/*") ? 2 : 1)
        }
        if rest.starts(with: "//") { return ("", rest.count) }
        if rest.starts(with: "/*") {
            blockDepth = 1
            return (" ", 2)
        }
        return literal(rest) ?? (String(line[index]), 1)
    }

    private mutating func literal(_ rest: ArraySlice<Character>) -> (kept: String, count: Int)? {
        let hashes = rest.prefix { $0 == "#" }.count
        let quotes = rest.dropFirst(hashes)
        guard quotes.first == "\"" else { return nil }
        let count = quotes.starts(with: "\"\"\"") ? 3 : 1
        ending = Array(repeating: "\"", count: count) + Array(repeating: "#", count: hashes)
        return ("\"", hashes + count)
    }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The rules of the house; each takes sources and names what breaks it as `path:line: why`.
enum HouseRules {
    /// What each of our modules may import of ours (design.md section 3).
    static let arrows: [String: Set<String>] = [
        "JSON": [], "GridModel": [], "CMosquitto": [], "COpenSSL": [],
        "PowerFlow": ["GridModel"], "DERDispatch": ["GridModel", "JSON"],
        "Planning": ["GridModel", "PowerFlow", "DERDispatch", "JSON"],
        "OCPP": ["JSON"], "OCPPWebSocket": ["OCPP"], "MQTT": ["JSON", "CMosquitto"], "OpenADR": ["JSON"],
        "Store": ["GridModel", "DERDispatch", "JSON"],
        "Simulation": ["GridModel", "JSON", "OCPP", "OCPPWebSocket", "MQTT"],
        "Gateway": [
            "GridModel", "PowerFlow", "DERDispatch", "JSON", "OCPP", "OCPPWebSocket", "MQTT", "OpenADR", "Store",
            "COpenSSL",
        ],
        "headroom": [
            "GridModel", "PowerFlow", "DERDispatch", "Planning", "JSON", "Gateway", "Simulation", "Store", "MQTT",
        ],
    ]

    /// Modules without clock, I/O and logging, and what of others they may import.
    static let pure: [String: Set<String>] = [
        "GridModel": ["Yams"], "DERDispatch": [], "PowerFlow": [], "Planning": [], "JSON": [], "OCPP": [],
    ]

    /// Words of clocks, hand-offs and printing.
    static let impureWords = [
        "Date()", "ContinuousClock", "SuspendingClock", "await ", "print(", "FileHandle", "FileManager", "Task {",
        "Task.",
    ]

    static let longestFile = 500
    static let longestFunction = 60

    static func brokenArrows(_ sources: [SourceText]) -> [String] {
        sources.filter { !$0.isTest }.flatMap { source -> [String] in
            guard let allowed = arrows[source.module] else {
                return ["\(source.path):1: unknown module \(source.module)"]
            }
            return source.imports.filter { arrows[$0.module] != nil && !allowed.contains($0.module) }
                .map { "\(source.path):\($0.line): \(source.module) may not import \($0.module)" }
        }
    }

    static func impureImports(_ sources: [SourceText]) -> [String] {
        sources.filter { !$0.isTest }.flatMap { source -> [String] in
            guard let allowed = pure[source.module] else { return [] }
            return source.imports.filter { arrows[$0.module] == nil && !allowed.contains($0.module) }
                .map { "\(source.path):\($0.line): the pure module \(source.module) may not import \($0.module)" }
        }
    }

    static func impureCode(_ sources: [SourceText]) -> [String] {
        sources.filter { !$0.isTest && pure[$0.module] != nil }.flatMap { source in
            source.code.enumerated().flatMap { index, line in
                impureWords.filter { contains(line, word: $0) }
                    .map { "\(source.path):\(index + 1): `\($0)` in the pure module \(source.module)" }
            }
        }
    }

    /// Nothing that ends the process because of what it was given.
    static func traps(_ sources: [SourceText]) -> [String] {
        sources.filter { !$0.isTest }.flatMap { source in
            source.code.enumerated().flatMap { index, line in
                ["fatalError(", "try!"].filter { contains(line, word: $0) }
                    .map { "\(source.path):\(index + 1): `\($0)`; give a typed error" }
            }
        }
    }

    static func longFiles(_ sources: [SourceText]) -> [String] {
        sources.compactMap { source in
            let count = source.lines.count - (source.text.hasSuffix("\n") ? 1 : 0)
            return count > longestFile ? "\(source.path):1: \(count) lines, at most \(longestFile)" : nil
        }
    }

    static func longFunctions(_ sources: [SourceText]) -> [String] {
        sources.flatMap { source in
            FunctionLengths.measure(source.code).filter { $0.lines > longestFunction }
                .map { "\(source.path):\($0.line): \($0.name) has \($0.lines) lines, at most \(longestFunction)" }
        }
    }

    static func missingLicence(_ sources: [SourceText]) -> [String] {
        sources.filter { $0.lines.first != "// SPDX-License-Identifier: Apache-2.0" }
            .map { "\($0.path):1: the first line is not the SPDX line" }
    }

    /// Folders that exist only on somebody's machine.
    static func machinePaths(_ sources: [SourceText]) -> [String] {
        let roots = ["home", "root", "Users", "work", "wt"].map { "\"/\($0)/" }
        return sources.flatMap { source in
            source.lines.enumerated().filter { _, line in roots.contains { line.contains($0) } }
                .map { "\(source.path):\($0.offset + 1): a path of one machine" }
        }
    }

    /// Whether the word stands there by itself, not as the end of a longer one.
    private static func contains(_ line: String, word: String) -> Bool {
        var rest = Substring(line)
        while let range = rest.range(of: word) {
            let before = rest[..<range.lowerBound].last
            if before.map({ !($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".") }) ?? true { return true }
            rest = rest[range.upperBound...]
        }
        return false
    }
}

/// Counts the lines of functions, initializers and accessors-with-names by their braces.
enum FunctionLengths {
    /// From the line with `func` or `init` to the one with its closing brace.
    static func measure(_ code: [String]) -> [(name: String, line: Int, lines: Int)] {
        var found: [(name: String, line: Int, lines: Int)] = []
        for (index, line) in code.enumerated() {
            guard let name = name(in: line), let end = end(of: code, from: index) else { continue }
            found.append((name, index + 1, end - index + 1))
        }
        return found
    }

    private static func name(in line: String) -> String? {
        let words = line.split(whereSeparator: { " \t(<?!".contains($0) }).map(String.init)
        if let at = words.firstIndex(of: "func"), at + 1 < words.count { return words[at + 1] }
        let modifiers: Set = [
            "public", "private", "internal", "fileprivate", "package", "convenience", "override", "required",
            "mutating",
        ]
        guard let first = words.first(where: { !modifiers.contains($0) && !$0.hasPrefix("@") }) else { return nil }
        return first == "init" || first == "deinit" ? first : nil
    }

    /// Line of the closing brace; nil for a declaration without a body.
    private static func end(of code: [String], from start: Int) -> Int? {
        var depth = 0, parentheses = 0
        var isOpen = false
        for index in start..<code.count {
            for character in code[index] {
                switch character {
                case "(", "[": parentheses += 1
                case ")", "]": parentheses -= 1
                case "{":
                    depth += 1
                    if parentheses == 0 { isOpen = true }
                case "}":
                    depth -= 1
                    if isOpen && depth == 0 { return index }
                    if depth < 0 { return nil }
                default: break
                }
            }
            // The next declaration begins before a body did: a requirement of a protocol.
            if !isOpen, index > start, name(in: code[index]) != nil { return nil }
        }
        return nil
    }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What must be said about the input of a case folder, `expected.json`: neither less nor more, each with its place.
package struct ExpectedFindings: Decodable {
    private struct Finding: Decodable {
        var line: Int
        var column: Int
        var severity: String
        var path: String
        /// A part of the text.
        var text: String
    }

    private var findings: [Finding]

    /// - Parameter folder: from the root of the repository.
    package init(of folder: String) throws {
        let text = try RepositoryFiles.text("\(folder)/expected.json")
        self = try JSONDecoder().decode(Self.self, from: Data(text.utf8))
    }

    /// Where what was said is something else; empty where all is as expected.
    ///
    /// - Parameters:
    ///   - said: each finding as it is printed, and its text alone.
    ///   - file: the name of the input in front of each.
    package func differences(from said: [(line: String, text: String)], file: String) -> [String] {
        guard said.count == findings.count else {
            return ["\(said.count) findings for \(findings.count) expected"] + said.map(\.line)
        }
        return zip(said, findings).compactMap { said, wanted in
            let place = "\(file):\(wanted.line):\(wanted.column): \(wanted.severity): "
            let start = place + (wanted.path.isEmpty ? "" : wanted.path + ": ")
            let isAsWanted = said.line.hasPrefix(start) && said.text.contains(wanted.text)
            return isAsWanted ? nil : "\(said.line)\n  for \(start)...\(wanted.text)..."
        }
    }
}

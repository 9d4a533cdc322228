// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// Files of the repository, found from where this source stands.
package enum RepositoryFiles {
    package static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    package static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    package static func names(in folder: String, ending: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent(folder).path).sorted()
            .filter { ending.isEmpty || $0.hasSuffix(ending) }
    }

    package static func topologies() throws -> [String] { try names(in: "topology", ending: ".yaml") }
}

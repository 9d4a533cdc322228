// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Files of the repository, found from where this source stands.
enum RepositoryFiles {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    static func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent(folder).path).sorted()
    }

    static func topologies() throws -> [String] { try names(in: "topology").filter { $0.hasSuffix(".yaml") } }
}

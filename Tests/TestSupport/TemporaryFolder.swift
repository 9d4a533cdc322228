// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// A folder of one test's own, removed with the last reference.
package final class TemporaryFolder: Sendable {
    package let url: URL

    package init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("headroom-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// The path of a file in it.
    package func path(_ name: String) -> String { url.appendingPathComponent(name).path }
}

/// Runs `body` with the path of a folder of its own that is gone afterwards.
package func withTemporaryFolder<Answer>(_ body: (String) async throws -> Answer) async throws -> Answer {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    return try await body(folder.url.path)
}

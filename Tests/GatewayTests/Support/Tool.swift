// SPDX-License-Identifier: Apache-2.0

import Foundation
import Subprocess

/// Runs a program of this machine to its end.
enum Tool {
    static func run(_ words: [String]) async throws -> (status: Bool, output: String) {
        let result = try await Subprocess.run(
            .name(words[0]), arguments: Arguments(Array(words.dropFirst())), output: .string(limit: 1 << 20),
            error: .string(limit: 1 << 20))
        return (
            result.terminationStatus.isSuccess,
            (result.standardOutput + result.standardError).trimmingCharacters(in: .whitespacesAndNewlines)
        )
    }
}

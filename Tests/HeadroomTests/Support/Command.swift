// SPDX-License-Identifier: Apache-2.0

import Foundation
import Subprocess
import TestSupport

/// The built command as a child process, and other programs beside it.
enum Command {
    /// What a program left.
    struct Ending: Sendable {
        var status: Int32
        var output: String
        var complaint: String

        /// The one JSON document on standard output, read by Foundation; nil where there is anything else.
        var json: [String: Any]? {
            (try? JSONSerialization.jsonObject(with: Data(output.utf8))) as? [String: Any]
        }
    }

    /// The repository.
    static let root = RepositoryFiles.root.path

    /// The command lies beside the bundle of tests that runs now.
    static let binary: String = {
        let bundle = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(fileURLWithPath: bundle).deletingLastPathComponent().appendingPathComponent("headroom").path
    }()

    /// Runs `headroom` with these words.
    static func headroom(_ words: String..., in folder: String = root) async throws -> Ending {
        try await run([binary] + words, in: folder)
    }

    /// Runs any program to its end.
    static func run(_ words: [String], in folder: String = root, input: String = "") async throws -> Ending {
        let result = try await Subprocess.run(
            .name("env"), arguments: Arguments(["-C", folder] + words), input: .string(input),
            output: .string(limit: 8 << 20), error: .string(limit: 1 << 20))
        let status: Int32 =
            switch result.terminationStatus {
            case .exited(let code): Int32(code)
            case .signaled(let signal): -Int32(signal)
            }
        return Ending(status: status, output: result.standardOutput, complaint: result.standardError)
    }

    /// Whether a program is on this machine.
    static func has(_ program: String) -> Bool {
        ["/usr/sbin", "/usr/bin", "/bin", "/usr/local/bin", "/usr/local/sbin"].contains {
            FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
        }
    }
}

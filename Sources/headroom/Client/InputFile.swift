// SPDX-License-Identifier: Apache-2.0

import Foundation
import GridModel

/// Reads what a user wrote, topologies, scenarios and what these name, for commands.
enum InputFile {
    /// Largest file that is read at all; the readers have narrower limits of their own.
    private static let maximumBytes = 512 << 20

    /// The text of a file.
    static func text(_ path: String) throws(CommandError) -> String {
        let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
        guard size <= maximumBytes else {
            throw .input("\(path): \(size) bytes are more than the limit of \(maximumBytes)")
        }
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw .input("\(path): the file cannot be read")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .input("\(path): not UTF-8 text") }
        return text
    }

    /// The text of standard input.
    static func standardInput() throws(CommandError) -> String {
        let bytes = (try? FileHandle.standardInput.read(upToCount: maximumPipedBytes + 1)) ?? Data()
        guard bytes.count <= maximumPipedBytes else {
            throw .input("standard input: more than the limit of \(maximumPipedBytes) bytes")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .input("standard input: not UTF-8 text")
        }
        return text
    }

    /// Most that is read of standard input: a message.
    private static let maximumPipedBytes = 1 << 20

    /// What a reader made of a file; its findings go to standard error.
    static func value<Value>(
        _ value: Value?, _ findings: [TopologyFinding], of path: String
    ) throws(CommandError) -> Value {
        for finding in findings { StandardError.write(finding.description) }
        guard let value else {
            throw .input("\(path) cannot be used: \(findings.count { $0.severity == .error }) errors")
        }
        return value
    }
}

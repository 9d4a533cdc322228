// SPDX-License-Identifier: Apache-2.0

import Foundation
import GridModel

/// Reads topology files for commands.
enum TopologyReader {
    /// The feeder of a file; its findings go to standard error.
    static func feeder(_ path: String) throws(CommandError) -> Feeder { try topology(path).feeder }

    /// The feeder of a file, and its text.
    static func topology(_ path: String) throws(CommandError) -> (feeder: Feeder, text: String) {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw .input("\(path): the file cannot be read")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .input("\(path): not UTF-8 text") }
        let reading = TopologyFile.read(text, file: path)
        for finding in reading.findings { StandardError.write(finding.description) }
        guard let feeder = reading.feeder else {
            throw .input("\(path) cannot be used: \(reading.findings.count { $0.severity == .error }) errors")
        }
        return (feeder, text)
    }
}

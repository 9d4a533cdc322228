// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Reads topology files for commands.
enum TopologyReader {
    /// The feeder of a file; its findings go to standard error.
    static func feeder(_ path: String) throws(CommandError) -> Feeder { try topology(path).feeder }

    /// The feeder of a file, and its text.
    static func topology(_ path: String) throws(CommandError) -> (feeder: Feeder, text: String) {
        let text = try InputFile.text(path)
        let reading = TopologyFile.read(text, file: path)
        return (try InputFile.value(reading.feeder, reading.findings, of: path), text)
    }
}

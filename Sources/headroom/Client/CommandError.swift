// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Why a command could not do its work: one text for people, one status for programs.
struct CommandError: Error {
    /// The exit status.
    enum Status: Int32 {
        /// The input is wrong.
        case input = 1
        /// The command line is wrong.
        case usage = 2
        /// Something outside: a port in use, no gateway in reach.
        case outside = 4
    }

    var status: Status
    var text: String

    static func input(_ text: String) -> CommandError { CommandError(status: .input, text: text) }
    static func usage(_ text: String) -> CommandError { CommandError(status: .usage, text: text) }
    static func outside(_ text: String) -> CommandError { CommandError(status: .outside, text: text) }

    func print() { StandardError.write("error: \(text)") }
}

/// Lines for people that are no answer.
enum StandardError {
    /// A file that is full or a reader that went away must not end what runs.
    static func write(_ line: String) { try? FileHandle.standardError.write(contentsOf: Data("\(line)\n".utf8)) }
}

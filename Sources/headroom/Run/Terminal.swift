// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The terminal on standard output.
enum Terminal {
    static var isThere: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Whether a person sits there who can answer.
    static var canAsk: Bool { isThere && isatty(STDIN_FILENO) == 1 }

    /// Columns and rows.
    static var size: (width: Int, height: Int) {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return (80, 24) }
        return (Int(size.ws_col), Int(size.ws_row))
    }

    /// To the alternate screen, without cursor.
    static func enter() { write("\u{1B}[?1049h\u{1B}[?25l") }

    /// Back to what was there.
    static func leave() { write("\u{1B}[?25h\u{1B}[?1049l") }

    /// Draws over what is there, so that nothing flickers.
    static func draw(_ lines: [String]) {
        write("\u{1B}[H" + lines.map { "\($0)\u{1B}[K" }.joined(separator: "\r\n") + "\u{1B}[J")
    }

    /// A line for people or for a file, at once: standard output into a pipe would keep it back.
    static func say(_ line: String) { write(line + "\n") }

    /// A file that is full or a reader that went away must not end the gateway.
    private static func write(_ text: String) { try? FileHandle.standardOutput.write(contentsOf: Data(text.utf8)) }
}

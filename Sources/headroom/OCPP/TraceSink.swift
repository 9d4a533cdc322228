// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSON
import Synchronization

/// Where a recording goes: a new file of its owner's, or standard output. Whole lines, without the empty ones that only
/// keep the line open.
final class TraceSink: Sendable {
    private struct State {
        var rest: [UInt8] = []
        var frames = 0
        var bytes = 0
        var end: String?
        var isClosed = false
        var fault: String?
    }

    private let path: String?
    private let file: FileHandle
    private let state = Mutex(State())

    init(_ path: String?) throws(CommandError) {
        self.path = path
        guard let path else {
            file = .standardOutput
            return
        }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw errno == EEXIST
                ? .input("\(path) is there already; nothing is overwritten")
                : .outside("\(path): \(String(cString: strerror(errno)))")
        }
        file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    /// Takes a part of the stream.
    func write(_ part: [UInt8]) {
        state.withLock { state in
            guard !state.isClosed else { return }
            state.rest += part
            guard let last = state.rest.lastIndex(of: UInt8(ascii: "\n")) else { return }
            let whole = state.rest[...last].split(separator: UInt8(ascii: "\n"))
            state.rest.removeSubrange(...last)
            for line in whole {
                state.bytes += line.count + 1
                if line.starts(with: Array(#"{"time":"#.utf8)) { count(line, &state) }
                do {
                    try file.write(contentsOf: Data(line + [UInt8(ascii: "\n")]))
                } catch { state.fault = state.fault ?? "\(error)" }
            }
        }
    }

    private func count(_ line: ArraySlice<UInt8>, _ state: inout State) {
        guard let value = try? JSONValue(parsing: line) else { return }
        if value["from"] != nil { state.frames += 1 }
        if value["event"]?.string == "end" { state.end = value["reason"]?.string }
    }

    func close() { state.withLock { $0.isClosed = true } }

    /// A file with nothing in it is no recording.
    func removeIfEmpty() {
        guard let path, state.withLock({ $0.bytes }) == 0 else { return }
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Says what was recorded, beside it.
    func tell(_ station: String) {
        let (frames, end, fault) = state.withLock { ($0.frames, $0.end, $0.fault) }
        if let fault { StandardError.write("warning: not all of it was written: \(fault)") }
        let place = path.map { " in \($0)" } ?? ""
        StandardError.write("\(station): \(frames) frames\(place)" + (end.map { "; \($0)" } ?? ""))
    }
}

// SPDX-License-Identifier: Apache-2.0

public import JSON

/// What `headroom ocpp trace` has recorded of a station, in the order of the lines.
public struct FrameTrace: Sendable {
    /// Something recorded.
    public struct Entry: Sendable {
        /// When, ms since 1970.
        public var milliseconds: Int64
        /// Its line in the file.
        public var line: Int
        /// What.
        public var event: Event
    }

    /// What can be recorded.
    public enum Event: Sendable {
        /// A frame of the station.
        case station([JSONValue])
        /// A frame of the gateway.
        case gateway([JSONValue])
        /// The station connected, with that version of OCPP.
        case connected(version: String)
        /// It was gone.
        case disconnected
    }

    /// Why a file is no trace.
    public struct Fault: Error, Sendable {
        /// The line.
        public var line: Int
        /// What is wrong with it.
        public var reason: String
    }

    /// The station's identity.
    public var station: String
    /// The version it spoke first, such as `1.6`.
    public var version: String
    /// What was recorded.
    public var entries: [Entry] = []

    /// Largest file that is read, bytes; a recording is never larger.
    public static let largest = 65 << 20
    /// Most lines: each of the largest file's with nothing but a heartbeat.
    static let mostLines = 1_000_000

    /// Reads a file.
    public init(_ text: String) throws(Fault) {
        guard text.utf8.count <= Self.largest else {
            throw Fault(line: 1, reason: "\(text.utf8.count) bytes are more than \(Self.largest)")
        }
        var head: JSONValue?
        var entries: [Entry] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard !line.allSatisfy(\.isWhitespace) else { continue }
            guard index < Self.mostLines else { throw Fault(line: index + 1, reason: "too many lines") }
            let value: JSONValue
            do throws(JSONError) { value = try JSONValue(parsing: line.utf8) } catch {
                throw Fault(line: index + 1, reason: "\(error)")
            }
            if head == nil {
                guard value["format"]?.string == "headroom-ocpp-trace/1" else {
                    throw Fault(line: index + 1, reason: "it does not begin with format headroom-ocpp-trace/1")
                }
                head = value
            } else if let entry = try Self.entry(value, line: index + 1) {
                entries.append(entry)
            }
        }
        guard let station = head?["station"]?.string else { throw Fault(line: 1, reason: "no station is named") }
        let spoken = entries.lazy.compactMap { if case .connected(let version) = $0.event { version } else { nil } }
        guard let version = head?["version"]?.string ?? spoken.first else {
            throw Fault(line: 1, reason: "the station was never connected while it was recorded")
        }
        self.station = station
        self.version = version
        self.entries = entries
    }

    private static func entry(_ value: JSONValue, line: Int) throws(Fault) -> Entry? {
        guard let time = value["time"]?.string.flatMap(RFC3339.parse) else {
            throw Fault(line: line, reason: "time is missing, or no RFC 3339 time")
        }
        let event: Event
        switch (value["event"]?.string, value["from"]?.string, value["frame"]?.array) {
        case ("connected", _, _): event = .connected(version: value["version"]?.string ?? "1.6")
        case ("disconnected", _, _): event = .disconnected
        case (_, "station", let frame?): event = .station(frame)
        case (_, "gateway", let frame?): event = .gateway(frame)
        // The end, and what could not be read.
        default: return nil
        }
        return Entry(milliseconds: time, line: line, event: event)
    }
}

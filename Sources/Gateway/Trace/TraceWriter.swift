// SPDX-License-Identifier: Apache-2.0

import GridModel
import JSON

/// Writes what a recorder gets as lines of JSON, without what opens doors.
///
/// ```
/// {"format":"headroom-ocpp-trace/1","station":"cs","version":"1.6","time":"..."}
/// {"time":"...","event":"connected","version":"1.6"}
/// {"time":"...","from":"station","frame":[2,"1","Heartbeat",{}]}
/// {"time":"...","event":"end","reason":"..."}
/// ```
struct TraceWriter {
    /// Why a recording ended, other than that whoever made it went away.
    enum End: String {
        case time = "the time is up"
        case size = "it is as long as it may be"
        case cut = "frames came faster than they were read, or the gateway stops"
    }

    /// The name of what it writes.
    static let format = "headroom-ocpp-trace/1"
    /// Longest recording, bytes: a busy station writes some megabytes a day.
    static let longest = 64 << 20

    private var mask = FrameMask()
    private(set) var bytes = 0

    /// Whether there is room for more.
    var hasRoom: Bool { bytes < Self.longest }

    /// The first line.
    mutating func head(_ station: String, version: String?, at time: UTCInstant) -> [UInt8] {
        line([
            "format": .string(Self.format), "station": .string(station),
            "version": version.map { .string($0) } ?? .null, "time": GatewayDocument.time(time),
        ])
    }

    /// The last line.
    mutating func end(_ end: End, at time: UTCInstant) -> [UInt8] {
        line(["time": GatewayDocument.time(time), "event": "end", "reason": .string(end.rawValue)])
    }

    /// The line of an event. A pause is an empty one, so that a reader that went away shows.
    mutating func line(_ event: FrameTaps.Event) -> [UInt8] {
        switch event {
        case .pause: return [UInt8(ascii: "\n")]
        case .connected(let time, let version):
            return line(["time": GatewayDocument.time(time), "event": "connected", "version": .string(version)])
        case .disconnected(let time):
            return line(["time": GatewayDocument.time(time), "event": "disconnected"])
        case .frame(let time, let side, let text):
            guard let frame = try? JSONValue(parsing: text) else {
                // What is no JSON cannot be masked; /v1/rejected keeps it for who may see it.
                return line([
                    "time": GatewayDocument.time(time), "from": .string(side.rawValue),
                    "unreadableBytes": .number(Double(text.count)),
                ])
            }
            return line([
                "time": GatewayDocument.time(time), "from": .string(side.rawValue), "frame": mask.mask(frame),
            ])
        }
    }

    private mutating func line(_ value: JSONValue) -> [UInt8] {
        let line = value.serializedBytes() + [UInt8(ascii: "\n")]
        bytes += line.count
        return line
    }
}

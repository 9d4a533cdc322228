// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// What came in from outside, as it came, with the tick that first saw it: the stuff of a replay.
public struct RawInput: Sendable, Hashable {
    /// Time of the tick.
    public var tick: UTCInstant
    /// Where it came from, e.g. an MQTT topic or a station.
    public var source: String
    /// The bytes.
    public var bytes: [UInt8]

    /// By its members.
    public init(tick: UTCInstant, source: String, bytes: [UInt8]) {
        self.tick = tick
        self.source = source
        self.bytes = bytes
    }
}

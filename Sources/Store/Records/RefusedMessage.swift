// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// A message from outside that was refused.
public struct RefusedMessage: Sendable, Hashable {
    /// How many are kept; older ones go, the counters stay.
    public static let kept = 10_000
    /// How much of a payload is kept: enough to see what it was.
    public static let keptPayloadBytes = 1_024
    /// How many characters of a topic are kept.
    public static let keptTopic = 512
    /// How many characters of a reason are kept; it may quote what came, at any length.
    public static let keptReason = 300

    /// When.
    public var time: UTCInstant
    /// The MQTT topic, or the OCPP station and action; its beginning where it is long.
    public var topic: String
    /// The beginning of the payload; longer ones are cut when kept.
    public var payload: [UInt8]
    /// The payload's true length in bytes.
    public var payloadBytes: Int
    /// The kind of fault: the name of a counter.
    public var code: String
    /// Why, with the offending values; its beginning where it is long.
    public var reason: String

    /// - Parameter code: one of a closed set of words; beyond `maximumCodes` different ones, `other` is counted.
    public init(time: UTCInstant, topic: String, payload: [UInt8], code: String, reason: String) {
        self.time = time
        self.topic = Self.cut(topic, Self.keptTopic)
        self.payload = payload.count > Self.keptPayloadBytes ? Array(payload.prefix(Self.keptPayloadBytes)) : payload
        payloadBytes = payload.count
        self.code = code
        self.reason = Self.cut(reason, Self.keptReason)
    }

    /// By scalars, since one character of people may be any number of them.
    private static func cut(_ text: String, _ count: Int) -> String {
        text.utf8.count <= count ? text : String(text.unicodeScalars.prefix(count))
    }

    /// Most counters; a code is a word of ours, so that this many already means a fault.
    public static let maximumCodes = 200
}

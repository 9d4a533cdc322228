// SPDX-License-Identifier: Apache-2.0

/// How often a message may arrive. Level 2 is left out: nothing here needs it and it doubles the packets.
public enum MQTTQoS: UInt8, Hashable, Sendable {
    /// Fire and forget (QoS 0).
    case atMostOnce = 0
    /// Sent again until acknowledged (QoS 1). libmosquitto acknowledges what it receives *before* it hands it over, so
    /// this does not protect an incoming message from a crash of this process.
    case atLeastOnce = 1
}

/// One message: received, or to be left as a will.
public struct MQTTMessage: Hashable, Sendable {
    /// The topic name.
    public let topic: String
    /// The application's bytes; may be empty.
    public let payload: [UInt8]
    /// The level at which it came (the lower of the publisher's and the subscription's).
    public let qos: MQTTQoS
    /// On receipt: the broker kept it from before, so its age is unknown. On publishing: the broker shall keep it.
    public let isRetained: Bool

    /// A message from its parts.
    public init(topic: String, payload: [UInt8], qos: MQTTQoS = .atLeastOnce, isRetained: Bool = false) {
        self.topic = topic
        self.payload = payload
        self.qos = qos
        self.isRetained = isRetained
    }

    /// What the message counts against the byte limits of the queues.
    var byteCount: Int { topic.utf8.count + payload.count }
}

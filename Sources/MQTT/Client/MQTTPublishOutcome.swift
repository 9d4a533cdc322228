// SPDX-License-Identifier: Apache-2.0

/// What became of a request to publish. Never an exception: a full queue is an ordinary answer under load.
public enum MQTTPublishOutcome: Hashable, Sendable {
    /// Handed over. At QoS 1 it is sent again until the broker acknowledges it, also over a lost connection.
    case accepted
    /// Not sent and not kept.
    case refused(Refusal)

    /// Why a message was not taken.
    public enum Refusal: Hashable, Sendable {
        /// There is no connection. What waits for one grows old: say it again when there is one.
        case notConnected
        /// So many messages or bytes are not yet written or acknowledged.
        case tooManyOutstanding(messages: Int, bytes: Int)
        /// The payload is larger than the configuration allows.
        case payloadTooLarge(bytes: Int, limit: Int)
        /// The topic is not a valid name.
        case invalidTopic(MQTTTopicError)
        /// `stop()` has begun, or `start()` was never called.
        case notRunning
    }
}

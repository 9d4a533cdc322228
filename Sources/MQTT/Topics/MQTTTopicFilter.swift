// SPDX-License-Identifier: Apache-2.0

/// A valid subscription filter of MQTT 3.1.1 (section 4.7): levels split by `/`, `+` for one level, `#` for the rest.
public struct MQTTTopicFilter: Hashable, Sendable {
    /// The filter as it stands on the wire, for example `headroom/v1/site/+/status`.
    public let text: String

    /// Checks `text` by the rules a broker applies, so that a bad filter is known before it costs the connection.
    public init(_ text: String) throws(MQTTTopicError) {
        try MQTTTopic.validate(text, allowsWildcards: true)
        self.text = text
    }

    /// Whether a message published to `topic` is meant by this filter.
    ///
    /// A filter that begins with a wildcard never means topics that begin with `$` (section 4.7.2).
    public func matches(_ topic: String) -> Bool {
        let filterBytes = text.utf8
        let topicBytes = topic.utf8
        return Self.matches(filter: filterBytes.span, topic: topicBytes.span)
    }

    private static func matches(filter: Span<UInt8>, topic: Span<UInt8>) -> Bool {
        guard !topic.isEmpty, !(topic[0] == MQTTTopic.dollar && MQTTTopic.isWildcard(filter[0])) else { return false }
        var f = 0
        var t = 0
        while f < filter.count {
            if filter[f] == MQTTTopic.hash { return true }
            if filter[f] == MQTTTopic.plus {
                f += 1
                while t < topic.count, topic[t] != MQTTTopic.slash { t += 1 }
            } else if t < topic.count, topic[t] == filter[f] {
                f += 1
                t += 1
            } else {
                // `a/#` also means its parent `a`; a valid filter has `#` only at its end.
                return t == topic.count && filter.count - f == 2
                    && filter[f] == MQTTTopic.slash && filter[f + 1] == MQTTTopic.hash
            }
        }
        return t == topic.count
    }
}

extension MQTTTopicFilter: CustomStringConvertible {
    /// The filter's text.
    public var description: String { text }
}

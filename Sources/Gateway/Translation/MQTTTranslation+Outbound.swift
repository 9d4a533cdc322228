// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON

/// What is written where.
extension MQTTTranslation {
    /// The messages that bring a setpoint to a DER.
    mutating func setpoint(_ item: SetpointOutbox.Item, reason: SetpointReason?, now: Moment) -> [GatewayAction] {
        let mappings = written[item.der]
        guard mappings.isEmpty else { return mappings.map { Self.write($0, item) } }
        sequences[item.der] = max(sequences[item.der] + 1, UInt64(max(0, now.utc.milliseconds)))
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("time")
        writer.value(RFC3339.format(milliseconds: now.utc.milliseconds))
        writer.key("seq")
        writer.value(Int(clamping: sequences[item.der]))
        writer.key("powerKW")
        writer.value(item.power.kilowatts)
        writer.key("validUntil")
        writer.value(RFC3339.format(milliseconds: item.validUntil.milliseconds))
        writer.key("reason")
        writer.value(reason?.sentence ?? "")
        writer.endObject()
        return [.publish(topic: topic(.setpoint, der: item.der), payload: writer.bytes, isRetained: false)]
    }

    private static func write(_ mapping: SignalMapping, _ item: SetpointOutbox.Item) -> GatewayAction {
        let ours: Double
        switch mapping.signal {
        case .currentLimitA: ours = item.current?.amperes ?? 0
        case .importLimitKW: ours = max(item.power.kilowatts, 0)
        default: ours = item.power.kilowatts
        }
        // Thousandths of the site's unit: no tails of binary fractions on the wire.
        let theirs = (MappedValue.fromOurs(ours, mapping) * 1_000).rounded() / 1_000
        let number = JSONValue.number(theirs == 0 ? 0 : theirs).serialized()
        let text = mapping.template.map { $0.replacing("{value}", with: number) } ?? number
        return .publish(topic: mapping.topic, payload: Array(text.utf8), isRetained: false)
    }

    /// The messages that keep publishers talking, when they are due.
    mutating func keepalives(now: Moment) -> [GatewayAction] {
        var actions: [GatewayAction] = []
        for index in nextKeepalive.indices {
            let due = nextKeepalive[index].due ?? now.steady
            guard due <= now.steady else { continue }
            let mapping = nextKeepalive[index].mapping
            nextKeepalive[index].due = now.steady + (mapping.repeatInterval ?? .seconds(30))
            actions.append(
                .publish(topic: mapping.topic, payload: Array((mapping.template ?? "").utf8), isRetained: false))
        }
        return actions
    }

    /// The answer to a message that was refused; nil where nobody is there to read it.
    func rejection(of topic: String, code: String, reason: String, now: Moment) -> GatewayAction? {
        guard let place = placeOfRejection(topic) else { return nil }
        let body: JSONValue = [
            "time": .string(RFC3339.format(milliseconds: now.utc.milliseconds)), "topic": .string(topic),
            "code": .string(code), "reason": .string(reason),
        ]
        return .publish(topic: "\(place)/rejected", payload: body.serializedBytes(), isRetained: false)
    }

    /// Beside the DER, the site or the node it came from; for topics of a site's own system, at the site.
    private func placeOfRejection(_ topic: String) -> String? {
        if let site = siteOfTopic[topic] { return "headroom/v1/site/\(site)" }
        let segments = topic.split(separator: "/", omittingEmptySubsequences: false)
        guard segments.count > 4 else { return nil }
        if topic.hasPrefix("headroom/v1/node/") {
            return routes[topic] == nil ? nil : segments.prefix(4).joined(separator: "/")
        }
        guard topic.hasPrefix("headroom/v1/site/"), routes["headroom/v1/site/\(segments[3])/status"] != nil else {
            return nil
        }
        // A topic that nobody has is answered to its site.
        let isDER = segments.count > 6 && segments[4] == "der" && routes[topic] != nil
        return segments.prefix(isDER ? 6 : 4).joined(separator: "/")
    }
}

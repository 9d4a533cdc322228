// SPDX-License-Identifier: Apache-2.0

import CMosquitto
import Glibc
import Logging

/// What the loop asks of the library, and what the library calls back. All of it happens on the session's thread.
extension MQTTLoop {
    /// Filters in one SUBSCRIBE packet; keeps the packet small whatever the filters.
    private static let filtersPerPacket = 100
    /// The SUBACK code for a filter that was not granted (MQTT 3.1.1, section 3.9.3).
    private static let subscriptionFailure: Int32 = 0x80

    /// What `mosquitto_publish` answers before it has kept a message.
    private static let refusals = Set(
        [MOSQ_ERR_NOMEM, MOSQ_ERR_INVAL, MOSQ_ERR_PAYLOAD_SIZE, MOSQ_ERR_MALFORMED_UTF8, MOSQ_ERR_OVERSIZE_PACKET]
            .map { Int32($0.rawValue) })

    func send(_ message: MQTTMessage) {
        let qos = message.qos
        transit.begin(bytes: message.byteCount, qos: qos)
        var identifier: Int32 = 0
        let code = mosquitto_publish(
            library, &identifier, message.topic, Int32(message.payload.count), message.payload, Int32(qos.rawValue),
            message.isRetained)
        // At QoS 1 the library keeps a message it could not write, unless it refused the message itself.
        let isKept = code == 0 || (qos == .atLeastOnce && !Self.refusals.contains(code))
        if let lostBytes = transit.end(identifier: identifier, isKept: isKept) {
            session.release(messages: 1, bytes: lostBytes, isLost: true)
        }
    }

    func apply(_ changes: SubscriptionChanges) {
        for (qos, filters) in Dictionary(grouping: changes.added.keys, by: { changes.added[$0] ?? .atLeastOnce }) {
            for chunk in filters.chunks(of: Self.filtersPerPacket) {
                var identifier: Int32 = 0
                let code = withCStrings(chunk) {
                    mosquitto_subscribe_multiple(
                        library, &identifier, Int32(chunk.count), $0, Int32(qos.rawValue), 0, nil)
                }
                if code == 0 { subscribing[identifier] = chunk }
            }
        }
        for chunk in Array(changes.removed).chunks(of: Self.filtersPerPacket) {
            _ = withCStrings(chunk) { mosquitto_unsubscribe_multiple(library, nil, Int32(chunk.count), $0, nil) }
        }
    }

    func installCallbacks() {
        mosquitto_user_data_set(library, Unmanaged.passUnretained(self).toOpaque())
        mosquitto_connect_callback_set(library) { _, loop, code in
            MQTTLoop.from(loop)?.connectAnswer = code
        }
        mosquitto_message_callback_set(library) { _, loop, message in
            guard let message else { return }
            MQTTLoop.from(loop)?.receive(message.pointee)
        }
        mosquitto_publish_callback_set(library) { _, loop, identifier in
            MQTTLoop.from(loop)?.transit.complete(identifier: identifier)
        }
        mosquitto_subscribe_callback_set(library) { _, loop, identifier, count, granted in
            MQTTLoop.from(loop)?.granted(identifier, UnsafeBufferPointer(start: granted, count: Int(count)))
        }
    }

    /// Listens to what the library logs, or no longer.
    func listenToComplaints(_ listens: Bool) {
        guard listens else { return mosquitto_log_callback_set(library, nil) }
        mosquitto_log_callback_set(library) { _, loop, level, text in
            guard level & (MOSQ_LOG_ERR | MOSQ_LOG_WARNING) != 0, let text else { return }
            MQTTLoop.from(loop)?.complain(String(cString: text))
        }
    }

    private static func from(_ pointer: UnsafeMutableRawPointer?) -> MQTTLoop? {
        pointer.map { Unmanaged<MQTTLoop>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Topic and payload live only as long as the callback: copied here.
    private func receive(_ message: mosquitto_message) {
        let count = Int(message.payloadlen)
        guard count <= session.configuration.limits.payloadBytes else {
            oversized += 1
            return
        }
        received.append(
            MQTTMessage(
                topic: String(cString: message.topic),
                payload: [UInt8](UnsafeRawBufferPointer(start: message.payload, count: count)),
                qos: message.qos == 0 ? .atMostOnce : .atLeastOnce,
                isRetained: message.retain))
    }

    private func granted(_ identifier: Int32, _ granted: UnsafeBufferPointer<Int32>) {
        let filters = subscribing.removeValue(forKey: identifier) ?? []
        let refused = zip(filters, granted).filter { $1 == Self.subscriptionFailure }.map(\.0)
        guard !refused.isEmpty else { return }
        session.count { counters in
            counters.refusedSubscriptions += refused.count
            counters.lastError = "broker refused subscription \(refused[0])"
        }
        session.logger.warning("MQTT broker refused subscriptions", metadata: ["filters": "\(refused)"])
    }

    private func complain(_ text: String) {
        // The first line of an OpenSSL error says most.
        if libraryComplaint == nil { libraryComplaint = text }
    }

    /// Lends the filters as the C array of C strings the library wants.
    private func withCStrings(
        _ filters: [MQTTTopicFilter], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Int32
    ) -> Int32 {
        let strings = filters.map { strdup($0.text) }
        defer { for string in strings { free(string) } }
        return strings.withUnsafeBufferPointer { $0.baseAddress.map(body) ?? 0 }
    }
}

extension Array {
    fileprivate func chunks(of size: Int) -> [[Element]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}

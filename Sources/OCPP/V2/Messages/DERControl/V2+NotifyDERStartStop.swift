// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Tells that a timed grid control has begun or ended (functional block R).
    public struct NotifyDERStartStop: V2Request, V21Payload {
        public static let action = "NotifyDERStartStop"
        public typealias Response = EmptyResponse<Self>
        /// Names the control. At most 36 characters.
        public var controlId: String
        public var started: Bool
        /// When it happened, by the station's clock. Nil where nothing readable was sent.
        public var timestamp: OCPPTimestamp?
        /// Superseded ids. At most 36 characters.
        public var supersededIds: [String]?
        public var customData: CustomData?

        public init(controlId: String, started: Bool, timestamp: OCPPTimestamp?) {
            self.controlId = controlId
            self.started = started
            self.timestamp = timestamp
        }

        public init(unread: ()) {
            controlId = ""
            started = false
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("controlId", &controlId, Facets(limit: 36))
            coder.required("started", &started)
            coder.optional("timestamp", &timestamp, Facets(required: .always))
            coder.optional("supersededIds", &supersededIds, Facets(limit: 36, minItems: 1, maxItems: 24))
        }
    }
}

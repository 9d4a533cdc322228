// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Tells of an event that concerns security (functional block A).
    public struct SecurityEventNotification: V2Request {
        public static let action = "SecurityEventNotification"
        public typealias Response = EmptyResponse<Self>
        /// Type. At most 50 characters.
        public var type: String
        /// When it happened, by the station's clock. Nil where nothing readable was sent.
        public var timestamp: OCPPTimestamp?
        /// Details for technicians. At most 255 characters.
        public var techInfo: String?
        public var customData: CustomData?

        public init(type: String, timestamp: OCPPTimestamp?) {
            self.type = type
            self.timestamp = timestamp
        }

        public init(unread: ()) { type = "" }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("type", &type, Facets(limit: 50))
            coder.optional("timestamp", &timestamp, Facets(required: .always))
            coder.optional("techInfo", &techInfo, Facets(limit: 255))
        }
    }
}

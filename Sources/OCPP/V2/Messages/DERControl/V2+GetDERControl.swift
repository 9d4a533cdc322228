// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Asks for the grid controls in the station, which come as ReportDERControl (functional block R).
    public struct GetDERControl: V2Request, V21Payload {
        public static let action = "GetDERControl"
        public typealias Response = StatusResponse<Self, DERControlStatus>
        /// Names this request; what comes of it repeats it.
        public var requestId: Int
        /// Whether it is a default.
        public var isDefault: Bool?
        /// The kind of control.
        public var controlType: DERControlKind?
        /// Names the control. At most 36 characters.
        public var controlId: String?
        public var customData: CustomData?

        public init(requestId: Int) { self.requestId = requestId }

        public init(unread: ()) { requestId = 0 }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("requestId", &requestId)
            coder.optional("isDefault", &isDefault)
            coder.optional("controlType", &controlType)
            coder.optional("controlId", &controlId, Facets(limit: 36))
        }
    }
}

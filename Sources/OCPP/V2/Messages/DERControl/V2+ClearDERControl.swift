// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Removes grid controls (functional block R).
    public struct ClearDERControl: V2Request, V21Payload {
        public static let action = "ClearDERControl"
        public typealias Response = StatusResponse<Self, DERControlStatus>
        /// Whether it is a default.
        public var isDefault: Bool
        /// The kind of control.
        public var controlType: DERControlKind?
        /// Names the control. At most 36 characters.
        public var controlId: String?
        public var customData: CustomData?

        public init(isDefault: Bool) { self.isDefault = isDefault }

        public init(unread: ()) { isDefault = false }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("isDefault", &isDefault)
            coder.optional("controlType", &controlType)
            coder.optional("controlId", &controlId, Facets(limit: 36))
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Asks for a swap on behalf of a token (functional block S).
    public struct RequestBatterySwap: V2Request, V21Payload {
        public static let action = "RequestBatterySwap"
        public typealias Response = StatusResponse<Self, GenericStatus>
        /// Who is to swap.
        public var idToken: IdToken
        /// Names this request; what comes of it repeats it.
        public var requestId: Int
        public var customData: CustomData?

        public init(idToken: IdToken, requestId: Int) {
            self.idToken = idToken
            self.requestId = requestId
        }

        public init(unread: ()) {
            idToken = .unread
            requestId = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("idToken", &idToken)
            coder.required("requestId", &requestId)
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Tells that somebody pays for an EVSE by the web (functional block I).
    public struct NotifyWebPaymentStarted: V2Request, V21Payload {
        public static let action = "NotifyWebPaymentStarted"
        public typealias Response = EmptyResponse<Self>
        /// The EVSE, from 1; 0, where it is allowed, is the station as a whole.
        public var evseId: Int
        public var timeout: Int
        public var customData: CustomData?

        public init(evseId: Int, timeout: Int) {
            self.evseId = evseId
            self.timeout = timeout
        }

        public init(unread: ()) {
            evseId = 0
            timeout = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("evseId", &evseId, Facets(least: 0))
            coder.required("timeout", &timeout)
        }
    }
}

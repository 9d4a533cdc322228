// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Tells that a limit from elsewhere no longer holds (functional block K).
    public struct ClearedChargingLimit: V2Request {
        public static let action = "ClearedChargingLimit"
        public typealias Response = EmptyResponse<Self>
        /// Who set the limit.
        public var chargingLimitSource: ChargingLimitSource
        /// The EVSE, from 1; 0, where it is allowed, is the station as a whole.
        public var evseId: Int?
        public var customData: CustomData?

        public init(chargingLimitSource: ChargingLimitSource) { self.chargingLimitSource = chargingLimitSource }

        public init(unread: ()) { chargingLimitSource = .unread }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("chargingLimitSource", &chargingLimitSource, Facets(free21: 20))
            coder.optional("evseId", &evseId, Facets(least21: 0))
        }
    }
}

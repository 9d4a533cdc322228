// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Tells what a vehicle wants and can do (functional block K).
    public struct NotifyEVChargingNeeds: V2Request {
        public static let action = "NotifyEVChargingNeeds"
        public typealias Response = StatusResponse<Self, NotifyEVChargingNeedsStatus>
        public var chargingNeeds: ChargingNeeds
        /// The EVSE, from 1; 0, where it is allowed, is the station as a whole.
        public var evseId: Int
        public var maxScheduleTuples: Int?
        /// When it happened, by the station's clock. 2.1 only.
        public var timestamp: OCPPTimestamp?
        public var customData: CustomData?

        public init(chargingNeeds: ChargingNeeds, evseId: Int) {
            self.chargingNeeds = chargingNeeds
            self.evseId = evseId
        }

        public init(unread: ()) {
            chargingNeeds = .unread
            evseId = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("chargingNeeds", &chargingNeeds)
            coder.required("evseId", &evseId, Facets(least21: 1))
            coder.optional("maxScheduleTuples", &maxScheduleTuples, Facets(least21: 0))
            coder.optional("timestamp", &timestamp, Facets(since: .v21))
        }
    }
}

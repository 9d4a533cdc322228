// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Tells of a limit from elsewhere, as from a grid operator's box (functional block K).
    public struct NotifyChargingLimit: V2Request {
        public static let action = "NotifyChargingLimit"
        public typealias Response = EmptyResponse<Self>
        public var chargingLimit: ChargingLimit
        /// The schedules.
        public var chargingSchedule: [ChargingSchedule]?
        /// The EVSE, from 1; 0, where it is allowed, is the station as a whole.
        public var evseId: Int?
        public var customData: CustomData?

        public init(chargingLimit: ChargingLimit) { self.chargingLimit = chargingLimit }

        public init(unread: ()) { chargingLimit = .unread }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("chargingLimit", &chargingLimit)
            coder.optional("chargingSchedule", &chargingSchedule, Facets(minItems: 1))
            coder.optional("evseId", &evseId, Facets(least21: 0))
        }
    }

    /// `ChargingLimitType` of the standard.
    public struct ChargingLimit: V2Payload {
        /// Who set the limit.
        public var chargingLimitSource: ChargingLimitSource
        /// Whether the grid needs it.
        public var isGridCritical: Bool?
        /// Whether it comes from generation on site. 2.1 only.
        public var isLocalGeneration: Bool?
        public var customData: CustomData?

        public init(chargingLimitSource: ChargingLimitSource) { self.chargingLimitSource = chargingLimitSource }

        public init(unread: ()) { chargingLimitSource = .unread }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("chargingLimitSource", &chargingLimitSource, Facets(free21: 20))
            coder.optional("isGridCritical", &isGridCritical)
            coder.optional("isLocalGeneration", &isLocalGeneration, Facets(since: .v21))
        }
    }
}

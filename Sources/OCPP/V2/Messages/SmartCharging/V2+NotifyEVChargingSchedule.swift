// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Tells the schedule that a vehicle has chosen (functional block K).
    public struct NotifyEVChargingSchedule: V2Request {
        public static let action = "NotifyEVChargingSchedule"
        public typealias Response = StatusResponse<Self, GenericStatus>
        /// The schedule.
        public var chargingSchedule: ChargingSchedule
        /// The EVSE, from 1; 0, where it is allowed, is the station as a whole.
        public var evseId: Int
        /// Time base. Nil where nothing readable was sent.
        public var timeBase: OCPPTimestamp?
        /// Selected charging schedule id. 2.1 only.
        public var selectedChargingScheduleId: Int?
        /// Power tolerance acceptance. 2.1 only.
        public var powerToleranceAcceptance: Bool?
        public var customData: CustomData?

        public init(chargingSchedule: ChargingSchedule, evseId: Int, timeBase: OCPPTimestamp?) {
            self.chargingSchedule = chargingSchedule
            self.evseId = evseId
            self.timeBase = timeBase
        }

        public init(unread: ()) {
            chargingSchedule = .unread
            evseId = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("chargingSchedule", &chargingSchedule)
            coder.required("evseId", &evseId, Facets(least21: 1))
            coder.optional("timeBase", &timeBase, Facets(required: .always))
            coder.optional("selectedChargingScheduleId", &selectedChargingScheduleId, Facets(least: 0, since: .v21))
            coder.optional("powerToleranceAcceptance", &powerToleranceAcceptance, Facets(since: .v21))
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Sends newer figures of a dynamic profile (functional block K).
    public struct UpdateDynamicSchedule: V2Request, V21Payload {
        public static let action = "UpdateDynamicSchedule"
        public typealias Response = StatusResponse<Self, ChargingProfileStatus>
        /// The profile, by its id.
        public var chargingProfileId: Int
        public var scheduleUpdate: ChargingScheduleUpdate
        public var customData: CustomData?

        public init(chargingProfileId: Int, scheduleUpdate: ChargingScheduleUpdate) {
            self.chargingProfileId = chargingProfileId
            self.scheduleUpdate = scheduleUpdate
        }

        public init(unread: ()) {
            chargingProfileId = 0
            scheduleUpdate = .unread
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("chargingProfileId", &chargingProfileId)
            coder.required("scheduleUpdate", &scheduleUpdate)
        }
    }
}

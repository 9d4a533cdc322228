// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Asks for newer figures of a dynamic profile (functional block K).
    public struct PullDynamicScheduleUpdate: V2Request, V21Payload {
        public static let action = "PullDynamicScheduleUpdate"
        /// The profile, by its id.
        public var chargingProfileId: Int
        public var customData: CustomData?

        public init(chargingProfileId: Int) { self.chargingProfileId = chargingProfileId }

        public init(unread: ()) { chargingProfileId = 0 }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("chargingProfileId", &chargingProfileId)
        }

        /// The answer.
        public struct Response: V21Payload {
            /// What became of it.
            public var status: ChargingProfileStatus
            public var scheduleUpdate: ChargingScheduleUpdate?
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            public var customData: CustomData?

            public init(status: ChargingProfileStatus) { self.status = status }

            public init(unread: ()) { status = .unread }

            public mutating func visit(_ coder: inout PayloadCoder) {
                coder.required("status", &status)
                coder.optional("scheduleUpdate", &scheduleUpdate)
                coder.optional("statusInfo", &statusInfo)
            }
        }
    }
}

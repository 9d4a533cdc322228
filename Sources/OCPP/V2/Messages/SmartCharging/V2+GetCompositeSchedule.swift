// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Asks what all profiles together allow (functional block K).
    public struct GetCompositeSchedule: V2Request {
        public static let action = "GetCompositeSchedule"
        public var duration: Int
        /// The EVSE, from 1; 0, where it is allowed, is the station as a whole.
        public var evseId: Int
        /// Watts or amperes.
        public var chargingRateUnit: ChargingRateUnit?
        public var customData: CustomData?

        public init(duration: Int, evseId: Int) {
            self.duration = duration
            self.evseId = evseId
        }

        public init(unread: ()) {
            duration = 0
            evseId = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("duration", &duration)
            coder.required("evseId", &evseId, Facets(least21: 0))
            coder.optional("chargingRateUnit", &chargingRateUnit)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// What became of it.
            public var status: GenericStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            public var schedule: CompositeSchedule?
            public var customData: CustomData?

            public init(status: GenericStatus) { self.status = status }

            public init(unread: ()) { status = .unread }

            public mutating func visit(_ coder: inout PayloadCoder) {
                coder.required("status", &status)
                coder.optional("statusInfo", &statusInfo)
                coder.optional("schedule", &schedule)
            }
        }
    }

    /// What all profiles together allow.
    public struct CompositeSchedule: V2Payload {
        /// The periods, by their start.
        public var chargingSchedulePeriod: [ChargingSchedulePeriod]
        /// The EVSE, from 1; 0, where it is allowed, is the station as a whole.
        public var evseId: Int
        public var duration: Int
        /// Watts or amperes.
        public var chargingRateUnit: ChargingRateUnit
        /// Start of the schedule. Nil where nothing readable was sent.
        public var scheduleStart: OCPPTimestamp?
        public var customData: CustomData?

        public init(
            chargingSchedulePeriod: [ChargingSchedulePeriod], evseId: Int, duration: Int,
            chargingRateUnit: ChargingRateUnit, scheduleStart: OCPPTimestamp?
        ) {
            self.chargingSchedulePeriod = chargingSchedulePeriod
            self.evseId = evseId
            self.duration = duration
            self.chargingRateUnit = chargingRateUnit
            self.scheduleStart = scheduleStart
        }

        public init(unread: ()) {
            chargingSchedulePeriod = []
            evseId = 0
            duration = 0
            chargingRateUnit = .unread
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("chargingSchedulePeriod", &chargingSchedulePeriod, Facets(minItems: 1))
            coder.required("evseId", &evseId, Facets(least21: 0))
            coder.required("duration", &duration)
            coder.required("chargingRateUnit", &chargingRateUnit)
            coder.optional("scheduleStart", &scheduleStart, Facets(required: .always))
        }
    }
}

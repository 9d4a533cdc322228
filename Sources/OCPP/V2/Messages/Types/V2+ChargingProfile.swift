// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Limits or setpoints over time, with what they are for.
    public struct ChargingProfile: V2Payload {
        /// Names the profile; those of an external source may be negative.
        public var id: Int
        /// Among profiles of one purpose the highest level holds.
        public var stackLevel: Int
        /// What the profile is for.
        public var chargingProfilePurpose: ChargingProfilePurpose
        /// What its times count from.
        public var chargingProfileKind: ChargingProfileKind
        /// The schedules.
        public var chargingSchedule: [ChargingSchedule]
        /// How often a recurring profile begins anew.
        public var recurrencyKind: RecurrencyKind?
        /// Not in force before.
        public var validFrom: OCPPTimestamp?
        /// Not in force from then on.
        public var validTo: OCPPTimestamp?
        /// The transaction, by the station's name for it. At most 36 characters.
        public var transactionId: String?
        /// Seconds without connection after which the profile no longer holds. 2.1 only.
        public var maxOfflineDuration: Int?
        /// Whether the profile stays out of force once that time is over. 2.1 only.
        public var invalidAfterOfflineDuration: Bool?
        /// Seconds after which the station asks for newer figures. 2.1 only.
        public var dynUpdateInterval: Int?
        /// When the figures last changed. 2.1 only.
        public var dynUpdateTime: OCPPTimestamp?
        /// Price schedule signature. At most 256 characters. 2.1 only.
        public var priceScheduleSignature: String?
        public var customData: CustomData?

        public init(
            id: Int, stackLevel: Int, chargingProfilePurpose: ChargingProfilePurpose,
            chargingProfileKind: ChargingProfileKind, chargingSchedule: [ChargingSchedule]
        ) {
            self.id = id
            self.stackLevel = stackLevel
            self.chargingProfilePurpose = chargingProfilePurpose
            self.chargingProfileKind = chargingProfileKind
            self.chargingSchedule = chargingSchedule
        }

        public init(unread: ()) {
            id = 0
            stackLevel = 0
            chargingProfilePurpose = .unread
            chargingProfileKind = .unread
            chargingSchedule = []
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("id", &id)
            coder.required("stackLevel", &stackLevel, Facets(least21: 0))
            coder.required("chargingProfilePurpose", &chargingProfilePurpose)
            coder.required("chargingProfileKind", &chargingProfileKind)
            coder.required("chargingSchedule", &chargingSchedule, Facets(minItems: 1, maxItems: 3))
            coder.optional("recurrencyKind", &recurrencyKind)
            coder.optional("validFrom", &validFrom)
            coder.optional("validTo", &validTo)
            coder.optional("transactionId", &transactionId, Facets(limit: 36))
            coder.optional("maxOfflineDuration", &maxOfflineDuration, Facets(since: .v21))
            coder.optional("invalidAfterOfflineDuration", &invalidAfterOfflineDuration, Facets(since: .v21))
            coder.optional("dynUpdateInterval", &dynUpdateInterval, Facets(since: .v21))
            coder.optional("dynUpdateTime", &dynUpdateTime, Facets(since: .v21))
            coder.optional("priceScheduleSignature", &priceScheduleSignature, Facets(limit: 256, since: .v21))
        }
    }
}

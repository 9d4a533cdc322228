// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `EVPowerScheduleType` of the standard.
    public struct EVPowerSchedule: V2Payload {
        public var evPowerScheduleEntries: [EVPowerScheduleEntry]
        /// Time anchor. Nil where nothing readable was sent.
        public var timeAnchor: OCPPTimestamp?
        public var customData: CustomData?

        public init(evPowerScheduleEntries: [EVPowerScheduleEntry], timeAnchor: OCPPTimestamp?) {
            self.evPowerScheduleEntries = evPowerScheduleEntries
            self.timeAnchor = timeAnchor
        }

        public init(unread: ()) { evPowerScheduleEntries = [] }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("evPowerScheduleEntries", &evPowerScheduleEntries, Facets(minItems: 1, maxItems: 1024))
            coder.optional("timeAnchor", &timeAnchor, Facets(required: .always))
        }
    }
}

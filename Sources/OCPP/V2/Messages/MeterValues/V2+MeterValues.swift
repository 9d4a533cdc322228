// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Readings of a meter outside transactions (functional block J).
    public struct MeterValues: V2Request {
        public static let action = "MeterValues"
        public typealias Response = EmptyResponse<Self>
        /// The EVSE, from 1; 0, where it is allowed, is the station as a whole.
        public var evseId: Int
        /// The readings, each set with its time.
        public var meterValue: [MeterValue]
        public var customData: CustomData?

        public init(evseId: Int, meterValue: [MeterValue]) {
            self.evseId = evseId
            self.meterValue = meterValue
        }

        public init(unread: ()) {
            evseId = 0
            meterValue = []
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("evseId", &evseId, Facets(least21: 0))
            coder.required("meterValue", &meterValue, Facets(minItems: 1))
        }
    }
}

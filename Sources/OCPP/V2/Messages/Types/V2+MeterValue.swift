// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Values sampled at one moment.
    public struct MeterValue: V2Payload {
        /// The values.
        public var sampledValue: [SampledValue]
        /// When it was sampled, by the station's clock. Nil where nothing readable was sent.
        public var timestamp: OCPPTimestamp?
        public var customData: CustomData?

        public init(sampledValue: [SampledValue], timestamp: OCPPTimestamp?) {
            self.sampledValue = sampledValue
            self.timestamp = timestamp
        }

        public init(unread: ()) { sampledValue = [] }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("sampledValue", &sampledValue, Facets(minItems: 1))
            coder.optional("timestamp", &timestamp, Facets(required: .always))
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Values sampled at one moment.
    public struct MeterValue: V2Payload {
        /// The values.
        public var sampledValue: [SampledValue]
        /// When it was sampled, by the station's clock. Nil where nothing readable was sent.
        public var timestamp: OCPPTimestamp?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(sampledValue: [SampledValue], timestamp: OCPPTimestamp?, customData: CustomData? = nil) {
            self.sampledValue = sampledValue
            self.timestamp = timestamp
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var sampledValue: [SampledValue]?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "sampledValue": sampledValue = try reader.objects()
                case "timestamp": timestamp = try reader.timestamp()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.sampledValue = try reader.require(sampledValue, "sampledValue")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("sampledValue", sampledValue, minimum: 1)
            writer.require("timestamp", timestamp != nil)
            writer.member("timestamp", timestamp)
            writer.member("customData", customData)
        }
    }
}

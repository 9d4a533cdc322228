// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// Values sampled at one moment.
    public struct MeterValue: OCPPPayload {
        /// When, by the station's clock; nil where the station sent nothing readable.
        public var timestamp: OCPPTimestamp?
        /// The values.
        public var sampledValue: [SampledValue]

        /// The payload by its members.
        public init(timestamp: OCPPTimestamp?, sampledValue: [SampledValue]) {
            self.timestamp = timestamp
            self.sampledValue = sampledValue
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var timestamp: OCPPTimestamp?
            var sampledValue: [SampledValue]?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "timestamp": timestamp = try reader.timestamp()
                case "sampledValue": sampledValue = try reader.objects()
                default: try reader.skipValue()
                }
            }
            self.timestamp = timestamp
            self.sampledValue = try reader.require(sampledValue, "sampledValue")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.require("timestamp", timestamp != nil)
            writer.member("timestamp", timestamp)
            writer.member("sampledValue", sampledValue, minimum: 1)
        }
    }
}

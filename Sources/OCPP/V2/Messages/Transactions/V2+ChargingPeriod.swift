// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `ChargingPeriodType` of the standard.
    public struct ChargingPeriod: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Dimensions.
        public var dimensions: [CostDimension]?
        /// Tariff id. At most 60 characters.
        public var tariffId: String?
        /// When the period begins. Nil where nothing readable was sent.
        public var startPeriod: OCPPTimestamp?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            dimensions: [CostDimension]? = nil, tariffId: String? = nil, startPeriod: OCPPTimestamp?,
            customData: CustomData? = nil
        ) {
            self.dimensions = dimensions
            self.tariffId = tariffId
            self.startPeriod = startPeriod
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "dimensions": dimensions = try reader.objects()
                case "tariffId": tariffId = try reader.text()
                case "startPeriod": startPeriod = try reader.timestamp()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("dimensions", dimensions, minimum: 1)
            writer.member("tariffId", tariffId, limit: 60)
            writer.require("startPeriod", startPeriod != nil)
            writer.member("startPeriod", startPeriod)
            writer.member("customData", customData)
        }
    }
}

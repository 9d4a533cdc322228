// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `PeriodicEventStreamParamsType` of the standard.
    public struct PeriodicEventStreamParams: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Interval.
        public var interval: Int?
        /// Values.
        public var values: Int?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(interval: Int? = nil, values: Int? = nil, customData: CustomData? = nil) {
            self.interval = interval
            self.values = values
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "interval": interval = try reader.integer()
                case "values": values = try reader.integer()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("interval", interval, least: 0)
            writer.member("values", values, least: 0)
            writer.member("customData", customData)
        }
    }
}

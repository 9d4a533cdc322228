// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `RelativeTimeIntervalType` of the standard.
    public struct RelativeTimeInterval: V2Payload {
        /// Start.
        public var start: Int
        /// Duration.
        public var duration: Int?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(start: Int, duration: Int? = nil, customData: CustomData? = nil) {
            self.start = start
            self.duration = duration
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var start: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "start": start = try reader.integer()
                case "duration": duration = try reader.integer()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.start = try reader.require(start, "start")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("start", start)
            writer.member("duration", duration)
            writer.member("customData", customData)
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// A part of the station that has variables.
    public struct Component: V2Payload {
        /// Name. At most 50 characters.
        public var name: String
        /// The EVSE.
        public var evse: EVSE?
        /// Instance. At most 50 characters.
        public var instance: String?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(name: String, evse: EVSE? = nil, instance: String? = nil, customData: CustomData? = nil) {
            self.name = name
            self.evse = evse
            self.instance = instance
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var name: String?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "name": name = try reader.text()
                case "evse": evse = try reader.object()
                case "instance": instance = try reader.text()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.name = try reader.require(name, "name")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("name", name, limit: 50)
            writer.member("evse", evse)
            writer.member("instance", instance, limit: 50)
            writer.member("customData", customData)
        }
    }
}

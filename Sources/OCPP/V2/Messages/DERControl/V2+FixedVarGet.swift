// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `FixedVarGetType` of the standard.
    public struct FixedVarGet: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Fixed var.
        public var fixedVar: FixedVar
        /// Id. At most 36 characters.
        public var id: String
        /// Whether it is a default.
        public var isDefault: Bool
        /// Whether another control is in force in its place.
        public var isSuperseded: Bool
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            fixedVar: FixedVar, id: String, isDefault: Bool, isSuperseded: Bool, customData: CustomData? = nil
        ) {
            self.fixedVar = fixedVar
            self.id = id
            self.isDefault = isDefault
            self.isSuperseded = isSuperseded
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var fixedVar: FixedVar?
            var id: String?
            var isDefault: Bool?
            var isSuperseded: Bool?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "fixedVar": fixedVar = try reader.object()
                case "id": id = try reader.text()
                case "isDefault": isDefault = try reader.bool()
                case "isSuperseded": isSuperseded = try reader.bool()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.fixedVar = try reader.require(fixedVar, "fixedVar")
            self.id = try reader.require(id, "id")
            self.isDefault = try reader.require(isDefault, "isDefault")
            self.isSuperseded = try reader.require(isSuperseded, "isSuperseded")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("fixedVar", fixedVar)
            writer.member("id", id, limit: 36)
            writer.member("isDefault", isDefault)
            writer.member("isSuperseded", isSuperseded)
            writer.member("customData", customData)
        }
    }
}

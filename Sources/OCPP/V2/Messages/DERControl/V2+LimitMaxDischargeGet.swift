// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `LimitMaxDischargeGetType` of the standard.
    public struct LimitMaxDischargeGet: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Id. At most 36 characters.
        public var id: String
        /// Whether it is a default.
        public var isDefault: Bool
        /// Whether another control is in force in its place.
        public var isSuperseded: Bool
        /// Limit maximum discharge.
        public var limitMaxDischarge: LimitMaxDischarge
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            id: String, isDefault: Bool, isSuperseded: Bool, limitMaxDischarge: LimitMaxDischarge,
            customData: CustomData? = nil
        ) {
            self.id = id
            self.isDefault = isDefault
            self.isSuperseded = isSuperseded
            self.limitMaxDischarge = limitMaxDischarge
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var id: String?
            var isDefault: Bool?
            var isSuperseded: Bool?
            var limitMaxDischarge: LimitMaxDischarge?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "id": id = try reader.text()
                case "isDefault": isDefault = try reader.bool()
                case "isSuperseded": isSuperseded = try reader.bool()
                case "limitMaxDischarge": limitMaxDischarge = try reader.object()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.id = try reader.require(id, "id")
            self.isDefault = try reader.require(isDefault, "isDefault")
            self.isSuperseded = try reader.require(isSuperseded, "isSuperseded")
            self.limitMaxDischarge = try reader.require(limitMaxDischarge, "limitMaxDischarge")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("id", id, limit: 36)
            writer.member("isDefault", isDefault)
            writer.member("isSuperseded", isSuperseded)
            writer.member("limitMaxDischarge", limitMaxDischarge)
            writer.member("customData", customData)
        }
    }
}

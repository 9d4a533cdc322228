// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Values of a stream; not answered (functional block N).
    public struct NotifyPeriodicEventStream: V2Send {
        /// The action in the frame.
        public static let action = "NotifyPeriodicEventStream"
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Data.
        public var data: [StreamDataElement]
        /// Id.
        public var id: Int
        /// Pending.
        public var pending: Int
        /// Basetime. Nil where nothing readable was sent.
        public var basetime: OCPPTimestamp?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            data: [StreamDataElement], id: Int, pending: Int, basetime: OCPPTimestamp?, customData: CustomData? = nil
        ) {
            self.data = data
            self.id = id
            self.pending = pending
            self.basetime = basetime
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var data: [StreamDataElement]?
            var id: Int?
            var pending: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "data": data = try reader.objects()
                case "id": id = try reader.integer()
                case "pending": pending = try reader.integer()
                case "basetime": basetime = try reader.timestamp()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.data = try reader.require(data, "data")
            self.id = try reader.require(id, "id")
            self.pending = try reader.require(pending, "pending")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("data", data, minimum: 1)
            writer.member("id", id, least: 0)
            writer.member("pending", pending, least: 0)
            writer.require("basetime", basetime != nil)
            writer.member("basetime", basetime)
            writer.member("customData", customData)
        }
    }

    /// `StreamDataElementType` of the standard.
    public struct StreamDataElement: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// T.
        public var t: Double
        /// V. At most 2500 characters.
        public var v: String
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(t: Double, v: String, customData: CustomData? = nil) {
            self.t = t
            self.v = v
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var t: Double?
            var v: String?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "t": t = try reader.number()
                case "v": v = try reader.text()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.t = try reader.require(t, "t")
            self.v = try reader.require(v, "v")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("t", number: t)
            writer.member("v", v, limit: 2500)
            writer.member("customData", customData)
        }
    }
}

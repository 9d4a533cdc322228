// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `ConstantStreamDataType` of the standard.
    public struct ConstantStreamData: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Id.
        public var id: Int
        /// Parameters.
        public var params: PeriodicEventStreamParams
        /// Variable monitoring id.
        public var variableMonitoringId: Int
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            id: Int, params: PeriodicEventStreamParams, variableMonitoringId: Int, customData: CustomData? = nil
        ) {
            self.id = id
            self.params = params
            self.variableMonitoringId = variableMonitoringId
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var id: Int?
            var params: PeriodicEventStreamParams?
            var variableMonitoringId: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "id": id = try reader.integer()
                case "params": params = try reader.object()
                case "variableMonitoringId": variableMonitoringId = try reader.integer()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.id = try reader.require(id, "id")
            self.params = try reader.require(params, "params")
            self.variableMonitoringId = try reader.require(variableMonitoringId, "variableMonitoringId")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("id", id, least: 0)
            writer.member("params", params)
            writer.member("variableMonitoringId", variableMonitoringId, least: 0)
            writer.member("customData", customData)
        }
    }
}

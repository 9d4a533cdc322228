// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Sets one of the ways in which the station connects (functional block B).
    public struct SetNetworkProfile: V2Request {
        /// The action in the frame.
        public static let action = "SetNetworkProfile"
        /// Configuration slot.
        public var configurationSlot: Int
        /// Connection data.
        public var connectionData: NetworkConnectionProfile
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(configurationSlot: Int, connectionData: NetworkConnectionProfile, customData: CustomData? = nil) {
            self.configurationSlot = configurationSlot
            self.connectionData = connectionData
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var configurationSlot: Int?
            var connectionData: NetworkConnectionProfile?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "configurationSlot": configurationSlot = try reader.integer()
                case "connectionData": connectionData = try reader.object()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.configurationSlot = try reader.require(configurationSlot, "configurationSlot")
            self.connectionData = try reader.require(connectionData, "connectionData")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("configurationSlot", configurationSlot)
            writer.member("connectionData", connectionData)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// What became of it.
            public var status: SetNetworkProfileStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(status: SetNetworkProfileStatus, statusInfo: StatusInfo? = nil, customData: CustomData? = nil) {
                self.status = status
                self.statusInfo = statusInfo
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: SetNetworkProfileStatus?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "status": status = try reader.enumeration()
                    case "statusInfo": statusInfo = try reader.object()
                    case "customData": customData = try reader.object()
                    default: try reader.skipValue()
                    }
                }
                self.status = try reader.require(status, "status")
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("status", status)
                writer.member("statusInfo", statusInfo)
                writer.member("customData", customData)
            }
        }
    }
}

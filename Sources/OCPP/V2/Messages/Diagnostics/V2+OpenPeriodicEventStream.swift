// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Begins a stream of values (functional block N).
    public struct OpenPeriodicEventStream: V2Request {
        /// The action in the frame.
        public static let action = "OpenPeriodicEventStream"
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Constant stream data.
        public var constantStreamData: ConstantStreamData
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(constantStreamData: ConstantStreamData, customData: CustomData? = nil) {
            self.constantStreamData = constantStreamData
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var constantStreamData: ConstantStreamData?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "constantStreamData": constantStreamData = try reader.object()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.constantStreamData = try reader.require(constantStreamData, "constantStreamData")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("constantStreamData", constantStreamData)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// 2.1 only.
            public static let versions: [OCPPVersion] = [.v21]
            /// What became of it.
            public var status: GenericStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(status: GenericStatus, statusInfo: StatusInfo? = nil, customData: CustomData? = nil) {
                self.status = status
                self.statusInfo = statusInfo
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: GenericStatus?
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

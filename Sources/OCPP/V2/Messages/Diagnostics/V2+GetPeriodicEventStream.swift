// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Asks for the open streams of values (functional block N).
    public struct GetPeriodicEventStream: V2Request {
        /// The action in the frame.
        public static let action = "GetPeriodicEventStream"
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(customData: CustomData? = nil) {
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// 2.1 only.
            public static let versions: [OCPPVersion] = [.v21]
            /// Constant stream data.
            public var constantStreamData: [ConstantStreamData]?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(constantStreamData: [ConstantStreamData]? = nil, customData: CustomData? = nil) {
                self.constantStreamData = constantStreamData
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "constantStreamData": constantStreamData = try reader.objects()
                    case "customData": customData = try reader.object()
                    default: try reader.skipValue()
                    }
                }
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("constantStreamData", constantStreamData, minimum: 1)
                writer.member("customData", customData)
            }
        }
    }
}

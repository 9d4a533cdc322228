// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Asks for a swap on behalf of a token (functional block S).
    public struct RequestBatterySwap: V2Request {
        /// The action in the frame.
        public static let action = "RequestBatterySwap"
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Who is to swap.
        public var idToken: IdToken
        /// Names this request; what comes of it repeats it.
        public var requestId: Int
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(idToken: IdToken, requestId: Int, customData: CustomData? = nil) {
            self.idToken = idToken
            self.requestId = requestId
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var idToken: IdToken?
            var requestId: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "idToken": idToken = try reader.object()
                case "requestId": requestId = try reader.integer()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.idToken = try reader.require(idToken, "idToken")
            self.requestId = try reader.require(requestId, "requestId")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("idToken", idToken)
            writer.member("requestId", requestId)
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

// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Passes a signal of frequency restoration on to a vehicle that follows its signal curve (functional block Q).
    public struct AFRRSignal: V2Request {
        /// The action in the frame.
        public static let action = "AFRRSignal"
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// When the signal begins.
        public var timestamp: OCPPTimestamp
        /// Signal.
        public var signal: Int
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(timestamp: OCPPTimestamp, signal: Int, customData: CustomData? = nil) {
            self.timestamp = timestamp
            self.signal = signal
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var timestamp: OCPPTimestamp?
            var signal: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "timestamp": timestamp = try reader.timestamp()
                case "signal": signal = try reader.integer()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.timestamp = try reader.require(timestamp, "timestamp")
            self.signal = try reader.require(signal, "signal")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("timestamp", timestamp)
            writer.member("signal", signal)
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

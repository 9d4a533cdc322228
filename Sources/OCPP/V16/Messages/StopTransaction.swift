// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// Reports a transaction that has ended (1.6 section 4.10); repeated until answered.
    public struct StopTransaction: OCPPRequest {
        /// The action in the frame.
        public static let action = "StopTransaction"
        /// Who ended it, if a person did.
        public var idTag: String?
        /// Meter reading at the end, Wh.
        public var meterStop: Int
        /// When it ended, by the station's clock; nil where the station sent nothing readable.
        public var timestamp: OCPPTimestamp?
        /// The number the CSMS gave; offline starts come with others.
        public var transactionId: Int
        /// Why it ended; absent means `local`.
        public var reason: StopReason?
        /// Readings of the transaction.
        public var transactionData: [MeterValue]?

        /// The payload by its members.
        public init(
            idTag: String? = nil, meterStop: Int, timestamp: OCPPTimestamp?, transactionId: Int,
            reason: StopReason? = nil, transactionData: [MeterValue]? = nil
        ) {
            self.idTag = idTag
            self.meterStop = meterStop
            self.timestamp = timestamp
            self.transactionId = transactionId
            self.reason = reason
            self.transactionData = transactionData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var idTag: String?
            var meterStop: Int?
            var timestamp: OCPPTimestamp?
            var transactionId: Int?
            var reason: StopReason?
            var transactionData: [MeterValue]?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "idTag": idTag = try reader.text()
                case "meterStop": meterStop = try reader.integer()
                case "timestamp": timestamp = try reader.timestamp()
                case "transactionId": transactionId = try reader.integer()
                case "reason": reason = try reader.enumeration()
                case "transactionData": transactionData = try reader.objects()
                default: try reader.skipValue()
                }
            }
            self.idTag = idTag
            self.meterStop = try reader.require(meterStop, "meterStop")
            self.timestamp = timestamp
            self.transactionId = try reader.require(transactionId, "transactionId")
            self.reason = reason
            self.transactionData = transactionData
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("idTag", idTag, limit: 20)
            writer.member("meterStop", meterStop)
            writer.require("timestamp", timestamp != nil)
            writer.member("timestamp", timestamp)
            writer.member("transactionId", transactionId)
            writer.member("reason", reason)
            writer.member("transactionData", transactionData)
        }

        /// The answer.
        public struct Response: OCPPPayload {
            /// What the CSMS says of the identifier.
            public var idTagInfo: IdTagInfo?

            /// The payload by its members.
            public init(idTagInfo: IdTagInfo? = nil) {
                self.idTagInfo = idTagInfo
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var idTagInfo: IdTagInfo?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "idTagInfo": idTagInfo = try reader.object()
                    default: try reader.skipValue()
                    }
                }
                self.idTagInfo = idTagInfo
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("idTagInfo", idTagInfo)
            }
        }
    }

    /// Why a transaction ended.
    public enum StopReason: OpenEnumeration {
        case emergencyStop, evDisconnected, hardReset, local, otherListed, powerLoss, reboot, remote, softReset,
            unlockCommand, deAuthorized
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("EmergencyStop", .emergencyStop), ("EVDisconnected", .evDisconnected), ("HardReset", .hardReset),
            ("Local", .local), ("Other", .otherListed), ("PowerLoss", .powerLoss), ("Reboot", .reboot),
            ("Remote", .remote), ("SoftReset", .softReset), ("UnlockCommand", .unlockCommand),
            ("DeAuthorized", .deAuthorized),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}

// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// Asks the station to stop a transaction (1.6 section 5.12).
    public struct RemoteStopTransaction: OCPPRequest {
        /// The action in the frame.
        public static let action = "RemoteStopTransaction"
        /// Which.
        public var transactionId: Int

        /// The payload by its members.
        public init(transactionId: Int) {
            self.transactionId = transactionId
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var transactionId: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "transactionId": transactionId = try reader.integer()
                default: try reader.skipValue()
                }
            }
            self.transactionId = try reader.require(transactionId, "transactionId")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("transactionId", transactionId)
        }

        /// The answer.
        public struct Response: OCPPPayload {
            /// Whether it will.
            public var status: AcceptedOrRejected

            /// The payload by its members.
            public init(status: AcceptedOrRejected) {
                self.status = status
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: AcceptedOrRejected?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "status": status = try reader.enumeration()
                    default: try reader.skipValue()
                    }
                }
                self.status = try reader.require(status, "status")
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("status", status)
            }
        }
    }
}

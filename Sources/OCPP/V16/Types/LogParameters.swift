// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// Where a log goes, and what of it.
    public struct LogParameters: OCPPPayload {
        /// URL.
        public var remoteLocation: String
        /// From when on.
        public var oldestTimestamp: OCPPTimestamp?
        /// Until when.
        public var latestTimestamp: OCPPTimestamp?

        /// The payload by its members.
        public init(
            remoteLocation: String, oldestTimestamp: OCPPTimestamp? = nil, latestTimestamp: OCPPTimestamp? = nil
        ) {
            self.remoteLocation = remoteLocation
            self.oldestTimestamp = oldestTimestamp
            self.latestTimestamp = latestTimestamp
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var remoteLocation: String?
            var oldestTimestamp: OCPPTimestamp?
            var latestTimestamp: OCPPTimestamp?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "remoteLocation": remoteLocation = try reader.text()
                case "oldestTimestamp": oldestTimestamp = try reader.timestamp()
                case "latestTimestamp": latestTimestamp = try reader.timestamp()
                default: try reader.skipValue()
                }
            }
            self.remoteLocation = try reader.require(remoteLocation, "remoteLocation")
            self.oldestTimestamp = oldestTimestamp
            self.latestTimestamp = latestTimestamp
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("remoteLocation", remoteLocation, limit: 512)
            writer.member("oldestTimestamp", oldestTimestamp)
            writer.member("latestTimestamp", latestTimestamp)
        }
    }
}

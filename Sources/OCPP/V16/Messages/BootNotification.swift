// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// Sent by the station after each start, and on request (1.6 section 4.2).
    public struct BootNotification: OCPPRequest {
        /// The action in the frame.
        public static let action = "BootNotification"
        /// Who made it.
        public var chargePointVendor: String
        /// Its model.
        public var chargePointModel: String
        /// Serial number of the station.
        public var chargePointSerialNumber: String?
        /// Serial number of the box inside; deprecated.
        public var chargeBoxSerialNumber: String?
        /// Version of its firmware.
        public var firmwareVersion: String?
        /// ICCID of its SIM card.
        public var iccid: String?
        /// IMSI of its SIM card.
        public var imsi: String?
        /// Type of the main meter.
        public var meterType: String?
        /// Serial number of the main meter.
        public var meterSerialNumber: String?

        /// The payload by its members.
        public init(
            chargePointVendor: String, chargePointModel: String, chargePointSerialNumber: String? = nil,
            chargeBoxSerialNumber: String? = nil, firmwareVersion: String? = nil, iccid: String? = nil,
            imsi: String? = nil, meterType: String? = nil, meterSerialNumber: String? = nil
        ) {
            self.chargePointVendor = chargePointVendor
            self.chargePointModel = chargePointModel
            self.chargePointSerialNumber = chargePointSerialNumber
            self.chargeBoxSerialNumber = chargeBoxSerialNumber
            self.firmwareVersion = firmwareVersion
            self.iccid = iccid
            self.imsi = imsi
            self.meterType = meterType
            self.meterSerialNumber = meterSerialNumber
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var chargePointVendor: String?
            var chargePointModel: String?
            var chargePointSerialNumber: String?
            var chargeBoxSerialNumber: String?
            var firmwareVersion: String?
            var iccid: String?
            var imsi: String?
            var meterType: String?
            var meterSerialNumber: String?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "chargePointVendor": chargePointVendor = try reader.text()
                case "chargePointModel": chargePointModel = try reader.text()
                case "chargePointSerialNumber": chargePointSerialNumber = try reader.text()
                case "chargeBoxSerialNumber": chargeBoxSerialNumber = try reader.text()
                case "firmwareVersion": firmwareVersion = try reader.text()
                case "iccid": iccid = try reader.text()
                case "imsi": imsi = try reader.text()
                case "meterType": meterType = try reader.text()
                case "meterSerialNumber": meterSerialNumber = try reader.text()
                default: try reader.skipValue()
                }
            }
            self.chargePointVendor = try reader.require(chargePointVendor, "chargePointVendor")
            self.chargePointModel = try reader.require(chargePointModel, "chargePointModel")
            self.chargePointSerialNumber = chargePointSerialNumber
            self.chargeBoxSerialNumber = chargeBoxSerialNumber
            self.firmwareVersion = firmwareVersion
            self.iccid = iccid
            self.imsi = imsi
            self.meterType = meterType
            self.meterSerialNumber = meterSerialNumber
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("chargePointVendor", chargePointVendor, limit: 20)
            writer.member("chargePointModel", chargePointModel, limit: 20)
            writer.member("chargePointSerialNumber", chargePointSerialNumber, limit: 25)
            writer.member("chargeBoxSerialNumber", chargeBoxSerialNumber, limit: 25)
            writer.member("firmwareVersion", firmwareVersion, limit: 50)
            writer.member("iccid", iccid, limit: 20)
            writer.member("imsi", imsi, limit: 20)
            writer.member("meterType", meterType, limit: 25)
            writer.member("meterSerialNumber", meterSerialNumber, limit: 25)
        }

        /// Tells the station whether it is let in.
        public struct Response: OCPPPayload {
            /// Whether the station is let in.
            public var status: RegistrationStatus
            /// The time to set the station's clock by.
            public var currentTime: OCPPTimestamp
            /// Seconds between heartbeats; where not accepted, before the next BootNotification.
            public var interval: Int

            /// The payload by its members.
            public init(status: RegistrationStatus, currentTime: OCPPTimestamp, interval: Int) {
                self.status = status
                self.currentTime = currentTime
                self.interval = interval
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: RegistrationStatus?
                var currentTime: OCPPTimestamp?
                var interval: Int?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "status": status = try reader.enumeration()
                    case "currentTime": currentTime = try reader.timestamp()
                    case "interval": interval = try reader.integer()
                    default: try reader.skipValue()
                    }
                }
                self.status = try reader.require(status, "status")
                self.currentTime = try reader.require(currentTime, "currentTime")
                self.interval = try reader.require(interval, "interval")
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("status", status)
                writer.member("currentTime", currentTime)
                writer.member("interval", interval)
            }
        }
    }

    /// Whether a station is let in.
    public enum RegistrationStatus: OpenEnumeration {
        case accepted, pending, rejected
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Pending", .pending), ("Rejected", .rejected),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}

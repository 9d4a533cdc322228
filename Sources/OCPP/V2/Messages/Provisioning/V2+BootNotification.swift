// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Sent by the station after each start, and on request (functional block B).
    public struct BootNotification: V2Request {
        /// The action in the frame.
        public static let action = "BootNotification"
        /// What the station is.
        public var chargingStation: ChargingStation
        /// Why the station sends it.
        public var reason: BootReason
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(chargingStation: ChargingStation, reason: BootReason, customData: CustomData? = nil) {
            self.chargingStation = chargingStation
            self.reason = reason
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var chargingStation: ChargingStation?
            var reason: BootReason?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "chargingStation": chargingStation = try reader.object()
                case "reason": reason = try reader.enumeration()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.chargingStation = try reader.require(chargingStation, "chargingStation")
            self.reason = try reader.require(reason, "reason")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("chargingStation", chargingStation)
            writer.member("reason", reason)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// The time to set the station's clock by.
            public var currentTime: OCPPTimestamp
            /// Seconds between heartbeats; where not accepted, before the next BootNotification.
            public var interval: Int
            /// Whether the station is let in.
            public var status: RegistrationStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(
                currentTime: OCPPTimestamp, interval: Int, status: RegistrationStatus, statusInfo: StatusInfo? = nil,
                customData: CustomData? = nil
            ) {
                self.currentTime = currentTime
                self.interval = interval
                self.status = status
                self.statusInfo = statusInfo
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var currentTime: OCPPTimestamp?
                var interval: Int?
                var status: RegistrationStatus?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "currentTime": currentTime = try reader.timestamp()
                    case "interval": interval = try reader.integer()
                    case "status": status = try reader.enumeration()
                    case "statusInfo": statusInfo = try reader.object()
                    case "customData": customData = try reader.object()
                    default: try reader.skipValue()
                    }
                }
                self.currentTime = try reader.require(currentTime, "currentTime")
                self.interval = try reader.require(interval, "interval")
                self.status = try reader.require(status, "status")
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("currentTime", currentTime)
                writer.member("interval", interval)
                writer.member("status", status)
                writer.member("statusInfo", statusInfo)
                writer.member("customData", customData)
            }
        }
    }

    /// `BootReasonEnumType` of the standard.
    public enum BootReason: OpenEnumeration {
        case applicationReset, firmwareUpdate, localReset, powerUp, remoteReset, scheduledReset, triggered, unknown,
            watchdog
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("ApplicationReset", .applicationReset), ("FirmwareUpdate", .firmwareUpdate), ("LocalReset", .localReset),
            ("PowerUp", .powerUp), ("RemoteReset", .remoteReset), ("ScheduledReset", .scheduledReset),
            ("Triggered", .triggered), ("Unknown", .unknown), ("Watchdog", .watchdog),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// The station itself.
    public struct ChargingStation: V2Payload {
        /// Its model. At most 20 characters.
        public var model: String
        /// Who made it. At most 50 characters.
        public var vendorName: String
        /// Serial number. At most 25 characters.
        public var serialNumber: String?
        /// Modem.
        public var modem: Modem?
        /// Version of its firmware. At most 50 characters.
        public var firmwareVersion: String?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            model: String, vendorName: String, serialNumber: String? = nil, modem: Modem? = nil,
            firmwareVersion: String? = nil, customData: CustomData? = nil
        ) {
            self.model = model
            self.vendorName = vendorName
            self.serialNumber = serialNumber
            self.modem = modem
            self.firmwareVersion = firmwareVersion
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var model: String?
            var vendorName: String?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "model": model = try reader.text()
                case "vendorName": vendorName = try reader.text()
                case "serialNumber": serialNumber = try reader.text()
                case "modem": modem = try reader.object()
                case "firmwareVersion": firmwareVersion = try reader.text()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.model = try reader.require(model, "model")
            self.vendorName = try reader.require(vendorName, "vendorName")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("model", model, limit: 20)
            writer.member("vendorName", vendorName, limit: 50)
            writer.member("serialNumber", serialNumber, limit: 25)
            writer.member("modem", modem)
            writer.member("firmwareVersion", firmwareVersion, limit: 50)
            writer.member("customData", customData)
        }
    }

    /// `ModemType` of the standard.
    public struct Modem: V2Payload {
        /// ICCID. At most 20 characters.
        public var iccid: String?
        /// IMSI. At most 20 characters.
        public var imsi: String?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(iccid: String? = nil, imsi: String? = nil, customData: CustomData? = nil) {
            self.iccid = iccid
            self.imsi = imsi
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "iccid": iccid = try reader.text()
                case "imsi": imsi = try reader.text()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("iccid", iccid, limit: 20)
            writer.member("imsi", imsi, limit: 20)
            writer.member("customData", customData)
        }
    }

    /// `RegistrationStatusEnumType` of the standard.
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

// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Sent by the station after each start, and on request (functional block B).
    public struct BootNotification: V2Request {
        public static let action = "BootNotification"
        /// What the station is.
        public var chargingStation: ChargingStation
        /// Why the station sends it.
        public var reason: BootReason
        public var customData: CustomData?

        public init(chargingStation: ChargingStation, reason: BootReason) {
            self.chargingStation = chargingStation
            self.reason = reason
        }

        public init(unread: ()) {
            chargingStation = .unread
            reason = .unread
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("chargingStation", &chargingStation)
            coder.required("reason", &reason)
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
            public var customData: CustomData?

            public init(currentTime: OCPPTimestamp, interval: Int, status: RegistrationStatus) {
                self.currentTime = currentTime
                self.interval = interval
                self.status = status
            }

            public init(unread: ()) {
                currentTime = .unread
                interval = 0
                status = .unread
            }

            public mutating func visit(_ coder: inout PayloadCoder) {
                coder.required("currentTime", &currentTime)
                coder.required("interval", &interval)
                coder.required("status", &status)
                coder.optional("statusInfo", &statusInfo)
            }
        }
    }

    /// `BootReasonEnumType` of the standard.
    public enum BootReason: OpenEnumeration {
        case applicationReset, firmwareUpdate, localReset, powerUp, remoteReset, scheduledReset, triggered,
            unknown, watchdog
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("ApplicationReset", .applicationReset), ("FirmwareUpdate", .firmwareUpdate),
            ("LocalReset", .localReset), ("PowerUp", .powerUp), ("RemoteReset", .remoteReset),
            ("ScheduledReset", .scheduledReset), ("Triggered", .triggered), ("Unknown", .unknown),
            ("Watchdog", .watchdog),
        ]
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
        public var modem: Modem?
        /// Version of its firmware. At most 50 characters.
        public var firmwareVersion: String?
        public var customData: CustomData?

        public init(model: String, vendorName: String) {
            self.model = model
            self.vendorName = vendorName
        }

        public init(unread: ()) {
            model = ""
            vendorName = ""
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("model", &model, Facets(limit: 20))
            coder.required("vendorName", &vendorName, Facets(limit: 50))
            coder.optional("serialNumber", &serialNumber, Facets(limit: 25))
            coder.optional("modem", &modem)
            coder.optional("firmwareVersion", &firmwareVersion, Facets(limit: 50))
        }
    }

    /// `ModemType` of the standard.
    public struct Modem: V2Payload {
        /// ICCID. At most 20 characters.
        public var iccid: String?
        /// IMSI. At most 20 characters.
        public var imsi: String?
        public var customData: CustomData?

        public init(unread: () = ()) {}

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.optional("iccid", &iccid, Facets(limit: 20))
            coder.optional("imsi", &imsi, Facets(limit: 20))
        }
    }

    /// `RegistrationStatusEnumType` of the standard.
    public enum RegistrationStatus: OpenEnumeration {
        case accepted, pending, rejected
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("Accepted", .accepted), ("Pending", .pending), ("Rejected", .rejected),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}

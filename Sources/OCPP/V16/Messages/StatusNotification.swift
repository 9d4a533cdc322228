// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// Sent by the station when the state of a connector changes (1.6 section 4.9).
    public struct StatusNotification: OCPPRequest {
        /// The action in the frame.
        public static let action = "StatusNotification"
        /// Connector, from 1; 0 is the station as a whole.
        public var connectorId: Int
        /// The fault, if any. Read as `noError` where it is missing.
        public var errorCode: ChargePointErrorCode
        /// Further words.
        public var info: String?
        /// The state.
        public var status: ChargePointStatus
        /// When it came about, by the station's clock.
        public var timestamp: OCPPTimestamp?
        /// Whose error code follows.
        public var vendorId: String?
        /// The vendor's own error code.
        public var vendorErrorCode: String?

        /// The payload by its members.
        public init(
            connectorId: Int, errorCode: ChargePointErrorCode, info: String? = nil, status: ChargePointStatus,
            timestamp: OCPPTimestamp? = nil, vendorId: String? = nil, vendorErrorCode: String? = nil
        ) {
            self.connectorId = connectorId
            self.errorCode = errorCode
            self.info = info
            self.status = status
            self.timestamp = timestamp
            self.vendorId = vendorId
            self.vendorErrorCode = vendorErrorCode
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var connectorId: Int?
            var errorCode: ChargePointErrorCode?
            var info: String?
            var status: ChargePointStatus?
            var timestamp: OCPPTimestamp?
            var vendorId: String?
            var vendorErrorCode: String?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "connectorId": connectorId = try reader.integer()
                case "errorCode": errorCode = try reader.enumeration()
                case "info": info = try reader.text()
                case "status": status = try reader.enumeration()
                case "timestamp": timestamp = try reader.timestamp()
                case "vendorId": vendorId = try reader.text()
                case "vendorErrorCode": vendorErrorCode = try reader.text()
                default: try reader.skipValue()
                }
            }
            self.connectorId = try reader.require(connectorId, "connectorId")
            self.errorCode = errorCode ?? .noError
            self.info = info
            self.status = try reader.require(status, "status")
            self.timestamp = timestamp
            self.vendorId = vendorId
            self.vendorErrorCode = vendorErrorCode
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("connectorId", connectorId)
            writer.member("errorCode", errorCode)
            writer.member("info", info, limit: 50)
            writer.member("status", status)
            writer.member("timestamp", timestamp)
            writer.member("vendorId", vendorId, limit: 255)
            writer.member("vendorErrorCode", vendorErrorCode, limit: 50)
        }

        /// An empty answer.
        public struct Response: OCPPPayload {
            /// A payload without members.
            public init() {}

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                try reader.skipValue()
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {}
        }
    }

    /// State of a connector; connector 0 knows only available, unavailable and faulted.
    public enum ChargePointStatus: OpenEnumeration {
        case available, preparing, charging, suspendedEVSE, suspendedEV, finishing, reserved, unavailable, faulted
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Available", .available), ("Preparing", .preparing), ("Charging", .charging),
            ("SuspendedEVSE", .suspendedEVSE), ("SuspendedEV", .suspendedEV), ("Finishing", .finishing),
            ("Reserved", .reserved), ("Unavailable", .unavailable), ("Faulted", .faulted),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }

    /// What is wrong with a station or connector.
    public enum ChargePointErrorCode: OpenEnumeration {
        case connectorLockFailure, evCommunicationError, groundFailure, highTemperature, internalError,
            localListConflict, noError, otherError, overCurrentFailure, overVoltage, powerMeterFailure,
            powerSwitchFailure, readerFailure, resetFailure, underVoltage, weakSignal
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("ConnectorLockFailure", .connectorLockFailure), ("EVCommunicationError", .evCommunicationError),
            ("GroundFailure", .groundFailure), ("HighTemperature", .highTemperature), ("InternalError", .internalError),
            ("LocalListConflict", .localListConflict), ("NoError", .noError), ("OtherError", .otherError),
            ("OverCurrentFailure", .overCurrentFailure), ("OverVoltage", .overVoltage),
            ("PowerMeterFailure", .powerMeterFailure), ("PowerSwitchFailure", .powerSwitchFailure),
            ("ReaderFailure", .readerFailure), ("ResetFailure", .resetFailure), ("UnderVoltage", .underVoltage),
            ("WeakSignal", .weakSignal),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}

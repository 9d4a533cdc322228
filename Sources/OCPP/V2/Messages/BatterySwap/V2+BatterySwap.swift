// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Tells of batteries put in or taken out (functional block S).
    public struct BatterySwap: V2Request {
        /// The action in the frame.
        public static let action = "BatterySwap"
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Battery data.
        public var batteryData: [BatteryData]
        /// What is told.
        public var eventType: BatterySwapEvent
        /// Who swaps.
        public var idToken: IdToken
        /// Names the request that this belongs to.
        public var requestId: Int
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            batteryData: [BatteryData], eventType: BatterySwapEvent, idToken: IdToken, requestId: Int,
            customData: CustomData? = nil
        ) {
            self.batteryData = batteryData
            self.eventType = eventType
            self.idToken = idToken
            self.requestId = requestId
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var batteryData: [BatteryData]?
            var eventType: BatterySwapEvent?
            var idToken: IdToken?
            var requestId: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "batteryData": batteryData = try reader.objects()
                case "eventType": eventType = try reader.enumeration()
                case "idToken": idToken = try reader.object()
                case "requestId": requestId = try reader.integer()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.batteryData = try reader.require(batteryData, "batteryData")
            self.eventType = try reader.require(eventType, "eventType")
            self.idToken = try reader.require(idToken, "idToken")
            self.requestId = try reader.require(requestId, "requestId")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("batteryData", batteryData, minimum: 1)
            writer.member("eventType", eventType)
            writer.member("idToken", idToken)
            writer.member("requestId", requestId)
            writer.member("customData", customData)
        }

        /// An empty answer.
        public struct Response: V2Payload {
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
        }
    }

    /// `BatteryDataType` of the standard.
    public struct BatteryData: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// The EVSE, from 1; 0, where it is allowed, is the station as a whole.
        public var evseId: Int
        /// Serial number. At most 50 characters.
        public var serialNumber: String
        /// So c.
        public var soC: Double
        /// So h.
        public var soH: Double
        /// Production date.
        public var productionDate: OCPPTimestamp?
        /// Vendor info. At most 500 characters.
        public var vendorInfo: String?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            evseId: Int, serialNumber: String, soC: Double, soH: Double, productionDate: OCPPTimestamp? = nil,
            vendorInfo: String? = nil, customData: CustomData? = nil
        ) {
            self.evseId = evseId
            self.serialNumber = serialNumber
            self.soC = soC
            self.soH = soH
            self.productionDate = productionDate
            self.vendorInfo = vendorInfo
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var evseId: Int?
            var serialNumber: String?
            var soC: Double?
            var soH: Double?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "evseId": evseId = try reader.integer()
                case "serialNumber": serialNumber = try reader.text()
                case "soC": soC = try reader.number()
                case "soH": soH = try reader.number()
                case "productionDate": productionDate = try reader.timestamp()
                case "vendorInfo": vendorInfo = try reader.text()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.evseId = try reader.require(evseId, "evseId")
            self.serialNumber = try reader.require(serialNumber, "serialNumber")
            self.soC = try reader.require(soC, "soC")
            self.soH = try reader.require(soH, "soH")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("evseId", evseId, least: 0)
            writer.member("serialNumber", serialNumber, limit: 50)
            writer.member("soC", number: soC, least: 0, most: 100)
            writer.member("soH", number: soH, least: 0, most: 100)
            writer.member("productionDate", productionDate)
            writer.member("vendorInfo", vendorInfo, limit: 500)
            writer.member("customData", customData)
        }
    }

    /// `BatterySwapEventEnumType` of the standard.
    public enum BatterySwapEvent: OpenEnumeration {
        case batteryIn, batteryOut, batteryOutTimeout
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("BatteryIn", .batteryIn), ("BatteryOut", .batteryOut), ("BatteryOutTimeout", .batteryOutTimeout),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}

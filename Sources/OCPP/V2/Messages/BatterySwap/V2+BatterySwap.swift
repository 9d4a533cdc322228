// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Tells of batteries put in or taken out (functional block S).
    public struct BatterySwap: V2Request, V21Payload {
        public static let action = "BatterySwap"
        public typealias Response = EmptyResponse<Self>
        public var batteryData: [BatteryData]
        /// What is told.
        public var eventType: BatterySwapEvent
        /// Who swaps.
        public var idToken: IdToken
        /// Names the request that this belongs to.
        public var requestId: Int
        public var customData: CustomData?

        public init(batteryData: [BatteryData], eventType: BatterySwapEvent, idToken: IdToken, requestId: Int) {
            self.batteryData = batteryData
            self.eventType = eventType
            self.idToken = idToken
            self.requestId = requestId
        }

        public init(unread: ()) {
            batteryData = []
            eventType = .unread
            idToken = .unread
            requestId = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("batteryData", &batteryData, Facets(minItems: 1))
            coder.required("eventType", &eventType)
            coder.required("idToken", &idToken)
            coder.required("requestId", &requestId)
        }
    }

    /// `BatteryDataType` of the standard.
    public struct BatteryData: V2Payload {
        /// The EVSE, from 1; 0, where it is allowed, is the station as a whole.
        public var evseId: Int
        /// Serial number. At most 50 characters.
        public var serialNumber: String
        public var soC: Double
        public var soH: Double
        public var productionDate: OCPPTimestamp?
        /// Vendor info. At most 500 characters.
        public var vendorInfo: String?
        public var customData: CustomData?

        public init(evseId: Int, serialNumber: String, soC: Double, soH: Double) {
            self.evseId = evseId
            self.serialNumber = serialNumber
            self.soC = soC
            self.soH = soH
        }

        public init(unread: ()) {
            evseId = 0
            serialNumber = ""
            soC = 0
            soH = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("evseId", &evseId, Facets(least: 0))
            coder.required("serialNumber", &serialNumber, Facets(limit: 50))
            coder.required("soC", &soC, Facets(least: 0, most: 100))
            coder.required("soH", &soH, Facets(least: 0, most: 100))
            coder.optional("productionDate", &productionDate)
            coder.optional("vendorInfo", &vendorInfo, Facets(limit: 500))
        }
    }

    /// `BatterySwapEventEnumType` of the standard.
    public enum BatterySwapEvent: OpenEnumeration {
        case batteryIn, batteryOut, batteryOutTimeout
        case other(String)

        public static let names: [(text: StaticString, value: Self)] = [
            ("BatteryIn", .batteryIn), ("BatteryOut", .batteryOut), ("BatteryOutTimeout", .batteryOutTimeout),
        ]
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}

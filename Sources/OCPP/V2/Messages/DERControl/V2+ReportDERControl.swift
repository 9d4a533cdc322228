// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Part of the list asked for by GetDERControl (functional block R).
    public struct ReportDERControl: V2Request {
        /// The action in the frame.
        public static let action = "ReportDERControl"
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Names the request that this belongs to.
        public var requestId: Int
        /// Curve.
        public var curve: [DERCurveGet]?
        /// Enter service.
        public var enterService: [EnterServiceGet]?
        /// Fixed PF absorb.
        public var fixedPFAbsorb: [FixedPFGet]?
        /// Fixed PF inject.
        public var fixedPFInject: [FixedPFGet]?
        /// Fixed var.
        public var fixedVar: [FixedVarGet]?
        /// Frequency droop.
        public var freqDroop: [FreqDroopGet]?
        /// Gradient.
        public var gradient: [GradientGet]?
        /// Limit maximum discharge.
        public var limitMaxDischarge: [LimitMaxDischargeGet]?
        /// Whether more parts follow.
        public var tbc: Bool?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            requestId: Int, curve: [DERCurveGet]? = nil, enterService: [EnterServiceGet]? = nil,
            fixedPFAbsorb: [FixedPFGet]? = nil, fixedPFInject: [FixedPFGet]? = nil, fixedVar: [FixedVarGet]? = nil,
            freqDroop: [FreqDroopGet]? = nil, gradient: [GradientGet]? = nil,
            limitMaxDischarge: [LimitMaxDischargeGet]? = nil, tbc: Bool? = nil, customData: CustomData? = nil
        ) {
            self.requestId = requestId
            self.curve = curve
            self.enterService = enterService
            self.fixedPFAbsorb = fixedPFAbsorb
            self.fixedPFInject = fixedPFInject
            self.fixedVar = fixedVar
            self.freqDroop = freqDroop
            self.gradient = gradient
            self.limitMaxDischarge = limitMaxDischarge
            self.tbc = tbc
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var requestId: Int?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "requestId": requestId = try reader.integer()
                case "curve": curve = try reader.objects()
                case "enterService": enterService = try reader.objects()
                case "fixedPFAbsorb": fixedPFAbsorb = try reader.objects()
                case "fixedPFInject": fixedPFInject = try reader.objects()
                case "fixedVar": fixedVar = try reader.objects()
                case "freqDroop": freqDroop = try reader.objects()
                case "gradient": gradient = try reader.objects()
                case "limitMaxDischarge": limitMaxDischarge = try reader.objects()
                case "tbc": tbc = try reader.bool()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.requestId = try reader.require(requestId, "requestId")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("requestId", requestId)
            writer.member("curve", curve, minimum: 1, maximum: 24)
            writer.member("enterService", enterService, minimum: 1, maximum: 24)
            writer.member("fixedPFAbsorb", fixedPFAbsorb, minimum: 1, maximum: 24)
            writer.member("fixedPFInject", fixedPFInject, minimum: 1, maximum: 24)
            writer.member("fixedVar", fixedVar, minimum: 1, maximum: 24)
            writer.member("freqDroop", freqDroop, minimum: 1, maximum: 24)
            writer.member("gradient", gradient, minimum: 1, maximum: 24)
            writer.member("limitMaxDischarge", limitMaxDischarge, minimum: 1, maximum: 24)
            writer.member("tbc", tbc)
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
}

// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// Sets a grid control; exactly one of the controls is given (functional block R).
    public struct SetDERControl: V2Request {
        /// The action in the frame.
        public static let action = "SetDERControl"
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Whether it is a default.
        public var isDefault: Bool
        /// Names the control. At most 36 characters.
        public var controlId: String
        /// The kind of control.
        public var controlType: DERControlKind
        /// Curve.
        public var curve: DERCurve?
        /// Enter service.
        public var enterService: EnterService?
        /// Fixed PF absorb.
        public var fixedPFAbsorb: FixedPF?
        /// Fixed PF inject.
        public var fixedPFInject: FixedPF?
        /// Fixed var.
        public var fixedVar: FixedVar?
        /// Frequency droop.
        public var freqDroop: FreqDroop?
        /// Gradient.
        public var gradient: Gradient?
        /// Limit maximum discharge.
        public var limitMaxDischarge: LimitMaxDischarge?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            isDefault: Bool, controlId: String, controlType: DERControlKind, curve: DERCurve? = nil,
            enterService: EnterService? = nil, fixedPFAbsorb: FixedPF? = nil, fixedPFInject: FixedPF? = nil,
            fixedVar: FixedVar? = nil, freqDroop: FreqDroop? = nil, gradient: Gradient? = nil,
            limitMaxDischarge: LimitMaxDischarge? = nil, customData: CustomData? = nil
        ) {
            self.isDefault = isDefault
            self.controlId = controlId
            self.controlType = controlType
            self.curve = curve
            self.enterService = enterService
            self.fixedPFAbsorb = fixedPFAbsorb
            self.fixedPFInject = fixedPFInject
            self.fixedVar = fixedVar
            self.freqDroop = freqDroop
            self.gradient = gradient
            self.limitMaxDischarge = limitMaxDischarge
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var isDefault: Bool?
            var controlId: String?
            var controlType: DERControlKind?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "isDefault": isDefault = try reader.bool()
                case "controlId": controlId = try reader.text()
                case "controlType": controlType = try reader.enumeration()
                case "curve": curve = try reader.object()
                case "enterService": enterService = try reader.object()
                case "fixedPFAbsorb": fixedPFAbsorb = try reader.object()
                case "fixedPFInject": fixedPFInject = try reader.object()
                case "fixedVar": fixedVar = try reader.object()
                case "freqDroop": freqDroop = try reader.object()
                case "gradient": gradient = try reader.object()
                case "limitMaxDischarge": limitMaxDischarge = try reader.object()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.isDefault = try reader.require(isDefault, "isDefault")
            self.controlId = try reader.require(controlId, "controlId")
            self.controlType = try reader.require(controlType, "controlType")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("isDefault", isDefault)
            writer.member("controlId", controlId, limit: 36)
            writer.member("controlType", controlType)
            writer.member("curve", curve)
            writer.member("enterService", enterService)
            writer.member("fixedPFAbsorb", fixedPFAbsorb)
            writer.member("fixedPFInject", fixedPFInject)
            writer.member("fixedVar", fixedVar)
            writer.member("freqDroop", freqDroop)
            writer.member("gradient", gradient)
            writer.member("limitMaxDischarge", limitMaxDischarge)
            writer.member("customData", customData)
        }

        /// The answer.
        public struct Response: V2Payload {
            /// 2.1 only.
            public static let versions: [OCPPVersion] = [.v21]
            /// What became of it.
            public var status: DERControlStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// Superseded ids. At most 36 characters.
            public var supersededIds: [String]?
            /// What the vendor adds.
            public var customData: CustomData?

            /// The payload by its members.
            public init(
                status: DERControlStatus, statusInfo: StatusInfo? = nil, supersededIds: [String]? = nil,
                customData: CustomData? = nil
            ) {
                self.status = status
                self.statusInfo = statusInfo
                self.supersededIds = supersededIds
                self.customData = customData
            }

            /// Reads the object.
            public init(from reader: inout JSONReader) throws(JSONError) {
                var status: DERControlStatus?
                try reader.beginObject()
                while let member = try reader.nextKey() {
                    switch member {
                    case "status": status = try reader.enumeration()
                    case "statusInfo": statusInfo = try reader.object()
                    case "supersededIds": supersededIds = try reader.texts()
                    case "customData": customData = try reader.object()
                    default: try reader.skipValue()
                    }
                }
                self.status = try reader.require(status, "status")
            }

            /// Writes the members.
            public func writeMembers(to writer: inout PayloadWriter) {
                writer.member("status", status)
                writer.member("statusInfo", statusInfo)
                writer.member("supersededIds", supersededIds, limit: 36, minimum: 1, maximum: 24)
                writer.member("customData", customData)
            }
        }
    }
}

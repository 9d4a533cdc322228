// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Part of the list asked for by GetDERControl (functional block R).
    public struct ReportDERControl: V2Request, V21Payload {
        public static let action = "ReportDERControl"
        public typealias Response = EmptyResponse<Self>
        /// Names the request that this belongs to.
        public var requestId: Int
        public var curve: [DERCurveGet]?
        public var enterService: [EnterServiceGet]?
        public var fixedPFAbsorb: [FixedPFGet]?
        public var fixedPFInject: [FixedPFGet]?
        public var fixedVar: [FixedVarGet]?
        public var freqDroop: [FreqDroopGet]?
        public var gradient: [GradientGet]?
        public var limitMaxDischarge: [LimitMaxDischargeGet]?
        /// Whether more parts follow.
        public var tbc: Bool?
        public var customData: CustomData?

        public init(requestId: Int) { self.requestId = requestId }

        public init(unread: ()) { requestId = 0 }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("requestId", &requestId)
            coder.optional("curve", &curve, Facets(minItems: 1, maxItems: 24))
            coder.optional("enterService", &enterService, Facets(minItems: 1, maxItems: 24))
            coder.optional("fixedPFAbsorb", &fixedPFAbsorb, Facets(minItems: 1, maxItems: 24))
            coder.optional("fixedPFInject", &fixedPFInject, Facets(minItems: 1, maxItems: 24))
            coder.optional("fixedVar", &fixedVar, Facets(minItems: 1, maxItems: 24))
            coder.optional("freqDroop", &freqDroop, Facets(minItems: 1, maxItems: 24))
            coder.optional("gradient", &gradient, Facets(minItems: 1, maxItems: 24))
            coder.optional("limitMaxDischarge", &limitMaxDischarge, Facets(minItems: 1, maxItems: 24))
            coder.optional("tbc", &tbc)
        }
    }

    /// `DERCurveGetType` of the standard.
    public struct DERCurveGet: V2Payload {
        public var curve: DERCurve
        /// Id. At most 36 characters.
        public var id: String
        public var curveType: DERControlKind
        /// Whether it is a default.
        public var isDefault: Bool
        /// Whether another control is in force in its place.
        public var isSuperseded: Bool
        public var customData: CustomData?

        public init(
            curve: DERCurve, id: String, curveType: DERControlKind, isDefault: Bool, isSuperseded: Bool
        ) {
            self.curve = curve
            self.id = id
            self.curveType = curveType
            self.isDefault = isDefault
            self.isSuperseded = isSuperseded
        }

        public init(unread: ()) {
            curve = .unread
            id = ""
            curveType = .unread
            isDefault = false
            isSuperseded = false
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("curve", &curve)
            coder.required("id", &id, Facets(limit: 36))
            coder.required("curveType", &curveType)
            coder.required("isDefault", &isDefault)
            coder.required("isSuperseded", &isSuperseded)
        }
    }

    /// `EnterServiceGetType` of the standard.
    public struct EnterServiceGet: V2Payload {
        public var enterService: EnterService
        /// Id. At most 36 characters.
        public var id: String
        public var customData: CustomData?

        public init(enterService: EnterService, id: String) {
            self.enterService = enterService
            self.id = id
        }

        public init(unread: ()) {
            enterService = .unread
            id = ""
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("enterService", &enterService)
            coder.required("id", &id, Facets(limit: 36))
        }
    }

    /// `FixedPFGetType` of the standard.
    public struct FixedPFGet: V2Payload {
        public var fixedPF: FixedPF
        /// Id. At most 36 characters.
        public var id: String
        /// Whether it is a default.
        public var isDefault: Bool
        /// Whether another control is in force in its place.
        public var isSuperseded: Bool
        public var customData: CustomData?

        public init(fixedPF: FixedPF, id: String, isDefault: Bool, isSuperseded: Bool) {
            self.fixedPF = fixedPF
            self.id = id
            self.isDefault = isDefault
            self.isSuperseded = isSuperseded
        }

        public init(unread: ()) {
            fixedPF = .unread
            id = ""
            isDefault = false
            isSuperseded = false
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("fixedPF", &fixedPF)
            coder.required("id", &id, Facets(limit: 36))
            coder.required("isDefault", &isDefault)
            coder.required("isSuperseded", &isSuperseded)
        }
    }

    /// `FixedVarGetType` of the standard.
    public struct FixedVarGet: V2Payload {
        public var fixedVar: FixedVar
        /// Id. At most 36 characters.
        public var id: String
        /// Whether it is a default.
        public var isDefault: Bool
        /// Whether another control is in force in its place.
        public var isSuperseded: Bool
        public var customData: CustomData?

        public init(fixedVar: FixedVar, id: String, isDefault: Bool, isSuperseded: Bool) {
            self.fixedVar = fixedVar
            self.id = id
            self.isDefault = isDefault
            self.isSuperseded = isSuperseded
        }

        public init(unread: ()) {
            fixedVar = .unread
            id = ""
            isDefault = false
            isSuperseded = false
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("fixedVar", &fixedVar)
            coder.required("id", &id, Facets(limit: 36))
            coder.required("isDefault", &isDefault)
            coder.required("isSuperseded", &isSuperseded)
        }
    }

    /// `FreqDroopGetType` of the standard.
    public struct FreqDroopGet: V2Payload {
        public var freqDroop: FreqDroop
        /// Id. At most 36 characters.
        public var id: String
        /// Whether it is a default.
        public var isDefault: Bool
        /// Whether another control is in force in its place.
        public var isSuperseded: Bool
        public var customData: CustomData?

        public init(freqDroop: FreqDroop, id: String, isDefault: Bool, isSuperseded: Bool) {
            self.freqDroop = freqDroop
            self.id = id
            self.isDefault = isDefault
            self.isSuperseded = isSuperseded
        }

        public init(unread: ()) {
            freqDroop = .unread
            id = ""
            isDefault = false
            isSuperseded = false
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("freqDroop", &freqDroop)
            coder.required("id", &id, Facets(limit: 36))
            coder.required("isDefault", &isDefault)
            coder.required("isSuperseded", &isSuperseded)
        }
    }

    /// `GradientGetType` of the standard.
    public struct GradientGet: V2Payload {
        public var gradient: Gradient
        /// Id. At most 36 characters.
        public var id: String
        public var customData: CustomData?

        public init(gradient: Gradient, id: String) {
            self.gradient = gradient
            self.id = id
        }

        public init(unread: ()) {
            gradient = .unread
            id = ""
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("gradient", &gradient)
            coder.required("id", &id, Facets(limit: 36))
        }
    }

    /// `LimitMaxDischargeGetType` of the standard.
    public struct LimitMaxDischargeGet: V2Payload {
        /// Id. At most 36 characters.
        public var id: String
        /// Whether it is a default.
        public var isDefault: Bool
        /// Whether another control is in force in its place.
        public var isSuperseded: Bool
        public var limitMaxDischarge: LimitMaxDischarge
        public var customData: CustomData?

        public init(id: String, isDefault: Bool, isSuperseded: Bool, limitMaxDischarge: LimitMaxDischarge) {
            self.id = id
            self.isDefault = isDefault
            self.isSuperseded = isSuperseded
            self.limitMaxDischarge = limitMaxDischarge
        }

        public init(unread: ()) {
            id = ""
            isDefault = false
            isSuperseded = false
            limitMaxDischarge = .unread
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("id", &id, Facets(limit: 36))
            coder.required("isDefault", &isDefault)
            coder.required("isSuperseded", &isSuperseded)
            coder.required("limitMaxDischarge", &limitMaxDischarge)
        }
    }
}

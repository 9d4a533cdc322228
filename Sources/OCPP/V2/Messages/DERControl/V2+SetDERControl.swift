// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Sets a grid control; exactly one of the controls is given (functional block R).
    public struct SetDERControl: V2Request, V21Payload {
        public static let action = "SetDERControl"
        /// Whether it is a default.
        public var isDefault: Bool
        /// Names the control. At most 36 characters.
        public var controlId: String
        /// The kind of control.
        public var controlType: DERControlKind
        public var curve: DERCurve?
        public var enterService: EnterService?
        public var fixedPFAbsorb: FixedPF?
        public var fixedPFInject: FixedPF?
        public var fixedVar: FixedVar?
        public var freqDroop: FreqDroop?
        public var gradient: Gradient?
        public var limitMaxDischarge: LimitMaxDischarge?
        public var customData: CustomData?

        public init(isDefault: Bool, controlId: String, controlType: DERControlKind) {
            self.isDefault = isDefault
            self.controlId = controlId
            self.controlType = controlType
        }

        public init(unread: ()) {
            isDefault = false
            controlId = ""
            controlType = .unread
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("isDefault", &isDefault)
            coder.required("controlId", &controlId, Facets(limit: 36))
            coder.required("controlType", &controlType)
            coder.optional("curve", &curve)
            coder.optional("enterService", &enterService)
            coder.optional("fixedPFAbsorb", &fixedPFAbsorb)
            coder.optional("fixedPFInject", &fixedPFInject)
            coder.optional("fixedVar", &fixedVar)
            coder.optional("freqDroop", &freqDroop)
            coder.optional("gradient", &gradient)
            coder.optional("limitMaxDischarge", &limitMaxDischarge)
        }

        /// The answer.
        public struct Response: V21Payload {
            /// What became of it.
            public var status: DERControlStatus
            /// The reason, in detail.
            public var statusInfo: StatusInfo?
            /// Superseded ids. At most 36 characters.
            public var supersededIds: [String]?
            public var customData: CustomData?

            public init(status: DERControlStatus) { self.status = status }

            public init(unread: ()) { status = .unread }

            public mutating func visit(_ coder: inout PayloadCoder) {
                coder.required("status", &status)
                coder.optional("statusInfo", &statusInfo)
                coder.optional("supersededIds", &supersededIds, Facets(limit: 36, minItems: 1, maxItems: 24))
            }
        }
    }
}

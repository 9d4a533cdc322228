// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `DERCurveType` of the standard.
    public struct DERCurve: V2Payload {
        public var curveData: [DERCurvePoints]
        public var priority: Int
        public var yUnit: DERUnit
        public var hysteresis: Hysteresis?
        public var reactivePowerParams: ReactivePowerParams?
        public var voltageParams: VoltageParams?
        public var responseTime: Double?
        public var startTime: OCPPTimestamp?
        public var duration: Double?
        public var customData: CustomData?

        public init(curveData: [DERCurvePoints], priority: Int, yUnit: DERUnit) {
            self.curveData = curveData
            self.priority = priority
            self.yUnit = yUnit
        }

        public init(unread: ()) {
            curveData = []
            priority = 0
            yUnit = .unread
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("curveData", &curveData, Facets(minItems: 1, maxItems: 10))
            coder.required("priority", &priority, Facets(least: 0))
            coder.required("yUnit", &yUnit)
            coder.optional("hysteresis", &hysteresis)
            coder.optional("reactivePowerParams", &reactivePowerParams)
            coder.optional("voltageParams", &voltageParams)
            coder.optional("responseTime", &responseTime)
            coder.optional("startTime", &startTime)
            coder.optional("duration", &duration)
        }
    }
}

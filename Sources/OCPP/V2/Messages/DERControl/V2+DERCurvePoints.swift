// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `DERCurvePointsType` of the standard.
    public struct DERCurvePoints: V2Payload {
        public var x: Double
        public var y: Double
        public var customData: CustomData?

        public init(x: Double, y: Double) {
            self.x = x
            self.y = y
        }

        public init(unread: ()) {
            x = 0
            y = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("x", &x)
            coder.required("y", &y)
        }
    }
}

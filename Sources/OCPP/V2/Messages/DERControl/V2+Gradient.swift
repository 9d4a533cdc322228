// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `GradientType` of the standard.
    public struct Gradient: V2Payload {
        public var priority: Int
        public var gradient: Double
        public var softGradient: Double
        public var customData: CustomData?

        public init(priority: Int, gradient: Double, softGradient: Double) {
            self.priority = priority
            self.gradient = gradient
            self.softGradient = softGradient
        }

        public init(unread: ()) {
            priority = 0
            gradient = 0
            softGradient = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("priority", &priority, Facets(least: 0))
            coder.required("gradient", &gradient)
            coder.required("softGradient", &softGradient)
        }
    }
}

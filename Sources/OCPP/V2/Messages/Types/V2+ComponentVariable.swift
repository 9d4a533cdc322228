// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `ComponentVariableType` of the standard.
    public struct ComponentVariable: V2Payload {
        /// The component.
        public var component: Component
        /// The variable.
        public var variable: Variable?
        public var customData: CustomData?

        public init(component: Component) { self.component = component }

        public init(unread: ()) { component = .unread }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("component", &component)
            coder.optional("variable", &variable)
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// A part of the station that has variables.
    public struct Component: V2Payload {
        /// Name. At most 50 characters.
        public var name: String
        /// The EVSE.
        public var evse: EVSE?
        /// Instance. At most 50 characters.
        public var instance: String?
        public var customData: CustomData?

        public init(name: String) { self.name = name }

        public init(unread: ()) { name = "" }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("name", &name, Facets(limit: 50))
            coder.optional("evse", &evse)
            coder.optional("instance", &instance, Facets(limit: 50))
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Values of a stream; not answered (functional block N).
    public struct NotifyPeriodicEventStream: V2Send {
        public static let action = "NotifyPeriodicEventStream"
        public var data: [StreamDataElement]
        public var id: Int
        public var pending: Int
        /// Basetime. Nil where nothing readable was sent.
        public var basetime: OCPPTimestamp?
        public var customData: CustomData?

        public init(data: [StreamDataElement], id: Int, pending: Int, basetime: OCPPTimestamp?) {
            self.data = data
            self.id = id
            self.pending = pending
            self.basetime = basetime
        }

        public init(unread: ()) {
            data = []
            id = 0
            pending = 0
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("data", &data, Facets(minItems: 1))
            coder.required("id", &id, Facets(least: 0))
            coder.required("pending", &pending, Facets(least: 0))
            coder.optional("basetime", &basetime, Facets(required: .always))
        }
    }

    /// `StreamDataElementType` of the standard.
    public struct StreamDataElement: V2Payload {
        public var t: Double
        /// V. At most 2500 characters.
        public var v: String
        public var customData: CustomData?

        public init(t: Double, v: String) {
            self.t = t
            self.v = v
        }

        public init(unread: ()) {
            t = 0
            v = ""
        }

        public mutating func visit(_ coder: inout PayloadCoder) {
            coder.required("t", &t)
            coder.required("v", &v, Facets(limit: 2500))
        }
    }
}

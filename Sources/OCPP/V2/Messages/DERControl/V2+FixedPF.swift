// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

public import JSON

extension V2 {
    /// `FixedPFType` of the standard.
    public struct FixedPF: V2Payload {
        /// 2.1 only.
        public static let versions: [OCPPVersion] = [.v21]
        /// Priority.
        public var priority: Int
        /// Displacement.
        public var displacement: Double
        /// Excitation.
        public var excitation: Bool
        /// Start time.
        public var startTime: OCPPTimestamp?
        /// Duration.
        public var duration: Double?
        /// What the vendor adds.
        public var customData: CustomData?

        /// The payload by its members.
        public init(
            priority: Int, displacement: Double, excitation: Bool, startTime: OCPPTimestamp? = nil,
            duration: Double? = nil, customData: CustomData? = nil
        ) {
            self.priority = priority
            self.displacement = displacement
            self.excitation = excitation
            self.startTime = startTime
            self.duration = duration
            self.customData = customData
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            var priority: Int?
            var displacement: Double?
            var excitation: Bool?
            try reader.beginObject()
            while let member = try reader.nextKey() {
                switch member {
                case "priority": priority = try reader.integer()
                case "displacement": displacement = try reader.number()
                case "excitation": excitation = try reader.bool()
                case "startTime": startTime = try reader.timestamp()
                case "duration": duration = try reader.number()
                case "customData": customData = try reader.object()
                default: try reader.skipValue()
                }
            }
            self.priority = try reader.require(priority, "priority")
            self.displacement = try reader.require(displacement, "displacement")
            self.excitation = try reader.require(excitation, "excitation")
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("priority", priority, least: 0)
            writer.member("displacement", number: displacement)
            writer.member("excitation", excitation)
            writer.member("startTime", startTime)
            writer.member("duration", number: duration)
            writer.member("customData", customData)
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

public import JSON

extension V16 {
    /// One measured value (1.6 section 7.43). On the wire its value is a string.
    public struct SampledValue: OCPPPayload {
        /// A number, or a text that is none: signed data, or what a device sent instead of a number.
        public enum Value: Hashable, Sendable {
            case number(Double)
            case text(String)
        }

        /// The value as sent, in `unit`.
        public var value: Value
        /// What made the station sample; absent means `samplePeriodic`.
        public var context: ReadingContext?
        /// Number or signed data; absent means raw.
        public var format: ValueFormat?
        /// What is measured. Absent on the wire means `energyActiveImportRegister`.
        public var measurand: Measurand
        /// At which conductors; absent means all together.
        public var phase: Phase?
        /// Where; absent means the outlet.
        public var location: Location?
        /// Unit as sent; absent means Wh for energy (see `siValue` for the rest).
        public var unit: UnitOfMeasure?

        /// A sampled value by its members.
        public init(
            value: Value, context: ReadingContext? = nil, format: ValueFormat? = nil,
            measurand: Measurand = .energyActiveImportRegister, phase: Phase? = nil, location: Location? = nil,
            unit: UnitOfMeasure? = nil
        ) {
            self.value = value
            self.context = context
            self.format = format
            self.measurand = measurand
            self.phase = phase
            self.location = location
            self.unit = unit
        }

        /// Reads the object.
        public init(from reader: inout JSONReader) throws(JSONError) {
            self.init(value: .text(""))
            var value: Value?
            try reader.beginObject()
            while let key = try reader.nextKey() {
                switch key {
                case "value": value = try Self.readValue(&reader)
                case "measurand": measurand = try reader.enumeration() ?? measurand
                case "unit": unit = try reader.enumeration()
                case "phase": phase = try reader.enumeration()
                case "context": context = try reader.enumeration()
                case "location": location = try reader.enumeration()
                case "format": format = try reader.enumeration()
                default: try reader.skipValue()
                }
            }
            self.value = try reader.require(value, "value")
        }

        /// Signed data is base64 or hexadecimal; a short one could be read as a number, but its format says what it is.
        private static func readValue(_ reader: inout JSONReader) throws(JSONError) -> Value? {
            switch try reader.peek() {
            case .number: return .number(try reader.readDouble())
            case .null:
                _ = try reader.readNull()
                return nil
            default:
                let text = try reader.readText()
                return text.number.map { .number($0) } ?? .text(text.string)
            }
        }

        /// Writes the members.
        public func writeMembers(to writer: inout PayloadWriter) {
            writer.member("value", text, limit: Self.maximumTextLength)
            writer.member("context", context)
            writer.member("format", format)
            writer.member("measurand", measurand)
            writer.member("phase", phase)
            writer.member("location", location)
            writer.member("unit", unit)
        }

        /// Longest text written; the standard sets none, and signed data of known meters stays below 2,500.
        public static let maximumTextLength = 10_000

        private var text: String {
            switch value {
            case .text(let text): text
            case .number(let number): JSONValue.number(number).serialized()
            }
        }
    }
}

extension V16.SampledValue {
    /// The value without the prefix of its unit: in W, VA, var, Wh, varh, A, V, Hz, °C, % or what the device means by
    /// an unlisted unit. Nil if it is no number, or signed data.
    ///
    /// Energy without a unit is in Wh (the standard's default); for other measurands, where the standard is silent, no
    /// unit means the one without prefix. The sign is as sent.
    public var siValue: Double? {
        guard case .number(let number) = value, format != .signedData else { return nil }
        switch unit {
        case .kWh, .kvarh, .kW, .kVA, .kvar: return number * 1_000
        case .kelvin: return number - 273.15
        case .fahrenheit: return (number - 32) / 1.8
        default: return number
        }
    }
}

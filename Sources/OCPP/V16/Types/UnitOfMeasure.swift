// SPDX-License-Identifier: Apache-2.0

extension V16 {
    /// Unit of a value. The standard's spelling `Celcius` is read, `Celsius` written.
    public enum UnitOfMeasure: OpenEnumeration {
        case wh, kWh, varh, kvarh, w, kW, va, kVA, `var`, kvar, a, v, kelvin, celsius, fahrenheit, percent, hertz
        case other(String)

        /// Their texts on the wire.
        public static let names: [(text: StaticString, value: Self)] = [
            ("Wh", .wh), ("kWh", .kWh), ("varh", .varh), ("kvarh", .kvarh), ("W", .w), ("kW", .kW), ("VA", .va),
            ("kVA", .kVA), ("var", .var), ("kvar", .kvar), ("A", .a), ("V", .v), ("K", .kelvin), ("Celsius", .celsius),
            ("Fahrenheit", .fahrenheit), ("Percent", .percent), ("Hertz", .hertz), ("Celcius", .celsius),
            ("Hz", .hertz),
        ]

        /// The text of a value that the standard does not list.
        public var unlistedText: String? { if case .other(let text) = self { text } else { nil } }
    }
}

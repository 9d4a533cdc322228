// SPDX-License-Identifier: Apache-2.0

/// What a scalar of the text means by YAML's core schema, or JSON's: quoted is text, plain is read.
enum ScalarValue {
    case text(String)
    case number(Double)
    case nonFinite(String)
    case flag(Bool)
    case null

    init(_ text: String, isPlain: Bool) {
        guard isPlain else {
            self = .text(text)
            return
        }
        switch text {
        case "", "~", "null", "Null", "NULL": self = .null
        case "true", "True", "TRUE": self = .flag(true)
        case "false", "False", "FALSE": self = .flag(false)
        default: self = ScalarValue.number(in: text) ?? .text(text)
        }
    }

    /// How a message names the value.
    var description: String {
        switch self {
        case .text(let text): "the text \"\(text)\""
        case .number(let number): "the number \(Format.number(number))"
        case .nonFinite(let text): "\(text)"
        case .flag(let flag): "\(flag)"
        case .null: "nothing"
        }
    }

    private static func number(in text: String) -> ScalarValue? {
        guard let first = text.utf8.first, first < 0x3A else { return nonFinite(in: text) }
        if isDecimal(text), let value = Double(text.utf8.first == 0x2B ? String(text.dropFirst()) : text) {
            return value.isFinite ? .number(value) : .nonFinite(text)
        }
        return nonFinite(in: text)
    }

    private static func nonFinite(in text: String) -> ScalarValue? {
        [".inf", "+.inf", "-.inf", ".nan"].contains(text.lowercased()) ? .nonFinite(text) : nil
    }

    /// `[-+]? (digits [. digits?] | . digits) ([eE] [-+]? digits)?`
    private static func isDecimal(_ text: String) -> Bool {
        var rest = Substring(text).utf8[...]
        if rest.first == 0x2B || rest.first == 0x2D { rest.removeFirst() }
        var digits = dropDigits(&rest)
        if rest.first == 0x2E {
            rest.removeFirst()
            digits += dropDigits(&rest)
        }
        guard digits > 0 else { return false }
        if rest.first == 0x65 || rest.first == 0x45 {
            rest.removeFirst()
            if rest.first == 0x2B || rest.first == 0x2D { rest.removeFirst() }
            guard dropDigits(&rest) > 0 else { return false }
        }
        return rest.isEmpty
    }

    private static func dropDigits(_ text: inout Substring.UTF8View.SubSequence) -> Int {
        let before = text.count
        text = text.drop { (0x30...0x39).contains($0) }
        return before - text.count
    }
}

/// Numbers in messages: at most three decimals, no more than are there.
package enum Format {
    package static func number(_ value: Double) -> String {
        guard value.isFinite, value.magnitude < 1e12 else { return "\(value)" }
        let thousandths = (value * 1_000).rounded()
        guard thousandths != 0 || value == 0 else { return "\(value)" }
        let text = "\(thousandths / 1_000)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    static func kilowatts(_ power: ActivePower) -> String { number(power.kilowatts) + " kW" }
}

// SPDX-License-Identifier: Apache-2.0

/// One reader per kind of value: each returns nil where the key is absent, or wrong and then reported.
extension Fields {
    package mutating func text(_ key: String) -> String? {
        guard let scalar = takeScalar(key, expected: "text") else { return nil }
        if case .text(let text) = scalar { return text }
        fault(key, "expected text, found \(scalar.description); put it in quotes")
        return nil
    }

    package mutating func identifier<Owner>(_ key: String, _ owner: Owner.Type = Owner.self) -> Identifier<Owner>? {
        guard let text = text(key) else { return nil }
        if let identifier = Identifier<Owner>(text) { return identifier }
        fault(
            key,
            "\"\(text)\" is no identifier: 1 to \(Identifier<Owner>.maximumLength) letters, digits, `.`, `_` or `-`,"
                + " the first a letter or digit")
        return nil
    }

    /// - Parameter unit: follows "a number" in messages, e.g. ` in kW`.
    package mutating func number(_ key: String, unit: String = "") -> Double? {
        guard let scalar = takeScalar(key, expected: "a number\(unit)") else { return nil }
        switch scalar {
        case .number(let value): return value
        case .nonFinite(let text): fault(key, "\(text) is not finite: expected a number\(unit)")
        case .text(let text) where text.utf8.first.map { $0 < 0x3A } == true && text.contains(","):
            fault(key, "expected a number\(unit), found \"\(text)\"; the decimal sign is a point")
        case .text(let text) where text.utf8.first.map { (0x30...0x39).contains($0) } == true:
            fault(
                key, "expected a number\(unit), found \"\(text)\"; write the number alone, its unit stands in the key")
        default: fault(key, "expected a number\(unit), found \(scalar.description)")
        }
        return nil
    }

    /// A number inside a range; `above` excludes the lower bound.
    package mutating func number(
        _ key: String, unit: String = "", above: Double? = nil, from: Double? = nil, upTo: Double? = nil
    ) -> Double? {
        guard let value = number(key, unit: unit) else { return nil }
        let isLow = above.map { value <= $0 } == true || from.map { value < $0 } == true
        guard isLow || upTo.map({ value > $0 }) == true else { return value }
        let lower = above.map { "more than \(Format.number($0))" } ?? from.map { "at least \(Format.number($0))" }
        let bounds = [lower, upTo.map { "at most \(Format.number($0))" }].compactMap { $0 }
        fault(key, "must be \(bounds.joined(separator: " and ")), found \(Format.number(value))")
        return nil
    }

    /// A magnitude of power: never negative, the key names the direction.
    package mutating func power(_ key: String) -> ActivePower? {
        number(key, unit: " in kW", from: 0).map { .kilowatts($0) }
    }

    /// Power above zero: a plate says no 0.
    mutating func plate(_ key: String) -> ActivePower? {
        number(key, unit: " in kW", above: 0).map { .kilowatts($0) }
    }

    /// Longest span a key may give: a year.
    static let longestSpanS = 31_536_000.0

    mutating func seconds(_ key: String) -> Duration? {
        number(key, unit: " in seconds", above: 0, upTo: Self.longestSpanS).map {
            .milliseconds(Int64(($0 * 1_000).rounded()))
        }
    }

    package mutating func whole(_ key: String, _ range: ClosedRange<Int>) -> Int? {
        guard let value = number(key) else { return nil }
        if let whole = Int(exactly: value), range.contains(whole) { return whole }
        fault(
            key, "must be a whole number from \(range.lowerBound) to \(range.upperBound), found \(Format.number(value))"
        )
        return nil
    }

    package mutating func flag(_ key: String) -> Bool? {
        guard let scalar = takeScalar(key, expected: "true or false") else { return nil }
        if case .flag(let flag) = scalar { return flag }
        fault(key, "expected true or false, found \(scalar.description)")
        return nil
    }

    package mutating func word<Word: RawRepresentable & CaseIterable>(
        _ key: String, _ type: Word.Type = Word.self, without excluded: [Word] = []
    ) -> Word? where Word.RawValue == String, Word: Equatable {
        let words = Word.allCases.filter { !excluded.contains($0) }.map(\.rawValue)
        guard let scalar = takeScalar(key, expected: "one of \(words.joined(separator: ", "))") else { return nil }
        if case .text(let text) = scalar, words.contains(text) { return Word(rawValue: text) }
        var hint = ""
        if case .text(let text) = scalar, let near = KeySuggestion.nearest(to: text, among: words) {
            hint = "; did you mean \(near)?"
        }
        fault(key, "expected one of \(words.joined(separator: ", ")), found \(scalar.description)\(hint)")
        return nil
    }

    mutating func connectionDate(_ key: String) -> ConnectionDate? {
        guard let text = text(key) else { return nil }
        if let date = ConnectionDate(text) { return date }
        fault(key, "expected a day like 2024-05-17, found \"\(text)\"")
        return nil
    }

    package mutating func phases(_ key: String) -> PhaseCode? {
        guard let text = text(key) else { return nil }
        if let phases = PhaseCode(text: text) { return phases }
        fault(key, "expected phases like A, BC or ABC, found \"\(text)\"")
        return nil
    }

    /// Phases in an order that says something: `BCA`.
    mutating func rotation(_ key: String) -> [PhaseCode]? {
        guard let text = text(key) else { return nil }
        guard PhaseCode(text: text) == nil else { return text.compactMap { PhaseCode(text: String($0)) } }
        fault(key, "expected the phases of L1, L2 and L3 like BCA, found \"\(text)\"")
        return nil
    }

    /// The nested map under `key`.
    package mutating func map(_ key: String, subject: String, log: inout FindingLog) -> Fields? {
        guard let node = take(key) else { return nil }
        return Fields(node, subject: subject, path: Place.join(place.path, key), log: &log)
    }

    /// The maps of the list under `key`; nil where it is absent.
    package mutating func maps(_ key: String, subject: String, log: inout FindingLog) -> [Fields]? {
        guard let node = take(key) else { return nil }
        let base = Place.join(place.path, key)
        guard case .list(let items) = node.value else {
            fault(at: node.mark, key: key, "expected a list, found \(node.kindText)")
            return []
        }
        var maps: [Fields] = []
        maps.reserveCapacity(items.count)
        for (index, item) in items.enumerated() {
            if let map = Fields(item, subject: subject, path: "\(base)[\(index)]", log: &log) { maps.append(map) }
        }
        return maps
    }
}

extension Place {
    static func join(_ path: String, _ key: String) -> String { path.isEmpty ? key : path + "." + key }
}

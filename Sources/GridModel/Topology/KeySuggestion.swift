// SPDX-License-Identifier: Apache-2.0

/// Guesses what a mistyped key was meant to be.
enum KeySuggestion {
    /// What follows the words "unknown key": a suggestion, or the keys there are.
    static func hint(for key: String, among known: [String]) -> String {
        if let same = known.first(where: { $0.lowercased() == key.lowercased() }) {
            return "; did you mean `\(same)`? Keys distinguish capital letters"
        }
        let stem = stem(of: key)
        let units = known.filter { Self.stem(of: $0) == stem && !stem.isEmpty }
        if !units.isEmpty {
            return "; did you mean \(list(units))? The unit ends the key"
        }
        if let near = nearest(to: key, among: known) { return "; did you mean `\(near)`?" }
        return "; it has \(list(known.sorted()))"
    }

    /// The word within reach: a third of its letters may differ.
    static func nearest(to word: String, among known: [String]) -> String? {
        let small = word.lowercased().prefix(longestCompared)
        let ranked = known.map {
            (distance: EditDistance.between(small, $0.lowercased().prefix(longestCompared)), word: $0)
        }
        guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
        return best.distance * 3 <= max(word.count, 3) ? best.word : nil
    }

    private static let longestCompared = 64

    private static func list(_ words: [String]) -> String { words.map { "`\($0)`" }.joined(separator: ", ") }

    /// Endings that people give quantities; the longer ones before those they end in.
    private static let units = [
        "Percent", "Kvar", "kvar", "MWh", "KWh", "kWh", "Wh", "MVA", "KVA", "kVA", "VA", "MW", "KW", "kW", "Kw", "W",
        "KV", "kV", "V", "A", "Min", "Ms", "MS", "S", "H",
    ]

    /// The key without the unit it ends in, in small letters.
    private static func stem(of key: String) -> String {
        let unit = units.first { key.hasSuffix($0) && key.count > $0.count } ?? ""
        return key.dropLast(unit.count).lowercased()
    }
}

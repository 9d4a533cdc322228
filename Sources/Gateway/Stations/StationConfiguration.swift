// SPDX-License-Identifier: Apache-2.0

import JSON

/// What the gateway reads from a station's configuration keys, and what it keeps of them.
enum StationConfiguration {
    /// The units of limits it says it takes.
    static func rateUnits(_ configuration: [String: String]) -> [LimitUnit] {
        (StationTerm.rateUnit.value(in: configuration) ?? "").split(separator: ",").compactMap { unit in
            switch unit.trimmed.lowercased() {
            case "current", "a": .a
            case "power", "w": .w
            default: nil
            }
        }
    }

    /// How many connectors it says it has.
    static func connectors(_ configuration: [String: String]) -> Int? {
        configuration["NumberOfConnectors"].flatMap { Int($0) }
    }

    /// Whether it says that it can switch between three phases and one; nil where it says nothing of it.
    static func switchesPhases(_ configuration: [String: String]) -> Bool? {
        StationTerm.phaseSwitching.value(in: configuration).flatMap { Bool($0.lowercased()) }
    }

    /// The highest stack level of profiles it says it has.
    static func highestStackLevel(_ configuration: [String: String]) -> Int? {
        StationTerm.stackLevels.value(in: configuration).flatMap { Int($0) }
    }

    /// All of it for the record, without what opens doors.
    static func document(_ configuration: [String: String]) -> String {
        var object = JSONObject()
        for (key, value) in configuration.sorted(by: { $0.key < $1.key }) {
            object[key] = .string(isSecret(key) && !value.isEmpty ? "(not kept)" : value)
        }
        return JSONValue.object(object).serialized()
    }

    /// Whether a key's value lets somebody in: the standard's `AuthorizationKey`, and what vendors call theirs.
    static func isSecret(_ key: String) -> Bool {
        let key = key.lowercased()
        return key.hasSuffix("key") || key.hasSuffix("psk")
            || ["password", "passwd", "passphrase", "secret", "token", "credential"].contains { key.contains($0) }
    }
}

extension Substring {
    /// The text without spaces at its ends.
    var trimmed: Substring {
        var text = self
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return text
    }
}

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

    /// How many outlets it says it has: in 1.6 by a key, in 2.x by those that it knows of the ones it was asked for.
    static func connectors(_ configuration: [String: String]) -> Int? {
        if let count = configuration["NumberOfConnectors"] { return Int(count) }
        return (1...OCPPStation.mostUnknownConnectors).last { configuration[presence(of: $0)] != nil }
    }

    /// The variable by which an EVSE of 2.x shows that it is there.
    static func presence(of evse: Int) -> String { "EVSE[\(evse)].AvailabilityState" }

    /// The highest stack level of profiles it says it has.
    static func highestStackLevel(_ configuration: [String: String]) -> Int? {
        StationTerm.stackLevels.value(in: configuration).flatMap { Int($0) }
    }

    /// Whether its schedules have one period only, and its profiles more than one level: then the default behind a
    /// setpoint is a profile of its own.
    static func isStacked(_ configuration: [String: String]) -> Bool {
        StationTerm.mostPeriods.value(in: configuration).flatMap { Int($0) } == 1
            && highestStackLevel(configuration) != 0
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
        return ["key", "psk", "pwd", "pin", "pass"].contains { key.hasSuffix($0) }
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

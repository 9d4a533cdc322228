// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A charging station of the tests' own: it keeps the profiles it is sent, computes what they allow by its own clock,
/// and answers by hand-made JSON. It shares no code with the product.
class FakeStation {
    struct Profile {
        var connector: Int
        var id: Int
        var stackLevel: Int
        var purpose: String
        var start: Date
        var unit: String
        var periods: [(start: Double, limit: Double)]
    }

    let identity: String
    /// The version it speaks.
    var subprotocol: String { "ocpp1.6" }
    var connectors = [1]
    /// By how much its clock is ahead, s.
    var clockAhead = 0.0
    var profiles: [Profile] = []
    var configuration: [[String: Any]] = [
        ["key": "ChargingScheduleAllowedChargingRateUnit", "readonly": true, "value": "Current,Power"]
    ]
    /// Rate units it refuses, whatever it says.
    var refusedUnits: Set<String> = []
    /// Actions it answers with an error, and actions it does not answer.
    var failing: Set<String> = []
    var silent: Set<String> = []
    /// What it answers to these actions, whatever it does.
    var answered: [String: [String: Any]] = [:]
    /// Says yes to profiles and forgets them.
    var forgetsProfiles = false
    /// Refuses profiles: all of them, or those of some connectors.
    var refusesProfiles = false
    var refusedConnectors: Set<Int> = []
    /// Answers that it accepts, and gives no schedule.
    var tellsNoSchedule = false
    /// What it reads back, in the unit asked for, whatever it holds.
    var readsBack: Double?
    /// By how much the start of its schedules is ahead, s; its clock where it is nil.
    var scheduleAhead: Double?
    /// Measurands for whose sake it refuses a whole list.
    var refusedMeasurands: Set<String> = []
    /// The answers it did not give.
    private(set) var withheld: [[UInt8]] = []
    private(set) var calls: [(action: String, payload: [String: Any])] = []
    private(set) var answers: [String: Any] = [:]
    /// The largest limit seen in force on connector 1 after each call, A; 32 where none is.
    private(set) var limitsSeen: [Double] = []
    private var lastCall = 0

    init(_ identity: String) { self.identity = identity }

    func call(_ action: String, _ payload: [String: Any]) -> [UInt8] {
        lastCall += 1
        return Self.bytes([2, "s\(lastCall)", action, payload])
    }

    var lastCallID: String { "s\(lastCall)" }

    /// What it says of itself.
    var boot: [String: Any] { ["chargePointVendor": "V", "chargePointModel": "M"] }

    /// How a connector is.
    func status(_ number: Int, _ status: String, _ stamp: String) -> [String: Any] {
        ["connectorId": number, "errorCode": "NoError", "status": status, "timestamp": stamp]
    }

    /// What a connector's power is.
    func powers(_ number: Int, _ watts: Double, _ stamp: String) -> [String: Any] {
        let sample: [String: Any] = ["value": "\(watts)", "measurand": "Power.Active.Import", "unit": "W"]
        return ["connectorId": number, "meterValue": [["timestamp": stamp, "sampledValue": [sample]]]]
    }

    /// The message that tells it.
    func reading(_ number: Int, _ watts: Double, _ stamp: String) -> (action: String, payload: [String: Any]) {
        ("MeterValues", powers(number, watts, stamp))
    }

    /// Takes a frame of the gateway and gives the answer to it, if any.
    func take(_ text: [UInt8], now: Date) -> [UInt8]? {
        guard let frame = try? JSONSerialization.jsonObject(with: Data(text)) as? [Any], let kind = frame[0] as? Int,
            let id = frame[1] as? String
        else { return nil }
        guard kind == 2, let action = frame[2] as? String, let payload = frame[3] as? [String: Any] else {
            answers[id] = kind == 3 ? frame[2] : ["error": frame[2]]
            return nil
        }
        calls.append((action, payload))
        if silent.contains(action) {
            withheld.append(Self.bytes([3, id, answer(action, payload, now)]))
            return nil
        }
        if failing.contains(action) { return Self.bytes([4, id, "InternalError", "", [String: Any]()]) }
        let answer = answered[action] ?? answer(action, payload, now)
        limitsSeen.append(limit(connector: 1, now))
        return Self.bytes([3, id, answer])
    }

    func count(_ action: String) -> Int { calls.count { $0.action == action } }

    func answer(_ action: String, _ payload: [String: Any], _ now: Date) -> [String: Any] {
        switch action {
        case "GetConfiguration": return ["configurationKey": configuration]
        case "SetChargingProfile": return ["status": store(payload) ? "Accepted" : "Rejected"]
        case "ClearChargingProfile":
            let level = payload["stackLevel"] as? Int
            let purpose = payload["chargingProfilePurpose"] as? String
            profiles.removeAll { (level ?? $0.stackLevel) == $0.stackLevel && (purpose ?? $0.purpose) == $0.purpose }
            return ["status": "Accepted"]
        case "GetCompositeSchedule":
            if tellsNoSchedule { return ["status": "Accepted"] }
            return composite(payload, now)
        case "ChangeConfiguration": return ["status": change(payload) ? "Accepted" : "Rejected"]
        default: return ["status": "Accepted"]
        }
    }

    private func change(_ payload: [String: Any]) -> Bool {
        guard let key = payload["key"] as? String, let value = payload["value"] as? String else { return false }
        let measurands = Set(value.split(separator: ",").map(String.init))
        guard key != "MeterValuesSampledData" || refusedMeasurands.isDisjoint(with: measurands) else { return false }
        configuration.removeAll { $0["key"] as? String == key }
        configuration.append(["key": key, "readonly": false, "value": value])
        return true
    }

    /// A configuration key's value.
    func setting(_ key: String) -> String? {
        configuration.first { $0["key"] as? String == key }?["value"] as? String
    }

    private func store(_ payload: [String: Any]) -> Bool {
        guard !refusesProfiles, let connector = payload["connectorId"] as? Int, !refusedConnectors.contains(connector),
            let profile = payload["csChargingProfiles"] as? [String: Any],
            let schedule = profile["chargingSchedule"] as? [String: Any],
            let unit = schedule["chargingRateUnit"] as? String, !refusedUnits.contains(unit),
            let start = (schedule["startSchedule"] as? String).flatMap(Self.date),
            let periods = schedule["chargingSchedulePeriod"] as? [[String: Any]]
        else { return false }
        if forgetsProfiles { return true }
        let stored = Profile(
            connector: connector, id: profile["chargingProfileId"] as? Int ?? 0,
            stackLevel: profile["stackLevel"] as? Int ?? 0,
            purpose: profile["chargingProfilePurpose"] as? String ?? "", start: start, unit: unit,
            periods: periods.map { (($0["startPeriod"] as? Double) ?? 0, ($0["limit"] as? Double) ?? 0) })
        profiles.removeAll { $0.id == stored.id }
        profiles.append(stored)
        return true
    }

    /// The limit in force, A per phase at 230 V on three phases; 32 where none is.
    func limit(connector: Int, _ now: Date) -> Double {
        let time = now.addingTimeInterval(clockAhead)
        let active = profiles.filter { $0.connector == connector && $0.start <= time }
        guard let profile = active.max(by: { $0.stackLevel < $1.stackLevel }) else { return 32 }
        let elapsed = time.timeIntervalSince(profile.start)
        let limit = profile.periods.last { $0.start <= elapsed }?.limit ?? 32
        return profile.unit == "W" ? limit / 690 : limit
    }

    func periods(_ connector: Int, _ duration: Int, _ unit: String, _ now: Date) -> [[String: Any]] {
        var periods: [[String: Any]] = []
        for second in 0..<duration {
            let amperes = limit(connector: connector, now.addingTimeInterval(Double(second)))
            let value = readsBack ?? (unit == "W" ? (amperes * 690 * 1_000).rounded() / 1_000 : amperes)
            if let last = periods.last?["limit"] as? Double, last == value { continue }
            periods.append(["startPeriod": second, "limit": value])
        }
        return periods
    }

    private func composite(_ payload: [String: Any], _ now: Date) -> [String: Any] {
        let connector = payload["connectorId"] as? Int ?? 0
        let duration = payload["duration"] as? Int ?? 0
        let unit = payload["chargingRateUnit"] as? String ?? "A"
        let periods = periods(connector, duration, unit, now)
        return [
            "status": "Accepted", "connectorId": connector,
            "scheduleStart": Self.text(now.addingTimeInterval(scheduleAhead ?? clockAhead)),
            "chargingSchedule": ["chargingRateUnit": unit, "chargingSchedulePeriod": periods, "duration": duration],
        ]
    }

    static func bytes(_ value: Any) -> [UInt8] {
        guard let data = try? JSONSerialization.data(withJSONObject: value) else { return [] }
        return Array(data)
    }

    static func text(_ date: Date) -> String {
        date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    static func date(_ text: String) -> Date? {
        (try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
            ?? (try? Date(text, strategy: Date.ISO8601FormatStyle()))
    }
}

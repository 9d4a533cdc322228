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
        /// When it ends, s after its start.
        var duration: Double?
    }

    /// The versions there are stations of.
    static let versions = ["ocpp1.6", "ocpp2.0.1", "ocpp2.1"]

    /// A station that speaks that version.
    static func speaking(_ version: String, _ identity: String = "cs") -> FakeStation {
        version == "ocpp1.6" ? FakeStation(identity) : FakeV2Station(identity, version)
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
    /// Actions that it does not know.
    var unable: Set<String> = []
    var silent: Set<String> = []
    /// What it answers to these actions, whatever it does.
    var answered: [String: [String: Any]] = [:]
    /// Actions that it carries out and answers with nothing that can be read.
    var garbling: Set<String> = []
    /// Stack levels and periods of a schedule that it takes.
    var highestLevel = Int.max
    var mostPeriods = Int.max
    /// Says yes to profiles and forgets them.
    var forgetsProfiles = false
    /// Refuses profiles: all of them, or those of some connectors.
    var refusesProfiles = false
    var refusedConnectors: Set<Int> = []
    /// Answers that it accepts, and gives no schedule.
    var tellsNoSchedule = false
    /// What it reads back, in the unit asked for, whatever it holds.
    var readsBack: Double?
    /// The unit it says its schedules are in, whichever it was asked for.
    var answersIn: String?
    /// The connector it says its schedules are of, whichever it was asked for.
    var answersFor: Int?
    /// By how much the start of its schedules is ahead, s; its clock where it is nil.
    var scheduleAhead: Double?
    /// Measurands for whose sake it refuses a whole list.
    var refusedMeasurands: Set<String> = []
    /// What it sends by itself after its next answer.
    var following: [[UInt8]] = []
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

    /// What it says when a vehicle begins to charge at a connector, beside its status.
    func begins(_ number: Int, _ stamp: String) -> (action: String, payload: [String: Any])? { nil }

    /// Meter values of a connector, with the samples given.
    func meterValues(
        _ number: Int, _ samples: [[String: Any]], stamp: String?, transaction: Int?
    ) -> [String: Any] {
        var value: [String: Any] = ["sampledValue": samples]
        if let stamp { value["timestamp"] = stamp }
        var payload: [String: Any] = ["connectorId": number, "meterValue": [value]]
        if let transaction { payload["transactionId"] = transaction }
        return payload
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
        if isOne(of: silent, action) {
            withheld.append(Self.bytes([3, id, answer(action, payload, now)]))
            following = []
            return nil
        }
        if let code = error(action, payload) { return Self.bytes([4, id, code, "", [String: Any]()]) }
        let answer = answered[action] ?? answer(action, payload, now)
        limitsSeen.append(limit(connector: 1, now))
        return Self.bytes([3, id, isOne(of: garbling, action) ? [:] : answer])
    }

    /// What 1.6 calls an action.
    func plain(_ action: String) -> String { action }

    private func isOne(of actions: Set<String>, _ action: String) -> Bool {
        actions.contains(action) || actions.contains(plain(action))
    }

    /// How often it was asked, by the action's name in its version or in 1.6.
    func count(_ action: String) -> Int { calls.count { $0.action == action || plain($0.action) == action } }

    /// The code of the error that it answers with; nil where it can do what it is asked.
    func error(_ action: String, _ payload: [String: Any]) -> String? {
        if isOne(of: unable, action) { return "NotImplemented" }
        return isOne(of: failing, action) ? "InternalError" : nil
    }

    /// Frames that it sends now by itself.
    func takeFollowing() -> [[UInt8]] {
        defer { following = [] }
        return following
    }

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

    /// The value of a configuration key of 1.6, or of what is the same in its version.
    func setting(_ key: String) -> String? {
        configuration.first { $0["key"] as? String == key }?["value"] as? String
    }

    /// Says so of a configuration key of 1.6, or of what is the same in its version.
    func declare(_ key: String, _ value: String) {
        configuration.removeAll { $0["key"] as? String == key }
        configuration.append(["key": key, "readonly": true, "value": value])
    }

    /// Why it does not take a profile, in a word that may be empty; nil where it does.
    func refusal(of profile: Profile) -> String? {
        if refusesProfiles || refusedConnectors.contains(profile.connector) { return "" }
        if refusedUnits.contains(profile.unit) { return "UnsupportedRateUnit" }
        if profile.stackLevel > highestLevel { return "InvalidStackLevel" }
        return profile.periods.count > mostPeriods ? "InvalidSchedule" : nil
    }

    /// Keeps a profile in the place of the one of its number.
    func keep(_ profile: Profile) {
        if forgetsProfiles { return }
        profiles.removeAll { $0.id == profile.id }
        profiles.append(profile)
    }

    private func store(_ payload: [String: Any]) -> Bool {
        guard let connector = payload["connectorId"] as? Int,
            let profile = payload["csChargingProfiles"] as? [String: Any],
            let schedule = profile["chargingSchedule"] as? [String: Any],
            let unit = schedule["chargingRateUnit"] as? String,
            let start = (schedule["startSchedule"] as? String).flatMap(Self.date),
            let periods = schedule["chargingSchedulePeriod"] as? [[String: Any]]
        else { return false }
        let stored = Profile(
            connector: connector, id: profile["chargingProfileId"] as? Int ?? 0,
            stackLevel: profile["stackLevel"] as? Int ?? 0,
            purpose: profile["chargingProfilePurpose"] as? String ?? "", start: start, unit: unit,
            periods: periods.map { (($0["startPeriod"] as? Double) ?? 0, ($0["limit"] as? Double) ?? 0) },
            duration: schedule["duration"] as? Double)
        guard refusal(of: stored) == nil else { return false }
        keep(stored)
        return true
    }

    /// The limit in force, A per phase at 230 V on three phases; 32 where none is.
    ///
    /// A transaction's profile takes its default's place; what remains of them and the station's limit is the least.
    func limit(connector: Int, _ now: Date) -> Double {
        let own = limit(of: ["TxProfile"], connector, now) ?? limit(of: ["TxDefaultProfile"], connector, now)
        let station = limit(of: ["ChargePointMaxProfile", "ChargingStationMaxProfile"], connector, now)
        return [own, station].compactMap { $0 }.min() ?? 32
    }

    /// Of the highest level of these purposes, at the connector or at all of them.
    private func limit(of purposes: Set<String>, _ connector: Int, _ now: Date) -> Double? {
        let time = now.addingTimeInterval(clockAhead)
        let active = profiles.filter {
            purposes.contains($0.purpose) && [0, connector].contains($0.connector) && $0.start <= time
                && time.timeIntervalSince($0.start) < $0.duration ?? .infinity
        }
        guard let profile = active.max(by: { $0.stackLevel < $1.stackLevel }) else { return nil }
        let elapsed = time.timeIntervalSince(profile.start)
        let limit = profile.periods.last { $0.start <= elapsed }?.limit
        return profile.unit == "W" ? limit.map { $0 / 690 } : limit
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
            "status": "Accepted", "connectorId": answersFor ?? connector,
            "scheduleStart": Self.text(now.addingTimeInterval(scheduleAhead ?? clockAhead)),
            "chargingSchedule": [
                "chargingRateUnit": answersIn ?? unit, "chargingSchedulePeriod": periods, "duration": duration,
            ],
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

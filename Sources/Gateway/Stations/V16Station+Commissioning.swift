// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON
import OCPP
import Store

extension V16Station {
    /// Setting up a station after it connected or booted: it is dispatched only when this is done (rule 5).
    enum Commissioning {
        /// Nothing is under way; it begins at `until` where there is one.
        case waiting(until: MonotonicInstant?)
        /// The steps that are left; the first is under way.
        case running([Step])
        /// All done.
        case done
    }

    /// One call of the set-up.
    enum Step: Hashable {
        case readConfiguration
        case change(key: String, value: String)
        case installDefault(connector: Int)
        case clearTransactionProfiles
        /// A leftover of a higher stack level would outrank ours.
        case clearStackLevel(Int)
        case readBackDefault(connector: Int, isLastTry: Bool)
        case askStatus(connector: Int)
    }

    /// Begins the set-up anew.
    mutating func commission(now: Moment) -> [StationEffect] {
        guard !connectors.isEmpty, session != nil else { return [] }
        return begin([.readConfiguration] + settings + defaults(isLastTry: false) + statusQuestions, now: now)
    }

    private mutating func begin(_ steps: [Step], now: Moment) -> [StationEffect] {
        commissioningRun += 1
        commissioning = .running(steps)
        return withdrawn() + nextStep(now: now)
    }

    private var settings: [Step] {
        let interval = String(Int(meterInterval.inSeconds))
        let samples = "Power.Active.Import,Current.Import,Voltage,Energy.Active.Import.Register,SoC"
        return [
            .change(key: "MeterValueSampleInterval", value: interval),
            .change(key: "MeterValuesSampledData", value: samples),
        ]
    }

    private func defaults(isLastTry: Bool) -> [Step] {
        let numbers = connectors.keys.sorted()
        // Ours first, then the leftovers: so the station is never without a limit in between.
        return numbers.map { .installDefault(connector: $0) } + [.clearTransactionProfiles]
            + numbers.map { .readBackDefault(connector: $0, isLastTry: isLastTry) }
    }

    private var statusQuestions: [Step] {
        connectors.keys.sorted().filter { connectors[$0]?.status == nil }.map { .askStatus(connector: $0) }
    }

    private mutating func nextStep(now: Moment) -> [StationEffect] {
        guard case .running(let steps) = commissioning else { return [] }
        guard let step = steps.first else {
            commissioning = .done
            retryPause = timing.retryPause
            return [.note("station \(identity) is ready to be dispatched")]
        }
        return perform(step, now: now)
    }

    private mutating func perform(_ step: Step, now: Moment) -> [StationEffect] {
        switch step {
        case .readConfiguration:
            return call(V16.GetConfiguration(key: nil), purpose, now: now)
        case .change(let key, let value):
            if configuration[key] == value { return stepDone(now: now) }
            return call(V16.ChangeConfiguration(key: key, value: value), purpose, now: now)
        case .installDefault(let number):
            guard let connector = connectors[number] else { return stepDone(now: now) }
            let profile = V16Profiles.setpointProfile(
                connector: number, startingSetpoint(connector), unit: rateUnit(connector), phases: connector.phases,
                start: profileStart(now), validity: timing.profileBackdate + timing.profileValidity)
            return call(V16.SetChargingProfile(connectorId: number, csChargingProfiles: profile), purpose, now: now)
        case .clearTransactionProfiles:
            return call(V16.ClearChargingProfile(chargingProfilePurpose: .txProfile), purpose, now: now)
        case .clearStackLevel(let level):
            return call(
                V16.ClearChargingProfile(chargingProfilePurpose: .txDefaultProfile, stackLevel: level), purpose,
                now: now)
        case .readBackDefault(let number, _):
            let unit = connectors[number].map { rateUnit($0) }
            return call(
                V16.GetCompositeSchedule(connectorId: number, duration: 3_600, chargingRateUnit: unit), purpose,
                now: now)
        case .askStatus(let number):
            return call(
                V16.TriggerMessage(requestedMessage: .statusNotification, connectorId: number), purpose, now: now)
        }
    }

    private var purpose: PendingCall { .commissioning(run: commissioningRun) }

    /// What a connector holds while it is set up: its default, or the last setpoint where that is lower. A station that
    /// comes back under a cut is not raised to its default first.
    private func startingSetpoint(_ connector: Connector) -> StationSetpoint {
        var setpoint = connector.standing
        guard let wanted = connector.wanted, wanted.powerKW < setpoint.powerKW else { return setpoint }
        setpoint.powerKW = max(0, wanted.powerKW)
        if setpoint.currentA != nil { setpoint.currentA = max(0, wanted.currentA ?? 0) }
        return setpoint
    }

    private mutating func stepDone(now: Moment) -> [StationEffect] {
        guard case .running(let steps) = commissioning else { return [] }
        commissioning = .running(Array(steps.dropFirst()))
        return nextStep(now: now)
    }

    /// A step was answered.
    mutating func commissioned(_ outcome: CallSession.Outcome, now: Moment) -> [StationEffect] {
        guard case .running(let steps) = commissioning, let step = steps.first else { return [] }
        guard case .result(let payload) = outcome else { return failed(step, "\(outcome)", now: now) }
        switch step {
        case .readConfiguration:
            if let response = try? V16.GetConfiguration.Response(decoding: payload) { learn(response) }
            return [.record(.stationFact(configurationFact(now)))] + stepDone(now: now)
        case .installDefault(let number):
            return installed(number, payload, now: now)
        case .readBackDefault(let number, let isLastTry):
            return readBackDefault(number, payload, isLastTry: isLastTry, now: now)
        case .change, .clearTransactionProfiles, .clearStackLevel, .askStatus:
            return stepDone(now: now)
        }
    }

    private mutating func learn(_ response: V16.GetConfiguration.Response) {
        for entry in response.configurationKey ?? [] { configuration[entry.key] = entry.value ?? "" }
        let units = (configuration["ChargingScheduleAllowedChargingRateUnit"] ?? "").split(separator: ",")
        allowedUnits = units.compactMap { unit in
            switch unit.trimmed.lowercased() {
            case "current", "a": .a
            case "power", "w": .w
            default: nil
            }
        }
    }

    private func configurationFact(_ now: Moment) -> StationFact {
        var object = JSONObject()
        for key in configuration.keys.sorted() { object[key] = .string(configuration[key]!) }
        return StationFact(
            station: identity, aspect: "configuration", json: JSONValue.object(object).serialized(), time: now.utc)
    }

    private mutating func installed(_ number: Int, _ payload: [UInt8], now: Moment) -> [StationEffect] {
        let status = (try? V16.SetChargingProfile.Response(decoding: payload))?.status
        guard status != .accepted else { return stepDone(now: now) }
        // Some take only the other unit, whatever they say they take.
        guard let connector = connectors[number], !connector.isDC, unit == nil else {
            return failed(.installDefault(connector: number), "the default was answered \(text(status))", now: now)
        }
        unit = rateUnit(connector) == .a ? .w : .a
        return nextStep(now: now)
    }

    private mutating func readBackDefault(
        _ number: Int, _ payload: [UInt8], isLastTry: Bool, now: Moment
    ) -> [StationEffect] {
        let response = try? V16.GetCompositeSchedule.Response(decoding: payload)
        guard let connector = connectors[number] else { return stepDone(now: now) }
        if let response { readClock(response, now: now) }
        if response?.status == .accepted, let schedule = response?.chargingSchedule,
            V16Profiles.holds(schedule, connector.standing, allPeriods: true)
        {
            connectors[number]?.isProvisioned = true
            return [.provisioned(evse: number)] + stepDone(now: now)
        }
        let answer = String(decoding: payload.prefix(300), as: UTF8.self)
        guard isLastTry else {
            // A leftover of a higher stack level outranks ours, or ours began in the station's future. Level by
            // level, and
            // never all at once: ours stays meanwhile.
            return [.note("station \(identity): default not in force yet (\(answer)); clearing higher stack levels")]
                + begin(higherLevels + defaults(isLastTry: true) + statusQuestions, now: now)
        }
        let held = response?.chargingSchedule.map {
            StationEffect.holdsMore(evse: number, kW: V16Profiles.largestKW($0, connector))
        }
        return [held].compactMap { $0 }
            + failed(
                .readBackDefault(connector: number, isLastTry: true), "the read-back shows another limit: \(answer)",
                now: now)
    }

    private var higherLevels: [Step] {
        let highest = configuration["ChargeProfileMaxStackLevel"].flatMap { Int($0) } ?? Self.usualStackLevels
        return (1...min(max(highest, 1), Self.mostStackLevels)).map { .clearStackLevel($0) }
    }

    /// Stack levels that are cleared where the station does not say how many it has.
    private static let usualStackLevels = 3
    /// Each costs a call; others than us have been seen to use the first few.
    private static let mostStackLevels = 10

    /// Settings may fail; without a proven default the station stays undispatched, and the set-up is tried again later.
    private mutating func failed(_ step: Step, _ reason: String, now: Moment) -> [StationEffect] {
        switch step {
        case .readConfiguration, .change, .askStatus, .clearTransactionProfiles, .clearStackLevel:
            return stepDone(now: now)
        case .installDefault, .readBackDefault:
            guard session != nil else { return [] }
            // A refusal for another reason must not fix the other unit for good.
            unit = nil
            commissioning = .waiting(until: now.steady + retryPause)
            retryPause = min(retryPause * 2, timing.longestRetryPause)
            return [.note("station \(identity) is not dispatched: \(step): \(reason)")]
        }
    }

    private func text(_ status: V16.ChargingProfileStatus?) -> String { status.map { "\($0)" } ?? "unreadably" }

    /// Amperes for AC where the station allows them: they hold whatever the voltage is. Watts for DC.
    func rateUnit(_ connector: Connector) -> V16.ChargingRateUnit {
        if connector.isDC { return .w }
        return unit ?? (allowedUnits.contains(.a) ? .a : allowedUnits.first ?? .a)
    }

    /// One minute in the past by the station's clock.
    mutating func profileStart(_ now: Moment) -> UTCInstant {
        let start = now.utc + clock.offset - timing.profileBackdate
        lastProfileStart = start
        return start
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

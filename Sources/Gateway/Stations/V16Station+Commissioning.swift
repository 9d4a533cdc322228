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
        case clearEverything
        case readBackDefault(connector: Int, isLastTry: Bool)
        case askStatus(connector: Int)
    }

    /// Begins the set-up anew.
    mutating func commission(now: Moment) -> [StationEffect] {
        guard !connectors.isEmpty, session != nil else { return [] }
        commissioning = .running([.readConfiguration] + settings + defaults(isLastTry: false) + statusQuestions)
        return nextStep(now: now)
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
            return call(V16.GetConfiguration(key: nil), .commissioning, now: now)
        case .change(let key, let value):
            if configuration[key] == value { return stepDone(now: now) }
            return call(V16.ChangeConfiguration(key: key, value: value), .commissioning, now: now)
        case .installDefault(let number):
            guard let connector = connectors[number] else { return stepDone(now: now) }
            let profile = V16Profiles.defaultProfile(
                connector: number, connector.standing, unit: rateUnit(connector), phases: connector.phases,
                start: profileStart(now))
            return call(
                V16.SetChargingProfile(connectorId: number, csChargingProfiles: profile), .commissioning, now: now)
        case .clearTransactionProfiles:
            return call(V16.ClearChargingProfile(chargingProfilePurpose: .txProfile), .commissioning, now: now)
        case .clearEverything:
            return call(V16.ClearChargingProfile(), .commissioning, now: now)
        case .readBackDefault(let number, _):
            let unit = connectors[number].map { rateUnit($0) }
            return call(
                V16.GetCompositeSchedule(connectorId: number, duration: 3_600, chargingRateUnit: unit),
                .commissioning, now: now)
        case .askStatus(let number):
            return call(
                V16.TriggerMessage(requestedMessage: .statusNotification, connectorId: number), .commissioning,
                now: now)
        }
    }

    private mutating func stepDone(now: Moment) -> [StationEffect] {
        guard case .running(let steps) = commissioning else { return [] }
        commissioning = .running(Array(steps.dropFirst()))
        return nextStep(now: now)
    }

    /// A step was answered.
    mutating func commissioned(
        _ call: CallSession.OutboundCall, _ outcome: CallSession.Outcome, now: Moment
    ) -> [StationEffect] {
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
        case .change, .clearTransactionProfiles, .clearEverything, .askStatus:
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
        if response?.status == .accepted, let schedule = response?.chargingSchedule,
            V16Profiles.holds(schedule, connector.standing, allPeriods: true)
        {
            connectors[number]?.isProvisioned = true
            return [.provisioned(evse: number)] + stepDone(now: now)
        }
        let answer = String(decoding: payload.prefix(300), as: UTF8.self)
        guard isLastTry else {
            // A leftover of another purpose or stack level holds more than ours: clear all, install again, once.
            commissioning = .running([.clearEverything] + defaults(isLastTry: true) + statusQuestions)
            return [.note("station \(identity): default not in force yet (\(answer)); clearing all profiles")]
                + nextStep(now: now)
        }
        return failed(
            .readBackDefault(connector: number, isLastTry: true), "the read-back shows another limit: \(answer)",
            now: now)
    }

    /// Settings may fail; without a proven default the station stays undispatched, and the set-up is tried again later.
    private mutating func failed(_ step: Step, _ reason: String, now: Moment) -> [StationEffect] {
        switch step {
        case .readConfiguration, .change, .askStatus, .clearTransactionProfiles, .clearEverything:
            return stepDone(now: now)
        case .installDefault, .readBackDefault:
            guard session != nil else { return [] }
            commissioning = .waiting(until: now.steady + retryPause)
            retryPause = min(retryPause * 2, timing.longestRetryPause)
            return [.note("station \(identity) is not dispatched: \(step): \(reason)")]
        }
    }

    private func text(_ status: V16.ChargingProfileStatus?) -> String { status.map { "\($0)" } ?? "unreadably" }

    /// Amperes for AC where the station allows them: they hold whatever the voltage is. Watts for DC.
    func rateUnit(_ connector: Connector) -> V16.ChargingRateUnit {
        if let unit { return unit }
        let preferred: V16.ChargingRateUnit = connector.isDC ? .w : .a
        if allowedUnits.isEmpty || allowedUnits.contains(preferred) { return preferred }
        return connector.isDC ? .w : allowedUnits[0]
    }

    /// One minute in the past by the station's clock.
    func profileStart(_ now: Moment) -> UTCInstant { now.utc + clockOffset - timing.profileBackdate }
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

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
        /// A round of calls.
        case running(Round)
        /// All done.
        case done
    }

    /// One round of the set-up.
    struct Round {
        /// The steps that are left; the first is under way.
        var steps: [Step]
        /// Whether higher stack levels have been cleared: what is not in force now has failed.
        var isLastTry = false
        /// Connectors whose read-back does not show the default yet.
        var unproven: [Int] = []
    }

    /// One call of the set-up.
    enum Step: Hashable {
        case askBoot
        case readConfiguration
        case setMeterInterval
        /// The measurands wanted; where a list is refused, the next shorter one.
        case setSampledData(attempt: Int)
        case installDefault(connector: Int)
        case clearTransactionProfiles
        /// A leftover of a higher stack level would outrank ours.
        case clearStackLevel(Int)
        case readBackDefault(connector: Int)
        case askStatus(connector: Int)

        /// The connector that fails with it.
        var connector: Int? {
            switch self {
            case .installDefault(let number), .readBackDefault(let number): number
            default: nil
            }
        }

        /// The key of the configuration that it sets.
        var setting: String? {
            switch self {
            case .setMeterInterval: "MeterValueSampleInterval"
            case .setSampledData: "MeterValuesSampledData"
            default: nil
            }
        }
    }

    /// Begins the set-up anew: of all connectors, or of those that failed.
    mutating func commission(now: Moment) -> [StationEffect] {
        guard !connectors.isEmpty, session != nil else { return [] }
        let numbers = failedConnectors.isEmpty ? connectors.keys.sorted() : failedConnectors.sorted()
        failedConnectors = []
        let steps: [Step] = bootQuestion + [.readConfiguration, .setMeterInterval, .setSampledData(attempt: 0)]
        return withdrawn(numbers) + begin(Round(steps: steps + defaults(numbers) + statusQuestions), now: now)
    }

    private mutating func begin(_ round: Round, now: Moment) -> [StationEffect] {
        commissioningRun += 1
        commissioning = .running(round)
        return nextStep(now: now)
    }

    /// A station that outlived the gateway's last run does not boot by itself, and says then what it is.
    private var bootQuestion: [Step] { hasBooted || isBootAsked ? [] : [.askBoot] }

    private func defaults(_ numbers: [Int]) -> [Step] {
        // Ours first, then the leftovers: so the station is never without a limit in between.
        numbers.map { .installDefault(connector: $0) } + [.clearTransactionProfiles]
            + numbers.map { .readBackDefault(connector: $0) }
    }

    private var statusQuestions: [Step] {
        connectors.keys.sorted().filter { connectors[$0]?.status == nil }.map { .askStatus(connector: $0) }
    }

    private mutating func nextStep(now: Moment) -> [StationEffect] {
        guard case .running(let round) = commissioning else { return [] }
        if let step = round.steps.first { return perform(step, now: now) }
        if !round.unproven.isEmpty {
            // Level by level, and never all at once: ours stays meanwhile.
            let steps = higherLevels + defaults(round.unproven) + statusQuestions
            return begin(Round(steps: steps, isLastTry: true), now: now)
        }
        guard failedConnectors.isEmpty else {
            commissioning = .waiting(until: now.steady + retryPause)
            retryPause = min(retryPause * 2, timing.longestRetryPause)
            return []
        }
        commissioning = .done
        retryPause = timing.retryPause
        return [.note("station \(identity) \(isUnknown ? "holds its default" : "is ready to be dispatched")")]
    }

    private mutating func perform(_ step: Step, now: Moment) -> [StationEffect] {
        switch step {
        case .askBoot:
            isBootAsked = true
            return call(V16.TriggerMessage(requestedMessage: .bootNotification), purpose, now: now)
        case .readConfiguration:
            return call(V16.GetConfiguration(key: nil), purpose, now: now)
        case .setMeterInterval:
            return set(step, String(Int(meterInterval.inSeconds)), now: now)
        case .setSampledData(let attempt):
            return set(step, sampledData[attempt], now: now)
        case .installDefault(let number):
            guard let connector = connectors[number] else { return stepDone(now: now) }
            let setpoint = startingSetpoint(connector)
            trace.told(setpoint, connector: number, now: now)
            let profile = profile(setpoint, connector, now: now)
            return call(V16.SetChargingProfile(connectorId: number, csChargingProfiles: profile), purpose, now: now)
        case .clearTransactionProfiles:
            return call(V16.ClearChargingProfile(chargingProfilePurpose: .txProfile), purpose, now: now)
        case .clearStackLevel(let level):
            return call(
                V16.ClearChargingProfile(chargingProfilePurpose: .txDefaultProfile, stackLevel: level), purpose,
                now: now)
        case .readBackDefault(let number):
            let unit = connectors[number].map { rateUnit($0) }
            return call(
                V16.GetCompositeSchedule(connectorId: number, duration: 3_600, chargingRateUnit: unit), purpose,
                now: now)
        case .askStatus(let number):
            return call(
                V16.TriggerMessage(requestedMessage: .statusNotification, connectorId: number), purpose, now: now)
        }
    }

    private mutating func set(_ step: Step, _ value: String, now: Moment) -> [StationEffect] {
        guard let key = step.setting, configuration[key] != value else { return stepDone(now: now) }
        return call(V16.ChangeConfiguration(key: key, value: value), purpose, now: now)
    }

    /// What is asked of its meters, the most first: some refuse a whole list for one measurand they do not have.
    private var sampledData: [String] {
        let isTwoWay = connectors.values.contains { $0.allowsDischarge }
        let power = isTwoWay ? "Power.Active.Import,Power.Active.Export" : "Power.Active.Import"
        let register = "Energy.Active.Import.Register"
        let most = "\(power),Current.Import,Voltage,\(register)"
        let least = isTwoWay ? ["Power.Active.Import,\(register)"] : []
        return ["\(most),SoC", most, "\(power),\(register)"] + least
    }

    private var purpose: PendingCall { .commissioning(run: commissioningRun) }

    /// What a connector holds while it is set up: its default, or the last setpoint where that is lower. A station that
    /// comes back under a cut is not raised to its default first.
    private func startingSetpoint(_ connector: Connector) -> StationSetpoint {
        var setpoint = connector.standing
        guard let wanted = connector.wanted else { return setpoint }
        setpoint.powerKW = max(0, min(setpoint.powerKW, wanted.powerKW))
        // Each in its own unit: the kilowatts of the two are not of the same voltage.
        if let own = setpoint.currentA, let last = wanted.currentA { setpoint.currentA = max(0, min(own, last)) }
        return setpoint
    }

    private mutating func stepDone(now: Moment) -> [StationEffect] {
        guard case .running(var round) = commissioning else { return [] }
        round.steps.removeFirst()
        commissioning = .running(round)
        return nextStep(now: now)
    }

    /// A step was answered.
    mutating func commissioned(_ outcome: CallSession.Outcome, now: Moment) -> [StationEffect] {
        guard case .running(let round) = commissioning, let step = round.steps.first else { return [] }
        guard case .result(let payload) = outcome else { return unanswered(step, outcome, now: now) }
        switch step {
        case .readConfiguration:
            return learn(payload, now: now)
        case .setMeterInterval:
            _ = answered(step, payload)
            return stepDone(now: now)
        case .setSampledData(let attempt):
            return sampledDataSet(attempt, answered(step, payload), now: now)
        case .installDefault(let number):
            return installed(number, payload, now: now)
        case .readBackDefault(let number):
            return readBackDefault(number, payload, now: now)
        case .askBoot, .clearTransactionProfiles, .clearStackLevel, .askStatus:
            return stepDone(now: now)
        }
    }

    private mutating func learn(_ payload: [UInt8], now: Moment) -> [StationEffect] {
        guard let response = try? V16.GetConfiguration.Response(decoding: payload) else { return stepDone(now: now) }
        for entry in response.configurationKey ?? [] { configuration[entry.key] = entry.value ?? "" }
        allowedUnits = StationConfiguration.rateUnits(configuration)
        let fact = StationFact(
            station: identity, aspect: "configuration", json: StationConfiguration.document(configuration),
            time: now.utc)
        let count = StationConfiguration.connectors(configuration) ?? 0
        if count > 0, addConnectors(upTo: count) { return [.record(.stationFact(fact))] + commission(now: now) }
        return [.record(.stationFact(fact))] + stepDone(now: now)
    }

    /// What became of a setting; it is kept for the station's diagnosis.
    private mutating func answered(_ step: Step, _ payload: [UInt8]) -> V16.ConfigurationStatus? {
        let status = (try? V16.ChangeConfiguration.Response(decoding: payload))?.status
        let isTaken = status == .accepted || status == .rebootRequired
        if let key = step.setting {
            trace.setting(key, refused: isTaken ? nil : status.map { "\($0)" } ?? "unreadable")
        }
        return status
    }

    private mutating func sampledDataSet(
        _ attempt: Int, _ status: V16.ConfigurationStatus?, now: Moment
    ) -> [StationEffect] {
        guard case .running(var round) = commissioning, status == .rejected, attempt + 1 < sampledData.count else {
            return stepDone(now: now)
        }
        round.steps[0] = .setSampledData(attempt: attempt + 1)
        commissioning = .running(round)
        return nextStep(now: now)
    }

    private mutating func installed(_ number: Int, _ payload: [UInt8], now: Moment) -> [StationEffect] {
        let status = (try? V16.SetChargingProfile.Response(decoding: payload))?.status
        guard status != .accepted else { return stepDone(now: now) }
        // Some take only the other unit, whatever they say they take.
        if let connector = connectors[number], !connector.isDC, connector.unit == nil {
            let refused = rateUnit(connector)
            connectors[number]?.unit = refused == .a ? .w : .a
            trace.change(number) { $0.refusedUnit = refused }
            return nextStep(now: now)
        }
        // It said itself that it does not hold our default: it may do whatever its plate lets it.
        let isRefused = status == .rejected || status == .notSupported
        return failed(number, "the default was answered \(status.map { "\($0)" } ?? "unreadably")", isRefused, now: now)
    }

    private mutating func readBackDefault(_ number: Int, _ payload: [UInt8], now: Moment) -> [StationEffect] {
        guard case .running(var round) = commissioning, let connector = connectors[number] else { return [] }
        let response = try? V16.GetCompositeSchedule.Response(decoding: payload)
        if let response { readClock(response, now: now) }
        let schedule = response?.status == .accepted ? response?.chargingSchedule : nil
        let isHeld =
            schedule.map { V16Profiles.holds($0, connector.standing, told: rateUnit(connector), allPeriods: true) }
            ?? false
        trace.readBack(
            schedule, of: startingSetpoint(connector), told: rateUnit(connector), isHeld: isHeld, connector: number)
        if isHeld {
            connectors[number]?.isProvisioned = true
            trace.change(number) {
                $0.failure = nil
                if !round.isLastTry { $0.outranked = nil }
            }
            return [.provisioned(evse: number)] + stepDone(now: now)
        }
        let answer = String(decoding: payload.prefix(300), as: UTF8.self)
        guard round.isLastTry else {
            // A leftover of a higher stack level outranks ours, or ours began in the station's future.
            round.unproven.append(number)
            trace.change(number) { $0.outranked = $0.readBack }
            commissioning = .running(round)
            return [.note("station \(identity): default of \(number) not in force yet: \(answer)")] + stepDone(now: now)
        }
        let reason = "the read-back shows another limit: \(answer)"
        // Accepted without a schedule: there is no limit.
        guard let schedule else { return failed(number, reason, response?.status == .accepted, now: now) }
        return [.holdsOther(evse: number, V16Profiles.band(schedule, connector))]
            + failed(number, reason, false, now: now)
    }

    private var higherLevels: [Step] {
        let highest = configuration["ChargeProfileMaxStackLevel"].flatMap { Int($0) } ?? Self.mostStackLevels
        return (1...min(max(highest, 1), Self.mostStackLevels)).map { .clearStackLevel($0) }
    }

    /// Each costs a call; others than us have been seen to use the first few. All of them are cleared where the station
    /// does not say how many it has.
    private static let mostStackLevels = 10

    /// Settings may fail; without a proven default a connector stays undispatched, and its set-up is tried again later.
    private mutating func unanswered(_ step: Step, _ outcome: CallSession.Outcome, now: Moment) -> [StationEffect] {
        guard let number = step.connector else {
            if let key = step.setting { trace.setting(key, refused: "\(outcome)") }
            return stepDone(now: now)
        }
        var isUnable = false
        if case .installDefault = step, case .callError(let error) = outcome {
            isUnable = error.code == .notSupported || error.code == .notImplemented
        }
        return failed(number, "\(outcome)", isUnable, now: now)
    }

    /// A connector could not be set up; the others go on.
    private mutating func failed(_ number: Int, _ reason: String, _ isUnlimited: Bool, now: Moment) -> [StationEffect] {
        guard session != nil, case .running(var round) = commissioning else { return [] }
        // A refusal for another reason must not fix the other unit for good.
        connectors[number]?.unit = nil
        trace.change(number) {
            $0.failure = String(reason.prefix(StationTrace.keptReason))
            $0.refusedUnit = nil
        }
        failedConnectors.insert(number)
        round.steps.removeAll { $0.connector == number }
        commissioning = .running(round)
        return (isUnlimited ? [.holdsOther(evse: number, nil)] : [])
            + [.note("connector \(number) of station \(identity) is not dispatched: \(reason)")] + nextStep(now: now)
    }

    /// Amperes for AC where the station allows them: they hold whatever the voltage is. Watts for DC.
    func rateUnit(_ connector: Connector) -> V16.ChargingRateUnit {
        if connector.isDC { return .w }
        return connector.unit ?? (allowedUnits.contains(.a) ? .a : allowedUnits.first ?? .a)
    }
}

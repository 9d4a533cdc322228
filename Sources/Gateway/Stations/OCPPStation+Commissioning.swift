// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON
import OCPP
import Store

extension OCPPStation {
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
        let unclear = connectors.keys.sorted().filter { connectors[$0]?.status ?? .unclear == .unclear }
        return unclear.map { .askStatus(connector: $0) }
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

    mutating func stepDone(now: Moment) -> [StationEffect] {
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
            _ = answered(.meterInterval, payload)
            return stepDone(now: now)
        case .setSampledData(let attempt):
            return sampledDataSet(attempt, answered(.sampledData, payload), now: now)
        case .installDefault(let number):
            return installed(number, payload, now: now)
        case .readBackDefault(let number):
            return readBackDefault(number, payload, now: now)
        case .askStatus(let number, let plug):
            return statusAsked(number, plug, payload, now: now)
        case .askBoot, .clearTransactionProfiles, .clearStackLevel:
            return stepDone(now: now)
        }
    }

    /// An EVSE of 2.x may have more connectors: one after the other is asked for, until there is none of that number.
    private mutating func statusAsked(_ number: Int, _ plug: Int, _ payload: [UInt8], now: Moment) -> [StationEffect] {
        guard version > .v16, plug < V2Tellings.mostAsked, dialect.isAccepted(payload),
            case .running(var round) = commissioning
        else { return stepDone(now: now) }
        round.steps[0] = .askStatus(connector: number, plug: plug + 1)
        commissioning = .running(round)
        return nextStep(now: now)
    }

    private mutating func learn(_ payload: [UInt8], now: Moment) -> [StationEffect] {
        guard let told = dialect.configuration(payload) else { return stepDone(now: now) }
        configuration.merge(told) { _, new in new }
        allowedUnits = StationConfiguration.rateUnits(configuration)
        let fact = StationFact(
            station: identity, aspect: "configuration", json: StationConfiguration.document(configuration),
            time: now.utc)
        let count = StationConfiguration.connectors(configuration) ?? 0
        if count > 0, addConnectors(upTo: count) { return [.record(.stationFact(fact))] + commission(now: now) }
        return [.record(.stationFact(fact))] + stepDone(now: now)
    }

    /// What became of a setting; it is kept for the station's diagnosis.
    private mutating func answered(_ setting: StationSetting, _ payload: [UInt8]) -> SettingAnswer {
        let answer = dialect.setting(payload)
        trace.setting(dialect.key(setting), refused: answer.isTaken ? nil : answer.text ?? "unreadable")
        return answer
    }

    private mutating func sampledDataSet(
        _ attempt: Int, _ answer: SettingAnswer, now: Moment
    ) -> [StationEffect] {
        guard case .running(var round) = commissioning, answer.isRejected, attempt + 1 < sampledData.count else {
            return stepDone(now: now)
        }
        round.steps[0] = .setSampledData(attempt: attempt + 1)
        commissioning = .running(round)
        return nextStep(now: now)
    }

    private mutating func installed(_ number: Int, _ payload: [UInt8], now: Moment) -> [StationEffect] {
        guard case .refused(let word, let isUnlimited) = dialect.profile(payload) else { return stepDone(now: now) }
        // Some take only the other unit, whatever they say they take.
        if let connector = connectors[number], !connector.isDC, connector.unit == nil {
            let refused = rateUnit(connector)
            connectors[number]?.unit = refused == .a ? .w : .a
            trace.change(number) { $0.refusedUnit = refused }
            return nextStep(now: now)
        }
        if takesOtherPurpose(number) { return nextStep(now: now) }
        // It said itself that it does not hold our default: it may do whatever its plate lets it.
        return failed(number, "the default was answered \(word)", isUnlimited, now: now)
    }

    /// A station of 2.x with one outlet that takes no default for transactions may take a limit of the whole station,
    /// which is the same there.
    private mutating func takesOtherPurpose(_ number: Int) -> Bool {
        guard version > .v16, connectors.count == 1, connectors[number]?.takesStationLimit == false else {
            return false
        }
        connectors[number]?.takesStationLimit = true
        connectors[number]?.unit = nil
        // It was the purpose, not the unit.
        trace.change(number) { $0.refusedUnit = nil }
        return true
    }

    private mutating func readBackDefault(_ number: Int, _ payload: [UInt8], now: Moment) -> [StationEffect] {
        guard case .running(var round) = commissioning, let connector = connectors[number] else { return [] }
        let answer = dialect.composite(payload)
        if let answer { readClock(answer, now: now) }
        let schedule = answer?.isAccepted == true ? answer?.schedule : nil
        let isHeld =
            schedule.map { StationLimits.holds($0, connector.standing, told: rateUnit(connector), allPeriods: true) }
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
        let text = String(decoding: payload.prefix(300), as: UTF8.self)
        guard round.isLastTry else {
            // A leftover of a higher stack level outranks ours, or ours began in the station's future.
            round.unproven.append(number)
            trace.change(number) { $0.outranked = $0.readBack }
            commissioning = .running(round)
            return [.note("station \(identity): default of \(number) not in force yet: \(text)")] + stepDone(now: now)
        }
        let reason = "the read-back shows another limit: \(text)"
        // Accepted without a schedule: there is no limit.
        guard let schedule else { return failed(number, reason, answer?.isAccepted == true, now: now) }
        return [.holdsOther(evse: number, StationLimits.band(schedule, connector))]
            + failed(number, reason, false, now: now)
    }

    /// Settings may fail; without a proven default a connector stays undispatched, and its set-up is tried again later.
    private mutating func unanswered(_ step: Step, _ outcome: CallSession.Outcome, now: Moment) -> [StationEffect] {
        guard let number = step.connector else {
            if let setting = step.setting { trace.setting(dialect.key(setting), refused: "\(outcome)") }
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
        connectors[number]?.takesStationLimit = false
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
    func rateUnit(_ connector: Connector) -> LimitUnit {
        if connector.isDC { return .w }
        return connector.unit ?? (allowedUnits.contains(.a) ? .a : allowedUnits.first ?? .a)
    }
}

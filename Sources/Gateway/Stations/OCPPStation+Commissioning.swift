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
        let isWhole = failedConnectors.isEmpty
        let numbers = isWhole ? connectors.keys.sorted() : failedConnectors.sorted()
        failedConnectors = []
        // What it refused in an earlier life, it may take by now.
        for number in numbers where isWhole && connectors[number]?.takesStationLimit == true {
            connectors[number]?.takesStationLimit = false
            connectors[number]?.hasHeldDefault = false
        }
        let reading: [Step] = [
            .readConfiguration(dialect.configurationKeys(outlets: outletsAsked)), .learnConfiguration,
        ]
        let settings: [Step] =
            [StationTerm.isSmartChargingEnabled, .isSamplingEnabled].map { .adjust($0) }
            + [.setMeterInterval, .setSampledData(attempt: 0)]
            + [StationTerm.startedData, .endedData, .endedInterval].map { .adjust($0) }
        let steps = bootQuestion + reading + settings + defaults(numbers) + statusQuestions
        return withdrawn(numbers) + begin(Round(steps: steps), now: now)
    }

    /// Outlets of which a station of 2.x is asked whether it has them: one that no topology names, and one that may
    /// take a limit of the whole station in place of an outlet's.
    private var outletsAsked: ClosedRange<Int>? {
        isUnknown ? 1...Self.mostUnknownConnectors : connectors.count == 1 ? 1...2 : nil
    }

    private mutating func begin(_ round: Round, now: Moment) -> [StationEffect] {
        commissioningRun += 1
        commissioning = .running(round)
        return nextStep(now: now)
    }

    /// A station that outlived the gateway's last run does not boot by itself, and says then what it is.
    private var bootQuestion: [Step] {
        // In 2.x one that was accepted before refuses to boot anew, and its variables say the same.
        hasBooted || isBootAsked || StationTerm.model.value(in: configuration) != nil ? [] : [.askBoot]
    }

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
            let steps = higherLevels(of: round.unproven.sorted()) + defaults(round.unproven) + statusQuestions
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
            return read(payload, now: now)
        case .adjust(let term):
            _ = answered(term, payload)
            return stepDone(now: now)
        case .setMeterInterval:
            _ = answered(.meterInterval, payload)
            return stepDone(now: now)
        case .setSampledData(let attempt):
            return sampledDataSet(attempt, answered(.sampledData, payload), now: now)
        case .installDefault(let number):
            return installed(number, payload, now: now)
        case .readBackDefault(let number):
            return readBackDefault(number, payload, now: now)
        case .findDefault(let number):
            return found(number, payload, now: now)
        case .clearDefault(_, let isOfStation):
            return clearedDefault(isOfStation: isOfStation, now: now)
        case .askStatus(let number, let plug):
            return statusAsked(number, plug, payload, now: now)
        case .askBoot, .askReport, .learnConfiguration, .clearTransactionProfiles, .clearStackLevel:
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

    /// Keeps what it told, within bounds: a station that has gone mad must not fill the memory.
    mutating func keep(_ told: [String: String]) {
        for (key, value) in told where configuration[key] != nil || configuration.count < Self.mostSettings {
            configuration[key] = String(value.prefix(Self.longestSetting))
        }
    }

    /// Settings of a station that are kept, and characters of each: real ones have some hundred, of 500 at most (1.6).
    private static let mostSettings = 1_000
    private static let longestSetting = 500

    private mutating func read(_ payload: [UInt8], now: Moment) -> [StationEffect] {
        guard case .running(var round) = commissioning, let told = dialect.configuration(payload) else {
            return stepDone(now: now)
        }
        keep(told)
        round.isTold = true
        commissioning = .running(round)
        return stepDone(now: now)
    }

    /// What it told of its configuration is taken over.
    mutating func learnt(now: Moment) -> [StationEffect] {
        // What a report told is told too.
        guard case .running(let round) = commissioning, round.isTold || report.request != nil, !configuration.isEmpty
        else { return stepDone(now: now) }
        allowedUnits = StationConfiguration.rateUnits(configuration)
        let document = StationConfiguration.document(configuration)
        let facts = [("configuration", document)] + (nameplate.map { [("boot", $0)] } ?? [])
        let effects = facts.map { aspect, json in
            StationEffect.record(
                .stationFact(StationFact(station: identity, aspect: aspect, json: json, time: now.utc)))
        }
        let count = StationConfiguration.connectors(configuration) ?? 0
        if count > 0, addConnectors(upTo: count) { return effects + commission(now: now) }
        return effects + stepDone(now: now)
    }

    /// What a station that does not boot in this run would have said then: in 2.x its variables say it.
    private var nameplate: String? {
        guard version > .v16, !hasBooted, let model = StationTerm.model.value(in: configuration) else { return nil }
        var station = JSONObject()
        station["model"] = .string(model)
        station["vendorName"] = StationTerm.vendor.value(in: configuration).map { .string($0) }
        station["firmwareVersion"] = StationTerm.firmware.value(in: configuration).map { .string($0) }
        let document: JSONValue = ["chargingStation": .object(station)]
        return document.serialized()
    }

    /// What became of a setting; it is kept for the station's diagnosis.
    private mutating func answered(_ term: StationTerm, _ payload: [UInt8]) -> SettingAnswer {
        let answer = dialect.setting(payload)
        noteSetting(term, refused: answer.isTaken ? nil : answer.text ?? "unreadable")
        return answer
    }

    private mutating func noteSetting(_ term: StationTerm, refused answer: String?) {
        if let name = term.name(in: version) { trace.setting(name, refused: answer) }
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
        // Where its word cannot be read, the read-back tells.
        guard case .refused(let word, let cause, let isUnlimited) = dialect.profile(payload) else {
            return stepDone(now: now)
        }
        if clearsOthers(number, cause) || takesOtherUnit(number, cause) || takesOtherPurpose(number, cause) {
            return nextStep(now: now)
        }
        // It said itself that it does not hold our default: it may do whatever its plate lets it.
        return failed(number, "the default was answered \(word)", isUnlimited, now: now)
    }

    /// A station of 2.x refuses a second default of the same purpose, level and EVSE, and one of an EVSE beside one of
    /// all (K01.FR.06, .52, .53): what another system left is cleared, and ours is told again. Not where ours is held,
    /// in this life of the gateway or from an earlier one: then that is not why, and it would be cleared with the others.
    private mutating func clearsOthers(_ number: Int, _ cause: ProfileAnswer.Cause) -> Bool {
        guard version > .v16, cause == .unsaid, connectors[number]?.hasHeldDefault == false,
            case .running(var round) = commissioning, round.cleared.insert(number).inserted
        else { return false }
        round.steps.insert(.findDefault(connector: number), at: 0)
        commissioning = .running(round)
        return true
    }

    /// What is held in place of our default. Where it is what we told, that stays, and its read-back is the proof.
    private mutating func found(_ number: Int, _ payload: [UInt8], now: Moment) -> [StationEffect] {
        guard case .running(var round) = commissioning, let connector = connectors[number] else { return [] }
        let answer = composite(payload, of: number)
        let told = [connector.standing, connector.wanted].compactMap { $0 }
        let isOurs =
            answer?.schedule.map { schedule in
                told.contains { StationLimits.isEqual(schedule, $0, told: rateUnit(connector)) }
            } ?? false
        if isOurs {
            round.steps.removeAll { $0 == .findDefault(connector: number) || $0 == .installDefault(connector: number) }
        } else {
            let clearing = [false, true].map { Step.clearDefault(connector: number, isOfStation: $0) }
            round.steps.replaceSubrange(0..<1, with: clearing)
        }
        commissioning = .running(round)
        return nextStep(now: now)
    }

    /// Cleared at the station as such; to some that is everywhere, so that what the others hold is asked for.
    private mutating func clearedDefault(isOfStation: Bool, now: Moment) -> [StationEffect] {
        stepDone(now: now) + (isOfStation ? limitedElsewhere(nil, isRaised: false, now: now) : [])
    }

    /// Some take only the other unit, whatever they say they take.
    private mutating func takesOtherUnit(_ number: Int, _ cause: ProfileAnswer.Cause) -> Bool {
        guard cause == .unsaid || cause == .unit, let connector = connectors[number], !connector.isDC,
            connector.unit == nil
        else { return false }
        let refused = rateUnit(connector)
        connectors[number]?.unit = refused == .a ? .w : .a
        trace.change(number) { $0.refusedUnit = refused }
        return true
    }

    /// A station of 2.x with one outlet that takes no default for transactions may take a limit of the whole station,
    /// which is the same there. One that has more outlets than the topology names may not.
    private mutating func takesOtherPurpose(_ number: Int, _ cause: ProfileAnswer.Cause) -> Bool {
        guard version > .v16, connectors.count == 1, StationConfiguration.connectors(configuration) ?? 1 <= 1,
            connectors[number]?.takesStationLimit == false, case .running(var round) = commissioning,
            cause == .purpose || cause == .unsaid && round.cleared.contains(number)
        else { return false }
        connectors[number]?.takesStationLimit = true
        connectors[number]?.unit = nil
        // What another system left of this purpose is in the way as much.
        round.cleared.remove(number)
        commissioning = .running(round)
        // It was the purpose, not the unit.
        trace.change(number) { $0.refusedUnit = nil }
        return true
    }

    private mutating func readBackDefault(_ number: Int, _ payload: [UInt8], now: Moment) -> [StationEffect] {
        guard case .running(var round) = commissioning, let connector = connectors[number] else { return [] }
        let answer = composite(payload, of: number)
        if let answer { readClock(answer, now: now) }
        let schedule = answer?.isAccepted == true ? answer?.schedule : nil
        let isHeld =
            schedule.map { StationLimits.holds($0, connector.standing, told: rateUnit(connector), allPeriods: true) }
            ?? false
        trace.readBack(
            schedule, of: startingSetpoint(connector), told: rateUnit(connector), isHeld: isHeld, connector: number)
        if isHeld {
            connectors[number]?.isProvisioned = true
            connectors[number]?.hasHeldDefault = true
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
        if case .readConfiguration(let keys) = step, case .callError(let error) = outcome, keys.count > 1 {
            return readOtherwise(keys, isAble: !error.isOfTheAction, now: now)
        }
        guard let number = step.connector else {
            if let setting = step.setting { noteSetting(setting, refused: "\(outcome)") }
            return stepDone(now: now)
        }
        if case .clearDefault = step { return stepDone(now: now) }
        var isUnable = false
        if case .installDefault = step, case .callError(let error) = outcome {
            // It holds nothing of this message; what it held before stands.
            isUnable = error.isOfTheAction || connectors[number]?.hasHeldDefault == false
        }
        return failed(number, "\(outcome)", isUnable, now: now)
    }

    /// Some take one variable in a message, and some read none.
    private mutating func readOtherwise(_ keys: [String], isAble: Bool, now: Moment) -> [StationEffect] {
        guard case .running(var round) = commissioning else { return [] }
        round.steps.replaceSubrange(0..<1, with: isAble ? keys.map { .readConfiguration([$0]) } : [.askReport])
        commissioning = .running(round)
        return nextStep(now: now)
    }

    /// A connector could not be set up; the others go on.
    private mutating func failed(_ number: Int, _ reason: String, _ isUnlimited: Bool, now: Moment) -> [StationEffect] {
        guard session != nil, case .running(var round) = commissioning else { return [] }
        // A refusal for another reason must not fix the other unit for good.
        connectors[number]?.unit = nil
        connectors[number]?.takesStationLimit = false
        connectors[number]?.hasHeldDefault = false
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

extension OCPPCallError {
    /// Whether the action as such cannot be done, whatever it carries.
    fileprivate var isOfTheAction: Bool { code == .notSupported || code == .notImplemented }
}

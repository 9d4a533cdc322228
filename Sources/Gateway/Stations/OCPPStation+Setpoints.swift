// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON
import OCPP

extension OCPPStation {
    /// Sends a setpoint to a connector; a newer one overtakes one that still waits.
    mutating func apply(_ setpoint: StationSetpoint, connector number: Int, now: Moment) -> [StationEffect] {
        guard let connector = connectors[number], connector.isProvisioned else {
            return [.outcome(evse: number, .unanswered)]
        }
        // What it drew before a cut must not be in a mean that is to show whether it follows.
        if setpoint.powerKW < connector.wanted?.powerKW ?? .infinity { meters.restartMean(connector: number) }
        connectors[number]?.wanted = setpoint
        connectors[number]?.isAccepted = false
        trace.told(setpoint, connector: number, now: now)
        let revision = connector.revision + 1
        connectors[number]?.revision = revision
        let profile = profile(setpoint, connector, now: now)
        return call(
            .install(profile), .setpoint(connector: number, setpoint, revision: revision, isReadBack: false),
            key: "setpoint-\(number)", now: now)
    }

    /// The station answered the newest setpoint. "Accepted" is not proof: the schedule is read back.
    mutating func setpointAnswered(
        _ number: Int, _ setpoint: StationSetpoint, _ outcome: CallSession.Outcome, now: Moment
    ) -> [StationEffect] {
        switch outcome {
        case .superseded: return []
        case .result(let payload):
            guard let connector = connectors[number] else { return [] }
            switch dialect.profile(payload) {
            case .accepted: break
            // It may have been a yes: then what it held before is not what it holds.
            case .unreadable: return [.outcome(evse: number, .unanswered)]
            case .refused:
                trace.change(number) { $0.refusals += 1 }
                return [.outcome(evse: number, .rejected)]
            }
            trace.change(number) { $0.refusals = 0 }
            connectors[number]?.isAccepted = true
            // Under the setpoint's own key: a newer setpoint makes a read-back that still waits needless.
            return [.outcome(evse: number, .accepted)]
                + askHeld(connector, setpoint, key: "setpoint-\(number)", now: now)
        case .callError: return [.outcome(evse: number, .rejected)]
        case .timedOut, .queueFull, .disconnected, .invalidAnswer: return [.outcome(evse: number, .unanswered)]
        }
    }

    private mutating func askHeld(
        _ connector: Connector, _ setpoint: StationSetpoint, key: String, now: Moment
    ) -> [StationEffect] {
        // Where the default is a profile of its own, what follows the setpoint is to be seen too.
        let isStacked = StationConfiguration.isStacked(configuration)
        let seconds = isStacked ? Int((timing.profileValidity + clockLead + .seconds(120)).inSeconds) : 60
        return call(
            .compositeSchedule(connector: connector.number, seconds: seconds, rateUnit(connector)),
            .setpoint(connector: connector.number, setpoint, revision: connector.revision, isReadBack: true),
            key: key, now: now)
    }

    /// Somebody else's limit began or ended at an outlet, or at all of them: what is held now is asked for.
    ///
    /// - Parameter isRaised: whether it outranks ours: then it counts as no limit until it is known.
    mutating func limitedElsewhere(_ outlet: Int?, isRaised: Bool, now: Moment) -> [StationEffect] {
        let numbers = outlet.flatMap { $0 > 0 ? [$0] : nil } ?? connectors.keys.sorted()
        var effects: [StationEffect] = []
        for number in numbers {
            guard let connector = connectors[number] else { continue }
            if isRaised { effects.append(.holdsOther(evse: number, nil)) }
            guard connector.isProvisioned, let wanted = connector.wanted else { continue }
            // Not under the setpoint's key: one that waits to be sent must not give way to a question.
            effects += askHeld(connector, wanted, key: "held-\(number)", now: now)
        }
        return effects
    }

    /// The schedule came back: does the station hold what it was told?
    mutating func readBack(
        _ number: Int, _ setpoint: StationSetpoint, _ outcome: CallSession.Outcome, now: Moment
    ) -> [StationEffect] {
        if case .timedOut = outcome { return [.outcome(evse: number, .unanswered)] }
        // A station that does not tell leaves it at "accepted": then its meter is the proof.
        guard case .result(let payload) = outcome, let connector = connectors[number],
            let answer = composite(payload, of: number), answer.isAccepted
        else { return [] }
        readClock(answer, now: now)
        let isHeld = answer.schedule.map { holds($0, setpoint, connector) } ?? false
        trace.readBack(
            answer.schedule, of: setpoint, told: rateUnit(connector), isHeld: isHeld, connector: number)
        // One that it refused is no setpoint of its own, though somebody else's limit may be as low for a while.
        if isHeld { return connector.isAccepted ? [.outcome(evse: number, .confirmed)] : [] }
        let text = String(decoding: payload.prefix(300), as: UTF8.self)
        // Accepted without a schedule: there is no limit.
        return [
            .holdsOther(evse: number, answer.schedule.flatMap { StationLimits.band($0, connector) }),
            .note("station \(identity) accepted a setpoint but holds another limit: \(text)"),
        ]
    }

    /// Whether a schedule holds a setpoint now and, where the default behind it is a profile of its own, no more than
    /// the larger of the two later.
    private func holds(_ schedule: HeldSchedule, _ setpoint: StationSetpoint, _ connector: Connector) -> Bool {
        let unit = rateUnit(connector)
        guard StationLimits.holds(schedule, setpoint, told: unit, allPeriods: false) else { return false }
        // A discharge is followed by charging at the default: of that nothing more is proven than that it is limited.
        guard StationConfiguration.isStacked(configuration), setpoint.powerKW >= 0 else { return true }
        var later = setpoint
        later.powerKW = max(setpoint.powerKW, setpoint.defaultKW)
        if let now = setpoint.currentA, let tail = setpoint.defaultA { later.currentA = max(now, tail) }
        return StationLimits.holds(schedule, later, told: unit, allPeriods: true)
    }

    /// A composite schedule that is of this outlet: one of another proves nothing of it. That of the station as a whole
    /// is its only outlet's.
    func composite(_ payload: [UInt8], of number: Int) -> CompositeAnswer? {
        guard let answer = dialect.composite(payload) else { return nil }
        let told = answer.connector ?? number
        return told == number || told == 0 && connectors.count == 1 ? answer : nil
    }

    /// The profile that carries a setpoint to a connector now.
    ///
    /// It begins a while ago by our clock, and earlier where the station's seems to be behind; where that seems to be
    /// ahead, its first period is so much longer. So, should the clock have been judged wrongly, the default comes
    /// late, but there is never no limit.
    ///
    /// ```
    ///          start            now                     tail
    ///  ─────────┼────────────────┼───────────────────────┼──────▶ our clock
    ///           └── backdate ────┴──── validity ─────────┴ default, open-ended
    /// ```
    mutating func profile(
        _ wanted: StationSetpoint, _ connector: Connector, isDefault: Bool = false, now: Moment
    ) -> SetpointProfile {
        // A limit of the whole station knows charging alone.
        let isBidirectional = wanted.isBidirectional && version >= .v21 && !connector.takesStationLimit
        var setpoint = wanted
        // Whatever was decided: to a station that has no word for a discharge, a negative limit may be none at all.
        if setpoint.powerKW < 0, !isBidirectional, !connector.takesNegativeLimits {
            setpoint.powerKW = 0
            setpoint.currentA = setpoint.currentA.map { _ in 0 }
        }
        let start = now.utc + min(.zero, clock.offset) - timing.profileBackdate
        lastProfileStart = start
        let validity = timing.profileBackdate + timing.profileValidity + clockLead
        var profile = SetpointProfile(
            connector: connector.number, setpoint, unit: rateUnit(connector), phases: connector.phases, start: start,
            validity: validity)
        profile.purpose = connector.profilePurpose
        profile.isBidirectional = isBidirectional
        profile.choosesPhase = StationTerm.phaseChoice.flag(in: configuration) == true
        if !isDefault, StationConfiguration.isStacked(configuration) { profile.stack(for: validity) }
        return profile
    }

    /// Whether a connector can be told how many phases to use: not where its station says no, nor where it takes watts
    /// alone, for on fewer phases they would be larger currents. Nil where it says nothing.
    func switchesPhases(_ connector: Connector) -> Bool? {
        rateUnit(connector) == .w ? false : StationTerm.phaseSwitching.flag(in: configuration)
    }

    /// By how much its clock seems to be ahead: so much later its profiles would end, should it not be.
    var clockLead: Duration { max(.zero, clock.offset) }

    /// A composite schedule begins at the station's own "now". Some give back the start they were sent, which tells
    /// nothing.
    mutating func readClock(_ answer: CompositeAnswer, now: Moment) {
        guard let start = answer.start else { return }
        if let sent = lastProfileStart, abs(start.milliseconds - sent.milliseconds) < 1_500 { return }
        clock.read(start, now: now)
    }
}

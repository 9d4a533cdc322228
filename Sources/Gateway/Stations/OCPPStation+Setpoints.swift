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
            guard dialect.profile(payload) == .accepted, let connector = connectors[number] else {
                trace.change(number) { $0.refusals += 1 }
                return [.outcome(evse: number, .rejected)]
            }
            trace.change(number) { $0.refusals = 0 }
            // Under the setpoint's own key: a newer setpoint makes a read-back that still waits needless.
            return [.outcome(evse: number, .accepted)]
                + call(
                    .compositeSchedule(connector: number, seconds: 60, rateUnit(connector)),
                    .setpoint(connector: number, setpoint, revision: connector.revision, isReadBack: true),
                    key: "setpoint-\(number)", now: now)
        case .callError, .invalidAnswer: return [.outcome(evse: number, .rejected)]
        case .timedOut, .queueFull, .disconnected: return [.outcome(evse: number, .unanswered)]
        }
    }

    /// The schedule came back: does the station hold what it was told?
    mutating func readBack(
        _ number: Int, _ setpoint: StationSetpoint, _ outcome: CallSession.Outcome, now: Moment
    ) -> [StationEffect] {
        if case .timedOut = outcome { return [.outcome(evse: number, .unanswered)] }
        // A station that does not tell leaves it at "accepted": then its meter is the proof.
        guard case .result(let payload) = outcome, let connector = connectors[number],
            let answer = dialect.composite(payload), answer.isAccepted
        else { return [] }
        readClock(answer, now: now)
        let isHeld =
            answer.schedule.map {
                StationLimits.holds($0, setpoint, told: rateUnit(connector), allPeriods: false)
            } ?? false
        trace.readBack(
            answer.schedule, of: setpoint, told: rateUnit(connector), isHeld: isHeld, connector: number)
        if isHeld { return [.outcome(evse: number, .confirmed)] }
        let text = String(decoding: payload.prefix(300), as: UTF8.self)
        // Accepted without a schedule: there is no limit.
        return [
            .holdsOther(evse: number, answer.schedule.flatMap { StationLimits.band($0, connector) }),
            .note("station \(identity) accepted a setpoint but holds another limit: \(text)"),
        ]
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
    mutating func profile(_ setpoint: StationSetpoint, _ connector: Connector, now: Moment) -> SetpointProfile {
        let start = now.utc + min(.zero, clock.offset) - timing.profileBackdate
        lastProfileStart = start
        var profile = SetpointProfile(
            connector: connector.number, setpoint, unit: rateUnit(connector), phases: connector.phases, start: start,
            validity: timing.profileBackdate + timing.profileValidity + clockLead)
        profile.isOfStation = connector.takesStationLimit
        return profile
    }

    /// Whether a connector can be told how many phases to use: not where its station says no, nor where it takes watts
    /// alone, for on fewer phases they would be larger currents. Nil where it says nothing.
    func switchesPhases(_ connector: Connector) -> Bool? {
        rateUnit(connector) == .w ? false : StationConfiguration.switchesPhases(configuration)
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

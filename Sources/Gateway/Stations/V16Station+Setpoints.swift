// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON
import OCPP

extension V16Station {
    /// Sends a setpoint to a connector; a newer one overtakes one that still waits.
    mutating func apply(_ setpoint: StationSetpoint, connector number: Int, now: Moment) -> [StationEffect] {
        guard let connector = connectors[number], connector.isProvisioned else {
            return [.outcome(evse: number, .unanswered)]
        }
        connectors[number]?.wanted = setpoint
        let revision = connector.revision + 1
        connectors[number]?.revision = revision
        let profile = V16Profiles.setpointProfile(
            connector: number, setpoint, unit: rateUnit(connector), phases: connector.phases,
            start: profileStart(now), validity: timing.profileBackdate + timing.profileValidity)
        return call(
            V16.SetChargingProfile(connectorId: number, csChargingProfiles: profile),
            .setpoint(connector: number, setpoint, revision: revision, isReadBack: false), key: "setpoint-\(number)",
            now: now)
    }

    /// The station answered the newest setpoint. "Accepted" is not proof: the schedule is read back.
    mutating func setpointAnswered(
        _ number: Int, _ setpoint: StationSetpoint, _ outcome: CallSession.Outcome, now: Moment
    ) -> [StationEffect] {
        switch outcome {
        case .superseded: return []
        case .result(let payload):
            let status = (try? V16.SetChargingProfile.Response(decoding: payload))?.status
            guard status == .accepted, let connector = connectors[number] else {
                return [.outcome(evse: number, .rejected)]
            }
            // Under the setpoint's own key: a newer setpoint makes a read-back that still waits needless.
            return [.outcome(evse: number, .accepted)]
                + call(
                    V16.GetCompositeSchedule(connectorId: number, duration: 60, chargingRateUnit: rateUnit(connector)),
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
            let response = try? V16.GetCompositeSchedule.Response(decoding: payload),
            response.status == .accepted, let schedule = response.chargingSchedule
        else { return [] }
        readClock(response, now: now)
        if V16Profiles.holds(schedule, setpoint, allPeriods: false) { return [.outcome(evse: number, .confirmed)] }
        let text = String(decoding: payload.prefix(300), as: UTF8.self)
        return [
            .holdsMore(evse: number, kW: V16Profiles.largestKW(schedule, connector)),
            .note("station \(identity) accepted a setpoint but holds another limit: \(text)"),
        ]
    }

    /// A composite schedule begins at the station's own "now". Some give back the start they were sent, which tells
    /// nothing.
    mutating func readClock(_ response: V16.GetCompositeSchedule.Response, now: Moment) {
        guard let start = response.scheduleStart else { return }
        if let sent = lastProfileStart, abs(start.milliseconds - sent.milliseconds) < 1_500 { return }
        clock.read(start, now: now)
    }
}

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
        let profile = V16Profiles.setpointProfile(
            connector: number, setpoint, unit: rateUnit(connector), phases: connector.phases,
            start: profileStart(now), validity: timing.profileBackdate + timing.profileValidity)
        return call(
            V16.SetChargingProfile(connectorId: number, csChargingProfiles: profile),
            .setpoint(connector: number, setpoint, isReadBack: false), key: "setpoint-\(number)", now: now)
    }

    /// The station answered a setpoint. "Accepted" is not proof: the schedule is read back.
    mutating func setpointAnswered(
        _ number: Int, _ setpoint: StationSetpoint, _ outcome: CallSession.Outcome, now: Moment
    ) -> [StationEffect] {
        switch outcome {
        case .superseded: return []
        case .result(let payload):
            let status = (try? V16.SetChargingProfile.Response(decoding: payload))?.status
            guard status == .accepted else { return [.outcome(evse: number, .rejected)] }
            guard connectors[number]?.wanted == setpoint else { return [.outcome(evse: number, .accepted)] }
            let unit = connectors[number].map { rateUnit($0) }
            return [.outcome(evse: number, .accepted)]
                + call(
                    V16.GetCompositeSchedule(connectorId: number, duration: 60, chargingRateUnit: unit),
                    .setpoint(connector: number, setpoint, isReadBack: true), key: "readback-\(number)", now: now)
        case .callError, .invalidAnswer: return [.outcome(evse: number, .rejected)]
        case .timedOut, .queueFull, .disconnected: return [.outcome(evse: number, .unanswered)]
        }
    }

    /// The schedule came back: does the station hold what it was told?
    mutating func readBack(
        _ number: Int, _ setpoint: StationSetpoint, _ outcome: CallSession.Outcome, now: Moment
    ) -> [StationEffect] {
        guard connectors[number]?.wanted == setpoint, case .result(let payload) = outcome,
            let response = try? V16.GetCompositeSchedule.Response(decoding: payload),
            response.status == .accepted, let schedule = response.chargingSchedule
        else { return [] }
        if V16Profiles.holds(schedule, setpoint, allPeriods: false) { return [.outcome(evse: number, .confirmed)] }
        let text = String(decoding: payload.prefix(300), as: UTF8.self)
        return [.note("station \(identity) accepted a setpoint but holds another limit: \(text)")]
    }
}

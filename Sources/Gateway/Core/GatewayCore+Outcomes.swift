// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Store

/// What must be remembered beside the last setpoint to count its DER rightly (rule 3).
struct SetpointProof: Sendable {
    /// When the last proven setpoint runs out: from then on the DER may be at its default, whatever was sent since.
    var heldUntil: UTCInstant?
}

extension GatewayCore {
    /// Notes what became of the last setpoint of a DER. Only a proven one frees room; a refused one changes nothing.
    mutating func settle(_ standing: SetpointInForce.Standing, der: Int, now: Moment) -> [GatewayAction] {
        outbox.noteOutcome(standing, der: der, now: now)
        guard let command = state.ders[der].command else { return [] }
        if standing == .rejected, let before = state.ders[der].allowedBefore { state.noteHeld(before, der: der) }
        if standing == .rejected || standing == .confirmed { state.change(der: der) { $0.allowedBefore = nil } }
        if standing == .confirmed { proofs[der].heldUntil = command.validUntil }
        state.noteOutcome(standing, der: der)
        guard standing != command.standing else { return [] }
        let outcome = SetpointOutcome(
            der: model.feeder.ders[der].id, sentAt: command.sentAt.utc, standing: standing, time: now.utc)
        return [.record([.setpointOutcome(outcome)])]
    }

    /// A DER says that it holds something else than it was told: that counts, and the setpoint is sent again.
    mutating func holdsOther(_ band: PowerBand, der: Int, now: Moment) -> [GatewayAction] {
        state.change(der: der) {
            $0.allowedBefore = nil
            $0.outlasting = nil
        }
        let actions = settle(.rejected, der: der, now: now)
        state.noteHeld(state.ders[der].allowed.union(band), der: der)
        return actions
    }

    /// A DER went away, came back or started anew: it may be at its default by now.
    mutating func mayBeAtDefault(_ der: Int) {
        state.noteMayHold(state.defaultBand(der), der: der)
        // Nothing is said of phases in a default.
        state.change(der: der) { $0.phasesTold = nil }
    }

    /// Proven setpoints whose validity ran out while newer ones were refused or lost: their DERs fall to their
    /// defaults.
    mutating func noteTails(now: Moment) {
        for der in proofs.indices {
            guard let end = proofs[der].heldUntil, end <= now.utc else { continue }
            proofs[der].heldUntil = nil
            if state.ders[der].command?.standing != .confirmed { mayBeAtDefault(der) }
        }
    }

    /// Setpoints that ran out by our clock and may still be in force by their stations': a clock that seems to be
    /// ahead, and is not, leaves a profile in force for so much longer. Both that and the default count until it is
    /// over for sure.
    mutating func noteOutlasting(now: Moment) {
        for der in proofs.indices where state.ders[der].command == nil {
            guard let outlasting = state.ders[der].outlasting else { continue }
            let rest = state.defaultBand(der)
            if outlasting.until > now.utc {
                state.noteHeld(state.ders[der].allowed.union(outlasting.band), der: der)
                continue
            }
            state.change(der: der) { $0.outlasting = nil }
            if state.ders[der].allowed.isNear(rest.union(outlasting.band)) { state.noteHeld(rest, der: der) }
        }
    }

    /// A setpoint that was accepted, or that nobody answers, and is measured to be followed is proven (rule 3): by a
    /// reading from after it was sent, within it.
    mutating func confirmByMeasurement(_ der: Int, _ telemetry: Telemetry, now: Moment) -> [GatewayAction] {
        guard let command = state.ders[der].command, let measured = telemetry.power,
            command.standing == .accepted || command.standing == .sent && !isOCPP(der),
            min(telemetry.sourceTime ?? now.utc, now.utc) > command.sentAt.utc + Self.effectDelay
        else { return [] }
        // A setpoint is what the outlet carries with all its phases in use.
        let power = measured * memory.ders[der].outletRatio(model.feeder.ders[der])
        let slack = max(ActivePower.watts(50), .watts(abs(command.power.watts) * Self.meterTolerance))
        guard power <= max(command.power, .zero) + slack, power >= min(command.power, .zero) - slack else { return [] }
        return settle(.confirmed, der: der, now: now)
    }

    private func isOCPP(_ der: Int) -> Bool {
        if case .ocpp = model.feeder.ders[der].communication { true } else { false }
    }

    /// A reading sooner than this after a command says nothing about it.
    static let effectDelay = Duration.seconds(1)
    /// A meter's part of the power it measures; what is measured counts anyway.
    static let meterTolerance = 0.02
}

extension PowerBand {
    /// Equal but for the rounding of a voltage.
    fileprivate func isNear(_ other: PowerBand) -> Bool {
        abs((importLimit - other.importLimit).watts) < 1 && abs((exportLimit - other.exportLimit).watts) < 1
    }
}

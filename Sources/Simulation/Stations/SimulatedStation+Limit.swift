// SPDX-License-Identifier: Apache-2.0

import GridModel
import OCPP

extension SimulatedStation {
    /// How far ahead a station computes its schedule at a time.
    private static let scheduleSeconds = 3_600
    /// By how much a station that is out of tune lets more through than it says.
    private static let outOfTune = 1.15

    /// What the outlet lets its vehicle draw: nothing without a transaction, else what the profiles allow.
    mutating func limit(_ index: Int, now: UTCInstant) -> ActivePower {
        guard connectors[index].transaction != nil else {
            // Between two vehicles all phases are let through again.
            _ = connectors[index].contactor?.follow(nil, now: now)
            return .zero
        }
        let connector = connectors[index]
        if habits.contains(.ignoresLimits) { return connector.power(of: connector.most) }
        if habits.contains(.freezesOffline), session == nil, let frozen = connector.frozenLimit { return frozen }
        let time = stamp(now).milliseconds
        if let held = connector.schedule?.allowance(at: time) { return permitted(held, index, now: now) }
        let steps = stack(connector, unit: connector.unit, now: now).steps(seconds: Self.scheduleSeconds)
        connectors[index].schedule = SimulatedConnector.HeldSchedule(
            start: time, end: time + Int64(Self.scheduleSeconds) * 1_000, steps: steps)
        return connectors[index].schedule?.allowance(at: time).map { permitted($0, index, now: now) } ?? .zero
    }

    /// What an allowance lets the vehicle draw: nothing while the contactor moves.
    private mutating func permitted(
        _ allowance: ProfileStack.Allowance, _ index: Int, now: UTCInstant
    ) -> ActivePower {
        if !habits.contains(.ignoresPhases) {
            let isPausing = connectors[index].contactor?.follow(allowance.phases, now: now) ?? false
            if isPausing { return .zero }
        }
        let connector = connectors[index]
        let permitted = allowance.permitted
        let isBelowLeast = permitted > 0 && permitted < connector.minimumCurrent && !connector.isDC
        if isBelowLeast { return .zero }
        guard habits.contains(.drawsMore), permitted > 0 else { return connector.power(of: permitted) }
        return connector.power(of: min(permitted * Self.outOfTune, connector.most))
    }
}

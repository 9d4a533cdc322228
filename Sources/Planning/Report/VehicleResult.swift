// SPDX-License-Identifier: Apache-2.0

import GridModel

/// What one vehicle got on one visit.
public struct VehicleResult: Sendable {
    /// The visit.
    public let session: VehicleSession
    /// Position of the EVSE.
    public let der: Int
    /// Steps it was plugged in: the first, and the one after the last.
    public let steps: Range<Int>
    /// Energy drawn from the outlet, kWh.
    public let drawnKWh: Double
    /// Energy delivered back, kWh.
    public let deliveredKWh: Double
    /// State of charge on leaving, or at the end of the run.
    public let soc: Double
    /// Whether it left within the run; of those that stay on nothing is missed yet.
    public let hasLeft: Bool
    /// Energy its battery lacks on leaving, kWh.
    public let unmetKWh: Double
    /// The part of it that full power from its first minute on would have left unmet as well, kWh: a need that nobody
    /// could meet.
    public let unreachableKWh: Double

    /// What a state of charge may lack for rounding and still be the target, kWh: a watt-hour.
    static let metWithinKWh = 0.001

    init(_ run: PlannedRun, session number: Int) {
        let planned = run.outlook.sessions[number]
        let outcome = run.outcomes[number]
        session = planned.session
        der = planned.der
        steps = planned.first..<min(planned.end, run.scenario.horizon.stepCount)
        drawnKWh = outcome.drawnKWh
        deliveredKWh = outcome.deliveredKWh
        soc = outcome.soc
        hasLeft = outcome.hasLeft
        let capacity = planned.session.vehicle.capacity.kilowattHours
        func lack(_ soc: Double) -> Double {
            let lack = (planned.session.targetSoC - soc) * capacity
            return lack > Self.metWithinKWh ? lack : 0
        }
        unmetKWh = outcome.hasLeft ? lack(outcome.soc) : 0
        unreachableKWh =
            unmetKWh > 0 ? min(unmetKWh, lack(Self.socAtFullPower(planned, run))) : 0
    }

    /// Where full power all the time would have brought it.
    private static func socAtFullPower(_ planned: Outlook.PlannedSession, _ run: PlannedRun) -> Double {
        let der = run.feeder.ders[planned.der]
        guard case .evse(let evse) = der.unit else { return planned.session.arrivalSoC }
        return planned.session.stateOfCharge(
            afterFullPower: planned.end - planned.first, of: run.scenario.horizon.step, at: der, evse,
            run.feeder.nodes[Int(run.index.nodeOfDER[planned.der])])
    }
}

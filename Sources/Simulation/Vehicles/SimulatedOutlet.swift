// SPDX-License-Identifier: Apache-2.0

import GridModel

/// An EVSE with the vehicles that come and go.
///
/// A vehicle follows the outlet's limit after its reaction delay and draws the least of what it wants and what it may.
struct SimulatedOutlet: Sendable {
    /// One vehicle's stay.
    struct Visit: Sendable {
        var vehicle: Vehicle
        var state: VehicleState
        var departure: UTCInstant
        var reaction: Duration
        /// What it never gives away, whatever it is told.
        var leastSoC = VisitPlan.leastSoC
    }

    /// With the phases that a contactor lets through.
    private(set) var outlet: Outlet
    /// All its phases.
    private let phaseCount: Int
    private(set) var visit: Visit?
    /// Mean power over the last step; positive charges.
    private(set) var power = ActivePower.zero
    private var arrival: UTCInstant
    private var limit = ActivePower.zero
    private var pending: [(at: UTCInstant, limit: ActivePower)] = []
    private let plan: VisitPlan
    private let dynamics: DeviceDynamics?
    private var generator: SeededGenerator

    init(
        _ der: DER, _ unit: EVSE, voltage: Voltage, dynamics: DeviceDynamics? = nil, scene: Scene, now: UTCInstant,
        generator: SeededGenerator
    ) {
        var generator = generator
        phaseCount = unit.supply == .dc ? 3 : der.phases.count
        outlet = Outlet(evse: unit, phaseCount: phaseCount, voltage: voltage)
        plan = VisitPlan(unit, dynamics)
        self.dynamics = dynamics
        arrival = now + generator.seconds(scene.firstArrivals.lowerBound, scene.firstArrivals.upperBound)
        let isThere = generator.chance(scene.pluggedAtStart)
        self.generator = generator
        if isThere { visit = plan.visit(arrivingAt: now, scene: scene, outlet: outlet, &self.generator) }
    }

    /// Whether a vehicle is plugged in.
    var isPlugged: Bool { visit != nil }

    /// Phases that the vehicle draws on.
    var phasesInUse: Int { min(visit?.vehicle.acPhaseCount ?? outlet.phaseCount, outlet.phaseCount) }

    /// As the next vehicle meets it.
    private var whole: Outlet { Outlet(evse: outlet.evse, phaseCount: phaseCount, voltage: outlet.voltage) }

    /// Lets so many of its phases through.
    mutating func offer(phases: Int) { outlet.phaseCount = phases }

    /// What the outlet lets its vehicle draw from now on; negative orders discharge. AC: of all phases it offers.
    mutating func permit(_ newLimit: ActivePower, now: UTCInstant) {
        let newLimit = dynamics?.stepped(newLimit) ?? newLimit
        let latest = pending.last?.limit ?? limit
        guard newLimit != latest else { return }
        // A newer word replaces those that have not been heard; a cut is not held up by a raise before it.
        pending.append((now + (visit?.reaction ?? .zero), newLimit))
        if pending.count > Self.capacity { pending.removeFirst() }
    }

    /// Sets the voltage there: what is permitted is a current, and so is what is on its way.
    mutating func set(_ voltage: Voltage) {
        let factor = outlet.voltage.volts > 0 ? voltage.volts / outlet.voltage.volts : 1
        outlet.voltage = voltage
        guard outlet.evse.supply == .ac, factor != 1 else { return }
        limit = limit * factor
        for index in pending.indices { pending[index].limit = pending[index].limit * factor }
    }

    /// Limits on their way to the vehicle: more than that many in one reaction delay say nothing.
    static let capacity = 32

    mutating func advance(to now: UTCInstant, duration: Duration, scene: Scene) {
        while let first = pending.first, first.at <= now {
            limit = first.limit
            pending.removeFirst()
        }
        if let leaving = visit, leaving.departure <= now {
            visit = nil
            power = .zero
            pending = []
            limit = .zero
            arrival = now + plan.absence(scene: scene, &generator)
        } else if visit == nil, arrival <= now {
            visit = plan.visit(arrivingAt: now, scene: scene, outlet: whole, &generator)
        }
        guard let present = visit else { return }
        let mayGive = present.state.stateOfCharge > present.leastSoC
        let next = present.vehicle.step(
            present.state, setpoint: mayGive ? limit : max(limit, .zero), at: outlet, duration: duration)
        visit?.state = next
        power = next.meanPower
    }

    /// What its vehicle tells of itself; nil where there is none, or where it says nothing: only those that can give
    /// energy back, and those at DC, speak with their station.
    var needs: VehicleNeeds? {
        guard let visit, outlet.evse.supply == .dc || outlet.evse.allowsDischarge else { return nil }
        let most: ActivePower =
            outlet.evse.supply == .dc
            ? min(visit.vehicle.maximumDCCharge, outlet.evse.maximumCharge)
            : .watts(visit.vehicle.maximumACCurrent.amperes * outlet.voltage.volts * Double(phasesInUse))
        return VehicleNeeds(
            departure: visit.departure, capacity: visit.vehicle.capacity, stateOfCharge: visit.state.stateOfCharge,
            targetSoC: visit.vehicle.targetSoC, leastSoC: visit.leastSoC, minimumCharge: least, maximumCharge: most,
            maximumDischarge: min(visit.vehicle.maximumDischarge, outlet.evse.maximumDischarge), phases: phasesInUse,
            followsCentral: visit.vehicle.maximumDischarge > .zero)
    }

    /// What the vehicle would draw if nothing limited it.
    var wanted: ActivePower {
        guard var free = visit else { return .zero }
        free.vehicle.rampPerSecond = nil
        free.state.wakeUpLeft = .zero
        return free.vehicle.step(free.state, setpoint: .watts(.infinity), at: outlet, duration: .seconds(1)).meanPower
    }

    /// The least that charges this vehicle at all.
    var least: ActivePower {
        guard outlet.evse.supply == .ac else { return outlet.evse.minimumCharge }
        return .watts((outlet.evse.minimumCurrent?.amperes ?? 6) * outlet.voltage.volts * Double(phasesInUse))
    }
}

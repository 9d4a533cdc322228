// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel

/// The gateway's dispatcher in the loop of a run: it sees readings of this very moment, every command is followed and
/// read back at once, and it is asked again, some seconds later each time, until it changes nothing more.
struct DispatchLoop {
    private let model: DispatchModel
    private let horizon: Horizon
    private let policy: Policy
    private let limits: LimitBook
    private var state: FleetState
    private var memory: DispatchMemory
    private var settings = DispatchSettings()
    private var dispatcher = Dispatcher()
    /// Steps whose plan did not stand after the most ticks.
    private(set) var unsettledSteps = 0
    /// Readings that the state refused as implausible.
    private(set) var refusedReadings = 0
    /// How many times the dispatcher was asked.
    private(set) var ticks = 0
    /// What caution withheld of each node's import limit, summed over the steps in which a limit of it cut somebody.
    private(set) var withheld: [WithheldSum]

    /// Where the steady clock of a run stands when it begins.
    private static let steadyStart: Int64 = 86_400_000
    /// Seconds after which the estimate of a base load has become what is measured, however it began.
    private static let belief = 20
    /// A setpoint holds this much longer than a step, so that none ends unasked.
    private static let validity = Duration.seconds(900)
    /// Change of a setpoint that is none, kW: half of the watt that setpoints are placed on.
    private static let noChange = 0.000_5

    init(_ feeder: Feeder, _ scenario: Scenario) {
        let immediate = Self.immediate(feeder)
        model = DispatchModel(immediate)
        horizon = scenario.horizon
        policy = scenario.policy
        limits = Self.book(scenario)
        state = FleetState(immediate)
        memory = DispatchMemory(
            model, startedAt: MonotonicInstant(milliseconds: Self.steadyStart - 3_600_000))
        // What takes a minute live happens within the first moment of a step: rungs of the ladder are climbed down, and
        // a vehicle that leaves room unused is believed. Tried again is such a belief each hour, so that a step of
        // five minutes is not always a trial.
        settings.ladderClearsAfter = .zero
        settings.demandFallsAfter = .zero
        settings.probeInterval = .seconds(3_600)
        // A step is longer than a switch takes, and vehicles here draw alike on all phases of their outlets.
        settings.switchesPhases = false
        withheld = feeder.nodes.map { _ in WithheldSum() }
        for der in feeder.ders.indices {
            state.change(der: der) {
                $0.link = .online
                $0.isProvisioned = true
                if case .evse = feeder.ders[der].unit { $0.plug = .available }
            }
        }
    }

    /// The feeder whose DERs follow at once and may be raised at once.
    private static func immediate(_ feeder: Feeder) -> Feeder {
        var ders = feeder.ders
        for index in ders.indices {
            ders[index].responseDelay = .zero
            ders[index].rampPerSecond = nil
            ders[index].raise = RaiseRule(interval: .zero, fraction: 1)
        }
        let sites = feeder.sites.map { site in
            var site = site
            site.raiseInterval = nil
            return site
        }
        return Feeder(
            id: feeder.id, name: feeder.name, nodes: feeder.nodes, sites: sites, ders: ders, stations: feeder.stations)
    }

    private static func book(_ scenario: Scenario) -> LimitBook {
        var book = LimitBook()
        for (number, limit) in scenario.limits.enumerated() {
            guard let id = Limit.ID("scenario-\(number + 1)") else { continue }
            _ = book.insert(
                Limit(
                    id: id, source: .system(id.text), author: scenario.id.text, reason: "scenario", node: limit.node,
                    direction: limit.isImport ? .import : .export, value: .activePower(limit.power),
                    start: limit.start ?? scenario.horizon.start, end: limit.end, createdAt: scenario.horizon.start))
        }
        return book
    }

    /// Puts every device on its default, as a gateway finds it.
    func begin(_ fleet: inout VirtualFleet) {
        for (der, unit) in fleet.feeder.ders.enumerated() {
            guard unit.communication != .none else { continue }
            let limit = unit.defaultLimit
            switch unit.unit {
            case .photovoltaic(let plate):
                if plate.isCurtailable { fleet.orders[der] = .told(kW: -limit.exportLimit.kilowatts, amperes: nil) }
            case .battery: fleet.orders[der] = .told(kW: 0, amperes: nil)
            case .load: fleet.orders[der] = .told(kW: limit.importLimit.kilowatts, amperes: nil)
            case .evse:
                // What an AC station holds is a current, however many phases the vehicle takes.
                let perAmpere = fleet.voltage(at: der).volts * Double(unit.phases.count)
                fleet.orders[der] = .told(
                    kW: limit.importLimit.kilowatts,
                    amperes: unit.unit.isACEVSE ? limit.importLimit.watts / perAmpere : nil)
            }
        }
    }

    mutating func notePlugged(_ session: VehicleSession, _ der: Int) {
        state.change(der: der) {
            $0.plug = .occupied
            $0.transactionStart = session.arrival
            $0.needs = ChargingNeeds(
                departureTime: session.departure, targetSoC: session.targetSoC,
                usableCapacity: session.vehicle.capacity)
        }
    }

    mutating func noteUnplugged(_ der: Int) {
        state.change(der: der) {
            $0.plug = .available
            $0.transactionStart = nil
            $0.needs = nil
            $0.stateOfCharge = nil
        }
    }

    /// Asks the dispatcher until its plan stands.
    mutating func settle(_ fleet: inout VirtualFleet, _ outlook: Outlook, step: Int) {
        var binding = Set<ConnectivityNode.ID>()
        var hasSettled = false
        var nodes: [NodePlan] = []
        for tick in 0..<policy.settlingTicks {
            let now = moment(step, tick)
            report(fleet, outlook, step: step, now: now)
            state.advance(to: now, model)
            let input = DispatchInput(
                model: model, state: state, limits: limits, memory: memory, settings: settings, now: now)
            let (plan, memory) = dispatcher.dispatch(input)
            self.memory = memory
            ticks += 1
            binding = []
            nodes = plan.nodes
            for setpoint in plan.setpoints {
                if [.limited, .notAdmitted, .excess].contains(setpoint.reason.cause), let node = setpoint.reason.node {
                    binding.insert(node)
                }
            }
            if !send(plan, &fleet, now: now) {
                hasSettled = true
                break
            }
        }
        if !hasSettled { unsettledSteps += 1 }
        for node in binding {
            guard let position = model.index.nodePosition[node] else { continue }
            withheld[position].add(nodes[position].withheld)
        }
    }

    /// The moment of a tick. They are as far apart as the dispatcher needs to believe what it measures, but all within
    /// the step.
    private func moment(_ step: Int, _ tick: Int) -> Moment {
        let spacing = min(Self.belief, horizon.stepMinutes * 60 / (policy.settlingTicks + 1))
        let time = horizon.time(ofStep: step) + .seconds(tick * max(spacing, 1))
        let since = time.milliseconds - horizon.start.milliseconds
        return Moment(utc: time, steady: MonotonicInstant(milliseconds: Self.steadyStart + since))
    }

    private mutating func report(_ fleet: VirtualFleet, _ outlook: Outlook, step: Int, now: Moment) {
        let wishes = fleet.batteryWishes(policy.batteries, outlook, step: step)
        var flow = outlook.baseKW.map { $0[step] }
        for (der, unit) in fleet.feeder.ders.enumerated() {
            let possible = outlook.possible(der, step)
            let kW = fleet.power(of: der, possibleKW: possible, wishKW: wishes[der])
            flow[Int(model.index.nodeOfDER[der])] += kW
            var telemetry = Telemetry(power: .kilowatts(kW), sourceTime: now.utc)
            switch unit.unit {
            case .battery:
                telemetry.stateOfCharge = fleet.soc[der]
                if policy.batteries == .selfConsumption { telemetry.request = .kilowatts(wishes[der]) }
            case .evse:
                guard fleet.vehicles[der] != nil else { continue }
                telemetry.stateOfCharge = fleet.soc[der]
                if unit.unit.isACEVSE { telemetry.voltage = fleet.voltage(at: der) }
            case .photovoltaic: telemetry.available = .kilowatts(possible)
            case .load: break
            }
            if case .refused = state.observe(telemetry, der: der, now: now) { refusedReadings += 1 }
        }
        for node in stride(from: flow.count - 1, to: 0, by: -1) { flow[Int(model.index.parent[node])] += flow[node] }
        for (node, kW) in flow.enumerated() where model.feeder.nodes[node].hasMeter {
            let telemetry = Telemetry(power: .kilowatts(kW), sourceTime: now.utc)
            if case .refused = state.observe(telemetry, node: node, now: now) { refusedReadings += 1 }
        }
    }

    /// Sends what changed; every device follows and says so at once.
    ///
    /// - Returns: whether anything changed.
    private mutating func send(_ plan: DispatchPlan, _ fleet: inout VirtualFleet, now: Moment) -> Bool {
        var hasChanged = false
        for (der, setpoint) in plan.setpoints.enumerated() {
            guard let power = setpoint.power else { continue }
            let command = state.ders[der].command
            let isSame = command.map { abs($0.power.kilowatts - power.kilowatts) < Self.noChange } ?? false
            let lasts = command.map { $0.validUntil - now.utc > horizon.step } ?? false
            if isSame, lasts { continue }
            if !isSame { hasChanged = true }
            let until = now.utc + horizon.step + horizon.step + Self.validity
            state.noteSent(power, der: der, validUntil: until, now: now)
            state.noteOutcome(.confirmed, der: der, sentAt: now)
            fleet.orders[der] = .told(kW: power.kilowatts, amperes: setpoint.current?.amperes)
        }
        return hasChanged
    }
}

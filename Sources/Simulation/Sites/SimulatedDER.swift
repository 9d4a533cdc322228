// SPDX-License-Identifier: Apache-2.0

import GridModel

/// A DER in the simulated world: its physics by `GridModel`'s steps, under what it was told.
struct SimulatedDER: Sendable {
    enum Body: Sendable {
        case battery(SimulatedBattery)
        case photovoltaic(PhotovoltaicUnit, RampedState, available: ActivePower)
        case load(ControllableLoad, RampedState, demand: ActivePower)
        case outlet(SimulatedOutlet)
    }

    let der: DER
    let habits: BadHabits
    /// Nil: those of its kind.
    let dynamics: DeviceDynamics?
    var body: Body
    var receiver: SetpointReceiver
    /// Energy drawn since the start, less what was delivered.
    private(set) var energy = ActiveEnergy.zero
    private var generator: SeededGenerator
    private var weather: Wandering

    init(
        _ der: DER, node: ConnectivityNode, habits: BadHabits, dynamics: DeviceDynamics? = nil, scene: Scene,
        now: UTCInstant, seed: UInt64
    ) {
        var generator = SeededGenerator(seed: seed, name: "der/\(der.id)")
        self.der = der
        self.habits = habits
        self.dynamics = dynamics
        body =
            switch der.unit {
            case .battery(let unit): .battery(SimulatedBattery(der, unit, dynamics, &generator))
            case .photovoltaic(let unit): .photovoltaic(unit, RampedState(power: .zero), available: .zero)
            case .load(let unit): .load(unit, RampedState(power: .zero), demand: .zero)
            case .evse(let unit):
                .outlet(
                    SimulatedOutlet(
                        der, unit, voltage: node.nominalPhaseVoltage, dynamics: dynamics, scene: scene, now: now,
                        generator: SeededGenerator(seed: seed, name: "vehicles/\(der.id)")))
            }
        // A device acts well within the response delay that the topology declares for it.
        let usualDelay = der.responseDelay * generator.between(0.02, 0.25)
        receiver = SetpointReceiver(delay: dynamics?.delay ?? usualDelay)
        weather = Wandering(constantS: 180, &generator)
        self.generator = generator
    }

    /// Mean power over the last step; load convention.
    var power: ActivePower {
        switch body {
        case .battery(let battery): battery.state.power
        case .photovoltaic(_, let state, _), .load(_, let state, _): state.meanPower
        case .outlet(let outlet): outlet.power
        }
    }

    /// The same on the feeder's phases. A vehicle on fewer phases than its outlet draws on the outlet's first lines.
    var byPhase: PhasePowers {
        guard case .outlet(let outlet) = body, outlet.outlet.evse.supply == .ac else {
            return PhasePowers(power, on: der.phases.lines)
        }
        return PhasePowers(power, on: der.phaseRotation.prefix(outlet.phasesInUse))
    }

    /// State of charge of a battery or of the vehicle that is there.
    var stateOfCharge: Double? {
        switch body {
        case .battery(let battery): battery.state.stateOfCharge
        case .outlet(let outlet): outlet.visit?.state.stateOfCharge
        case .photovoltaic, .load: nil
        }
    }

    /// What it would do if nothing limited it; load convention.
    var wanted: ActivePower {
        switch body {
        case .battery(let battery): battery.wish
        case .photovoltaic(_, _, let available): -available
        case .load(_, _, let demand): demand
        case .outlet(let outlet): outlet.wanted
        }
    }

    /// One step of everything but batteries, which come last because they look at the rest of their site.
    mutating func advance(to now: UTCInstant, duration: Duration, hour: Double, scene: Scene) {
        receiver.advance(to: now)
        if !scene.isWeatherSteady { weather.advance(seconds: duration.inSeconds, &generator) }
        switch body {
        case .battery: return
        case .photovoltaic(let unit, let state, _):
            let sky = min(1, max(0.15, 0.75 + 0.3 * weather.value))
            let sun = unit.rating * (DayShape.sun(hour: hour) * sky)
            let ramp = dynamics?.rampPerSecond ?? der.rampPerSecond
            let next = unit.step(
                state, available: sun, exportLimit: exportLimit, duration: duration, rampPerSecond: ramp)
            body = .photovoltaic(unit, next, available: sun)
        case .load(let unit, let state, _):
            let demand = unit.maximum * min(1, max(0, 0.55 + 0.35 * weather.value))
            let ramp = dynamics?.rampPerSecond ?? unit.maximum / 4
            let next = unit.step(
                state, demand: demand, importLimit: importLimit, duration: duration, rampPerSecond: ramp)
            body = .load(unit, next, demand: demand)
        case .outlet(var outlet):
            outlet.advance(to: now, duration: duration, scene: scene)
            body = .outlet(outlet)
        }
        energy += power.energy(seconds: duration.inSeconds)
    }

    /// The step of a battery at a site that draws `netOfOthers` without it.
    mutating func advanceBattery(netOfOthers: ActivePower, duration: Duration) {
        guard case .battery(var battery) = body else { return }
        battery.wish(netOfOthers: netOfOthers)
        battery.advance(target: batteryTarget(battery), duration: duration)
        body = .battery(battery)
        energy += power.energy(seconds: duration.inSeconds)
    }

    private func batteryTarget(_ battery: SimulatedBattery) -> ActivePower {
        if isFree { return battery.wish }
        if let command { return command }
        return battery.wish.clamped(lower: -der.defaultLimit.exportLimit, upper: der.defaultLimit.importLimit)
    }

    /// What it was told, in its own steps.
    private var command: ActivePower? {
        receiver.active.map { command in dynamics?.stepped(command.power) ?? command.power }
    }

    /// Nobody commands it, or it does not care.
    private var isFree: Bool { der.communication == .none || habits.contains(.ignoresLimits) }

    private var exportLimit: ActivePower? {
        if isFree { return nil }
        return command.map { max(-$0, .zero) } ?? der.defaultLimit.exportLimit
    }

    private var importLimit: ActivePower? {
        if isFree { return nil }
        return command.map { max($0, .zero) } ?? der.defaultLimit.importLimit
    }

    /// What an EVSE that no station stands behind lets its vehicle draw.
    var outletLimit: ActivePower {
        if isFree { return der.unit.maximumImport }
        return command ?? der.defaultLimit.importLimit
    }
}

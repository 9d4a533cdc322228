// SPDX-License-Identifier: Apache-2.0

import GridModel

/// What a simulated day looks like at its start: how busy it is.
public struct Scene: Sendable, Hashable {
    /// Share of the EVSEs that have a vehicle at the start.
    public var pluggedAtStart: Double
    /// State of charge that vehicles come with.
    public var arrivalSoC: ClosedRange<Double>
    /// Seconds until the first vehicle comes to an empty EVSE.
    public var firstArrivals: ClosedRange<Double>
    /// Seconds that a vehicle stays.
    public var stay: ClosedRange<Double>
    /// Seconds until the next one comes.
    public var absence: ClosedRange<Double>
    /// Share of the vehicles at AC outlets that charge on one phase whatever the outlet offers.
    public var singlePhase: Double
    /// Share of those that charge on two at most.
    public var twoPhase: Double
    /// Whether sky and demand stay as they are at the start, so that nothing moves but what is moved.
    public var isWeatherSteady = false
    /// Whether each vehicle takes all that its AC outlet gives, on all its phases.
    public var hasOnlyLargeVehicles = false

    /// A scene from its figures.
    public init(
        pluggedAtStart: Double, arrivalSoC: ClosedRange<Double>, firstArrivals: ClosedRange<Double>,
        stay: ClosedRange<Double>, absence: ClosedRange<Double>, singlePhase: Double = 0.2, twoPhase: Double = 0
    ) {
        self.pluggedAtStart = pluggedAtStart
        self.arrivalSoC = arrivalSoC
        self.firstArrivals = firstArrivals
        self.stay = stay
        self.absence = absence
        self.singlePhase = singlePhase
        self.twoPhase = twoPhase
    }

    /// Everybody has just come home: the feeder is short of capacity within the first minutes, and stays so for hours.
    public static let evening = Scene(
        pluggedAtStart: 0.9, arrivalSoC: 0.15...0.5, firstArrivals: 20...240, stay: 7_200...28_800, absence: 60...600)

    /// Vehicles come and go all the time, so that a short run sees many of them.
    public static let busy = Scene(
        pluggedAtStart: 0.6, arrivalSoC: 0.1...0.7, firstArrivals: 5...300, stay: 240...1_800, absence: 30...400)
}

/// Which vehicles come to an EVSE.
struct VisitPlan: Sendable {
    /// A battery is not emptied for others below this.
    static let leastSoC = 0.1

    private let unit: EVSE
    private let dynamics: DeviceDynamics?

    init(_ unit: EVSE, _ dynamics: DeviceDynamics? = nil) {
        self.unit = unit
        self.dynamics = dynamics
    }

    func absence(scene: Scene, _ generator: inout SeededGenerator) -> Duration {
        generator.seconds(scene.absence.lowerBound, scene.absence.upperBound)
    }

    func visit(
        arrivingAt now: UTCInstant, scene: Scene, outlet: Outlet, _ generator: inout SeededGenerator
    ) -> SimulatedOutlet.Visit {
        var vehicle = unit.supply == .dc ? dcVehicle(&generator) : acVehicle(outlet, scene, &generator)
        vehicle.rampPerSecond = dynamics?.rampPerSecond ?? vehicle.rampPerSecond
        let soc = generator.between(scene.arrivalSoC.lowerBound, scene.arrivalSoC.upperBound)
        let departure = now + generator.seconds(scene.stay.lowerBound, scene.stay.upperBound)
        let usualReaction = generator.seconds(0.5, 3)
        return SimulatedOutlet.Visit(
            vehicle: vehicle,
            state: VehicleState(isPlugged: true, stateOfCharge: soc, wakeUpLeft: vehicle.wakeUpDelay),
            departure: departure, reaction: dynamics?.delay ?? usualReaction)
    }

    private func acVehicle(_ outlet: Outlet, _ scene: Scene, _ generator: inout SeededGenerator) -> Vehicle {
        let most = outlet.evse.maximumCurrent?.amperes ?? 32
        let current = generator.chance(0.75) ? most : max(10, most / 2)
        let isLarge = scene.hasOnlyLargeVehicles
        return Vehicle(
            capacity: .kilowattHours(generator.between(40, 90).rounded()),
            maximumACCurrent: .amperes(isLarge ? most : current),
            acPhaseCount: max(phaseCount(outlet, scene, &generator), isLarge ? outlet.phaseCount : 0),
            maximumDCCharge: .zero, maximumDischarge: unit.allowsDischarge ? unit.maximumDischarge : .zero,
            wakeUpDelay: generator.seconds(1, 6))
    }

    /// The vehicle decides; one draw, whatever the shares are.
    private func phaseCount(_ outlet: Outlet, _ scene: Scene, _ generator: inout SeededGenerator) -> Int {
        let place = generator.between(0, 1)
        if place < 1 - scene.singlePhase - scene.twoPhase { return outlet.phaseCount }
        return place < 1 - scene.singlePhase ? min(2, outlet.phaseCount) : 1
    }

    private func dcVehicle(_ generator: inout SeededGenerator) -> Vehicle {
        Vehicle(
            capacity: .kilowattHours(generator.between(200, 420).rounded()),
            maximumDCCharge: unit.maximumCharge * generator.between(0.6, 1),
            maximumDischarge: unit.allowsDischarge ? unit.maximumDischarge : .zero,
            rampPerSecond: .kilowatts(25), wakeUpDelay: generator.seconds(1, 6))
    }
}

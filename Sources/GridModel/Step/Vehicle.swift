// SPDX-License-Identifier: Apache-2.0

/// A vehicle as the grid meets it at an EVSE.
public struct Vehicle: Sendable, Hashable {
    /// Usable capacity of its battery.
    public var capacity: ActiveEnergy
    /// Largest current per phase that its AC charger takes.
    public var maximumACCurrent: Current
    /// Phases that its AC charger uses: 1, 2 or 3.
    public var acPhaseCount: Int
    /// Largest DC charging power.
    public var maximumDCCharge: ActivePower
    /// Largest discharging power; zero where it cannot.
    public var maximumDischarge: ActivePower
    /// Stored energy per energy drawn.
    public var chargeEfficiency: Double
    /// Energy delivered per stored energy.
    public var dischargeEfficiency: Double
    /// State of charge it stops charging at.
    public var targetSoC: Double
    /// Fastest change of its power; nil follows at once.
    public var rampPerSecond: ActivePower?
    /// Time from being allowed power to drawing it, after a pause.
    public var wakeUpDelay: Duration
    /// How it takes charge near full.
    public var taper: ChargeTaper

    /// A vehicle; the values given here are those of a usual car with a three-phase 11 kW charger.
    public init(
        capacity: ActiveEnergy, maximumACCurrent: Current = .amperes(16), acPhaseCount: Int = 3,
        maximumDCCharge: ActivePower = .kilowatts(100), maximumDischarge: ActivePower = .zero,
        chargeEfficiency: Double = 0.92, dischargeEfficiency: Double = 0.92, targetSoC: Double = 1,
        rampPerSecond: ActivePower? = .kilowatts(3), wakeUpDelay: Duration = .seconds(3),
        taper: ChargeTaper = ChargeTaper()
    ) {
        self.capacity = capacity
        self.maximumACCurrent = maximumACCurrent
        self.acPhaseCount = acPhaseCount
        self.maximumDCCharge = maximumDCCharge
        self.maximumDischarge = maximumDischarge
        self.chargeEfficiency = chargeEfficiency
        self.dischargeEfficiency = dischargeEfficiency
        self.targetSoC = targetSoC
        self.rampPerSecond = rampPerSecond
        self.wakeUpDelay = wakeUpDelay
        self.taper = taper
    }
}

/// What a vehicle is at.
public struct VehicleState: Sendable, Hashable {
    /// Whether it is plugged in.
    public var isPlugged: Bool
    /// State of charge, 0...1.
    public var stateOfCharge: Double
    /// Power at the end of the step; positive charges.
    public var power: ActivePower
    /// Mean power over the step; times its duration, the energy.
    public var meanPower: ActivePower
    /// What is left of the wake-up delay; counts only while power is allowed.
    public var wakeUpLeft: Duration

    /// A state at rest unless a power is given.
    public init(
        isPlugged: Bool, stateOfCharge: Double, power: ActivePower = .zero, meanPower: ActivePower = .zero,
        wakeUpLeft: Duration = .zero
    ) {
        self.isPlugged = isPlugged
        self.stateOfCharge = stateOfCharge
        self.power = power
        self.meanPower = meanPower
        self.wakeUpLeft = wakeUpLeft
    }
}

// SPDX-License-Identifier: Apache-2.0

import GridModel

/// The physics of one DER in the bench: what it would take, what it was told, and what it does. Load convention, kW.
struct Device {
    enum Kind { case vehicle, battery, pv, heater }

    /// An order on its way to the device or in force there.
    struct Order {
        var kW: Double
        var amperes: Double?
        /// How many phases it is to use; nil for all.
        var phases: Int?
        var arrives: Int
        var expires: Int
    }

    let kind: Kind
    /// Vehicle and heater: most it would take; PV: what the sun gives.
    var wishKW: Double
    /// The feeder's phases it is on, and the true voltage there; a vehicle decides how many of its outlet's it uses.
    var onPhases = PhaseCode.abc
    var phases: Int {
        get { usedPhases.count }
        set { onPhases = [.a, [.a, .b], .abc][newValue - 1] }
    }
    /// The phases it is on now: those of its vehicle, as far as its station's contactor lets them through.
    var usedPhases: PhaseCode { contactor == 1 ? onPhases.intersection(.a) : onPhases }
    /// How many phases the contactor lets through, whether it follows orders, and how long it is told and pauses before
    /// it moves.
    private(set) var contactor = 3
    var switchesPhases = true
    var switchDelaySeconds = 5
    var switchPauseSeconds = 10
    private(set) var switches = 0
    private var switchTo: (phases: Int, pausesAt: Int, at: Int)?
    var volts = 230.0
    /// Whether it reports its power by phase.
    var isReportingPhases = false
    /// Import and export while nobody commands it.
    var defaultKW = (0.0, 0.0)
    /// The voltage it reports, V; nil where it reports none.
    var reportedVolts: Double?
    /// Fastest change of a battery's power, kW/s; nil where it jumps.
    var rampKWPerS: Double?
    var reactionSeconds = 4
    var confirmSeconds = 2
    var reportSeconds = 10
    /// Energy content; a vehicle at 1 takes nothing.
    var soc = 0.5
    var capacityKWh = 60.0
    /// What it says of it instead; nil where it tells the truth.
    var reportedSoC: Double?
    /// A battery's owner may ask for something.
    var requestKW: Double?
    var isPlugged = true
    var isOnline = true
    var isReporting = true
    /// Whether it does what it is told.
    var isObedient = true
    /// What a vehicle draws of the amperes that it is told.
    var drawnPart = 1.0
    /// Whether its station is told watts, and draws them whatever its voltage is.
    var isToldWatts = false
    private(set) var powerKW = 0.0
    private var held: Order?
    private var coming: [Order] = []

    init(_ kind: Kind, wishKW: Double) {
        self.kind = kind
        self.wishKW = wishKW
    }

    mutating func receive(_ order: Order) { if isOnline { coming.append(order) } }

    mutating func replug() {
        held = nil
        coming = []
        switchTo = nil
        contactor = 3
    }

    /// Moves on by one second.
    mutating func advance(to time: Int) {
        for order in coming where order.arrives <= time { held = order }
        coming.removeAll { $0.arrives <= time }
        if let order = held, order.expires <= time { held = nil }
        moveContactor(time)
        powerKW = isPausing(time) ? 0 : power()
        if kind == .vehicle || kind == .battery {
            soc = min(max(soc + powerKW / 3_600 / capacityKWh, 0), 1)
        }
    }

    /// A contactor moves a while after the order, and never under load.
    private mutating func moveContactor(_ time: Int) {
        let wanted = held?.phases ?? 3
        if switchTo == nil, switchesPhases, wanted != contactor {
            switchTo = (wanted, time + switchDelaySeconds, time + switchDelaySeconds + switchPauseSeconds)
        }
        guard let due = switchTo, due.at <= time else { return }
        if wanted == due.phases {
            contactor = wanted
            switches += 1
        }
        switchTo = nil
    }

    private func isPausing(_ time: Int) -> Bool { switchTo.map { $0.pausesAt <= time } ?? false }

    private func power() -> Double {
        switch kind {
        case .vehicle: vehiclePower()
        case .heater: isObedient ? min(wishKW, held?.kW ?? defaultKW.0) : wishKW
        case .pv: -min(wishKW, isObedient ? -(held?.kW ?? -defaultKW.1) : wishKW)
        case .battery: soc <= 0 || soc >= 1 ? 0 : ramped(held?.kW ?? 0)
        }
    }

    private func ramped(_ goal: Double) -> Double {
        guard let rampKWPerS else { return goal }
        return min(max(goal, powerKW - rampKWPerS), powerKW + rampKWPerS)
    }

    private func vehiclePower() -> Double {
        guard isPlugged else { return 0 }
        let wish = soc >= 1 ? 0 : wishKW * Double(usedPhases.count) / Double(onPhases.count)
        guard isObedient else { return wish }
        guard let held else { return min(wish, stopBelowMinimum(defaultKW.0)) }
        if held.kW < 0 { return held.kW }
        let drawnVolts = isToldWatts ? 400 / 3.0.squareRoot() : volts
        let limit = held.amperes.map { $0 < 6 ? 0 : $0 * drawnVolts * Double(phases) / 1_000 } ?? held.kW
        return min(wish, limit * drawnPart)
    }

    private func stopBelowMinimum(_ kW: Double) -> Double {
        kW < 6 * 230 * Double(phases) / 1_000 - 1e-6 ? 0 : kW
    }
}

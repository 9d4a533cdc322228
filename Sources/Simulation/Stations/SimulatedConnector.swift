// SPDX-License-Identifier: Apache-2.0

import GridModel
import OCPP

/// One connector of a simulated station, with what the station knows of it.
struct SimulatedConnector: Sendable {
    let number: Int
    /// Position of its DER in the feeder.
    let der: Int
    let isDC: Bool
    private(set) var rating: OutletRating
    /// Least current that charges, A; limits below it pause.
    let minimumCurrent: Double

    /// Whether it says what voltage it sees.
    var tellsVoltage = true

    /// What the outlet shows, set before each step.
    var isPlugged = false
    var power = ActivePower.zero
    var stateOfCharge: Double?
    var phasesInUse = 3
    /// What its vehicle wants, where it says so.
    var needs: VehicleNeeds?

    /// Energy registers, Wh.
    var importWattHours = 0.0
    var exportWattHours = 0.0
    /// The station's own number of the running transaction.
    var transaction: Int?
    var transactionStart: OCPPTimestamp?
    /// Number of the transaction's next event.
    var nextSequence = 0
    /// How it charged when that was last told.
    var toldInTransaction: OutletStatus?
    /// Whether the vehicle's needs are still to be told.
    var owesNeeds = false
    var startsAt: UTCInstant?
    /// The request to start that it is about to follow.
    var remoteStart: Int?
    var isRefused = false
    var nextSample: UTCInstant?
    var reported: OutletStatus?
    var nextReport = UTCInstant(milliseconds: 0)
    var schedule: HeldSchedule?
    /// Where its station can switch phases.
    var contactor: PhaseContactor?
    /// What it lets the vehicle draw now; W in all, negative orders discharge.
    var limit = ActivePower.zero
    /// What that was when the connection was lost.
    var frozenLimit: ActivePower?

    /// Between two status notifications of one connector, so that a vehicle that wakes up does not make three.
    static let shortestReport = Duration.seconds(3)

    /// The allowances from a moment on, kept until they end or the profiles change.
    struct HeldSchedule: Sendable {
        var start: Int64
        var end: Int64
        var steps: [ProfileStack.Step]

        func allowance(at time: Int64) -> ProfileStack.Allowance? {
            guard (start..<end).contains(time) else { return nil }
            return steps.last { start + Int64($0.second) * 1_000 <= time }?.allowance
        }
    }

    init(_ der: DER, _ unit: EVSE, position: Int, evse: Int, voltage: Voltage) {
        number = evse
        self.der = position
        isDC = unit.supply == .dc
        let phases = isDC ? 3 : der.phases.count
        let most = unit.maximumCurrent?.amperes ?? unit.maximumCharge.watts / (voltage.volts * Double(phases))
        rating = OutletRating(voltage: voltage.volts, phases: phases, maximumCurrent: most)
        if der.phaseSwitching != nil { contactor = PhaseContactor(all: phases) }
        minimumCurrent = unit.minimumCurrent?.amperes ?? 0
    }

    /// The unit it reckons in.
    var unit: StationProfile.Unit { isDC ? .watts : .amperes }

    /// The greatest limit of its own, in `unit`.
    var most: Double { isDC ? rating.maximumWatts : rating.maximumCurrent }

    /// A limit in `unit` as power of all phases.
    func power(of limit: Double) -> ActivePower {
        isDC ? .watts(limit) : .watts(limit * rating.voltage * Double(phasesInUse))
    }

    /// What it says of itself.
    var status: OutletStatus {
        guard isPlugged else { return .available }
        guard transaction != nil else { return isRefused ? .finishing : .preparing }
        if power.magnitude > .watts(50) { return .charging }
        return limit <= .zero ? .suspendedEVSE : .suspendedEV
    }

    /// Sets the voltage there.
    mutating func set(_ voltage: Voltage) { rating.voltage = voltage.volts }

    mutating func count(_ power: ActivePower, seconds: Double) {
        let wattHours = power.watts * seconds / 3_600
        if wattHours > 0 { importWattHours += wattHours } else { exportWattHours -= wattHours }
    }
}

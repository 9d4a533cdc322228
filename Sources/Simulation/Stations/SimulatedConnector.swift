// SPDX-License-Identifier: Apache-2.0

import GridModel
import OCPP

/// One connector of a simulated station, with what the station knows of it.
struct SimulatedConnector: Sendable {
    let number: Int
    /// Position of its DER in the feeder.
    let der: Int
    let isDC: Bool
    private(set) var rating: V16.ConnectorRating
    /// Least current that charges, A; limits below it pause.
    let minimumCurrent: Double

    /// Whether it says what voltage it sees.
    var tellsVoltage = true

    /// What the outlet shows, set before each step.
    var isPlugged = false
    var power = ActivePower.zero
    var stateOfCharge: Double?
    var phasesInUse = 3

    /// Energy registers, Wh.
    var importWattHours = 0.0
    var exportWattHours = 0.0
    /// The station's own number of the running transaction.
    var transaction: Int?
    var transactionStart: OCPPTimestamp?
    var startsAt: UTCInstant?
    var isRefused = false
    var nextSample: UTCInstant?
    var reported: V16.ChargePointStatus?
    var nextReport = UTCInstant(milliseconds: 0)
    var schedule: HeldSchedule?
    /// Where its station can switch phases.
    var contactor: PhaseContactor?
    /// What it lets the vehicle draw now; W in all, negative orders discharge.
    var limit = ActivePower.zero

    /// Between two status notifications of one connector, so that a vehicle that wakes up does not make three.
    static let shortestReport = Duration.seconds(3)

    /// The composite schedule from a moment on, kept until it ends or the profiles change.
    struct HeldSchedule: Sendable {
        var start: Int64
        var end: Int64
        var periods: [V16.ChargingSchedulePeriod]

        func period(at time: Int64) -> V16.ChargingSchedulePeriod? {
            guard (start..<end).contains(time) else { return nil }
            return periods.last { start + Int64($0.startPeriod) * 1_000 <= time }
        }
    }

    init(_ der: DER, _ unit: EVSE, position: Int, evse: Int, voltage: Voltage) {
        number = evse
        self.der = position
        isDC = unit.supply == .dc
        let phases = isDC ? 3 : der.phases.count
        let most = unit.maximumCurrent?.amperes ?? unit.maximumCharge.watts / (voltage.volts * Double(phases))
        rating = V16.ConnectorRating(voltage: voltage.volts, phases: phases, maximumCurrent: most)
        if der.phaseSwitching != nil { contactor = PhaseContactor(all: phases) }
        minimumCurrent = unit.minimumCurrent?.amperes ?? 0
    }

    /// The unit it reckons in.
    var unit: V16.ChargingRateUnit { isDC ? .w : .a }

    /// A limit in `unit` as power of all phases.
    func power(of limit: Double) -> ActivePower {
        isDC ? .watts(limit) : .watts(limit * rating.voltage * Double(phasesInUse))
    }

    /// What it says of itself.
    var status: V16.ChargePointStatus {
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

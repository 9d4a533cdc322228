// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// One visit of a vehicle at an EVSE. It comes at the beginning of a step and leaves at the end of one.
public struct VehicleSession: Sendable, Hashable {
    /// The EVSE.
    public var evse: DER.ID
    /// When it plugs in.
    public var arrival: UTCInstant
    /// When it leaves; may lie beyond the run.
    public var departure: UTCInstant
    /// What it is.
    public var vehicle: Vehicle
    /// State of charge it comes with, or has when the run begins if that is later.
    public var arrivalSoC: Double
    /// State of charge its driver needs on leaving; it takes no more.
    public var targetSoC: Double

    /// Energy that its battery needs, kWh.
    public var neededKWh: Double { max(targetSoC - arrivalSoC, 0) * vehicle.capacity.kilowattHours }

    /// State of charge after full power for so many spans from its arrival on.
    func stateOfCharge(
        afterFullPower spans: Int, of duration: Duration, at der: DER, _ evse: EVSE, _ node: ConnectivityNode
    ) -> Double {
        var vehicle = vehicle
        vehicle.targetSoC = targetSoC
        let outlet = Outlet(evse: evse, phaseCount: der.phases.count, voltage: node.nominalPhaseVoltage)
        var state = VehicleState(isPlugged: true, stateOfCharge: arrivalSoC)
        for _ in 0..<spans {
            state.power = .zero
            state = vehicle.step(state, setpoint: evse.maximumCharge, at: outlet, duration: duration)
        }
        return state.stateOfCharge
    }

    /// As a run finds it that begins while it is there: it has charged at full power since it came.
    func begun(at start: UTCInstant, _ der: DER, _ evse: EVSE, _ node: ConnectivityNode) -> VehicleSession {
        guard arrival < start else { return self }
        var session = self
        session.arrivalSoC = stateOfCharge(afterFullPower: 1, of: start - arrival, at: der, evse, node)
        return session
    }
}

/// The vehicles that come to one EVSE, drawn from the seed: one a day at most, and none before the last has left.
struct SessionGenerator {
    let profile: VehicleProfile
    let seed: UInt64
    let horizon: Horizon
    let offsetH: Double

    /// Usable capacities of usual cars, kWh.
    static let capacitiesKWh = [40.0, 58.0, 77.0]
    /// Days before the run from which vehicles may still be there.
    static let daysBefore: Int64 = 2
    /// A vehicle stays at least this long, hours.
    static let shortestStayH = 0.5

    func sessions(of der: DER, _ evse: EVSE) -> [VehicleSession] {
        var sessions: [VehicleSession] = []
        let offset = Int64(offsetH * 3_600_000)
        let first = LoadGenerator.floored(horizon.start.milliseconds + offset, by: 86_400_000) - Self.daysBefore
        let last = LoadGenerator.floored(horizon.end.milliseconds + offset, by: 86_400_000)
        for day in first...last {
            guard let session = session(of: der, evse, on: day, offset: offset) else { continue }
            let isFree = sessions.last.map { $0.departure < session.arrival } ?? true
            if session.arrival < horizon.end, isFree { sessions.append(session) }
        }
        return sessions.filter { $0.departure > horizon.start }
    }

    private func session(of der: DER, _ evse: EVSE, on day: Int64, offset: Int64) -> VehicleSession? {
        var stream = SeededStream(seed: seed, "vehicle " + der.id.text, day)
        let comes = stream.uniform() < profile.chance
        let arrivalH = min(max(profile.arrivalH + profile.arrivalSpreadH * stream.normal(), 0), 23.9)
        var departureH = profile.departureH + profile.departureSpreadH * stream.normal()
        if profile.departureH <= profile.arrivalH { departureH += 24 }
        departureH = max(departureH, arrivalH + Self.shortestStayH)
        let vehicle = vehicle(of: der, evse)
        let energy = profile.meanEnergyKWh * (0.4 + 0.6 * stream.exponential())
        // What is driven in a day fits the battery: never more than nine tenths of it.
        let needed = min(energy / vehicle.capacity.kilowattHours, 0.9)
        guard comes else { return nil }
        func time(_ hour: Double) -> UTCInstant {
            UTCInstant(milliseconds: day * 86_400_000 - offset + Int64(hour * 3_600_000))
        }
        return VehicleSession(
            evse: der.id, arrival: time(arrivalH), departure: time(departureH), vehicle: vehicle,
            arrivalSoC: vehicle.targetSoC - needed, targetSoC: vehicle.targetSoC)
    }

    /// The car of this EVSE: the same every day.
    private func vehicle(of der: DER, _ evse: EVSE) -> Vehicle {
        var stream = SeededStream(seed: seed, "car " + der.id.text)
        let capacity = Self.capacitiesKWh[Int(stream.next() % UInt64(Self.capacitiesKWh.count))]
        let isSinglePhase = stream.uniform() < profile.singlePhaseShare
        return .planned(
            capacityKWh: capacity, phaseCount: isSinglePhase ? 1 : 3, currentA: isSinglePhase ? 32 : 16,
            dischargeKW: evse.maximumDischarge.kilowatts)
    }
}

extension Vehicle {
    /// A vehicle that follows at once: the seconds of ramps and wake-up are no part of a step of minutes.
    static func planned(
        capacityKWh: Double, phaseCount: Int, currentA: Double, dcKW: Double = 150, dischargeKW: Double,
        targetSoC: Double = 1
    ) -> Vehicle {
        Vehicle(
            capacity: .kilowattHours(capacityKWh), maximumACCurrent: .amperes(currentA), acPhaseCount: phaseCount,
            maximumDCCharge: .kilowatts(dcKW), maximumDischarge: .kilowatts(dischargeKW), targetSoC: targetSoC,
            rampPerSecond: nil, wakeUpDelay: .zero)
    }
}

// SPDX-License-Identifier: Apache-2.0

public import GridModel
public import OCPP

/// A feeder as it would be outside: homes, sun, batteries, vehicles and charging stations, with true physics, and the
/// messages by which they speak to a gateway.
///
/// A value without a clock: time is what `advance(to:)` is given, luck comes from the seed, and the same calls give the
/// same messages, byte for byte.
///
/// ```
/// setpoints, OCPP frames ──▶ received ──▶ devices ── advance(to:) ──▶ takeOutputs ──▶ readings, OCPP frames
///                                            └──▶ trueNetPower: what meters of the test's own would show
/// ```
/// In parts: this file (state, time, truth), `+Publishing`, `+Inputs` and `+Voltage`.
public struct SimulatedWorld: Sendable {
    /// What is simulated.
    public let feeder: Feeder
    /// How busy the day is.
    public let scene: Scene
    /// The time that the world has reached.
    public private(set) var time: UTCInstant

    let index: FeederIndex
    let habits: WorldHabits
    var ders: [SimulatedDER]
    var stations: [SimulatedStation]
    var publishers: Publishers
    var outputs = DelayedOutputs()
    private var baseLoads: [NodeLoad]
    private var netPower: [ActivePower]
    private var netByPhase: [PhasePowers]
    private let hourShift: Double
    /// The voltage everywhere, as a part of nominal.
    public internal(set) var voltageFactor = 1.0
    /// Whether meters and stations say what voltage they see.
    public internal(set) var tellsVoltage = true

    /// Longest step of the physics.
    public static let longestStep = Duration.seconds(1)

    /// A world at its start.
    ///
    /// - Parameters:
    ///   - startHour: hour of day 0..<24 that sun and households begin at, whatever the clock says; nil takes it from
    ///     `now`. Times in messages are never shifted.
    ///   - habits: what devices do wrong.
    ///   - versions: of OCPP that stations speak; 1.6 where nothing is said.
    ///   - dynamics: how devices follow, where it is not left to their kind.
    public init(
        feeder: Feeder, seed: UInt64, startHour: Double? = nil, scene: Scene = .evening,
        habits: WorldHabits = WorldHabits(), versions: [ChargingStation.ID: OCPPVersion] = [:],
        dynamics: [DER.ID: DeviceDynamics] = [:], now: UTCInstant
    ) {
        self.feeder = feeder
        self.scene = scene
        self.habits = habits
        time = now
        let index = FeederIndex(feeder)
        self.index = index
        hourShift = startHour.map { $0 - Self.civilHour(now) } ?? 0
        baseLoads = feeder.nodes.map { NodeLoad($0, seed: seed) }
        netPower = Array(repeating: .zero, count: feeder.nodes.count)
        netByPhase = Array(repeating: .zero, count: feeder.nodes.count)
        ders = feeder.ders.enumerated().map { position, der in
            SimulatedDER(
                der, node: feeder.nodes[Int(index.nodeOfDER[position])], habits: habits.sites[der.site] ?? [],
                dynamics: dynamics[der.id], scene: scene, now: now, seed: seed)
        }
        stations = feeder.stations.map { station in
            SimulatedStation(
                station, version: versions[station.id] ?? .v16, connectors: Self.connectors(of: station, feeder, index),
                habits: habits.stations[station.id] ?? [], now: now, seed: seed)
        }
        publishers = Publishers(feeder, index, seed: seed)
    }

    private static func connectors(
        of station: ChargingStation, _ feeder: Feeder, _ index: FeederIndex
    ) -> [SimulatedConnector] {
        feeder.ders.enumerated().compactMap { position, der in
            guard case .ocpp(station.id, let evse) = der.communication, case .evse(let unit) = der.unit else {
                return nil
            }
            let voltage = feeder.nodes[Int(index.nodeOfDER[position])].nominalPhaseVoltage
            return SimulatedConnector(der, unit, position: position, evse: evse, voltage: voltage)
        }.sorted { $0.number < $1.number }
    }

    // MARK: - Time

    /// Lets time pass up to `end`; what the devices say meanwhile waits in `takeOutputs`.
    public mutating func advance(to end: UTCInstant) {
        while time < end {
            let duration = min(Self.longestStep, end - time)
            time = time + duration
            step(duration)
        }
    }

    private mutating func step(_ duration: Duration) {
        let hour = self.hour
        for node in baseLoads.indices { baseLoads[node].advance(hour: hour, seconds: duration.inSeconds) }
        for der in ders.indices {
            permit(der)
            ders[der].advance(to: time, duration: duration, hour: hour, scene: scene)
        }
        advanceBatteries(duration)
        sumUp()
        for station in stations.indices { advanceStation(station, duration) }
        publish()
    }

    /// An EVSE without a station keeps to its own setpoint; one with a station to what the station says.
    private mutating func permit(_ der: Int) {
        guard case .outlet(var outlet) = ders[der].body else { return }
        if case .ocpp = ders[der].der.communication { return }
        outlet.permit(ders[der].outletLimit, now: time)
        ders[der].body = .outlet(outlet)
    }

    /// A battery wants to bring the rest of its site to zero, vehicles apart.
    private mutating func advanceBatteries(_ duration: Duration) {
        var others = baseLoads.map(\.power)
        for (position, der) in ders.enumerated() {
            switch der.body {
            case .battery, .outlet: continue
            case .photovoltaic, .load: others[Int(index.nodeOfDER[position])] += der.power
            }
        }
        for position in ders.indices {
            ders[position].advanceBattery(netOfOthers: others[Int(index.nodeOfDER[position])], duration: duration)
        }
    }

    private mutating func sumUp() {
        netPower = baseLoads.map(\.power)
        netByPhase = baseLoads.map(\.byPhase)
        for (position, der) in ders.enumerated() {
            let node = Int(index.nodeOfDER[position])
            netPower[node] += der.power
            netByPhase[node] += der.byPhase
        }
        for node in stride(from: netPower.count - 1, to: 0, by: -1) {
            let parent = Int(index.parent[node])
            netPower[parent] += netPower[node]
            // A transformer's own phases are those behind it: a delta winding lies between them and its parent's.
            let passes = feeder.nodes[node].passesPhases
            netByPhase[parent] += passes ? netByPhase[node] : netByPhase[node].aboveDelta
        }
    }

    private mutating func advanceStation(_ position: Int, _ duration: Duration) {
        for connector in stations[position].connectors.indices {
            let der = stations[position].connectors[connector].der
            guard case .outlet(let outlet) = ders[der].body else { continue }
            stations[position].connectors[connector].isPlugged = outlet.isPlugged
            stations[position].connectors[connector].power = outlet.power
            stations[position].connectors[connector].stateOfCharge = outlet.visit?.state.stateOfCharge
            stations[position].connectors[connector].phasesInUse = outlet.phasesInUse
            stations[position].connectors[connector].needs = stations[position].version > .v16 ? outlet.needs : nil
            stations[position].connectors[connector].count(outlet.power, seconds: duration.inSeconds)
        }
        stations[position].advance(to: time)
        for connector in stations[position].connectors {
            guard case .outlet(var outlet) = ders[connector.der].body else { continue }
            if let contactor = connector.contactor { outlet.offer(phases: contactor.phases) }
            outlet.permit(connector.limit, now: time)
            ders[connector.der].body = .outlet(outlet)
        }
        flush(station: position)
    }

    /// Hour of day that sun and households are at.
    public var hour: Double {
        let hour = (Self.civilHour(time) + hourShift).truncatingRemainder(dividingBy: 24)
        return hour < 0 ? hour + 24 : hour
    }

    private static func civilHour(_ time: UTCInstant) -> Double {
        Double(time.milliseconds % 86_400_000) / 3_600_000
    }

    // MARK: - Truth

    /// True net power through a node, by position: the mean over the last step; load convention.
    public func trueNetPower(node: Int) -> ActivePower { netPower[node] }

    /// The same on each phase, behind the equipment that feeds the node.
    public func truePhasePower(node: Int) -> PhasePowers { netByPhase[node] }

    /// True power of a DER on each phase.
    public func phasePower(der: Int) -> PhasePowers { ders[der].byPhase }

    /// Sets what nobody controls at a node itself, within its declared bounds; nil gives it back to the hour.
    public mutating func setBaseLoad(_ level: ActivePower?, node: Int) { baseLoads[node].level = level }

    /// What nobody controls at a node itself.
    public func baseLoad(node: Int) -> ActivePower { baseLoads[node].power }

    /// True power of a DER, by position; load convention.
    public func power(der: Int) -> ActivePower { ders[der].power }

    /// Energy that a DER has drawn since the start, less what it delivered.
    public func energy(der: Int) -> ActiveEnergy { ders[der].energy }

    /// True state of charge of a battery or of the vehicle at an EVSE; nil where there is none.
    public func stateOfCharge(der: Int) -> Double? { ders[der].stateOfCharge }

    /// What a DER would do if nothing limited it; load convention.
    public func wanted(der: Int) -> ActivePower { ders[der].wanted }

    /// The least power that charges the vehicle at an EVSE at all; nil without a vehicle.
    public func leastCharge(der: Int) -> ActivePower? {
        guard case .outlet(let outlet) = ders[der].body, outlet.isPlugged else { return nil }
        return outlet.least
    }

    /// The vehicle at an EVSE.
    public func vehicle(der: Int) -> Vehicle? {
        guard case .outlet(let outlet) = ders[der].body else { return nil }
        return outlet.visit?.vehicle
    }
}

/// Which sites and stations have bad habits.
public struct WorldHabits: Sendable, Hashable {
    /// By site: its publishers and its DERs on MQTT.
    public var sites: [Site.ID: BadHabits]
    /// By station.
    public var stations: [ChargingStation.ID: BadHabits]

    /// Nobody has any unless said here.
    public init(sites: [Site.ID: BadHabits] = [:], stations: [ChargingStation.ID: BadHabits] = [:]) {
        self.sites = sites
        self.stations = stations
    }
}

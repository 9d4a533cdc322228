// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Gateway
import GridModel
import OCPP
import Simulation
import Store

/// The shipping core against the simulated world, in process and under a virtual clock: no socket, no thread, no sleep.
///
/// ```
/// world ── outputs ──▶ link (late, twice, lost) ──▶ GatewayCore ── actions ──▶ link ──▶ world
///                                                      └── records ──▶ Store (in memory)
/// ```
struct VirtualRun {
    let feeder: Feeder
    let seed: UInt64
    let store: Store
    var settings = GatewaySettings()
    var world: SimulatedWorld
    private(set) var core: GatewayCore?
    private(set) var now: UTCInstant
    private(set) var watch: WireWatch
    /// Everything that crossed a link, in order; kept only where `keepsLog`.
    private(set) var log: [String] = []
    var keepsLog = false
    /// Processor time that the core has taken, s.
    private(set) var gatewayCPU = 0.0

    private let start: UTCInstant
    private var retained: [String: [UInt8]] = [:]
    private var up: VirtualLink<(topic: String, payload: [UInt8], isRetained: Bool)>
    private var down: VirtualLink<(topic: String, payload: [UInt8])>
    private var connections: [Int: Connection] = [:]
    private var stationOfConnection: [UInt64: Int] = [:]
    private var lastConnection: UInt64 = 0
    private var onBroker: Set<WorldPublisher> = []
    private var nextTick: UTCInstant
    private var startedAt: UTCInstant
    /// Stations whose line is cut: they cannot connect.
    var isLineCut: Set<Int> = []

    private struct Connection {
        var id: UInt64
        var version: OCPPVersion
        var toGateway: VirtualWire
        var toStation: VirtualWire
    }

    /// Time between two looks at the links.
    static let quantum = Duration.milliseconds(500)
    /// The moment at which every run begins: a Monday at six in the evening.
    static let beginning = UTCInstant(milliseconds: 1_764_007_200_000)

    init(
        feeder: Feeder, seed: UInt64, startHour: Double = 18, scene: Scene = .evening,
        habits: WorldHabits = WorldHabits(),
        versions: [ChargingStation.ID: OCPPVersion] = [:], quality: LinkQuality = .good,
        dynamics: [DER.ID: DeviceDynamics] = [:]
    ) throws {
        self.feeder = feeder
        self.seed = seed
        store = try Store.inMemory()
        settings.recordsReadings = false
        start = Self.beginning
        now = start
        nextTick = start
        startedAt = start
        world = SimulatedWorld(
            feeder: feeder, seed: seed, startHour: startHour, scene: scene, habits: habits, versions: versions,
            dynamics: dynamics, now: start)
        up = VirtualLink(quality, seed: seed, name: "up")
        down = VirtualLink(quality, seed: seed, name: "down")
        watch = WireWatch(feeder)
    }

    /// The same moment on both clocks; the steady one begins anew with each run of the gateway.
    var moment: Moment {
        Moment(utc: now, steady: MonotonicInstant(milliseconds: (now - startedAt).inMilliseconds + 1_000))
    }

    // MARK: - The gateway's life

    mutating func startGateway(on changed: Feeder? = nil) throws {
        startedAt = now
        let restored = try RestoredState(store, now: now)
        core = GatewayCore(feeder: changed ?? feeder, settings: settings, restored: restored, now: moment)
        nextTick = now
        watch.gatewayStarted(isRestart: !restored.setpoints.isEmpty)
        for (topic, payload) in retained.sorted(by: { $0.key < $1.key }) {
            try deliver(topic, payload, isRetained: true)
        }
    }

    /// The process is gone, with everything that was not in the store.
    mutating func crashGateway() {
        core = nil
        up.cut()
        for station in connections.keys.sorted() { world.closed(station: station) }
        connections = [:]
        stationOfConnection = [:]
    }

    mutating func setLimit(_ node: ConnectivityNode.ID, kilowatts: Double, minutes: Int = 600) throws {
        let request = LimitRequest(
            node: node, direction: .import, value: .activePower(.kilowatts(kilowatts)),
            end: now + .seconds(minutes * 60),
            reason: "virtual run")
        guard var core else { return }
        let (_, actions) = core.setLimit(request, author: "test", now: moment)
        self.core = core
        try carryOut(actions)
        try tick()
    }

    /// Puts another topology in force.
    mutating func changeTopology(to feeder: Feeder, _ text: String) throws -> Result<TopologyAnswer, TopologyError>? {
        guard var core else { return nil }
        let names = Set(feeder.ders.map(\.id))
        for (der, unit) in self.feeder.ders.enumerated() where !names.contains(unit.id) { watch.left(der) }
        let edit = TopologyEdit(feeder: feeder, text: text, author: "test")
        let (result, actions) = core.changeTopology(edit, now: moment)
        self.core = core
        try carryOut(actions)
        return result
    }

    // MARK: - Time

    /// Lets one quantum pass.
    mutating func step() throws {
        now = now + Self.quantum
        let time = now.milliseconds
        world.advance(to: now)
        for output in world.takeOutputs() { route(output, time) }
        try keepConnections()
        for message in up.receive(now: time) { try deliver(message.topic, message.payload, isRetained: false) }
        for station in feeder.stations.indices {
            guard let id = connections[station]?.id, let version = connections[station]?.version else { continue }
            for frame in connections[station]?.toGateway.receive(now: time) ?? [] {
                note("station \(station) > \(String(decoding: frame, as: UTF8.self))")
                watch.fromStation(station, frame, version)
                try feed(.stationText(connection: id, frame))
            }
        }
        if core != nil, nextTick <= now || core?.wantsTickNow == true { try tick() }
        for message in down.receive(now: time) {
            note("\(message.topic) < \(String(decoding: message.payload, as: UTF8.self))")
            world.received(topic: message.topic, payload: message.payload)
        }
        for station in feeder.stations.indices {
            for frame in connections[station]?.toStation.receive(now: time) ?? [] {
                note("station \(station) < \(String(decoding: frame, as: UTF8.self))")
                world.received(station: station, frame)
            }
        }
    }

    private mutating func tick() throws {
        nextTick = now + settings.tickInterval
        try feed(.tick)
    }

    private mutating func route(_ output: WorldOutput, _ time: Int64) {
        switch output {
        case .publish(_, let topic, let payload, let isRetained):
            if isRetained { retained[topic] = payload }
            if core != nil { up.send((topic, payload, isRetained), now: time) }
        case .send(let station, let frame): connections[station]?.toGateway.send(frame, now: time)
        case .hangUp(let station): try? hangUp(station)
        case .leaveBroker(let site):
            onBroker.remove(.site(site))
            world.disconnected(.site(site))
        }
    }

    mutating func hangUp(_ station: Int) throws {
        guard let connection = connections.removeValue(forKey: station) else { return }
        stationOfConnection[connection.id] = nil
        world.closed(station: station)
        try feed(.stationClosed(connection: connection.id))
    }

    private mutating func keepConnections() throws {
        for publisher in world.allPublishers where !onBroker.contains(publisher) && world.wantsBroker(publisher) {
            onBroker.insert(publisher)
            world.connected(publisher)
        }
        for station in isLineCut.sorted() { try hangUp(station) }
        guard core != nil else { return }
        for station in feeder.stations.indices where connections[station] == nil && !isLineCut.contains(station) {
            guard world.wantsConnection(station: station) else { continue }
            lastConnection += 1
            let version = version(station)
            stationOfConnection[lastConnection] = station
            connections[station] = Connection(
                id: lastConnection, version: version,
                toGateway: VirtualWire(seed: seed, name: "to gateway \(lastConnection)"),
                toStation: VirtualWire(seed: seed, name: "to station \(lastConnection)"))
            try feed(
                .stationOpened(
                    connection: lastConnection, identity: feeder.stations[station].id.text, version: version))
            // One that no topology names is let go at once.
            if connections[station] != nil { world.opened(station: station, version: version) }
        }
    }

    /// What the gateway's door agrees on: the version that is pinned, else the newest that the station offers.
    private func version(_ station: Int) -> OCPPVersion {
        let pinned = feeder.stations[station].pinnedVersion.flatMap { OCPPVersion(rawValue: $0) }
        return pinned ?? world.offeredVersions(station: station).max() ?? .v16
    }

    // MARK: - Through the core

    private mutating func deliver(_ topic: String, _ payload: [UInt8], isRetained: Bool) throws {
        note("\(topic) > \(String(decoding: payload, as: UTF8.self))")
        watch.fromSite(topic, isRetained: isRetained)
        try feed(.mqtt(topic: topic, payload: payload, isRetained: isRetained))
    }

    private mutating func feed(_ input: GatewayInput) throws {
        guard core != nil else { return }
        let began = ProcessorTime.seconds
        let actions = core!.receive(input, now: moment)
        gatewayCPU += ProcessorTime.seconds - began
        try carryOut(actions)
    }

    private mutating func carryOut(_ actions: [GatewayAction]) throws {
        for action in actions {
            switch action {
            case .publish(let topic, let payload, let isRetained):
                if isRetained { retained[topic] = payload }
                watch.toSite(topic, payload)
                down.send((topic, payload), now: now.milliseconds)
            case .send(let connection, let frame):
                guard let station = stationOfConnection[connection], let version = connections[station]?.version
                else { continue }
                watch.toStation(station, frame, version)
                connections[station]?.toStation.send(frame, now: now.milliseconds)
            case .disconnect(let connection, _):
                if let station = stationOfConnection[connection] { try hangUp(station) }
            case .record(let records): try store.append(records)
            case .recordLater(let make): try store.append(make())
            case .begin(let start, let connection, let call):
                let begun = try store.begin(start)
                try feed(.transactionBegun(connection: connection, call: call, start, begun))
            case .end(let stop, let connection, let call):
                _ = try store.end(stop)
                try feed(.transactionEnded(connection: connection, call: call, stop))
            // Nobody asks for a certificate here.
            case .sign: break
            case .note(let text): note("note \(text)")
            }
        }
    }

    private mutating func note(_ line: @autoclosure () -> String) {
        if keepsLog { log.append("\((now - start).inMilliseconds) \(line())") }
    }
}

// SPDX-License-Identifier: Apache-2.0

public import GridModel
public import Logging
public import MQTT
public import OCPP
import OCPPWebSocket
import Synchronization

/// Runs a simulated world against a running gateway, by the real protocols and in real time: one MQTT connection for
/// each site and each measured node, one WebSocket for each station.
public final class SimulationDriver: Sendable {
    /// Where the gateway listens.
    public struct Endpoints: Sendable, Hashable {
        /// Host of OCPP, and of the broker unless that has its own.
        public var host: String
        /// Host of a broker elsewhere.
        public var mqttHost: String?
        /// How the broker is trusted; nil for plain TCP.
        public var mqttTLS: MQTTTLS?
        /// Port of the broker.
        public var mqttPort: Int
        /// Port of OCPP.
        public var ocppPort: Int

        /// Endpoints on one host.
        public init(host: String = "127.0.0.1", mqttPort: Int, ocppPort: Int) {
            self.host = host
            self.mqttPort = mqttPort
            self.ocppPort = ocppPort
        }
    }

    /// What sites, meters and stations show at the door.
    public struct Credentials: Sendable {
        /// Of a site at the broker.
        public var site: @Sendable (Site.ID) -> MQTTCredentials
        /// Of a node's meter at the broker.
        public var node: @Sendable (ConnectivityNode.ID) -> MQTTCredentials
        /// Password of a station; nil for none.
        public var station: @Sendable (ChargingStation.ID) -> [UInt8]?

        /// Credentials looked up when they are needed.
        public init(
            site: @escaping @Sendable (Site.ID) -> MQTTCredentials,
            node: @escaping @Sendable (ConnectivityNode.ID) -> MQTTCredentials,
            station: @escaping @Sendable (ChargingStation.ID) -> [UInt8]?
        ) {
            self.site = site
            self.node = node
            self.station = station
        }
    }

    let endpoints: Endpoints
    let credentials: Credentials
    let logger: Logger
    let state: Mutex<State>
    private let clock: WorldClock

    /// Time between two steps: four a second.
    static let stepInterval = Duration.milliseconds(250)

    /// A driver for a world that begins now.
    ///
    /// - Parameter startHour: hour of day that sun and households begin at; nil takes the clock's.
    public init(
        feeder: Feeder, seed: UInt64, startHour: Double? = nil, scene: Scene = .evening,
        habits: WorldHabits = WorldHabits(), versions: [ChargingStation.ID: OCPPVersion] = [:], endpoints: Endpoints,
        credentials: Credentials, logger: Logger
    ) {
        self.endpoints = endpoints
        self.credentials = credentials
        self.logger = logger
        clock = WorldClock()
        let world = SimulatedWorld(
            feeder: feeder, seed: seed, startHour: startHour, scene: scene, habits: habits, versions: versions,
            now: clock.now)
        state = Mutex(State(world: world, seed: seed))
    }

    /// True net power of each node, by position, in kW: what meters of nobody's would show.
    public var truth: [Double] {
        observe { world in
            world.feeder.nodes.indices.map { world.trueNetPower(node: $0).kilowatts }
        }
    }

    /// Looks at the world as it is now; must be short, the world stands still meanwhile.
    public func observe<Answer: Sendable>(_ look: (SimulatedWorld) -> sending Answer) -> sending Answer {
        state.withLock { look($0.world) }
    }

    /// Runs until its task is cancelled; then everybody says goodbye.
    public func run() async {
        let client = OCPPClient(delegate: self)
        await withDiscardingTaskGroup { group in
            var next = ContinuousClock.now
            while !Task.isCancelled {
                step()
                joinBroker()
                for calling in stationsToConnect() {
                    group.addTask { await self.connect(calling, by: client) }
                }
                next = max(next + Self.stepInterval, .now)
                try? await Task.sleep(until: next, clock: .continuous)
            }
            goodbye()
        }
        await leaveBroker()
    }

    private func step() {
        let outputs = state.withLock { state in
            for client in state.clients.values {
                for message in client.takeBatch() {
                    state.world.received(topic: message.topic, payload: message.payload)
                }
            }
            state.world.advance(to: clock.now)
            return state.world.takeOutputs()
        }
        carryOut(outputs)
    }

    func carryOut(_ outputs: [WorldOutput]) {
        guard !outputs.isEmpty else { return }
        let (clients, connections) = state.withLock { ($0.clients, $0.connections) }
        for output in outputs {
            switch output {
            case .publish(let publisher, let topic, let payload, let isRetained):
                clients[publisher]?.publish(topic: topic, payload: payload, qos: .atLeastOnce, retain: isRetained)
            case .send(let station, let frame): _ = connections[station]?.send(text: frame)
            case .hangUp(let station): connections[station]?.close(.normal, text: "simulated")
            case .leaveBroker(let site): drop(.site(site))
            }
        }
    }
}

/// The wall clock at the start, and steady from there.
struct WorldClock: Sendable {
    private let wall: UTCInstant
    private let start = ContinuousClock.now

    init() { wall = UTCInstant.wallClock }

    var now: UTCInstant { wall + (ContinuousClock.now - start) }
}

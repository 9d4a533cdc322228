// SPDX-License-Identifier: Apache-2.0

import GridModel
import Logging
import MQTT
import OCPPWebSocket
import Synchronization

extension SimulationDriver {
    /// What the driver holds.
    struct State {
        var world: SimulatedWorld
        var clients: [WorldPublisher: MQTTClient] = [:]
        var clientRetryAt: [WorldPublisher: ContinuousClock.Instant] = [:]
        var connections: [Int: StationConnection] = [:]
        var connecting: Set<Int> = []
        var attempts: [Int: Attempts] = [:]
        var isOver = false
        var generator: SeededGenerator
        /// Position of each station by its identity.
        let position: [String: Int]

        init(world: SimulatedWorld, seed: UInt64) {
            self.world = world
            position = Dictionary(
                world.feeder.stations.enumerated().map { ($1.id.text, $0) }, uniquingKeysWith: { first, _ in first })
            generator = SeededGenerator(seed: seed, name: "driver")
        }
    }

    /// Pause before a client that could not even be made is made again.
    private static let clientRetry = Duration.seconds(5)

    /// Makes a client for each publisher that wants to be connected and has none; clients reconnect by themselves.
    func joinBroker() {
        let missing = state.withLock { state in
            let now = ContinuousClock.now
            return state.world.allPublishers.filter { publisher in
                state.clients[publisher] == nil && state.world.wantsBroker(publisher)
                    && state.clientRetryAt[publisher].map { $0 <= now } ?? true
            }
        }
        for publisher in missing {
            do throws(MQTTError) {
                let client = try makeClient(publisher)
                state.withLock { $0.clients[publisher] = client }
                try client.start()
            } catch {
                logger.warning("simulated \(publisher) has no MQTT client: \(error)")
                state.withLock {
                    $0.clients[publisher] = nil
                    $0.clientRetryAt[publisher] = .now + Self.clientRetry
                }
            }
        }
    }

    private func makeClient(_ publisher: WorldPublisher) throws(MQTTError) -> MQTTClient {
        let world = state.withLock { $0.world }
        var configuration = MQTTClient.Configuration(
            host: endpoints.mqttHost ?? endpoints.host, port: endpoints.mqttPort)
        configuration.tls = endpoints.mqttTLS
        var filters: [String] = []
        switch publisher {
        case .site(let site):
            let will = world.will(site: site)
            configuration.credentials = credentials.site(world.feeder.sites[site].id)
            configuration.will = MQTTMessage(topic: will.topic, payload: will.payload, isRetained: true)
            filters = world.subscriptions(site: site)
        case .node(let node): configuration.credentials = credentials.node(world.feeder.nodes[node].id)
        }
        configuration.limits.inboundMessages = 1_000
        configuration.limits.outboundMessages = 1_000
        let client = try MQTTClient(
            configuration: configuration, logger: logger,
            onStateChange: { [weak self] in self?.stateChanged(publisher, $0) })
        var wanted: [MQTTTopicFilter: MQTTQoS] = [:]
        for filter in filters { if let filter = try? MQTTTopicFilter(filter) { wanted[filter] = .atLeastOnce } }
        client.subscribe(wanted)
        return client
    }

    private func stateChanged(_ publisher: WorldPublisher, _ change: MQTTConnectionState) {
        state.withLock { state in
            switch change {
            case .connected: state.world.connected(publisher)
            case .connecting: break
            case .waiting, .stopped: state.world.disconnected(publisher)
            }
        }
    }

    /// Ends a publisher's connection; another is made when the world wants it.
    func drop(_ publisher: WorldPublisher) {
        let client = state.withLock { state in
            state.world.disconnected(publisher)
            return state.clients.removeValue(forKey: publisher)
        }
        client?.requestStop()
    }

    func leaveBroker() async {
        let clients = state.withLock { state in
            defer { state.clients = [:] }
            return Array(state.clients.values)
        }
        await withDiscardingTaskGroup { group in
            for client in clients { group.addTask { await client.stop() } }
        }
    }
}

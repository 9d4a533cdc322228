// SPDX-License-Identifier: Apache-2.0

import GridModel
import Logging
import OCPP
public import OCPPWebSocket
import Synchronization

/// How often a station has tried in vain, and when it tries again.
struct Attempts: Sendable {
    var failed = 0
    var nextAt = ContinuousClock.now

    /// First and longest pause between two attempts.
    static let pauses = (first: 0.5, longest: 30.0)

    /// Twice the pause each time, with jitter, so that a fleet does not come back in one second.
    mutating func fail(_ generator: inout SeededGenerator) {
        failed += 1
        let pause = min(Self.pauses.longest, Self.pauses.first * Double(1 << min(failed, 10)))
        nextAt = .now + .milliseconds(Int64(pause * generator.between(500, 1_000)))
    }
}

/// A station that is to be connected.
struct Calling: Sendable {
    var station: Int
    var identity: String
    var subprotocols: [String]
}

extension SimulationDriver {
    /// Attempts under way at once.
    private static let simultaneousAttempts = 16

    /// The stations that are to be connected now.
    func stationsToConnect() -> [Calling] {
        state.withLock { state in
            let now = ContinuousClock.now
            let free = max(0, Self.simultaneousAttempts - state.connecting.count)
            let wanting = state.world.feeder.stations.indices.filter { station in
                state.connections[station] == nil && !state.connecting.contains(station)
                    && state.world.wantsConnection(station: station)
                    && state.attempts[station].map { $0.nextAt <= now } ?? true
            }.prefix(free)
            state.connecting.formUnion(wanting)
            return wanting.map {
                Calling(
                    station: $0, identity: state.world.feeder.stations[$0].id.text,
                    subprotocols: state.world.offeredVersions(station: $0).map(\.subprotocol))
            }
        }
    }

    func connect(_ calling: Calling, by client: OCPPClient) async {
        let (station, identity) = (calling.station, calling.identity)
        let password = ChargingStation.ID(identity).flatMap(credentials.station)
        do throws(OCPPClientError) {
            _ = try await client.connect(
                OCPPClient.Station(
                    host: endpoints.host, port: endpoints.ocppPort, identity: identity, password: password,
                    subprotocols: calling.subprotocols))
            state.withLock { $0.attempts[station] = nil }
        } catch {
            let failed = state.withLock { state in
                state.connecting.remove(station)
                var attempts = state.attempts[station] ?? Attempts()
                attempts.fail(&state.generator)
                state.attempts[station] = attempts
                return attempts.failed
            }
            if failed == 1 { logger.info("simulated station \(identity) is not connected: \(error)") }
        }
    }

    /// No station comes back; those that are there leave.
    func goodbye() {
        let connections = state.withLock { state in
            state.isOver = true
            return Array(state.connections.values)
        }
        for connection in connections { connection.close(.goingAway, text: "end of the simulation") }
    }
}

extension SimulationDriver: StationTransportDelegate {
    /// Takes what an event loop read in one turn.
    public func received(batch: [StationTransportEvent]) {
        let outputs = state.withLock { state in
            for event in batch { take(event, &state) }
            return state.world.takeOutputs()
        }
        carryOut(outputs)
    }

    private func take(_ event: StationTransportEvent, _ state: inout State) {
        switch event {
        case .opened(let connection):
            guard let station = state.position[connection.identity] else { return }
            state.connecting.remove(station)
            if state.isOver { return connection.close(.goingAway, text: "end of the simulation") }
            state.connections[station] = connection
            state.world.opened(station: station, version: OCPPVersion(rawValue: connection.subprotocol))
        case .text(let connection, let frame):
            guard let station = state.position[connection.identity], state.connections[station] === connection else {
                return
            }
            state.world.received(station: station, frame)
        case .closed(let connection, _):
            guard let station = state.position[connection.identity], state.connections[station] === connection else {
                return
            }
            state.connections[station] = nil
            state.world.closed(station: station)
        }
    }
}

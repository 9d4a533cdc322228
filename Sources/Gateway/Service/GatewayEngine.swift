// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Dispatch
public import GridModel
public import Logging
public import MQTT
import OCPP
public import OCPPWebSocket
public import Store
import Synchronization

/// Runs the core: feeds it inputs one after the other, and carries out its actions in their order.
///
/// One lock keeps the core; whoever brings an input carries out what follows from it. Nothing in it blocks but a
/// durable record, whose point is to be on disk before what comes after it goes out; and that only for a moment
/// (`StoreWriter.patience`): without a disk the feeder is commanded all the same.
public final class GatewayEngine: Sendable {
    /// The edges that actions go to.
    private struct Ports {
        var mqtt: MQTTClient?
        var broker: EmbeddedBroker?
        var stations: OCPPServer?
        var authority: StationAuthority?
        var connections: [UInt64: StationConnection] = [:]
        /// Whether the last durable records were on disk in time.
        var isRecording = true
        /// Topics of messages that the client did not take, until the core is told.
        var unpublished: [(topic: String, why: MQTTPublishOutcome.Refusal)] = []
    }

    private struct Protected {
        var core: GatewayCore
        var ports = Ports()
        var tickSeconds: [Double] = []
    }

    /// The clock.
    public let clock: GatewayClock
    /// The store, for reading.
    public let store: Store
    private let writer: StoreWriter
    private let flows: NodeFlowRecorder
    private let commandPatience: Duration
    private let logger: Logger
    private let protected: Mutex<Protected>
    private let transactions: TransactionDesk
    private let encoding = DispatchQueue(label: "gateway.encoding", qos: .utility)
    private let onTick: Mutex<[Int: @Sendable (GatewayCore) -> Void]> = Mutex([:])
    private let wake: Mutex<(@Sendable () -> Void)?> = Mutex(nil)
    /// Stations that were turned away at the door.
    let refusedHandshakes = RefusedHandshakes()
    /// Who records the frames of stations.
    let frameTaps = FrameTaps()

    /// - Parameter commandPatience: how long a person's command waits for the disk.
    public init(
        core: consuming GatewayCore, store: Store, writer: StoreWriter, clock: GatewayClock, logger: Logger,
        commandPatience: Duration = .seconds(2)
    ) {
        self.commandPatience = commandPatience
        self.store = store
        self.writer = writer
        flows = NodeFlowRecorder(writer)
        transactions = TransactionDesk(store, logger)
        self.clock = clock
        self.logger = logger
        protected = Mutex(Protected(core: core))
    }

    /// Gives the engine the client through which it publishes.
    public func attach(mqtt: MQTTClient) { protected.withLock { $0.ports.mqtt = mqtt } }

    /// Gives the engine the server of the stations, for its counters.
    public func attach(stations: OCPPServer) { protected.withLock { $0.ports.stations = stations } }

    /// Gives the engine what signs the stations' certificates.
    func attach(authority: StationAuthority) { protected.withLock { $0.ports.authority = authority } }

    /// Gives the engine the broker, where it is ours.
    public func attach(broker: EmbeddedBroker) { protected.withLock { $0.ports.broker = broker } }

    /// Lets the broker tell for a while what it refuses to let sites publish; whether there is a broker that can.
    func watchBroker() -> Bool {
        guard let broker = protected.withLock({ $0.ports.broker }) else { return false }
        Task { await broker.watchDenials(for: Self.brokerWatch) }
        return true
    }

    /// Somewhat longer than the pause between two questions.
    private static let brokerWatch = Duration.seconds(20)

    /// What the stations' server has counted.
    public var stationTransport: TransportCounters? { protected.withLock { $0.ports.stations }?.counters }

    /// Calls `wake` whenever a tick is due before its time: a limit changed.
    public func wakeBy(_ wake: @escaping @Sendable () -> Void) { self.wake.withLock { $0 = wake } }

    /// Takes inputs, in order, and carries out what follows.
    public func feed(_ inputs: [GatewayInput]) {
        let wantsTick = protected.withLock { state in
            for input in inputs { carryOut(state.core.receive(input, now: clock.now), &state.ports) }
            return state.core.wantsTickNow
        }
        if wantsTick { wake.withLock { $0 }?() }
    }

    /// Takes messages from the broker.
    func feed(_ messages: [MQTTMessage]) {
        protected.withLock { state in
            for message in messages {
                let input = GatewayInput.mqtt(
                    topic: message.topic, payload: message.payload, isRetained: message.isRetained)
                carryOut(state.core.receive(input, now: clock.now), &state.ports)
            }
        }
    }

    /// One tick of the control loop.
    public func tick() {
        let start = ContinuousClock.now
        let observers = onTick.withLock { Array($0.values) }
        // A copy is made only where somebody looks at it.
        let core: GatewayCore? = protected.withLock { state in
            carryOut(state.core.receive(.tick, now: clock.now), &state.ports)
            tellUnpublished(&state)
            tellRecording(&state)
            state.tickSeconds.append((ContinuousClock.now - start).inSeconds)
            if state.tickSeconds.count > Self.keptTicks { state.tickSeconds.removeFirst() }
            if let plan = state.core.plan, state.core.settings.recordsReadings {
                flows.take(plan, state.core.model.feeder.nodes, at: plan.madeAt.utc)
            }
            return observers.isEmpty ? nil : state.core
        }
        if let core { for observer in observers { observer(core) } }
    }

    /// Tick times that are kept for the metrics: ten minutes.
    static let keptTicks = 600

    /// Wall seconds of the last ticks.
    public var tickSeconds: [Double] { protected.withLock { $0.tickSeconds } }

    /// How the records fare.
    public var storeStatus: StoreWriter.Status { writer.status }

    /// What the MQTT client has seen; nil before there is one.
    public var mqttCounters: MQTTCounters? { protected.withLock { $0.ports.mqtt }?.counters }

    /// A copy of the core as it is now.
    public var snapshot: GatewayCore { protected.withLock { $0.core } }

    /// Versions that a station chose and did not speak.
    func refusedVersions(of station: ChargingStation.ID) -> Set<OCPPVersion> {
        protected.withLock { state in
            (state.core.stations[station] ?? state.core.quarantine.stations[station]?.station)?.refusedVersions ?? []
        }
    }

    /// Lets a command act on the core, and carries out what follows from it.
    public func command<Answer: Sendable>(
        _ act: @Sendable (inout GatewayCore, Moment) -> (Answer, [GatewayAction])
    ) -> Answer { acted(act).answer }

    /// The same, and says whether what it changed is on disk: if not, it holds, and a restart would forget it.
    public func recordedCommand<Answer: Sendable>(
        _ act: @Sendable (inout GatewayCore, Moment) -> (Answer, [GatewayAction])
    ) -> (answer: Answer, isRecorded: Bool) {
        let (answer, receipts) = acted(act)
        // Outside of the lock there is time: ticks go on meanwhile.
        let deadline = ContinuousClock.now + commandPatience
        return (answer, receipts.allSatisfy { $0.wait(atMost: deadline - .now) })
    }

    private func acted<Answer: Sendable>(
        _ act: @Sendable (inout GatewayCore, Moment) -> (Answer, [GatewayAction])
    ) -> (answer: Answer, receipts: [StoreReceipt]) {
        let (answer, receipts, wantsTick) = protected.withLock { state in
            let (answer, actions) = act(&state.core, clock.now)
            let receipts = carryOut(actions, &state.ports)
            return (answer, receipts, state.core.wantsTickNow)
        }
        if wantsTick { wake.withLock { $0 }?() }
        return (answer, receipts)
    }

    /// Keeps the nodes' history, the dispatcher's memory and the standing orders as they are now: the last thing before
    /// the store closes.
    func keepMemory() {
        flows.flush(at: clock.now.utc)
        protected.withLock { state in
            let memory = state.core.memorySnapshot(now: clock.now)
            carryOut([.record([memory])], &state.ports)
        }
    }

    /// Calls `observe` after each tick until the returned number is given to `stopObserving`. It must not block.
    public func observeTicks(_ observe: @escaping @Sendable (GatewayCore) -> Void) -> Int {
        onTick.withLock { observers in
            let number = (observers.keys.max() ?? 0) + 1
            observers[number] = observe
            return number
        }
    }

    /// How many observe; without any, no copy of the core is made.
    var observerCount: Int { onTick.withLock { $0.count } }

    /// Ends an observation.
    public func stopObserving(_ number: Int) { onTick.withLock { $0[number] = nil } }

    // MARK: - Actions

    /// Returns the receipts of what is not on disk yet.
    @discardableResult
    private func carryOut(_ actions: [GatewayAction], _ ports: inout Ports) -> [StoreReceipt] {
        var owed: [StoreReceipt] = []
        for action in actions {
            switch action {
            case .publish(let topic, let payload, let isRetained):
                publish(topic, payload, isRetained: isRetained, &ports)
            case .send(let connection, let text):
                guard let line = ports.connections[connection] else { continue }
                _ = line.send(text: text)
                guard frameTaps.isRecording else { continue }
                frameTaps.note(.frame(clock.now.utc, .gateway, text), of: line.identity)
            case .disconnect(let connection, let reason):
                ports.connections[connection]?.close(.goingAway, text: reason)
            case .record(let records):
                let receipt = keep(records, &ports.isRecording)
                if !receipt.isRecorded { owed.append(receipt) }
            case .recordLater(let make): encoding.async { [writer] in _ = writer.append(make()) }
            case .begin(let start, let connection, let call): tell(.began(start), connection, call)
            case .end(let stop, let connection, let call): tell(.ended(stop), connection, call)
            case .sign(let request, let station, let connection):
                sign(request, station, connection, by: ports.authority)
            case .note(let text): logger.info("\(text)")
            }
        }
        return owed
    }

    private func publish(_ topic: String, _ payload: [UInt8], isRetained: Bool, _ ports: inout Ports) {
        if case .refused(let why)? = ports.mqtt?.publish(
            topic: topic, payload: payload, qos: .atLeastOnce, retain: isRetained)
        {
            ports.unpublished.append((topic, why))
        }
    }

    /// Tells the core whether the disk takes what it must.
    private func tellRecording(_ state: inout Protected) {
        guard state.ports.isRecording != state.core.isRecording else { return }
        carryOut(state.core.receive(.recording(isInTime: state.ports.isRecording), now: clock.now), &state.ports)
    }

    /// Tells the core, at the end of a tick, what did not leave: only ticks send setpoints.
    private func tellUnpublished(_ state: inout Protected) {
        guard let first = state.ports.unpublished.first else { return }
        let topics = state.ports.unpublished.map(\.topic)
        state.ports.unpublished = []
        logger.warning("\(topics.count) messages not published, first \(first.topic): \(first.why)")
        carryOut(state.core.receive(.publishRefused(topics: topics), now: clock.now), &state.ports)
    }

    /// Dispatch goes on without the disk: a limit that cannot be recorded must hold all the same.
    private func keep(_ records: [StoreRecord], _ isRecording: inout Bool) -> StoreReceipt {
        let receipt = writer.append(records)
        if let fault = receipt.fault { logger.error("not recorded: \(fault)") }
        if receipt.dropped > 0 { logger.warning("\(receipt.dropped) records dropped: the disk does not keep up") }
        if receipt.fault == nil, receipt.isRecorded != isRecording, records.contains(where: \.isDurable) {
            isRecording = receipt.isRecorded
            let why = writer.status.lastError.map { "\($0)" } ?? "the disk is slow"
            if isRecording {
                logger.notice("records are on disk in time again")
            } else {
                logger.error("records are not on disk yet, and tried again until they are: \(why)")
            }
        }
        return receipt
    }

    private func sign(
        _ request: CertificateRequest, _ station: ChargingStation.ID, _ connection: UInt64,
        by authority: StationAuthority?
    ) {
        encoding.async { [self] in
            let answer: CertificateAnswer
            do throws(StationAuthority.Fault) {
                guard let authority else { throw StationAuthority.Fault("no authority: see --ocpp-profile3-ca-key") }
                let issued = try authority.sign(request.csr, for: station, now: clock.now.utc)
                answer = .issued(chain: issued.chain, validUntil: issued.validUntil)
            } catch {
                answer = .refused(error.description)
            }
            feed([.certificateSigned(connection: connection, request, answer)])
        }
    }

    private func tell(_ telling: TransactionTelling, _ connection: UInt64, _ call: String) {
        let entry = TransactionDesk.Entry(telling: telling, connection: connection, call: call)
        transactions.take(entry) { [self] in feed($0) }
    }
}

extension GatewayEngine: StationTransportDelegate {
    /// Takes what an event loop read in one turn.
    public func received(batch: [StationTransportEvent]) {
        protected.withLock { state in
            for event in batch {
                note(event)
                switch event {
                case .opened(let connection):
                    guard let version = OCPPVersion(rawValue: connection.subprotocol) else {
                        // The door lets no other in.
                        connection.close(.protocolError, text: "subprotocol \(connection.subprotocol)")
                        continue
                    }
                    state.ports.connections[connection.id] = connection
                    let opened = GatewayInput.stationOpened(
                        connection: connection.id, identity: connection.identity, version: version,
                        isStranger: connection.isStranger)
                    take(opened, &state)
                case .text(let connection, let text):
                    take(.stationText(connection: connection.id, text), &state)
                case .closed(let connection, _):
                    take(.stationClosed(connection: connection.id), &state)
                    state.ports.connections[connection.id] = nil
                }
            }
        }
    }

    /// Before it is acted on: what is answered must come after what it answers.
    private func note(_ event: StationTransportEvent) {
        guard frameTaps.isRecording else { return }
        let time = clock.now.utc
        switch event {
        case .opened(let connection):
            let version = OCPPVersion(rawValue: connection.subprotocol)?.number ?? connection.subprotocol
            frameTaps.note(.connected(time, version: version), of: connection.identity)
        case .text(let connection, let text):
            frameTaps.note(.frame(time, .station, text), of: connection.identity)
        case .closed(let connection, _): frameTaps.note(.disconnected(time), of: connection.identity)
        }
    }

    private func take(_ input: GatewayInput, _ state: inout Protected) {
        carryOut(state.core.receive(input, now: clock.now), &state.ports)
    }
}

// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Dispatch
import GridModel
import Logging
import MQTT
import Store
import Synchronization

/// Changes the topology of a running gateway: the core first, then whatever else depends on it. One change at a time.
///
/// ```
/// text ── TopologyFile ──▶ gate (of both) ──▶ core (one lock, decides at once) ──▶ gate, broker's users, subscriptions
/// ```
/// Calls block until the change is whole.
final class TopologyKeeper: Sendable {
    /// What follows the core.
    struct Followers: Sendable {
        var secrets: MachineSecrets
        /// Gives the broker its users and rules; nil where the broker is not ours.
        var setAccesses: (@Sendable ([BrokerAccess]) async throws -> Void)?
        var mqtt: MQTTClient?
        var gate: StationGate
    }

    private struct State {
        /// SHA-256 of the file that the gateway was started on, as it was last read.
        var fileSHA256: String
        /// Why the broker has not taken the users of the topology in force; nil where it has.
        var brokerFault: String?
        /// What the client of the broker is subscribed to.
        var subscribed: Set<MQTTTopicFilter>
    }

    /// How long the broker may take to hash the passwords of all sites and to read them.
    static let brokerPatience = DispatchTimeInterval.seconds(60)

    private let engine: GatewayEngine
    private let followers: Followers?
    private let dataFolder: String?
    private let topologyFile: String?
    private let logger: Logger
    private let state: Mutex<State>

    /// - Parameters:
    ///   - followers: what depends on the topology beside the core; nil for an engine alone.
    ///   - dataFolder: where the text in force is left for people to find.
    ///   - topologyFile: the file that the gateway was started on.
    ///   - fileSHA256: that of its text.
    init(
        engine: GatewayEngine, followers: Followers? = nil, dataFolder: String? = nil, topologyFile: String? = nil,
        fileSHA256: String = "", logger: Logger = Logger(label: "headroom.topology")
    ) {
        self.engine = engine
        self.followers = followers
        self.dataFolder = dataFolder
        self.topologyFile = topologyFile
        self.logger = logger
        state = Mutex(State(fileSHA256: fileSHA256, subscribed: followers == nil ? [] : Self.filters(engine)))
    }

    /// A change as somebody asks for it.
    struct Request: Sendable {
        var text: String
        /// What stands in front of each finding.
        var name = "topology"
        var author: String
        var reason: String?
        var ifVersion: Int64?
        var action = "topology.apply"
        /// Whether the text is that of the file that the gateway was started on.
        var isFile = false
    }

    /// Says what a text would change.
    func preview(_ text: String, name: String) throws(TopologyError) -> TopologyAnswer {
        let (feeder, warnings) = try Self.read(text, name)
        var answer = try engine.snapshot.previewTopology(feeder, now: engine.clock.now).get()
        answer.warnings = warnings
        return answer
    }

    /// Puts a text in force, or says why not; then nothing has changed.
    func change(_ request: Request) throws(TopologyError) -> (answer: TopologyAnswer, isRecorded: Bool) {
        let (feeder, warnings) = try Self.read(request.text, request.name)
        let result = state.withLock { state -> Result<(TopologyAnswer, Bool), TopologyError> in
            state.fileSHA256 = request.isFile ? Self.sha256(request.text) : fileAsItIs() ?? state.fileSHA256
            let edit = TopologyEdit(
                feeder: feeder, text: request.text, fileSHA256: state.fileSHA256,
                author: request.author, reason: request.reason, action: request.action)
            // Before the core knows a station, it must not come in as a stranger any more.
            followers.map { $0.gate.admit(feeder, $0.secrets) }
            let done = engine.recordedCommand { core, now in
                core.changeTopology(edit, ifVersion: request.ifVersion, now: now)
            }
            followers.map { $0.gate.change(to: engine.snapshot.model.feeder, $0.secrets) }
            return done.answer.map { answer in
                if answer.isNew { leave(request.text) } else { noteFile(state.fileSHA256) }
                if answer.isNew || state.brokerFault != nil { follow(feeder, &state) }
                var answer = answer
                answer.warnings = warnings
                if let fault = state.brokerFault { answer.warnings.append(Self.finding(fault, request.name)) }
                return (answer, done.isRecorded)
            }
        }
        return try result.get()
    }

    /// Puts an earlier version in force again, as a new one.
    func rollBack(
        to number: Int64, author: String, reason: String?, ifVersion: Int64?
    ) throws(TopologyError) -> (answer: TopologyAnswer, isRecorded: Bool) {
        let known: TopologyVersion?
        do throws(StoreError) { known = try engine.store.topologyVersion(number) } catch { throw .store("\(error)") }
        guard let known else { throw .unknownVersion(number) }
        return try change(
            Request(
                text: known.text, name: "version \(number)", author: author,
                reason: reason ?? "back to version \(number)", ifVersion: ifVersion, action: "topology.rollback"))
    }

    static func sha256(_ text: String) -> String { Hexadecimal.text(Digest.sha256(Array(text.utf8))) }

    private static func read(
        _ text: String, _ name: String
    ) throws(TopologyError) -> (feeder: Feeder, warnings: [TopologyFinding]) {
        let reading = TopologyFile.read(text, file: name)
        guard let feeder = reading.feeder else { throw .findings(reading.findings) }
        return (feeder, reading.findings)
    }

    // MARK: - The file

    /// SHA-256 of the file that the gateway was started on as it is now; nil where it cannot be read.
    private func fileAsItIs() -> String? {
        guard let topologyFile,
            let bytes = DataFolder.bytes(of: topologyFile, atMost: TopologyLimits.largestText)
        else { return nil }
        return Hexadecimal.text(Digest.sha256(bytes))
    }

    /// The version in force was asked for again: from the file as it is now begins what counts as an edit of it.
    private func noteFile(_ sha256: String) {
        do throws(StoreError) {
            guard let record = try StartingTopology.refreshed(engine.store.currentTopology(), fileSHA256: sha256) else {
                return
            }
            _ = engine.recordedCommand { core, _ in
                ((), core.topology.number == record.number ? [.record([.topologyVersion(record)])] : [])
            }
        } catch { logger.warning("the file that the version in force was applied over is not noted: \(error)") }
    }

    // MARK: - What follows

    private func leave(_ text: String) {
        guard let dataFolder else { return }
        do throws(GatewayError) {
            try DataFolder.replace(text, "\(dataFolder)/\(DataFolder.topologyFile)")
        } catch { logger.warning("the topology in force is not left in the data folder: \(error)") }
    }

    private func follow(_ feeder: Feeder, _ state: inout State) {
        guard let followers else { return }
        // Access first: what a subscription finds retained was published by those who may.
        state.brokerFault = followers.setAccesses.flatMap { admit(BrokerAccesses.make(feeder, followers.secrets), $0) }
        if let mqtt = followers.mqtt { subscribe(mqtt, &state.subscribed) }
    }

    /// - Returns: why the broker keeps its users; nil where it has those of this feeder.
    private func admit(
        _ accesses: [BrokerAccess],
        _ setAccesses: @escaping @Sendable ([BrokerAccess]) async throws -> Void
    ) -> String? {
        let isDone = DispatchSemaphore(value: 0)
        let fault = BrokerFault()
        Task {
            do { try await setAccesses(accesses) } catch { fault.note("\(error)") }
            isDone.signal()
        }
        let isLate = isDone.wait(timeout: .now() + Self.brokerPatience) == .timedOut
        guard let why = isLate ? "it has not answered in time" : fault.text else { return nil }
        logger.error("the broker keeps the users of the topology before: \(why)")
        return why
    }

    /// What went wrong at the broker, across threads.
    private final class BrokerFault: Sendable {
        private let known = Mutex<String?>(nil)
        var text: String? { known.withLock { $0 } }
        func note(_ text: String) { known.withLock { $0 = text } }
    }

    private static func finding(_ brokerFault: String, _ name: String) -> TopologyFinding {
        TopologyFinding(
            file: name, line: 1, column: 1, severity: .warning, path: "",
            text: "the topology is in force, but the broker keeps the users of the one before (\(brokerFault)): "
                + "apply it again")
    }

    /// Mapped topics come and go. What is subscribed to again comes with what the broker kept: capabilities that were
    /// refused before are heard.
    private func subscribe(_ client: MQTTClient, _ known: inout Set<MQTTTopicFilter>) {
        let wanted = Self.filters(engine)
        let (gone, new) = (known.subtracting(wanted), wanted.subtracting(known))
        known = wanted
        if !gone.isEmpty { client.unsubscribe(Array(gone)) }
        let again = wanted.filter { $0.text == MQTTTranslation.capabilitiesFilter }
        client.subscribe(Dictionary(uniqueKeysWithValues: new.union(again).map { ($0, MQTTQoS.atLeastOnce) }))
    }

    private static func filters(_ engine: GatewayEngine) -> Set<MQTTTopicFilter> {
        Set(engine.snapshot.mqttSubscriptions.compactMap { try? MQTTTopicFilter($0) })
    }
}

// SPDX-License-Identifier: Apache-2.0

import Dispatch
import GridModel
import Logging
import MQTT
import Store
import Synchronization

/// Changes the topology of a running gateway: the core first, then whatever else depends on it. One change at a time.
///
/// ```
/// text ── TopologyFile ──▶ core (one lock, decides at once) ──▶ broker's users and rules, subscriptions, gate
/// ```
/// Calls block until the change is whole.
final class TopologyKeeper: Sendable {
    /// What follows the core.
    struct Followers: Sendable {
        var secrets: MachineSecrets
        var broker: EmbeddedBroker?
        var mqtt: MQTTClient
        var gate: StationGate
    }

    private struct State {
        /// SHA-256 of the file that the gateway was started on, as it was last read.
        var fileSHA256: String
    }

    /// Longest text: 100,000 DERs written generously take some 60 MB.
    static let largestText = 64 << 20
    /// How long the broker may take to hash the passwords of all sites and to read them.
    static let brokerPatience = DispatchTimeInterval.seconds(60)

    private let engine: GatewayEngine
    private let followers: Followers?
    private let dataFolder: String?
    private let logger: Logger
    private let state: Mutex<State>
    private let subscribed: Mutex<Set<MQTTTopicFilter>>

    /// - Parameters:
    ///   - followers: what depends on the topology beside the core; nil for an engine alone.
    ///   - dataFolder: where the text in force is left for people to find.
    ///   - fileSHA256: of the file that the gateway was started on.
    init(
        engine: GatewayEngine, followers: Followers? = nil, dataFolder: String? = nil, fileSHA256: String = "",
        logger: Logger = Logger(label: "headroom.topology")
    ) {
        self.engine = engine
        self.followers = followers
        self.dataFolder = dataFolder
        self.logger = logger
        state = Mutex(State(fileSHA256: fileSHA256))
        subscribed = Mutex(followers == nil ? [] : Self.filters(engine))
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
            if request.isFile { state.fileSHA256 = Self.sha256(request.text) }
            let edit = TopologyEdit(
                feeder: feeder, text: request.text, fileSHA256: state.fileSHA256,
                author: request.author, reason: request.reason, action: request.action)
            let done = engine.recordedCommand { core, now in
                core.changeTopology(edit, ifVersion: request.ifVersion, now: now)
            }
            return done.answer.map { answer in
                if answer.isNew { follow(feeder, request.text) }
                return (answer, done.isRecorded)
            }
        }
        var (answer, isRecorded) = try result.get()
        answer.warnings = warnings
        return (answer, isRecorded)
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
        let reading = TopologyFile.read(text, file: name, limits: TopologyLimits(bytes: largestText))
        guard let feeder = reading.feeder else { throw .findings(reading.findings) }
        return (feeder, reading.findings)
    }

    // MARK: - What follows

    private func follow(_ feeder: Feeder, _ text: String) {
        if let dataFolder {
            do throws(GatewayError) {
                try DataFolder.replace(text, "\(dataFolder)/\(DataFolder.topologyFile)")
            } catch { logger.warning("the topology in force is not left in the data folder: \(error)") }
        }
        guard let followers else { return }
        followers.gate.change(to: feeder, followers.secrets)
        // Access first: what a subscription finds retained was published by those who may.
        if let broker = followers.broker { admit(BrokerAccesses.make(feeder, followers.secrets), at: broker) }
        subscribe(followers.mqtt)
    }

    private func admit(_ accesses: [BrokerAccess], at broker: EmbeddedBroker) {
        let isDone = DispatchSemaphore(value: 0)
        Task { [logger] in
            do throws(BrokerError) { try await broker.setAccesses(accesses) } catch {
                logger.error("the broker keeps the users of the topology before: \(error)")
            }
            isDone.signal()
        }
        if isDone.wait(timeout: .now() + Self.brokerPatience) == .timedOut {
            logger.error("the broker has not taken its users in time")
        }
    }

    /// Mapped topics come and go. What is subscribed to again comes with what the broker kept: capabilities that were
    /// refused before are heard.
    private func subscribe(_ client: MQTTClient) {
        let wanted = Self.filters(engine)
        let (gone, new) = subscribed.withLock { known in
            defer { known = wanted }
            return (known.subtracting(wanted), wanted.subtracting(known))
        }
        if !gone.isEmpty { client.unsubscribe(Array(gone)) }
        let again = wanted.filter { $0.text == MQTTTranslation.capabilitiesFilter }
        client.subscribe(Dictionary(uniqueKeysWithValues: new.union(again).map { ($0, MQTTQoS.atLeastOnce) }))
    }

    private static func filters(_ engine: GatewayEngine) -> Set<MQTTTopicFilter> {
        Set(engine.snapshot.mqttSubscriptions.compactMap { try? MQTTTopicFilter($0) })
    }
}

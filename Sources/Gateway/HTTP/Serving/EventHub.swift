// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Dispatch
import GridModel
import JSON
import Synchronization

/// Sends each tick's changes to everybody who listens (server-sent events).
///
/// The control loop only leaves the core behind, and only while somebody listens; encoding and sending are a task's
/// own. A client that does not read is let go: with a change missing, the rest would be false. It connects again and
/// begins with the whole state.
final class EventHub: Sendable {
    /// Most clients at once: the screens of a control room and of the field, and other systems. What is sent is made
    /// once for all; each costs a connection (there are 1,000) and what waits for it.
    static let capacity = 256
    /// Events that wait for a slow client: a quarter of a minute.
    static let bufferedEvents = 16
    /// A measurement that moves less is no change.
    static let smallestChange = ActivePower.watts(50)

    /// How often it is asked whether a client may still listen.
    static let lookInterval = Duration.seconds(5)

    /// How much a client wants to know.
    enum Detail: String, Sendable, CaseIterable {
        /// Whole documents of REST: of all nodes, and of the DERs that changed.
        case full
        /// What the page shows, and of that only what changed.
        case brief
    }

    /// A client's stream.
    struct Subscription: Sendable {
        let number: Int
        let events: AsyncStream<[UInt8]>
        let hub: EventHub
        private let mayListen: @Sendable () -> Bool

        fileprivate init(
            number: Int, events: AsyncStream<[UInt8]>, hub: EventHub, mayListen: @escaping @Sendable () -> Bool
        ) {
            self.number = number
            self.events = events
            self.hub = hub
            self.mayListen = mayListen
        }

        /// Whether the client may listen on; asks the store.
        func isAdmitted() async -> Bool {
            await withCheckedContinuation { continuation in
                hub.asking.async { continuation.resume(returning: mayListen()) }
            }
        }
    }

    private struct Client {
        var stream: AsyncStream<[UInt8]>.Continuation
        var detail: Detail
        /// Whether the whole state is still to come.
        var isNew = true
    }

    private struct State {
        var clients: [Int: Client] = [:]
        var nextNumber = 0
        var isClosed = false
        /// Where the ticks' cores go once it has begun.
        var cores: AsyncStream<GatewayCore>.Continuation?
        var observer: Int?
        /// Counts the times that somebody began to listen when nobody did.
        var spell = 0
        var task: Task<Void, Never>?
    }

    private let engine: GatewayEngine
    private let state = Mutex(State())
    private let asking = DispatchQueue(label: "gateway.events.asking")

    init(_ engine: GatewayEngine) { self.engine = engine }

    /// Begins to observe the ticks, as soon as somebody listens.
    func start() {
        // Only the newest core waits: what changed is told against what was sent last.
        let (cores, continuation) = AsyncStream.makeStream(of: GatewayCore.self, bufferingPolicy: .bufferingNewest(1))
        let task = Task {
            var sent = SentState()
            var brief = BriefState()
            for await core in cores {
                self.publish(core, &sent)
                self.publish(core, &brief)
            }
        }
        state.withLock { state in
            state.cores = continuation
            state.task = task
            observe(&state)
        }
    }

    /// Observes the ticks while there are clients, and only then: each observed tick costs a copy of the core.
    private func observe(_ state: inout State) {
        if let observer = state.observer, state.clients.isEmpty {
            engine.stopObserving(observer)
            state.observer = nil
        } else if state.observer == nil, !state.clients.isEmpty, let cores = state.cores {
            state.observer = engine.observeTicks { cores.yield($0) }
            state.spell += 1
        }
    }

    /// Ends all streams.
    func stop() {
        let (observer, task, clients) = state.withLock { state in
            state.isClosed = true
            defer { state.clients = [:] }
            return (state.observer, state.task, Array(state.clients.values))
        }
        if let observer { engine.stopObserving(observer) }
        task?.cancel()
        for client in clients { client.stream.finish() }
    }

    /// A new client; its first event is the whole state: at once in full, with the next tick in brief.
    ///
    /// - Parameter mayListen: asked now and then whether the client is still let in.
    func subscribe(
        _ detail: Detail = .full, while mayListen: @escaping @Sendable () -> Bool = { true }
    ) throws(Problem) -> Subscription {
        let (events, continuation) = AsyncStream.makeStream(
            of: [UInt8].self, bufferingPolicy: .bufferingOldest(Self.bufferedEvents))
        let number: Int? = state.withLock { state in
            guard !state.isClosed, state.clients.count < Self.capacity else { return nil }
            state.nextNumber += 1
            let core = engine.snapshot
            // Something to read at once, so that the connection counts as open.
            if detail == .brief { continuation.yield(Array(": listening\n\n".utf8)) }
            if detail == .full, let plan = core.plan {
                continuation.yield(
                    Self.event("state", StateDocument.state(core, plan, now: engine.clock.now)))
            }
            state.clients[state.nextNumber] = Client(stream: continuation, detail: detail)
            observe(&state)
            return state.nextNumber
        }
        guard let number else {
            throw .unavailable("no more than \(Self.capacity) clients listen, and none at the end")
        }
        return Subscription(number: number, events: events, hub: self, mayListen: mayListen)
    }

    /// A client is gone.
    func leave(_ number: Int) {
        let client = state.withLock { state in
            defer { observe(&state) }
            return state.clients.removeValue(forKey: number)
        }
        client?.stream.finish()
    }

    /// How many listen.
    var clientCount: Int { state.withLock { $0.clients.count } }

    private func publish(_ core: GatewayCore, _ sent: inout SentState) {
        guard let plan = core.plan else { return }
        let (clients, spell) = state.withLock { state in
            (state.clients.filter { $0.value.detail == .full }, state.spell)
        }
        let isOtherTopology = sent.isOtherTopology(core)
        guard !clients.isEmpty else { return sent.forget() }
        let changed = sent.changes(core, plan, spell: spell)
        let now = engine.clock.now
        // Of another topology everybody begins anew: nodes and DERs are others.
        let event =
            isOtherTopology
            ? Self.event("state", StateDocument.state(core, plan, now: now)) : Self.tick(changed, core, plan, now: now)
        for (number, client) in clients { send(event, to: client, number) }
    }

    private static func tick(
        _ changed: (ders: [Int], areAlarms: Bool), _ core: GatewayCore, _ plan: DispatchPlan, now: Moment
    ) -> [UInt8] {
        var tick = JSONObject()
        tick["time"] = GatewayDocument.time(now.utc)
        tick["isStopped"] = .bool(core.isStopped)
        tick["topologyVersion"] = .number(Double(core.topology.number))
        tick["nodes"] = StateDocument.nodes(core, plan)
        tick["ders"] = .array(changed.ders.map { StateDocument.der($0, core, plan, now: now) })
        if changed.areAlarms {
            tick["alarms"] = StateDocument.alarms(core)
            tick["alarmCount"] = .number(Double(core.alarms.openCount))
            tick["alarmWaitingCount"] = .number(Double(core.alarms.waitingCount))
        }
        return event("tick", .object(tick))
    }

    /// To those who want to know little: what changed, or all of it to who is new.
    private func publish(_ core: GatewayCore, _ sent: inout BriefState) {
        guard let plan = core.plan else { return }
        let clients = state.withLock { state in
            let clients = state.clients.filter { $0.value.detail == .brief }
            for number in clients.keys { state.clients[number]?.isNew = false }
            return clients
        }
        guard !clients.isEmpty else {
            sent = BriefState()
            return
        }
        let now = engine.clock.now
        let isOther = sent.isOther(core)
        let changes = sent.changes(core, plan, now: now)
        let tick = Self.event("tick", changes)
        let isWholeWanted = isOther || clients.contains { $0.value.isNew }
        let whole = isWholeWanted ? Self.event("state", sent.whole(core, now: now)) : []
        for (number, client) in clients { send(client.isNew || isOther ? whole : tick, to: client, number) }
    }

    private func send(_ event: [UInt8], to client: Client, _ number: Int) {
        if case .dropped = client.stream.yield(event) { leave(number) }
    }

    private static func event(_ name: String, _ data: JSONValue) -> [UInt8] {
        Array("event: \(name)\ndata: ".utf8) + data.serializedBytes() + Array("\n\n".utf8)
    }
}

/// What the clients know, to tell them only what changed.
private struct SentState {
    private var setpoints: [PlannedSetpoint] = []
    private var powers: [ActivePower?] = []
    private var alarmRevision = 0
    private var spell = 0
    private var topology: TopologyStamp?

    /// Whether another topology is in force than when this was asked last; then nothing that was sent counts.
    mutating func isOtherTopology(_ core: GatewayCore) -> Bool {
        defer { topology = core.topology }
        guard let topology, topology != core.topology else { return false }
        setpoints = []
        return true
    }

    /// Nobody listens to it at present: who comes is told all.
    mutating func forget() { setpoints = [] }

    /// The DERs that changed since the last call, and whether an alarm did; all of them in the first of a spell, since
    /// nobody saw what was before.
    mutating func changes(_ core: GatewayCore, _ plan: DispatchPlan, spell: Int) -> (ders: [Int], areAlarms: Bool) {
        let areAlarms = alarmRevision != core.alarms.revision || self.spell != spell
        alarmRevision = core.alarms.revision
        return (changedDERs(core, plan, spell: spell), areAlarms)
    }

    private mutating func changedDERs(_ core: GatewayCore, _ plan: DispatchPlan, spell: Int) -> [Int] {
        if setpoints.count != plan.setpoints.count || self.spell != spell || setpoints.isEmpty {
            self.spell = spell
            setpoints = plan.setpoints
            powers = core.state.ders.map { $0.power?.value }
            return Array(plan.setpoints.indices)
        }
        var changed: [Int] = []
        for der in plan.setpoints.indices {
            let power = core.state.ders[der].power?.value
            let moved: Bool =
                switch (power, powers[der]) {
                case (let new?, let old?): (new - old).magnitude >= EventHub.smallestChange
                case (nil, nil): false
                default: true
                }
            guard moved || plan.setpoints[der] != setpoints[der] else { continue }
            powers[der] = power
            setpoints[der] = plan.setpoints[der]
            changed.append(der)
        }
        return changed
    }
}

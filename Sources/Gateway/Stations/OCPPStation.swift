// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON
import OCPP
import Store

/// What the gateway knows of one station and says to it, whatever version of OCPP it speaks: a value that takes events
/// and returns effects.
///
/// The station outlives its connections; each connection brings a new `CallSession`. In parts: this one (state and
/// connection), `+Events` (what stations tell), `+Transactions`, `+Commissioning` and `+Steps` (settings and the proven
/// default), `+Setpoints`, `+Silence`, `+Remote`, `+Certificates`, `+Operations`, `+FeederChange`. A version's words are
/// in two places only: those that we ask with in its `StationDialect`, those that it tells with in `+V16` or `+V2`.
///
/// ```
/// connected ─ boot (or grace) ─▶ commissioning: configuration, default, read-back ─▶ provisioned ─▶ setpoints
/// ```
struct OCPPStation {
    let identity: ChargingStation.ID
    var meterInterval: Duration
    let timing: StationTiming
    /// Whether the connectors are the station's own word: it stands in no topology.
    let isUnknown: Bool
    var connectors: [Int: Connector]
    /// The version that its connection speaks, or spoke last.
    private(set) var version = OCPPVersion.v16
    var report = Report()
    /// Boots that are none of the version its connection speaks, in a row; and versions that are refused it for that.
    var unreadableBoots = 0
    var refusedVersions: Set<OCPPVersion> = []
    /// What only the messages of 2.x need to be remembered for.
    var tellings = V2Tellings()
    /// The live connection's identifier.
    private(set) var connection: UInt64?
    var session: CallSession?
    var meters = StationMeters()
    var commissioning = Commissioning.waiting(until: nil)
    /// Connectors whose set-up failed and is tried again; the others keep what is proven of them.
    var failedConnectors: Set<Int> = []
    var allowedUnits: [LimitUnit] = []
    var configuration: [String: String] = [:]
    var clock = StationClock()
    var trace = StationTrace()
    var silence = Silence()
    /// Whether it has booted in this run of the gateway, and whether it was asked to on this connection.
    var hasBooted = false
    var isBootAsked = false
    var allowance = EventAllowance()
    /// Counts the set-ups, so that an answer to an earlier one is not taken for this one's.
    var commissioningRun = 0
    var retryPause: Duration
    var pending: [UInt64: PendingCall] = [:]
    /// What people asked of it lately.
    var asked = AskedOperations()
    /// What it told of its firmware, logs and reservations, oldest first.
    var notifications: [StationNotification] = []
    /// EVSEs that are to start anew as soon as nothing runs there.
    var resetsOnIdle: Set<Int> = []
    /// The start of the last profile, by the station's clock.
    var lastProfileStart: UTCInstant?
    private var lastHandle: UInt64 = 0
    /// What its earlier connections have counted.
    private var earlierFrames = CallSession.Counters()
    private var faultKeptAt: MonotonicInstant?

    init(
        identity: ChargingStation.ID, meterInterval: Duration, timing: StationTiming, connectors: [Connector],
        isUnknown: Bool = false
    ) {
        self.identity = identity
        // Whole seconds on the wire, and 0 would switch the samples off.
        self.meterInterval = .seconds(max(1, meterInterval.inSeconds.rounded()))
        self.timing = timing
        self.isUnknown = isUnknown
        self.connectors = Dictionary(uniqueKeysWithValues: connectors.map { ($0.number, $0) })
        retryPause = timing.retryPause
    }

    /// Why a call of ours was made, to know what its answer means.
    enum PendingCall {
        case commissioning(run: Int)
        case setpoint(connector: Int, StationSetpoint, revision: Int, isReadBack: Bool)
        case remote(connector: Int, request: Int)
        case certificate
        case operation(Int, isAnswer: @Sendable ([UInt8]) -> Bool)
        case probe
    }

    // MARK: - Connection

    /// A connection of this station was made, which speaks that version; an older one is forgotten.
    mutating func opened(_ connection: UInt64, version: OCPPVersion, now: Moment) -> [StationEffect] {
        var effects = closed(now: now)
        if version != self.version { effects += changeVersion(to: version) }
        tellings.reconnected()
        self.connection = connection
        session = CallSession(
            configuration: CallSession.Configuration(
                version: version, timeoutMilliseconds: timing.callTimeout.inMilliseconds,
                inboundBurst: timing.inboundBurst, inboundPerSecond: timing.inboundPerSecond),
            idPrefix: "\(connection)-\(now.utc.milliseconds % 1_000_000)")
        silence = Silence(heardAt: now.steady)
        isBootAsked = false
        report = Report()
        failedConnectors = []
        resetsOnIdle = []
        if !connectors.isEmpty { commissioning = .waiting(until: now.steady + timing.bootGrace) }
        // A vehicle may have come or gone meanwhile: each connector is asked again.
        for number in connectors.keys {
            connectors[number]?.status = nil
            connectors[number]?.isDrawing = false
        }
        effects.append(.note("station \(identity) connected"))
        return effects
    }

    /// The station has come back with another version: nothing that the other one said of settings and units holds.
    private mutating func changeVersion(to version: OCPPVersion) -> [StationEffect] {
        let isKnown = hasBooted || !configuration.isEmpty
        let before = self.version
        self.version = version
        unreadableBoots = 0
        configuration = [:]
        allowedUnits = []
        clock = StationClock()
        meters = StationMeters()
        hasBooted = false
        trace.refusedSettings = [:]
        for number in connectors.keys {
            connectors[number]?.unit = nil
            connectors[number]?.takesStationLimit = false
            connectors[number]?.hasHeldDefault = false
        }
        return isKnown ? [.note("station \(identity) speaks OCPP \(version.number) now, not \(before.number)")] : []
    }

    /// How the version it speaks puts our questions.
    var dialect: any StationDialect.Type { version == .v16 ? V16Dialect.self : V2Dialect.self }

    /// The connection is gone. What the station holds stands; it counts as unreachable from now on.
    mutating func closed(now: Moment) -> [StationEffect] {
        guard var old = session else { return [] }
        earlierFrames += old.counters
        session = nil
        connection = nil
        let actions = old.disconnected()
        commissioning = .waiting(until: nil)
        return perform(actions, now: now) + withdrawn(connectors.keys.sorted())
    }

    /// A text frame came.
    mutating func received(_ text: [UInt8], now: Moment) -> [StationEffect] {
        guard let faults = session?.counters.invalidFrames,
            let actions = session?.received(text, now: now.steady.milliseconds)
        else { return [] }
        guard session?.counters.invalidFrames == faults else {
            return keepFault(text, now: now) + perform(actions, now: now)
        }
        return heard(now: now) + perform(actions, now: now)
    }

    /// A frame that is no OCPP message is kept; of many, one a second.
    private mutating func keepFault(_ text: [UInt8], now: Moment) -> [StationEffect] {
        if let last = faultKeptAt, now.steady - last < Self.faultPause { return [] }
        faultKeptAt = now.steady
        let message = RefusedMessage(
            time: now.utc, topic: "ocpp/\(identity)", payload: text, code: "frame",
            reason: "no OCPP \(version.number) message")
        return [.record(.refusedMessage(message))]
    }

    private static let faultPause = Duration.seconds(1)

    /// What its connections have counted since the gateway began; it only grows.
    var frames: CallSession.Counters {
        var all = earlierFrames
        if let session { all += session.counters }
        return all
    }

    /// Time has passed.
    mutating func tick(now: Moment) -> [StationEffect] {
        guard let actions = session?.tick(now: now.steady.milliseconds) else { return [] }
        var effects = perform(actions, now: now)
        if !resetsOnIdle.isEmpty { effects += startIdleAnew(now: now) }
        if case .waiting(let due?) = commissioning, due <= now.steady { effects += commission(now: now) }
        return effects + watch(now: now) + presumeEnds(now: now)
    }

    /// Nothing is proven of these connectors any more, and no answer that is still to come proves it.
    mutating func withdrawn(_ numbers: [Int]) -> [StationEffect] {
        numbers.map { number in
            connectors[number]?.isProvisioned = false
            connectors[number]?.revision += 1
            return .withdrawn(evse: number)
        }
    }

    /// Calls the station; the answer comes back by `pending`.
    mutating func call(
        _ request: StationRequest, _ purpose: PendingCall, key: String? = nil, now: Moment
    ) -> [StationEffect] {
        guard session != nil else { return [] }
        lastHandle += 1
        do throws(OCPPEncodingError) {
            let outbound = try dialect.call(request, handle: lastHandle, for: version, key: key)
            pending[lastHandle] = purpose
            return perform(session!.send(outbound, now: now.steady.milliseconds), now: now)
        } catch {
            return [.note("station \(identity): \(request.name) was not sent: \(error)")]
        }
    }

    /// Answers a call of the station.
    mutating func answer(_ call: String, _ payload: some OCPPPayload, now: Moment) -> [StationEffect] {
        do throws(OCPPEncodingError) {
            let bytes = try payload.encoded(for: version)
            return perform(session?.answer(call, with: .success(bytes)) ?? [], now: now)
        } catch {
            return refuse(call, .internalError, "\(error)", now: now)
        }
    }

    /// Answers a call of the station in the negative.
    mutating func refuse(_ call: String, _ code: OCPPErrorCode, _ text: String, now: Moment) -> [StationEffect] {
        perform(session?.answer(call, with: .failure(OCPPCallError(code, text))) ?? [], now: now)
    }

    mutating func perform(_ actions: [CallSession.Action], now: Moment) -> [StationEffect] {
        var effects: [StationEffect] = []
        for action in actions {
            switch action {
            case .send(let text): effects.append(.send(text))
            // What expects no answer gets none; nothing of the kind concerns us.
            case .deliver(let call): effects += call.expectsAnswer ? asked(call, now: now) : []
            case .complete(let call, let outcome):
                guard let purpose = pending.removeValue(forKey: call.handle) else { continue }
                effects += answered(purpose, call, outcome, now: now)
            }
        }
        return effects
    }

    private mutating func answered(
        _ purpose: PendingCall, _ call: CallSession.OutboundCall, _ outcome: CallSession.Outcome, now: Moment
    ) -> [StationEffect] {
        switch purpose {
        case .commissioning(let run):
            return run == commissioningRun ? commissioned(outcome, now: now) : []
        case .setpoint(let connector, let setpoint, let revision, let isReadBack):
            guard connectors[connector]?.revision == revision else { return [] }
            return isReadBack
                ? readBack(connector, setpoint, outcome, now: now)
                : setpointAnswered(connector, setpoint, outcome, now: now)
        case .remote(let connector, let request):
            return remoteAnswered(connector, request, outcome)
        case .certificate: return certificateAnswered(outcome, now: now)
        case .operation(let number, let isAnswer):
            return operated(number, outcome, isAnswer: isAnswer, now: now)
        case .probe: return []
        }
    }

    /// A time of the station's in our time: corrected by what its clock was seen to be off, and never in the future.
    func ourTime(_ timestamp: OCPPTimestamp?, now: Moment) -> UTCInstant {
        guard let timestamp else { return now.utc }
        return min(UTCInstant(milliseconds: timestamp.milliseconds) - clock.offset, now.utc)
    }
}

extension OCPPVersion {
    /// As people write it: `1.6`.
    var number: String { String(subprotocol.dropFirst(4)) }
}

// SPDX-License-Identifier: Apache-2.0

import GridModel
import JSON
import OCPP

/// A charging station as it stands in the field, of any version of OCPP: a value that takes frames and time, and gives
/// frames and limits.
///
/// It stores the profiles it is sent and lets its vehicles draw what they allow together, also while it is offline. In
/// parts: this file (state, connection, time), `+Profiles` and `+Remote` (what the central system asks),
/// `+Transactions`, `+Limit`, `+Metering` and `+Needs`. The words of a version are in its `StationWords`.
struct SimulatedStation: Sendable {
    let identity: String
    let habits: BadHabits
    /// The version it was made for.
    let version: OCPPVersion
    let words: any StationWords.Type
    /// Whether it tells how a connector is as an event of its device model, which 2.1 lets it.
    let tellsStatusByEvent: Bool
    var connectors: [SimulatedConnector]
    var profiles: [StationProfile] = []
    var configuration: [String: String]
    var session: CallSession?
    /// Since when it has no connection; nil while it has one.
    var offlineSince: UTCInstant?
    /// Whether the central system has accepted this station since it was switched on.
    var isAccepted = false
    var transactionQueue: [TransactionMessage] = []
    var isTransactionUnderWay = false
    var transactionRetryAt: UTCInstant?
    var serverTransactions: [Int: Int] = [:]
    var lastTransaction = 0
    var purposes: [UInt64: Purpose] = [:]
    /// When each dynamic profile is next asked about, by its id.
    var nextPulls: [Int: UTCInstant] = [:]
    /// Frames to send now.
    var frames: [[UInt8]] = []
    /// When its last frame leaves: one connection keeps its order.
    var lastFrameDue: UTCInstant
    /// Whether the station wants to end its connection.
    var wantsHangUp = false
    private(set) var offlineUntil: UTCInstant
    private var nextDrop: UTCInstant
    private var nextHeartbeat: UTCInstant
    private var bootAt: UTCInstant
    private var mustBoot = true
    private var isBootTriggered = false
    private var lastHandle: UInt64 = 0
    private var connections = 0
    private let clockOffset: Duration
    var generator: SeededGenerator

    /// Why a call was made.
    enum Purpose: Sendable {
        case boot
        case authorize(connector: Int)
        case transaction
        case pull(profile: Int)
        case other
    }

    init(
        _ station: ChargingStation, version: OCPPVersion = .v16, connectors: [SimulatedConnector], habits: BadHabits,
        now: UTCInstant, seed: UInt64
    ) {
        identity = station.id.text
        self.version = version
        words = version == .v16 || habits.contains(.speaks16) ? V16Words.self : V2Words.self
        self.connectors = connectors
        self.habits = habits
        var generator = SeededGenerator(seed: seed, name: "station/\(station.id)")
        offlineUntil = now + generator.seconds(0, 2)
        nextDrop = now + generator.seconds(60, 240)
        nextHeartbeat = now
        bootAt = now
        lastFrameDue = now
        let skew = generator.chance(0.5) ? 1.0 : -1.0
        clockOffset = habits.contains(.skewedClock) ? generator.seconds(90, 600) * skew : .zero
        configuration = words.configuration(of: connectors)
        var luck = SeededGenerator(seed: seed, name: "status/\(station.id)")
        tellsStatusByEvent = version >= .v21 && luck.chance(0.5)
        self.generator = generator
        keepLeftovers()
    }

    /// The time by the station's own clock.
    func stamp(_ now: UTCInstant) -> OCPPTimestamp { OCPPTimestamp(milliseconds: (now + clockOffset).milliseconds) }

    /// Whether it tries to be connected now.
    func wantsConnection(now: UTCInstant) -> Bool { session == nil && now >= offlineUntil }

    /// The versions that it offers, best first.
    var offered: [OCPPVersion] { habits.contains(.speaks16) && version != .v16 ? [version, .v16] : [version] }

    // MARK: - Connection

    mutating func opened(now: UTCInstant, agreed: OCPPVersion? = nil) {
        if session != nil { closed(now: now) }
        connections += 1
        offlineSince = nil
        for index in connectors.indices {
            connectors[index].frozenLimit = nil
            if connectors[index].schedule != nil { connectors[index].schedule = nil }
        }
        session = CallSession(
            configuration: CallSession.Configuration(version: agreed ?? version),
            idPrefix: "\(identity.suffix(12))-\(connections)")
        bootAt = now + generator.seconds(0, 1)
        if habits.contains(.neverBoots) { acceptItself(now: now) }
        if !mustBoot { for number in connectors.indices { connectors[number].reported = nil } }
    }

    mutating func closed(now: UTCInstant) {
        guard var old = session else { return }
        session = nil
        offlineSince = now
        for index in connectors.indices {
            connectors[index].frozenLimit = connectors[index].limit
            connectors[index].schedule = nil
        }
        wantsHangUp = false
        isTransactionUnderWay = false
        perform(old.disconnected(), now: now)
        offlineUntil = max(offlineUntil, now + generator.seconds(0.5, 3))
    }

    mutating func received(_ frame: [UInt8], now: UTCInstant) {
        guard let actions = session?.received(frame, now: now.milliseconds) else { return }
        perform(actions, now: now)
    }

    /// Switches off and on again.
    mutating func reboot(now: UTCInstant) {
        wantsHangUp = true
        mustBoot = true
        isAccepted = false
        offlineUntil = now + generator.seconds(4, 12)
        if habits.contains(.losesProfilesOnBoot) { profilesChanged { $0.removeAll() } }
        keepLeftovers()
    }

    // MARK: - Time

    mutating func advance(to now: UTCInstant) {
        if habits.contains(.disconnects), now >= nextDrop {
            nextDrop = now + generator.seconds(60, 300)
            if generator.chance(0.3) { reboot(now: now) } else { wantsHangUp = true }
            offlineUntil = now + generator.seconds(3, 60)
        }
        if session != nil { perform(session?.tick(now: now.milliseconds) ?? [], now: now) }
        endOfflineProfiles(now: now)
        for index in connectors.indices { advanceTransaction(index, now: now) }
        guard session != nil, !wantsHangUp else { return }
        if mustBoot || isBootTriggered {
            if now >= bootAt { boot(now: now) }
            if mustBoot { return }
        }
        if now >= nextHeartbeat {
            nextHeartbeat = now + .seconds(Int(configuration[words.name(.heartbeatInterval)] ?? "") ?? 300)
            tell(.heartbeat, .other, now: now)
        }
        for index in connectors.indices {
            reportStatus(index, now: now)
            tellOfTransaction(index, now: now)
        }
        pullUpdates(now: now)
        sendTransactions(now: now)
    }

    private mutating func boot(now: UTCInstant) {
        bootAt = now + .seconds(30)
        tell(.boot(isTriggered: isBootTriggered && !mustBoot), .boot, now: now)
        isBootTriggered = false
    }

    /// Boots once more, by word only: nothing is lost of it.
    mutating func bootAgain(now: UTCInstant) {
        isBootTriggered = true
        bootAt = now
    }

    private mutating func booted(_ outcome: CallSession.Outcome, now: UTCInstant) {
        guard case .result(let payload) = outcome, let interval = words.interval(inBootAnswer: payload) else { return }
        if interval > 0 { configuration[words.name(.heartbeatInterval)] = String(interval) }
        nextHeartbeat = now + .seconds(max(interval, 10))
        acceptItself(now: now)
    }

    private mutating func acceptItself(now: UTCInstant) {
        mustBoot = false
        isAccepted = true
        for index in connectors.indices { connectors[index].reported = nil }
    }

    mutating func reportStatus(_ index: Int, now: UTCInstant) {
        let status = connectors[index].status
        guard connectors[index].reported != status, now >= connectors[index].nextReport else { return }
        connectors[index].reported = status
        connectors[index].nextReport = now + SimulatedConnector.shortestReport
        tell(.status(status, outlet: connectors[index].number), .other, now: now)
    }

    // MARK: - Calls

    mutating func tell(_ telling: StationTelling, _ purpose: Purpose, now: UTCInstant) {
        guard session != nil else { return }
        lastHandle += 1
        guard let call = try? words.call(telling, of: self, handle: lastHandle, now: stamp(now)) else { return }
        purposes[lastHandle] = purpose
        perform(session?.send(call, now: now.milliseconds) ?? [], now: now)
    }

    mutating func perform(_ actions: [CallSession.Action], now: UTCInstant) {
        for action in actions {
            switch action {
            case .send(let frame): frames.append(WireFaults.applied(habits, to: frame))
            case .deliver(let call): answer(call, now: now)
            case .complete(let call, let outcome):
                switch purposes.removeValue(forKey: call.handle) {
                case .boot: booted(outcome, now: now)
                case .authorize(let connector): authorized(connector, outcome)
                case .transaction: transactionAnswered(outcome, now: now)
                case .pull(let profile): pulled(profile, outcome)
                case .other, nil: continue
                }
            }
        }
    }

    // MARK: - Answers

    private mutating func answer(_ call: CallSession.InboundCall, now: UTCInstant) {
        do throws(JSONError) {
            try words.answer(call, by: &self, now: now)
        } catch {
            refuse(call, OCPPCallError(OCPPErrorCode(refusing: error), "\(error)"), now)
        }
    }

    mutating func reply(_ call: CallSession.InboundCall, _ payload: some OCPPPayload, _ now: UTCInstant) {
        let spoken: OCPPVersion = words == V16Words.self ? .v16 : version
        guard let bytes = try? payload.encoded(for: spoken) else {
            return refuse(call, OCPPCallError(.internalError, "no answer could be written"), now)
        }
        perform(session?.answer(call.id, with: .success(bytes)) ?? [], now: now)
    }

    mutating func refuse(_ call: CallSession.InboundCall, _ error: OCPPCallError, _ now: UTCInstant) {
        perform(session?.answer(call.id, with: .failure(error)) ?? [], now: now)
    }
}

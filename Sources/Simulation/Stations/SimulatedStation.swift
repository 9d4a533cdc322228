// SPDX-License-Identifier: Apache-2.0

import GridModel
import OCPP

/// A charging station of OCPP 1.6 as it stands in the field: a value that takes frames and time, and gives frames and
/// limits.
///
/// It stores the profiles it is sent and lets its vehicles draw what their composite schedule allows, also while it is
/// offline. In parts: this file (state, connection, time), `+Answers` (what the central system asks), `+Transactions`
/// and `+Metering`.
struct SimulatedStation: Sendable {
    let identity: String
    let habits: BadHabits
    var connectors: [SimulatedConnector]
    var profiles: [V16.InstalledProfile] = []
    var configuration: [String: String]
    var session: CallSession?
    /// Whether the central system has accepted this station since it was switched on.
    var isAccepted = false
    var transactionQueue: [TransactionMessage] = []
    var isTransactionUnderWay = false
    var transactionRetryAt: UTCInstant?
    var serverTransactions: [Int: Int] = [:]
    var lastTransaction = 0
    var purposes: [UInt64: Purpose] = [:]
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
    private var lastHandle: UInt64 = 0
    private var connections = 0
    private let clockOffset: Duration
    var generator: SeededGenerator

    /// Why a call was made.
    enum Purpose: Sendable {
        case boot
        case authorize(connector: Int)
        case transaction
        case other
    }

    init(
        _ station: ChargingStation, connectors: [SimulatedConnector], habits: BadHabits, now: UTCInstant, seed: UInt64
    ) {
        identity = station.id.text
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
        let units = connectors.contains { $0.isDC } ? "Power" : "Current,Power"
        configuration = [
            "ChargingScheduleAllowedChargingRateUnit": units, "ChargeProfileMaxStackLevel": "8",
            "ChargingScheduleMaxPeriods": "24", "MaxChargingProfilesInstalled": "16", "HeartbeatInterval": "300",
            "MeterValueSampleInterval": "60", "MeterValuesSampledData": "Energy.Active.Import.Register",
            "NumberOfConnectors": String(connectors.count),
            "ConnectorSwitch3to1PhaseSupported": String(connectors.contains { $0.contactor != nil }),
            "SupportedFeatureProfiles": "Core,SmartCharging,RemoteTrigger",
        ]
        self.generator = generator
    }

    /// The time by the station's own clock.
    func stamp(_ now: UTCInstant) -> OCPPTimestamp { OCPPTimestamp(milliseconds: (now + clockOffset).milliseconds) }

    /// Whether it tries to be connected now.
    func wantsConnection(now: UTCInstant) -> Bool { session == nil && now >= offlineUntil }

    // MARK: - Connection

    mutating func opened(now: UTCInstant) {
        if session != nil { closed(now: now) }
        connections += 1
        session = CallSession(
            configuration: CallSession.Configuration(version: .v16), idPrefix: "\(identity.suffix(12))-\(connections)")
        bootAt = now + generator.seconds(0, 1)
        if !mustBoot { for number in connectors.indices { connectors[number].reported = nil } }
    }

    mutating func closed(now: UTCInstant) {
        guard var old = session else { return }
        session = nil
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
    }

    // MARK: - Time

    mutating func advance(to now: UTCInstant) {
        if habits.contains(.disconnects), now >= nextDrop {
            nextDrop = now + generator.seconds(60, 300)
            if generator.chance(0.3) { reboot(now: now) } else { wantsHangUp = true }
            offlineUntil = now + generator.seconds(3, 60)
        }
        if session != nil { perform(session?.tick(now: now.milliseconds) ?? [], now: now) }
        for index in connectors.indices { advanceTransaction(index, now: now) }
        guard session != nil, !wantsHangUp else { return }
        if mustBoot {
            if now >= bootAt { boot(now: now) }
            return
        }
        if now >= nextHeartbeat {
            nextHeartbeat = now + .seconds(Int(configuration["HeartbeatInterval"] ?? "") ?? 300)
            call(V16.Heartbeat(), .other, now: now)
        }
        for index in connectors.indices {
            reportStatus(index, now: now)
            sampleMeter(index, now: now)
        }
        sendTransactions(now: now)
    }

    private mutating func boot(now: UTCInstant) {
        bootAt = now + .seconds(30)
        call(
            V16.BootNotification(
                chargePointVendor: "Simulated", chargePointModel: connectors.contains { $0.isDC } ? "DC" : "AC",
                chargePointSerialNumber: String(identity.prefix(25)), firmwareVersion: "1"), .boot, now: now)
    }

    private mutating func booted(_ outcome: CallSession.Outcome, now: UTCInstant) {
        guard case .result(let payload) = outcome,
            let response = try? V16.BootNotification.Response(decoding: payload), response.status == .accepted
        else { return }
        mustBoot = false
        isAccepted = true
        if response.interval > 0 { configuration["HeartbeatInterval"] = String(response.interval) }
        nextHeartbeat = now + .seconds(max(response.interval, 10))
        for index in connectors.indices { connectors[index].reported = nil }
    }

    mutating func reportStatus(_ index: Int, now: UTCInstant) {
        let status = connectors[index].status
        guard connectors[index].reported != status, now >= connectors[index].nextReport else { return }
        connectors[index].reported = status
        connectors[index].nextReport = now + SimulatedConnector.shortestReport
        call(
            V16.StatusNotification(
                connectorId: connectors[index].number, errorCode: .noError, status: status, timestamp: stamp(now)),
            .other, now: now)
    }

    // MARK: - Calls

    mutating func call<Request: OCPPRequest>(_ request: Request, _ purpose: Purpose, now: UTCInstant) {
        guard session != nil else { return }
        lastHandle += 1
        guard let outbound = try? CallSession.OutboundCall(handle: lastHandle, request, for: .v16) else { return }
        purposes[lastHandle] = purpose
        perform(session?.send(outbound, now: now.milliseconds) ?? [], now: now)
    }

    mutating func perform(_ actions: [CallSession.Action], now: UTCInstant) {
        for action in actions {
            switch action {
            case .send(let frame): frames.append(frame)
            case .deliver(let call): answer(call, now: now)
            case .complete(let call, let outcome):
                switch purposes.removeValue(forKey: call.handle) {
                case .boot: booted(outcome, now: now)
                case .authorize(let connector): authorized(connector, outcome)
                case .transaction: transactionAnswered(outcome, now: now)
                case .other, nil: continue
                }
            }
        }
    }

    mutating func profilesChanged(_ change: (inout [V16.InstalledProfile]) -> Void) {
        change(&profiles)
        for index in connectors.indices { connectors[index].schedule = nil }
    }
}

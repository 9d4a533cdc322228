// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON
import OCPP
import Store

/// What the gateway knows of one OCPP 1.6 station and says to it: a value that takes events and returns effects.
///
/// The station outlives its connections; each connection brings a new `CallSession`. In four parts: this one (state and
/// connection), `+Inbound` (what the station asks), `+Commissioning` (settings and the proven default), `+Setpoints`.
///
/// ```
/// connected ─ boot (or grace) ─▶ commissioning: configuration, default, read-back ─▶ provisioned ─▶ setpoints
/// ```
struct V16Station {
    /// One EVSE of the station; in 1.6 a connector is one.
    struct Connector {
        /// Plate and place, as the topology says.
        var number: Int
        var phases: Int
        var isDC: Bool
        /// Power at one ampere per phase and the highest usual voltage; nil for DC.
        var kilowattsPerAmpere: Double?
        /// What it is to hold; nil until the first decision.
        var wanted: StationSetpoint?
        /// Counts the setpoints, so that the answer to an older one is not taken for the newest one's.
        var revision = 0
        /// What it falls to.
        var standing: StationSetpoint
        var transaction: Int64?
        var status: V16.ChargePointStatus?
        var isProvisioned = false
    }

    let identity: ChargingStation.ID
    let meterInterval: Duration
    let timing: StationTiming
    var connectors: [Int: Connector]
    /// The live connection's identifier.
    private(set) var connection: UInt64?
    var session: CallSession?
    var meters = V16Meters()
    var commissioning = Commissioning.waiting(until: nil)
    /// Rate unit that this station took last.
    var unit: V16.ChargingRateUnit?
    var allowedUnits: [V16.ChargingRateUnit] = []
    var configuration: [String: String] = [:]
    var clock = StationClock()
    var allowance = EventAllowance()
    /// Counts the set-ups, so that an answer to an earlier one is not taken for this one's.
    var commissioningRun = 0
    var retryPause: Duration
    var pending: [UInt64: PendingCall] = [:]
    /// The start of the last profile, by the station's clock.
    var lastProfileStart: UTCInstant?
    private var lastHandle: UInt64 = 0

    init(identity: ChargingStation.ID, meterInterval: Duration, timing: StationTiming, connectors: [Connector]) {
        self.identity = identity
        self.meterInterval = meterInterval
        self.timing = timing
        self.connectors = Dictionary(uniqueKeysWithValues: connectors.map { ($0.number, $0) })
        retryPause = timing.retryPause
    }

    /// Why a call of ours was made, to know what its answer means.
    enum PendingCall {
        case commissioning(run: Int)
        case setpoint(connector: Int, StationSetpoint, revision: Int, isReadBack: Bool)
        case remote(connector: Int)
    }

    // MARK: - Connection

    /// A connection of this station was made; an older one is forgotten.
    mutating func opened(_ connection: UInt64, now: Moment) -> [StationEffect] {
        var effects = closed(now: now)
        self.connection = connection
        session = CallSession(
            configuration: CallSession.Configuration(
                version: .v16, timeoutMilliseconds: timing.callTimeout.inMilliseconds),
            idPrefix: "\(connection)-\(now.utc.milliseconds % 1_000_000)")
        if !connectors.isEmpty { commissioning = .waiting(until: now.steady + timing.bootGrace) }
        // A vehicle may have come or gone meanwhile: each connector is asked again.
        for number in connectors.keys { connectors[number]?.status = nil }
        effects.append(.note("station \(identity) connected"))
        return effects
    }

    /// The connection is gone. What the station holds stands; it counts as unreachable from now on.
    mutating func closed(now: Moment) -> [StationEffect] {
        guard var old = session else { return [] }
        session = nil
        connection = nil
        let actions = old.disconnected()
        commissioning = .waiting(until: nil)
        return perform(actions, now: now) + withdrawn()
    }

    /// A text frame came.
    mutating func received(_ text: [UInt8], now: Moment) -> [StationEffect] {
        guard let actions = session?.received(text, now: now.steady.milliseconds) else { return [] }
        return perform(actions, now: now)
    }

    /// Time has passed.
    mutating func tick(now: Moment) -> [StationEffect] {
        guard let actions = session?.tick(now: now.steady.milliseconds) else { return [] }
        var effects = perform(actions, now: now)
        if case .waiting(let due?) = commissioning, due <= now.steady { effects += commission(now: now) }
        return effects
    }

    /// Nothing is proven of the connectors any more, and no answer that is still to come proves it.
    mutating func withdrawn() -> [StationEffect] {
        connectors.keys.sorted().map { number in
            connectors[number]?.isProvisioned = false
            connectors[number]?.revision += 1
            return .withdrawn(evse: number)
        }
    }

    /// Calls the station; the answer comes back by `pending`.
    mutating func call<Request: OCPPRequest>(
        _ request: Request, _ purpose: PendingCall, key: String? = nil, now: Moment
    ) -> [StationEffect] {
        guard session != nil else { return [] }
        lastHandle += 1
        do throws(OCPPEncodingError) {
            let outbound = try CallSession.OutboundCall(handle: lastHandle, request, coalescingKey: key)
            pending[lastHandle] = purpose
            return perform(session!.send(outbound, now: now.steady.milliseconds), now: now)
        } catch {
            return [.note("station \(identity): \(Request.action) not sent: \(error)")]
        }
    }

    /// Answers a call of the station.
    mutating func answer(_ call: String, _ payload: some OCPPPayload, now: Moment) -> [StationEffect] {
        do throws(OCPPEncodingError) {
            let bytes = try payload.encoded()
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
            case .deliver(let call): effects += asked(call, now: now)
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
        case .remote(let connector):
            return remoteAnswered(connector, outcome)
        }
    }

    /// A time of the station's in our time: corrected by what its clock was seen to be off, and never in the future.
    func ourTime(_ timestamp: OCPPTimestamp?, now: Moment) -> UTCInstant {
        guard let timestamp else { return now.utc }
        return min(UTCInstant(milliseconds: timestamp.milliseconds) - clock.offset, now.utc)
    }
}

// SPDX-License-Identifier: Apache-2.0

public import DERDispatch
public import GridModel
import OCPP
import Store

/// The gateway without its edges: all that is known and decided, as one value.
///
/// `receive` takes one input and returns what is to be done about it. Ingest only changes the fleet's state; the tick
/// decides from the whole of it. In parts: this file (state, routing), `+MQTT`, `+Stations`, `+Tick`, `+Limits`,
/// `+Needs`, `+Commands`, `+Outcomes`, `+RemoteTransactions`, `+Restart`, `+Topology`, `+Departures`; in `Alarms`:
/// `+Alarms`, `+Absences`.
public struct GatewayCore: Sendable {
    /// The feeder as the dispatcher wants it.
    public internal(set) var model: DispatchModel
    /// Settings.
    public let settings: GatewaySettings
    /// What is known of the fleet.
    public internal(set) var state: FleetState
    /// The limits that parties have set.
    public internal(set) var limits = LimitBook()
    /// What people and planning systems would like storages to do.
    var targets = TargetBook()
    /// What the next tick must remember.
    public internal(set) var memory: DispatchMemory
    /// The last plan.
    public internal(set) var plan: DispatchPlan?
    /// Whether an operator has stopped everything.
    public internal(set) var isStopped = false
    /// Whether the MQTT broker is in reach; true until told otherwise.
    public internal(set) var isBrokerConnected = true
    /// Whether what was promised to be on disk is there in time; true until told otherwise.
    public internal(set) var isRecording = true
    /// The alarms that people have before them.
    var alarms = AlarmBoard()
    /// The last request to begin or end a transaction at each DER, by position.
    public internal(set) var remoteTransactions: [Int: RemoteTransaction] = [:]
    /// Counts for `/metrics` and the screens.
    public internal(set) var counters = GatewayCounters()
    /// Energy that DERs were told not to take or give.
    public internal(set) var curtailment: CurtailmentBooks

    var dispatcher = Dispatcher()
    var mqtt: MQTTTranslation
    var stations: [ChargingStation.ID: OCPPStation]
    var stationOfConnection: [UInt64: ChargingStation.ID] = [:]
    var strangers: [UInt64: OCPPStation] = [:]
    var quarantine: Quarantine
    var derOfEVSE: [EVSEKey: Int]
    var dersOfStation: [ChargingStation.ID: [Int]]
    var proofs: [SetpointProof]
    var outbox: SetpointOutbox
    var recorder: PlanRecorder
    var isLimitChanged = false
    /// By how much civil time is ahead of the steady clock, ms: where it shrinks, our clock was set back.
    var clockGap: Int64
    var nextLimitNumber: Int64
    /// The needs as they were kept last, by position.
    var keptNeeds: [ChargingNeeds?]
    /// What vehicles said of themselves last.
    var vehicleStatements: [DER.ID: VehicleStatement] = [:]
    /// How many of the needs that machines tell of are noted, by position.
    var needsAllowance: [EventAllowance]
    /// The sites that somebody watches.
    var watches = SiteWatches()
    /// Limits whose nodes the topology no longer has.
    var strayLimits: [Limit.ID] = []
    /// DERs that a person took out of service, whether the feeder has them now or not.
    var outOfService: Set<DER.ID> = []
    /// Nodes that the feeder does not have now and whose excess alarm nobody has taken back.
    var absentLatches: Set<ConnectivityNode.ID> = []
    /// DERs that left the feeder and may still do what they were told last.
    var departed: [DepartedDER] = []
    /// Which version of the topology is in force.
    public internal(set) var topology = TopologyStamp()

    struct EVSEKey: Hashable {
        var station: ChargingStation.ID
        var evse: Int
    }

    /// A gateway on a feeder, with what an earlier run left.
    public init(feeder: Feeder, settings: GatewaySettings, restored: RestoredState = RestoredState(), now: Moment) {
        let model = DispatchModel(feeder)
        self.model = model
        self.settings = settings
        state = FleetState(feeder)
        memory = DispatchMemory(model, startedAt: now.steady)
        curtailment = CurtailmentBooks(derCount: feeder.ders.count, since: now.utc)
        mqtt = MQTTTranslation(feeder, index: model.index)
        stations = Self.makeStations(model, settings.stations)
        quarantine = Quarantine(feeder, settings.stations)
        (derOfEVSE, dersOfStation) = Self.outlets(feeder)
        proofs = Array(repeating: SetpointProof(), count: feeder.ders.count)
        outbox = SetpointOutbox(model, settings)
        recorder = PlanRecorder(model, settings)
        nextLimitNumber = now.utc.milliseconds
        clockGap = now.utc.milliseconds - now.steady.milliseconds
        keptNeeds = Array(repeating: nil, count: feeder.ders.count)
        needsAllowance = Array(repeating: EventAllowance(), count: feeder.ders.count)
        restore(restored, now: now)
    }

    /// Where each EVSE and each station stands among the DERs.
    static func outlets(
        _ feeder: Feeder
    ) -> (derOfEVSE: [EVSEKey: Int], dersOfStation: [ChargingStation.ID: [Int]]) {
        var keys: [EVSEKey: Int] = [:]
        var ders: [ChargingStation.ID: [Int]] = [:]
        for (der, unit) in feeder.ders.enumerated() {
            guard case .ocpp(let station, let evse) = unit.communication else { continue }
            keys[EVSEKey(station: station, evse: evse)] = der
            ders[station, default: []].append(der)
        }
        return (keys, ders)
    }

    /// Takes one input and says what is to be done about it.
    public mutating func receive(_ input: GatewayInput, now: Moment) -> [GatewayAction] {
        followClock(now: now)
        switch input {
        case .mqtt(let topic, let payload, let isRetained):
            return received(topic: topic, payload, isRetained: isRetained, now: now)
        case .broker(let isConnected):
            return brokerChanged(isConnected: isConnected)
        case .recording(let isInTime):
            isRecording = isInTime
            return []
        case .publishRefused(let topics):
            return publishRefused(topics, now: now)
        case .publishDenied(let user, let topic):
            noteDenied(user: user, topic: topic)
            return []
        case .loginRefused:
            watches.noteRefusedLogin()
            return []
        case .stationOpened(let connection, let identity, let version, let isStranger):
            return opened(connection, identity, version, isStranger: isStranger, now: now)
        case .stationText(let connection, let text):
            counters.ocppFrames += 1
            return withStation(connection, now: now) { $0.received(text, now: now) }
        case .stationClosed(let connection):
            return closed(connection, now: now)
        case .transactionBegun(let connection, let call, let start, let begun):
            return withStation(connection, now: now) { $0.begun(call, start, begun, now: now) }
        case .transactionEnded(let connection, let call, let stop):
            return withStation(connection, now: now) { $0.ended(call, stop, now: now) }
        case .certificateSigned(let connection, let request, let answer):
            return withStation(connection, now: now) { $0.signed(request, answer, now: now) }
        case .tick:
            return tick(now: now)
        }
    }

    /// Whether a limit changed since the last tick: then the next one is due at once.
    public var wantsTickNow: Bool { isLimitChanged }

    static func makeStations(
        _ model: DispatchModel, _ timing: StationTiming
    ) -> [ChargingStation.ID: OCPPStation] {
        let feeder = model.feeder
        var connectors: [ChargingStation.ID: [OCPPStation.Connector]] = [:]
        for (der, node) in zip(feeder.ders, model.index.nodeOfDER) {
            guard case .ocpp(let station, let evse) = der.communication, case .evse(let unit) = der.unit else {
                continue
            }
            connectors[station, default: []].append(
                OCPPStation.Connector(
                    number: evse, phases: unit.supply == .dc ? 3 : der.phases.count, isDC: unit.supply == .dc,
                    allowsDischarge: unit.allowsDischarge,
                    takesNegativeLimits: unit.v2gDialect == .negativeLimit,
                    rotation: der.isPhaseKnown ? der.phaseRotation : nil,
                    nominalVolts: feeder.nodes[Int(node)].nominalPhaseVoltage.volts,
                    standing: StationSetpoint.standing(der, unit)))
        }
        var stations: [ChargingStation.ID: OCPPStation] = [:]
        for station in feeder.stations {
            stations[station.id] = OCPPStation(
                identity: station.id, meterInterval: station.meterInterval, timing: timing,
                connectors: connectors[station.id] ?? [])
        }
        return stations
    }
}

extension StationSetpoint {
    /// The default of an EVSE: what its station holds when nobody commands it. Nothing between 0 and the minimum.
    static func standing(_ der: DER, _ unit: EVSE) -> StationSetpoint {
        let (power, amperes) = onGrid(der.defaultLimit.importLimit.kilowatts, unit)
        return StationSetpoint(
            powerKW: power, currentA: amperes, defaultKW: power, defaultA: amperes,
            wattsPerAmpere: unit.maximumCurrent.map { unit.maximumCharge.watts / $0.amperes })
    }

    private static func onGrid(_ power: Double, _ unit: EVSE) -> (powerKW: Double, currentA: Double?) {
        guard unit.supply == .ac, let minimum = unit.minimumCurrent?.amperes, let most = unit.maximumCurrent?.amperes,
            unit.maximumCharge > .zero
        else { return (power, nil) }
        var amperes = (most * power / unit.maximumCharge.kilowatts * 10 + 1e-6).rounded(.down) / 10
        if amperes < minimum { amperes = 0 }
        return (amperes <= 0 ? 0 : power, max(0, amperes))
    }
}

/// Counts that only grow, for `/metrics` and the screens.
public struct GatewayCounters: Sendable, Hashable {
    /// MQTT messages that changed what is known.
    public var mqttAccepted = 0
    /// MQTT messages that were refused.
    public var mqttRefused = 0
    /// Messages of ours that the MQTT client did not take.
    public var mqttUnpublished = 0
    /// OCPP frames received.
    public var ocppFrames = 0
    /// OCPP frames that are no OCPP message.
    public var ocppInvalidFrames = 0
    /// Answers of stations to no call of ours that is open: late, repeated or invented.
    public var ocppStrayAnswers = 0
    /// Calls of stations beyond their rate, or too many at once.
    public var ocppThrottledFrames = 0
    /// Calls of stations that were not answered in time.
    public var ocppForgottenCalls = 0
    /// How often a connected station fell silent.
    public var ocppSilences = 0
    /// Setpoints sent.
    public var setpointsSent = 0
    /// Setpoints sent that lower a DER.
    public var setpointsLowered = 0
    /// Ticks.
    public var ticks = 0

    /// All at zero.
    public init() {}

    /// Adds what a station's sessions counted between two looks at them.
    mutating func add(_ now: CallSession.Counters, less before: CallSession.Counters) {
        ocppInvalidFrames += now.invalidFrames - before.invalidFrames
        ocppStrayAnswers += now.strayAnswers - before.strayAnswers
        ocppThrottledFrames += now.throttledFrames - before.throttledFrames
        ocppForgottenCalls += now.forgottenCalls - before.forgottenCalls
    }
}

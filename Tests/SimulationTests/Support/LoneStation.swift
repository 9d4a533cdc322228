// SPDX-License-Identifier: Apache-2.0

import Foundation
import GridModel
import OCPP
import Simulation

/// One simulated station with a central system of the test's own, which speaks plain JSON and knows none of our types.
struct LoneStation {
    var world: SimulatedWorld
    /// What the station asked, in order.
    private(set) var calls: [(action: String, payload: [String: Any])] = []
    /// What it answered, by the test's own id.
    private(set) var answers: [String: [String: Any]] = [:]
    /// What it is answered, by action; `{}` where nothing is said.
    var replies: [String: [String: Any]] = [
        "BootNotification": ["status": "Accepted", "currentTime": "2026-01-01T00:00:00Z", "interval": 300],
        "Authorize": ["idTokenInfo": ["status": "Accepted"], "idTagInfo": ["status": "Accepted"]],
        "StartTransaction": ["idTagInfo": ["status": "Accepted"], "transactionId": 77],
        "Heartbeat": ["currentTime": "2026-01-01T00:00:00Z"],
        "NotifyEVChargingNeeds": ["status": "Accepted"],
    ]
    private(set) var isConnected = false
    /// Whether it ended its connection itself, and will come back.
    private var isComingBack = false
    private var lastID = 0

    static let start = UTCInstant(milliseconds: 1_764_007_200_000)

    init(_ version: OCPPVersion, outlet: String, habits: BadHabits = []) throws {
        let reading = TopologyFile.read(
            """
            format: headroom-topology/1
            feeder: {id: f}
            nodes:
              - {id: t, kind: substation, ratingKVA: 200, lineVoltageV: 400, baseLoad: none, meter: {}}
            sites:
              - id: s
                parent: t
                importLimitKW: 50
                exportLimitKW: 50
                minBaseLoadKW: 0
                maxBaseLoadKW: 1
                meter: {}
                stations: [{id: cs}]
                ders:
                  - {id: ev, kind: evse, \(outlet), ocpp: {station: cs, evse: 1}}
            """, file: "f")
        guard let feeder = reading.feeder, let id = ChargingStation.ID("cs") else {
            throw LittleStreet.TopologyFault(reading.findings.map { "\($0)" })
        }
        let scene = Scene(
            pluggedAtStart: 1, arrivalSoC: 0.5...0.6, firstArrivals: 1...2, stay: 20_000...20_001, absence: 60...61,
            singlePhase: 0)
        world = SimulatedWorld(
            feeder: feeder, seed: 3, startHour: 12, scene: scene, habits: WorldHabits(stations: [id: habits]),
            versions: [id: version], now: Self.start)
        world.advance(to: Self.start + .seconds(3))
        connect()
    }

    /// A DC outlet that can discharge.
    static let twoWayDC =
        "supply: dc, minChargeKW: 1, maxChargeKW: 20, maxDischargeKW: 10, allowsDischarge: true, "
        + "v2gDialect: negativeLimit, default: {importLimitKW: 3, exportLimitKW: 0}"
    static let ac = "supply: ac, phases: ABC, minCurrentA: 6, maxCurrentA: 16, default: {importLimitA: 6}"

    mutating func connect() {
        world.opened(station: 0)
        isConnected = true
        isComingBack = false
    }

    mutating func disconnect() {
        world.closed(station: 0)
        isConnected = false
    }

    /// Lets time pass; what the station asks meanwhile is answered.
    mutating func run(seconds: Int) {
        for _ in 0..<seconds {
            world.advance(to: world.time + .seconds(1))
            takeFrames()
            if isComingBack, world.wantsConnection(station: 0) { connect() }
        }
    }

    private mutating func takeFrames() {
        for output in world.takeOutputs() {
            if case .hangUp = output {
                disconnect()
                isComingBack = true
            }
            guard case .send(_, let frame) = output, isConnected,
                let parts = try? JSONSerialization.jsonObject(with: Data(frame)) as? [Any],
                let kind = parts.first as? Int, let id = parts[1] as? String
            else { continue }
            if kind == 2, let action = parts[2] as? String {
                calls.append((action, parts[3] as? [String: Any] ?? [:]))
                send([3, id, replies[action] ?? [:]])
            } else {
                answers[id] = parts[2] as? [String: Any] ?? ["error": parts[2]]
            }
        }
    }

    private mutating func send(_ parts: [Any]) {
        guard let data = try? JSONSerialization.data(withJSONObject: parts) else { return }
        world.received(station: 0, Array(data))
    }

    /// Asks the station, and gives what it answers within a few seconds.
    mutating func ask(_ action: String, _ payload: [String: Any]) -> [String: Any] {
        lastID += 1
        send([2, "t\(lastID)", action, payload])
        for _ in 0..<3 where answers["t\(lastID)"] == nil { run(seconds: 1) }
        return answers["t\(lastID)"] ?? ["error": "no answer"]
    }

    func asked(_ action: String) -> [[String: Any]] { calls.filter { $0.action == action }.map(\.payload) }

    var powerKW: Double { world.power(der: 0).kilowatts }

    /// The name of the transaction that runs.
    var transaction: String? {
        (asked("TransactionEvent").last?["transactionInfo"] as? [String: Any])?["transactionId"] as? String
    }

    /// A profile of 2.x in watts, of the transaction that runs.
    func profile(_ id: Int, kind: String = "Absolute", _ period: [String: Any], extras: [String: Any] = [:])
        -> [String: Any]
    {
        var period = period
        period["startPeriod"] = 0
        var schedule: [String: Any] = ["id": id, "chargingRateUnit": "W", "chargingSchedulePeriod": [period]]
        if kind == "Absolute" { schedule["startSchedule"] = "2025-11-24T17:59:00Z" }
        var profile: [String: Any] = [
            "id": id, "stackLevel": 0, "chargingProfilePurpose": "TxProfile", "chargingProfileKind": kind,
            "chargingSchedule": [schedule], "transactionId": transaction ?? "",
        ]
        profile.merge(extras) { $1 }
        return ["evseId": 1, "chargingProfile": profile]
    }
}

// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
import Testing

@testable import Gateway
@testable import Store

/// The core with a clock that stands still unless it is moved, with fake stations on its lines and a record of what
/// it does.
final class Bench {
    var core: GatewayCore
    var now: Moment
    private(set) var published: [(topic: String, body: String)] = []
    private(set) var records: [StoreRecord] = []
    private var stations: [UInt64: FakeStation] = [:]
    /// Transactions wait here instead of on a disk until `writeTransactions`.
    var holdsTransactions = false
    private var waiting: [GatewayInput] = []
    private var lastTransaction: Int64 = 100
    /// Seconds between meter values of stations with a vehicle; power follows their limit. Zero switches them off.
    var meterSeconds = 5
    private var seconds = 0

    static let start = UTCInstant(milliseconds: 1_795_366_800_000)

    init(
        _ topology: String = Bench.minimal, settings: GatewaySettings = GatewaySettings(),
        restored: RestoredState = RestoredState(), now: Moment? = nil
    ) throws {
        let reading = TopologyFile.read(topology, file: "test.yaml")
        let feeder = try #require(reading.feeder, "\(reading.findings)")
        let moment = now ?? Moment(utc: Self.start, steady: MonotonicInstant(milliseconds: 0))
        self.now = moment
        core = GatewayCore(feeder: feeder, settings: settings, restored: restored, now: moment)
    }

    var date: Date { Date(timeIntervalSince1970: Double(now.utc.milliseconds) / 1_000) }

    func der(_ id: String) throws -> Int { try #require(DER.ID(id).flatMap { core.model.index.derPosition[$0] }) }

    func state(_ id: String) throws -> DERState { core.state.ders[try der(id)] }

    // MARK: - Inputs

    func feed(_ input: GatewayInput) { carryOut(core.receive(input, now: now)) }

    func mqtt(_ topic: String, _ payload: String, isRetained: Bool = false) {
        feed(.mqtt(topic: topic, payload: Array(payload.utf8), isRetained: isRetained))
    }

    func connect(_ station: FakeStation, _ connection: UInt64, boots: Bool = true, status: String? = "Charging") {
        stations[connection] = station
        feed(.stationOpened(connection: connection, identity: station.identity))
        if boots { say(connection, "BootNotification", ["chargePointVendor": "V", "chargePointModel": "M"]) }
        guard let status else { return }
        for number in station.connectors {
            say(
                connection, "StatusNotification",
                ["connectorId": number, "errorCode": "NoError", "status": status, "timestamp": stamp(station)])
        }
    }

    func disconnect(_ connection: UInt64) {
        stations[connection] = nil
        feed(.stationClosed(connection: connection))
    }

    func say(_ connection: UInt64, _ action: String, _ payload: [String: Any]) {
        guard let station = stations[connection] else { return }
        feed(.stationText(connection: connection, station.call(action, payload)))
    }

    func stamp(_ station: FakeStation) -> String { FakeStation.text(date.addingTimeInterval(station.clockAhead)) }

    /// Moves the clock on, with a tick a second and what the stations measure.
    func run(_ count: Int) {
        for _ in 0..<count {
            now.utc = now.utc + .seconds(1)
            now.steady = now.steady + .seconds(1)
            seconds += 1
            if meterSeconds > 0, seconds % meterSeconds == 0 {
                for connection in stations.keys.sorted() { measure(connection) }
            }
            feed(.tick)
        }
    }

    func measure(_ connection: UInt64, watts: Double? = nil) {
        guard let station = stations[connection] else { return }
        for number in station.connectors {
            let power = watts ?? station.limit(connector: number, date) * 690
            say(
                connection, "MeterValues",
                [
                    "connectorId": number,
                    "meterValue": [
                        [
                            "timestamp": stamp(station),
                            "sampledValue": [["value": "\(power)", "measurand": "Power.Active.Import", "unit": "W"]],
                        ]
                    ],
                ])
        }
    }

    func writeTransactions() {
        let inputs = waiting
        waiting = []
        inputs.forEach(feed)
    }

    /// An operator's import limit of so many kW on a node, for an hour.
    func limit(_ node: String, kW: Double) throws {
        let request = LimitRequest(
            node: try #require(ConnectivityNode.ID(node)), direction: .import, value: .activePower(.kilowatts(kW)),
            end: now.utc + .seconds(3_600), reason: "test")
        let (result, actions) = core.setLimit(request, author: "tester", now: now)
        carryOut(actions)
        _ = try result.get()
    }

    // MARK: - Actions

    func carryOut(_ actions: [GatewayAction]) {
        for action in actions {
            switch action {
            case .publish(let topic, let payload, _):
                published.append((topic, String(decoding: payload, as: UTF8.self)))
            case .send(let connection, let text):
                if let answer = stations[connection]?.take(text, now: date) {
                    feed(.stationText(connection: connection, answer))
                }
            case .record(let new): records += new
            case .begin(let start, let connection, let call):
                lastTransaction += 1
                let begun = TransactionBegun(id: lastTransaction, isRepeat: false)
                take(.transactionBegun(connection: connection, call: call, start, begun))
            case .end(let stop, let connection, let call):
                take(.transactionEnded(connection: connection, call: call, stop))
            case .note: break
            }
        }
    }

    private func take(_ input: GatewayInput) {
        if holdsTransactions { waiting.append(input) } else { feed(input) }
    }

    var refused: [RefusedMessage] {
        records.compactMap { if case .refusedMessage(let message) = $0 { message } else { nil } }
    }

    func clearPublished() { published = [] }

    /// One transformer, one site with a battery on MQTT and one charging station.
    static let minimal = """
        format: headroom-topology/1
        feeder: {id: test}
        nodes:
          - {id: transformer, kind: substation, ratingKVA: 100, baseLoad: none}
        sites:
          - id: site-1
            parent: transformer
            importLimitKW: 50
            minBaseLoadKW: 0.5
            maxBaseLoadKW: 1
            stations: [{id: cs, meterIntervalS: 10}]
            ders:
              - {id: bat, kind: battery, maxChargeKW: 5, maxDischargeKW: 5, capacityKWh: 10, mqtt: native, default: {importLimitKW: 0, exportLimitKW: 0}}
              - {id: ev, kind: evse, supply: ac, maxCurrentA: 32, ocpp: {station: cs, evse: 1}, default: {importLimitA: 6}}
        """
}

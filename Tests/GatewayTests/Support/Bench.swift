// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
import OCPP
import Testing

@testable import Gateway
@testable import Store

/// The core with a clock that stands still unless it is moved, with fake stations on its lines and a record of what
/// it does.
final class Bench {
    var core: GatewayCore
    var now: Moment
    /// Connections that the core let go.
    private(set) var disconnected: [UInt64] = []
    private(set) var published: [(topic: String, body: String)] = []
    fileprivate(set) var records: [StoreRecord] = []
    private var stations: [UInt64: FakeStation] = [:]
    /// Where transactions are written, and numbered; without one they are only numbered.
    var store: Store?
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
        guard let version = OCPPVersion(rawValue: station.subprotocol) else {
            Issue.record("\(station.subprotocol) is no version")
            return
        }
        stations[connection] = station
        feed(.stationOpened(connection: connection, identity: station.identity, version: version))
        if boots { say(connection, "BootNotification", station.boot) }
        guard let status else { return }
        for number in station.connectors {
            say(connection, "StatusNotification", station.status(number, status, stamp(station)))
        }
    }

    /// Connects a station where a vehicle charges at each connector, and says so in its version's way.
    func charge(_ station: FakeStation, _ connection: UInt64, boots: Bool = true) {
        connect(station, connection, boots: boots)
        for number in station.connectors {
            guard let begun = station.begins(number, stamp(station)) else { continue }
            say(connection, begun.action, begun.payload)
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

    /// Sets the civil clock; the steady one goes on.
    func setClock(by seconds: Int64) { now.utc = now.utc + .seconds(seconds) }

    /// Meter values of connector 1, with the samples given.
    func meter(_ connection: UInt64, _ samples: [[String: Any]], transaction: Int? = nil, stamped: Bool = true) {
        guard let station = stations[connection] else { return }
        let stamp = stamped ? stamp(station) : nil
        say(connection, "MeterValues", station.meterValues(1, samples, stamp: stamp, transaction: transaction))
    }

    func measure(_ connection: UInt64, watts: Double? = nil) {
        guard let station = stations[connection] else { return }
        for number in station.connectors {
            let power = watts ?? station.limit(connector: number, date) * 690
            let reading = station.reading(number, power, stamp(station))
            say(connection, reading.action, reading.payload)
        }
    }

    func writeTransactions() {
        let inputs = waiting
        waiting = []
        inputs.forEach(feed)
    }

    /// An operator's import limit of so many kW on a node, for an hour.
    func limit(_ node: String, kW: Double, phase: PhaseCode? = nil) throws {
        let request = LimitRequest(
            node: try #require(ConnectivityNode.ID(node)), direction: .import, value: .activePower(.kilowatts(kW)),
            end: now.utc + .seconds(3_600), reason: "test", phase: phase)
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
                for frame in stations[connection]?.takeFollowing() ?? [] {
                    feed(.stationText(connection: connection, frame))
                }
            case .disconnect(let connection, _):
                disconnected.append(connection)
                disconnect(connection)
            case .record(let new): records += new
            case .recordLater(let make): records += make()
            case .begin(let start, let connection, let call):
                lastTransaction += 1
                let begun = TransactionBegun(id: lastTransaction, isRepeat: false)
                take(.transactionBegun(connection: connection, call: call, start, (try? store?.begin(start)) ?? begun))
            case .end(let stop, let connection, let call):
                _ = try? store?.end(stop)
                take(.transactionEnded(connection: connection, call: call, stop))
            case .sign, .note: break
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

    var audited: [String] { records.compactMap { if case .audit(let entry) = $0 { entry.action } else { nil } } }

    /// Ends of transactions that nobody told.
    var presumedEnds: [TransactionStop] {
        records.compactMap { if case .transactionStop(let stop) = $0 { stop } else { nil } }
    }

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

    /// One station with two connectors.
    static let twoConnectors = minimal.replacing(
        "      - {id: ev, kind: evse, supply: ac, maxCurrentA: 32, ocpp: {station: cs, evse: 1}",
        with: "      - {id: ev-2, kind: evse, supply: ac, maxCurrentA: 32, ocpp: {station: cs, evse: 2}, "
            + "default: {importLimitA: 6}}\n"
            + "      - {id: ev, kind: evse, supply: ac, maxCurrentA: 32, ocpp: {station: cs, evse: 1}")

    /// An outlet for direct current that may discharge at up to 60 kW, on a measured transformer.
    static let dischargingDC = discharging(
        "supply: dc, minChargeKW: 3, maxChargeKW: 50, maxDischargeKW: 60, default: {importLimitKW: 5, exportLimitKW: 0}"
    )

    /// The same for alternating current, 11 kW both ways.
    static let dischargingAC = discharging(
        "supply: ac, maxCurrentA: 16, maxDischargeKW: 11, default: {importLimitA: 6}")

    private static func discharging(_ outlet: String) -> String {
        """
        format: headroom-topology/1
        feeder: {id: test}
        nodes:
          - {id: transformer, kind: substation, ratingKVA: 200, baseLoad: none, meter: {maximumAgeS: 10}}
        sites:
          - id: site-1
            parent: transformer
            importLimitKW: 150
            minBaseLoadKW: 0
            maxBaseLoadKW: 100
            stations: [{id: cs, meterIntervalS: 10}]
            ders:
              - {id: ev, kind: evse, \(outlet), ocpp: {station: cs, evse: 1}, allowsDischarge: true, reserveSoc: 0.2, v2gDialect: negativeLimit}
        """
    }
}

extension Bench {
    /// Puts another topology in force, as an operator would.
    @discardableResult
    func change(to topology: String, ifVersion: Int64? = nil) throws -> TopologyAnswer {
        let reading = TopologyFile.read(topology, file: "test.yaml")
        let edit = TopologyEdit(
            feeder: try #require(reading.feeder, "\(reading.findings)"), text: topology, author: "tester",
            reason: "test")
        let (result, actions) = core.changeTopology(edit, ifVersion: ifVersion, now: now)
        carryOut(actions)
        return try result.get()
    }

    /// A site's DER publishes: its capabilities, or what it measures now.
    func publish(_ der: String, _ leaf: String, _ fields: String) {
        let time = FakeStation.text(date)
        mqtt(
            "headroom/v1/site/site-1/der/\(der)/\(leaf)",
            leaf == "telemetry" ? #"{"time":"\#(time)",\#(fields)}"# : "{\(fields)}")
    }

    /// Messages of a node's meter, one a second, with a tick after each.
    func measure(node: String, kW: Double, seconds: Int) {
        for _ in 0..<seconds {
            mqtt("headroom/v1/node/\(node)/telemetry", #"{"time":"\#(FakeStation.text(date))","powerKW":\#(kW)}"#)
            run(1)
        }
    }

    /// The records of one kind, in their order.
    func recorded<Value>(_ pick: (StoreRecord) -> Value?) -> [Value] { records.compactMap(pick) }

    func clearRecords() { records = [] }
}

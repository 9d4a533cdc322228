// SPDX-License-Identifier: Apache-2.0

import MQTT
import DERDispatch
import Foundation
import GridModel
import JSON
import Logging
import Store
import TestSupport

@testable import Gateway

/// A small gateway without MQTT and OCPP, its interface called directly and through a socket.
final class HTTPFixture: Sendable {
    let engine: GatewayEngine
    let interface: RESTInterface
    let endpoint: HTTPEndpoint
    let port: Int
    let key: String
    private let temporary: TemporaryFolder
    /// Its data folder.
    var folder: URL { temporary.url }

    static let topology = """
        format: headroom-topology/1
        feeder: {id: small, name: Small feeder}
        nodes:
          - {id: head, kind: substation, ratingKVA: 100, baseLoad: none, meter: {maximumAgeS: 10}}
        sites:
          - id: site-1
            parent: head
            importLimitKW: 50
            minBaseLoadKW: 0.5
            maxBaseLoadKW: 5
            stations: [{id: station-1}]
            ders:
              - id: battery-1
                kind: battery
                maxChargeKW: 5
                maxDischargeKW: 5
                capacityKWh: 10
                mqtt: native
                default: {importLimitKW: 0, exportLimitKW: 0}
              - id: ev-1
                kind: evse
                supply: ac
                maxCurrentA: 32
                ocpp: {station: station-1, evse: 1}
                default: {importLimitA: 6}
        """

    init(host: String = "127.0.0.1", tickInterval: Duration = .seconds(1)) async throws {
        let reading = TopologyFile.read(Self.topology, file: "small.yaml")
        guard let feeder = reading.feeder else { throw Broken(text: "\(reading.findings)") }
        temporary = try TemporaryFolder()
        let secrets = try MachineSecrets(file: temporary.path("master.key"))
        key = secrets.operatorKey
        let clock = GatewayClock()
        let store = try Store.inMemory()
        var settings = GatewaySettings()
        settings.tickInterval = tickInterval
        let core = GatewayCore(feeder: feeder, settings: settings, now: clock.now)
        let writer = StoreWriter(store: store, mode: .immediate)
        engine = GatewayEngine(
            core: core, store: store, writer: writer, clock: clock, logger: Logger(label: "test"),
            commandPatience: .milliseconds(20))
        engine.tick()
        var options = GatewayOptions(dataFolder: temporary.url.path)
        options.host = host
        options.mqttPort = 1_884
        options.ocppPort = 9_001
        options.httpPort = 0
        interface = RESTInterface(
            GatewayAccess(engine: engine, secrets: secrets, options: options, events: EventHub(engine)))
        endpoint = HTTPEndpoint(engine: engine, secrets: secrets, options: options, logger: Logger(label: "test"))
        port = try await endpoint.start()
    }

    /// Makes the battery known and asking for 5 kW, as its site would by MQTT.
    func bringBatteryOnline() {
        let base = "headroom/v1/site/site-1/der/battery-1"
        let time = RFC3339.format(milliseconds: engine.clock.now.utc.milliseconds)
        let messages = [
            ("\(base)/capabilities", #"{"defaultImportLimitKW":0,"defaultExportLimitKW":0}"#),
            ("\(base)/telemetry", #"{"time":"\#(time)","seq":1,"powerKW":0,"soc":0.5,"requestKW":5}"#),
        ]
        engine.feed(messages.map { .mqtt(topic: $0, payload: Array($1.utf8), isRetained: false) })
        engine.tick()
    }

    /// Calls by either way.
    func call(
        _ way: Way, _ method: String, _ path: String, _ body: String? = nil, key: String? = nil,
        headers: [String: String] = [:]
    ) async throws -> Reply {
        var fields = headers
        fields["Authorization"] = "Bearer \(key ?? self.key)"
        if key == "" { fields["Authorization"] = nil }
        switch way {
        case .direct: return direct(method, path, body, fields)
        case .socket:
            return try await RawClient(port: port).send(method, path, body: Array((body ?? "").utf8), headers: fields)
        }
    }

    private func direct(_ method: String, _ path: String, _ body: String?, _ headers: [String: String]) -> Reply {
        let parts = path.split(separator: "?", maxSplits: 1).map(String.init)
        let answer = interface.answer(
            APIRequest(
                method: method, path: parts[0], query: parts.count > 1 ? parts[1] : nil,
                authorization: headers["Authorization"], idempotencyKey: headers["Idempotency-Key"],
                author: headers["Headroom-Author"], body: Array((body ?? "").utf8)))
        var reply = Reply(status: answer.status, headers: answer.headers, body: Data())
        switch answer.body {
        case .json(let bytes), .problem(let bytes), .bytes(let bytes, _): reply.body = Data(bytes)
        case .text(let text, _): reply.body = Data(text.utf8)
        case .events, .trace, .none: break
        }
        return reply
    }
}

struct Broken: Error {
    var text: String
}

/// How a call reaches the interface: the same tests for both.
enum Way: CaseIterable {
    case direct, socket
}

/// What came back. JSON is read by Foundation, not by the module that wrote it.
struct Reply {
    var status: Int
    var headers: [String: String]
    var body: Data

    var json: [String: Any] { (try? JSONSerialization.jsonObject(with: body)) as? [String: Any] ?? [:] }
    func string(_ key: String) -> String? { json[key] as? String }
    func double(_ key: String) -> Double? { (json[key] as? NSNumber)?.doubleValue }
    func list(_ key: String) -> [[String: Any]] { json[key] as? [[String: Any]] ?? [] }
    /// The fields that a problem names.
    var fields: [String] { list("errors").compactMap { $0["field"] as? String } }
    var text: String { String(decoding: body, as: UTF8.self) }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// Stations of OCPP 2.0.1 and 2.1 on PyPI `ocpp`, over real sockets: their true power follows a limit that moves.
@Suite(.enabled(if: Command.has("mosquitto"), "needs mosquitto; make setup installs it"), .timeLimit(.minutes(5)))
struct StationPeerTests {
    private static let python = ProcessInfo.processInfo.environment["HEADROOM_PYTHON"]

    private static let topology = """
        format: headroom-topology/1
        feeder: {id: peers}
        nodes:
          - {id: head, kind: substation, ratingKVA: 100, baseLoad: none}
        sites:
          - id: site-1
            parent: head
            importLimitKW: 50
            baseLoad: none
            stations: [{id: cs, meterIntervalS: 1}]
            ders:
              - id: ev-1
                kind: evse
                supply: ac
                maxCurrentA: 32
                raise: {intervalS: 2, fraction: 1}
                ocpp: {station: cs, evse: 1}
                default: {importLimitA: 6}
              - id: ev-2
                kind: evse
                supply: ac
                maxCurrentA: 32
                raise: {intervalS: 2, fraction: 1}
                ocpp: {station: cs, evse: 2}
                default: {importLimitA: 6}
        """

    /// What a peer wrote of one moment.
    private struct Sample {
        var time: Double
        var kW: Double
    }

    private func trace(_ file: String) -> [Sample] {
        ((try? String(contentsOfFile: file, encoding: .utf8)) ?? "").split(separator: "\n").compactMap { line in
            let fields = line.split(separator: " ").compactMap { Double($0) }
            return fields.count == 3 ? Sample(time: fields[0], kW: fields[2]) : nil
        }
    }

    @Test(
        .enabled(if: python != nil, "HEADROOM_PYTHON names no Python with ocpp and websockets"),
        arguments: ["ocpp2.0.1", "ocpp2.1"])
    func theTruePowerFollowsALimitThatMoves(version: String) async throws {
        try await withTemporaryFolder { folder in
            let file = "\(folder)/peers.yaml"
            try Self.topology.write(toFile: file, atomically: true, encoding: .utf8)
            let script = URL(filePath: #filePath).deletingLastPathComponent()
                .appending(path: "Peers/obedient_station.py").path
            try await RunningGateway.run(file) { gateway in
                let password = try #require(try await gateway.json("station", "add", "cs")["password"] as? String)
                let python = try #require(Self.python)
                let (traced, stop) = ("\(folder)/trace", "\(folder)/stop")
                async let peer = ChildProcess.run(
                    [
                        python, script, version, "\(gateway.port("ocpp"))", "cs", password, traced, stop,
                    ], within: .seconds(280))
                for limit in [0.0, 15, 5, 18] {
                    try await hold(limit, gateway, traced)
                }
                try await bothAreMeasured(gateway)
                try "".write(toFile: stop, atomically: true, encoding: .utf8)
                let ended = try await peer
                #expect(ended.status == 0 && ended.output.contains("all told"), "\(ended.output)")
            }
        }
    }

    /// Sets a limit; 0 sets none. From four seconds on the power is below it, and rises where there is room.
    private func hold(_ limit: Double, _ gateway: RunningGateway, _ traced: String) async throws {
        let asked = Date().timeIntervalSince1970
        if limit > 0 {
            let set = try await gateway.headroom(
                "limit", "set", "head", "--import-kw", "\(limit)", "--for", "10m", "--reason", "test")
            #expect(set.status == 0, "\(set.complaint)")
        }
        let most = limit > 0 ? limit : 50
        let isUsed = await eventually(within: .seconds(60)) { (trace(traced).last?.kW ?? 0) > min(most, 22) * 0.6 }
        #expect(isUsed, "\(limit) kW: \(trace(traced).last?.kW ?? -1)")
        try await Task.sleep(for: .seconds(4))
        let since = Date().timeIntervalSince1970
        try await Task.sleep(for: .seconds(2))
        let after = trace(traced).filter { $0.time >= since }
        #expect(!after.isEmpty && after.allSatisfy { $0.kW <= most + 0.01 }, "\(limit) kW: \(after.map(\.kW))")
        if limit > 0 { printOverrun(limit, since: asked, traced) }
    }

    private func printOverrun(_ limit: Double, since asked: Double, _ traced: String) {
        let over = trace(traced).filter { $0.time >= asked && $0.kW > limit + 0.01 }
        let until = (over.last?.time ?? asked) - asked
        let most = (over.map(\.kW).max() ?? limit) - limit
        print("limit \(limit) kW: exceeded by up to \(most) kW until \(until) s after it was asked for")
    }

    /// Each car's power is what the gateway has of it, though its EVSE was named only once.
    private func bothAreMeasured(_ gateway: RunningGateway) async throws {
        let state = try await gateway.json("state")
        for id in ["ev-1", "ev-2"] {
            let der = (state["ders"] as? [[String: Any]] ?? []).first { $0["id"] as? String == id }
            #expect(der?["plug"] as? String == "occupied" && der?["measuredKW"] is Double, "\(id): \(der ?? [:])")
            #expect(der?["measurement"] as? String == "live", "\(id): \(der ?? [:])")
        }
    }
}

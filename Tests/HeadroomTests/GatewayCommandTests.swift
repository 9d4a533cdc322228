// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// The commands against a running gateway.
@Suite(.enabled(if: Command.has("mosquitto"), "needs mosquitto; make setup installs it"), .timeLimit(.minutes(5)))
struct GatewayCommandTests {
    @Test func limitsAreSetListedExplainedAndCancelled() async throws {
        try await RunningGateway.run { gateway in
            let words = ["--import-kw", "20", "--for", "10m", "--reason", "cable works", "--author", "ada"]
            let preview = try await Command.run(
                [Command.binary, "limit", "set", "transformer", "--data", gateway.data, "--preview", "--json"] + words)
            #expect(preview.status == 0 && preview.json?["limitKW"] as? Double == 20)
            #expect((try await gateway.json("limit", "list")["limits"] as? [Any])?.isEmpty == true)
            let set = try await Command.run(
                [Command.binary, "limit", "set", "transformer", "--data", gateway.data] + words)
            #expect(set.status == 0 && set.complaint.isEmpty)
            #expect(set.output.contains("import at transformer at most 20.0 kW"))
            #expect(set.output.contains("by ada: cable works"))
            let listed = try await gateway.json("limit", "list")["limits"] as? [[String: Any]] ?? []
            let id = try #require(listed.first?["id"] as? String)
            #expect(listed.count == 1 && listed[0]["author"] as? String == "ada")
            let nodes = try await gateway.json("state")["nodes"] as? [[String: Any]] ?? []
            #expect(nodes.first { $0["id"] as? String == "transformer" }?["importLimitKW"] as? Double == 20)
            let why = try await gateway.json("explain", "site-1-ev")
            #expect(
                why["id"] as? String == "site-1-ev" && why.keys.contains("limitKW") && why.keys.contains("usableKW"))
            let cancelled = try await gateway.json("limit", "cancel", id, "--reason", "over")
            #expect(cancelled["cancelledAt"] is String)
            let again = try await gateway.headroom("limit", "cancel", id)
            #expect(again.status == 1 && again.complaint.contains(id))
            for words in [["explain", "nobody"], ["limit", "cancel", "../x"]] {
                let ending = try await Command.run([Command.binary] + words + ["--data", gateway.data])
                #expect(ending.status == 1 && ending.output.isEmpty, "\(words)")
            }
        }
    }

    @Test func targetsAreSetListedAndCancelled() async throws {
        try await RunningGateway.run { gateway in
            let set = try await Command.run(
                [Command.binary, "target", "set", "site-1-bat", "--kw", "-1.5", "--for", "10m"]
                    + ["--data", gateway.data, "--author", "ada"])
            #expect(set.status == 0 && set.complaint.isEmpty, "\(set.complaint)")
            #expect(set.output.contains("site-1-bat: discharges with 1.5 kW") && set.output.contains("by ada"))
            let listed = try await gateway.json("target", "list")["targets"] as? [[String: Any]] ?? []
            #expect(listed.count == 1 && listed.first?["powerKW"] as? Double == -1.5)
            #expect(try await gateway.headroom("target", "list").output.contains("discharges with 1.5 kW"))
            let gone = try await gateway.json("target", "cancel", "site-1-bat")
            #expect(gone["removed"] as? Double == 1 || gone["removed"] as? Int == 1)
            #expect(try await gateway.headroom("target", "cancel", "site-1-bat").output.contains("no targets"))
            #expect(try await gateway.headroom("target", "list").output.contains("no targets"))
            let wrong = try await Command.run(
                [Command.binary, "target", "set", "site-1-ev", "--kw", "-1", "--for", "10m", "--data", gateway.data])
            #expect(wrong.status == 1 && wrong.complaint.contains("allows no discharge"))
        }
    }

    @Test func whatStopsAndGoesAnswersInJSONToo() async throws {
        try await RunningGateway.run { gateway in
            #expect(try await gateway.json("stop", "--reason", "fire")["isStopped"] as? Bool == true)
            #expect(try await gateway.json("state")["isStopped"] as? Bool == true)
            #expect(try await gateway.headroom("state").output.contains("STOPPED"))
            #expect(try await gateway.json("stop", "--resume")["isStopped"] as? Bool == false)
            let out = try await gateway.json("out-of-service", "site-1-ev", "--reason", "open")
            #expect(out["isOutOfService"] as? Bool == true && out["id"] as? String == "site-1-ev")
            #expect(try await gateway.json("out-of-service", "site-1-ev", "--back")["isOutOfService"] as? Bool == false)
            #expect(try await gateway.json("acknowledge", "transformer")["node"] as? String == "transformer")
            #expect(try await gateway.headroom("acknowledge", "nowhere").status == 1)
            let copy = "\(gateway.folder)/copy.sqlite"
            #expect(try await gateway.json("backup", copy)["path"] as? String == copy)
            #expect(FileManager.default.contents(atPath: copy)?.prefix(15) == Data("SQLite format 3".utf8))
            #expect(try await gateway.headroom("backup", copy).status == 1, "nothing is overwritten")
            #expect(try await gateway.headroom("transaction", "start", "site-1-ev", "--id-tag", "A").status == 1)
        }
    }

    /// Nobody connects: after some seconds the silent meter is an alarm.
    @Test func alarmsAreListedAndAcknowledged() async throws {
        try await RunningGateway.run { gateway in
            let id = "meterSilent:transformer"
            let isThere = await eventually(within: .seconds(60)) {
                (try? await gateway.headroom("alarm", "list").output.contains("(\(id); not acknowledged)")) == true
            }
            try #require(isThere)
            let done = try await gateway.json("alarm", "acknowledge", id)
            #expect((done["alarms"] as? [[String: Any]])?.first?["id"] as? String == id)
            #expect(try await gateway.headroom("alarm", "list").output.contains("(\(id); acknowledged by "))
            let nowhere = try await gateway.headroom("alarm", "acknowledge", "meterSilent:nowhere")
            #expect(nowhere.status == 1 && nowhere.complaint.contains("meterSilent:nowhere"))
            let all = try await gateway.headroom("alarm", "acknowledge", "--all")
            #expect(all.status == 0 && !all.output.contains(id), "\(all.output)")
        }
    }

    @Test func keysAreMadeUsedAndRevoked() async throws {
        try await RunningGateway.run { gateway in
            let made = try await gateway.headroom(
                "key", "add", "graphs", "--owner", "Planning", "--scope", "read", "--for", "30d")
            #expect(made.status == 0)
            let key = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
            #expect(key.hasPrefix("graphs.") && !key.contains("\n"), "the key alone on standard output")
            let file = "\(gateway.folder)/graphs.key"
            try Data(key.utf8).write(to: URL(fileURLWithPath: file))
            let url = "http://127.0.0.1:\(gateway.port("http"))"
            func by(_ words: String...) async throws -> Command.Ending {
                try await Command.run([Command.binary] + words + ["--url", url, "--key-file", file])
            }
            #expect(try await by("state", "--json").json?["feeder"] as? String == "minimal")
            let write = try await by("stop")
            #expect(write.status == 1 && write.complaint.contains("graphs"), "\(write.complaint)")
            #expect(try await gateway.json("state")["isStopped"] as? Bool == false)
            let listed = try await gateway.json("key", "list")["keys"] as? [[String: Any]] ?? []
            #expect(listed.map { $0["name"] as? String } == ["graphs"] && listed[0]["counts"] as? Bool == true)
            let secret = try #require(key.split(separator: ".").last.map(String.init))
            for file in ["headroom.sqlite", "headroom.sqlite-wal"] {
                let bytes = FileManager.default.contents(atPath: "\(gateway.data)/\(file)") ?? Data()
                #expect(bytes.range(of: Data(secret.utf8)) == nil, "the key stands in \(file)")
            }
            #expect(try await gateway.headroom("key", "revoke", "graphs").status == 0)
            #expect(try await by("state").status == 1)
        }
    }

    /// A station of the test's own: says yes to everything.
    private static let station = """
        import asyncio, base64, json, sys, websockets
        async def main(port, identity, password):
            token = base64.b64encode(f"{identity}:{password}".encode()).decode()
            async with websockets.connect(f"ws://127.0.0.1:{port}/ocpp/{identity}", subprotocols=["ocpp1.6"],
                                          additional_headers={"Authorization": "Basic " + token}) as socket:
                await socket.send(json.dumps([2, "1", "BootNotification", {"chargePointVendor": "V", "chargePointModel": "M"}]))
                async for text in socket:
                    frame = json.loads(text)
                    if frame[0] == 2:
                        await socket.send(json.dumps([3, frame[1], {"status": "Accepted"}]))
        asyncio.run(main(*sys.argv[1:]))
        """
    private static let python = ProcessInfo.processInfo.environment["HEADROOM_PYTHON"]

    @Test(.enabled(if: python != nil, "HEADROOM_PYTHON must name a Python that has websockets"))
    func aTransactionIsAskedFor() async throws {
        try await RunningGateway.run { gateway in
            let sheet = try await gateway.json("station", "add", "site-1-cs")
            let password = try #require(sheet["password"] as? String)
            let script = "\(gateway.folder)/station.py"
            try Data(Self.station.utf8).write(to: URL(fileURLWithPath: script))
            let station = Task {
                try await Command.run([
                    "timeout", "60", Self.python ?? "python3", script, "\(gateway.port("ocpp"))", "site-1-cs", password,
                ])
            }
            defer { station.cancel() }
            let isThere = await eventually {
                (try? await gateway.json("state")["ders"] as? [[String: Any]])?.contains {
                    $0["id"] as? String == "site-1-ev" && $0["link"] as? String == "online"
                } ?? false
            }
            try #require(isThere)
            let asked = try await gateway.json("transaction", "start", "site-1-ev", "--id-tag", "CARD-17")
            #expect(asked["standing"] as? String == "accepted" && asked["action"] as? String == "start")
            let none = try await gateway.headroom("transaction", "stop", "site-1-ev")
            #expect(none.status == 1 && none.complaint.contains("no transaction"))
        }
    }
}

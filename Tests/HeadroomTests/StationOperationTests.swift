// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// What people ask of stations, from the command line to a station on PyPI `ocpp` and back; and its frames, recorded and
/// played again. Over real sockets.
@Suite(.enabled(if: Command.has("mosquitto"), "needs mosquitto; make setup installs it"), .timeLimit(.minutes(5)))
struct StationOperationTests {
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
            stations: [{id: cs}]
            ders:
              - {id: ev, kind: evse, supply: ac, maxCurrentA: 32, ocpp: {station: cs, evse: 1}, default: {importLimitA: 6}}
        """

    /// A gateway with the station beside it, for so many seconds.
    private struct Beside: Sendable {
        var gateway: RunningGateway
        var log: String
        var folder: String

        /// What was asked of the station, in order.
        var asked: [[String: Any]] {
            ((try? String(contentsOfFile: log, encoding: .utf8)) ?? "").split(separator: "\n").compactMap {
                (try? JSONSerialization.jsonObject(with: Data($0.utf8))) as? [String: Any]
            }
        }

        func asked(_ action: String) -> [String: Any]? { asked.last { $0["action"] as? String == action } }

        func isReady() async -> Bool { await eventually { asked("ready") != nil } }
    }

    /// - Parameters:
    ///   - before: done before the station connects.
    ///   - during: done while it is there.
    ///   - after: done when it has left, with what was kept from before.
    private func run<Kept: Sendable>(
        _ version: String, seconds: Int, before: @Sendable (Beside) async throws -> Kept,
        during: @Sendable (Beside) async throws -> Void = { _ in },
        after: @Sendable (Beside, Kept) async throws -> Void = { _, _ in }
    ) async throws {
        try await withTemporaryFolder { folder in
            let file = "\(folder)/peers.yaml"
            try Self.topology.write(toFile: file, atomically: true, encoding: .utf8)
            let script = URL(filePath: #filePath).deletingLastPathComponent()
                .appending(path: "Peers/operated_station.py").path
            try await RunningGateway.run(file) { gateway in
                let beside = Beside(gateway: gateway, log: "\(folder)/log", folder: folder)
                let password = try #require(try await gateway.json("station", "add", "cs")["password"] as? String)
                let python = try #require(Self.python)
                let kept = try await before(beside)
                async let peer = ChildProcess.run(
                    [python, script, version, "\(gateway.port("ocpp"))", "cs", password, beside.log, "\(seconds)"],
                    within: .seconds(120))
                #expect(await beside.isReady())
                try await during(beside)
                let ended = try await peer
                #expect(ended.status == 0 && ended.output.contains("all told"), "\(ended.output)")
                try await after(beside, kept)
            }
        }
    }

    @Test(
        .enabled(if: python != nil, "HEADROOM_PYTHON names no Python with ocpp and websockets"),
        arguments: ["ocpp1.6", "ocpp2.0.1", "ocpp2.1"])
    func theStationDoesWhatIsAsked(version: String) async throws {
        let is16 = version == "ocpp1.6"
        try await run(
            version, seconds: 20, before: { _ in },
            during: { beside in
                let gateway = beside.gateway
                let reset = try await gateway.headroom("station", "reset", "cs", "--type", is16 ? "hard" : "immediate")
                #expect(reset.status == 0 && reset.output == "cs: the station accepted Reset (Accepted)\n", "\(reset)")
                #expect(beside.asked("Reset")?["type"] as? String == (is16 ? "Hard" : "Immediate"))
                let wrong = try await gateway.headroom("station", "reset", "cs", "--type", is16 ? "immediate" : "hard")
                #expect(wrong.status == 1 && wrong.complaint.contains("the station speaks OCPP"), "\(wrong)")
                let unlock = try await gateway.headroom("station", "unlock", "cs")
                #expect(unlock.status == 4 && unlock.complaint.contains("UnlockFailed"), "\(unlock)")
                let trigger = try await gateway.headroom("station", "trigger", "cs", "Heartbeat")
                #expect(trigger.status == 0, "\(trigger)")
                let unable = try await gateway.headroom("station", "trigger", "cs", "MeterValues", "--evse", "1")
                #expect(unable.status == 4 && unable.complaint.contains("does not support TriggerMessage"), "\(unable)")
                let out = try await gateway.json("station", "availability", "cs", "inoperative", "--evse", "1")
                #expect(out["standing"] as? String == "accepted" && out["status"] as? String == "Accepted")
                let isAskedHow = await eventually {
                    beside.asked.contains { $0["requested_message"] as? String == "StatusNotification" }
                }
                #expect(isAskedHow)
                let version = try await gateway.json("station", "call", "cs", "GetLocalListVersion")
                #expect((version["answer"] as? [String: Any])?[is16 ? "listVersion" : "versionNumber"] as? Int == 17)
                let profile = try await gateway.headroom("station", "call", "cs", "SetChargingProfile")
                #expect(profile.status == 1 && profile.complaint.contains("the dispatcher's alone"), "\(profile)")
                let missing = try await gateway.headroom("station", "call", "cs", "GetReport")
                #expect(missing.status == 1 && missing.complaint.contains("these are: "), "\(missing)")
                try await update(beside, is16)
                let audit = try await gateway.headroom("station", "unlock", "nobody")
                #expect(audit.status == 1 && audit.complaint.contains("no station nobody"), "\(audit)")
            })
    }

    /// What follows an update can be read.
    private func update(_ beside: Beside, _ is16: Bool) async throws {
        let file = "\(beside.folder)/firmware.json"
        let bad = #"{"location": "http://127.0.0.1/f", "retrieveDate": "2026-11-26T12:00:00Z", "force": true}"#
        let old = #"{"location": "http://127.0.0.1/f", "retrieveDate": "2026-11-26T12:00:00Z"}"#
        let new =
            #"{"requestId": 5, "firmware": {"location": "http://127.0.0.1/f", "retrieveDateTime": "2026-11-26T12:00:00Z"}}"#
        if is16 {
            try bad.write(toFile: file, atomically: true, encoding: .utf8)
            let refused = try await beside.gateway.headroom("station", "call", "cs", "UpdateFirmware", file)
            #expect(refused.status == 1 && refused.complaint.contains("/force"), "\(refused)")
        }
        try (is16 ? old : new).write(toFile: file, atomically: true, encoding: .utf8)
        let update = try await beside.gateway.headroom("station", "call", "cs", "UpdateFirmware", file)
        #expect(update.status == 0, "\(update)")
        #expect(beside.asked("UpdateFirmware") != nil)
        let told = try await beside.gateway.headroom("station", "notifications", "cs")
        #expect(told.status == 0 && told.output.contains("FirmwareStatusNotification"), "\(told)")
        #expect(told.output.contains("Downloading"), "\(told)")
    }

    @Test(
        .enabled(if: python != nil, "HEADROOM_PYTHON names no Python with ocpp and websockets"),
        arguments: ["ocpp1.6", "ocpp2.0.1"])
    func whatWasRecordedIsAnsweredAsBefore(version: String) async throws {
        try await withTemporaryFolder { folder in
            let file = "\(folder)/cs.jsonl"
            try await run(
                version, seconds: 6,
                before: { beside in
                    let trace = Task {
                        try await beside.gateway.headroom("ocpp", "trace", "cs", "--for", "12s", "--out", file)
                    }
                    #expect(await eventually { FileManager.default.contents(atPath: file)?.isEmpty == false })
                    return trace
                },
                after: { beside, trace in
                    let ended = try await trace.value
                    #expect(ended.status == 0 && ended.complaint.contains("\(file); the time is up"), "\(ended)")
                    try await expectTrace(file, version)
                    let replay = try await beside.gateway.json("ocpp", "replay", file, "--at-once")
                    #expect((replay["differences"] as? [Any])?.isEmpty == true, "\(replay)")
                    #expect((replay["calls"] as? Int ?? 0) >= 4, "\(replay)")
                    try await expectDifference(file, beside)
                })
        }
    }

    private func expectTrace(_ file: String, _ version: String) async throws {
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let lines = try text.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
        #expect(lines[0]["format"] as? String == "headroom-ocpp-trace/1" && lines[0]["station"] as? String == "cs")
        #expect(lines[1]["event"] as? String == "connected" && "ocpp\(lines[1]["version"] ?? "")" == version)
        #expect(lines.last?["event"] as? String == "end")
        let sides = Set(lines.compactMap { $0["from"] as? String })
        #expect(sides == ["station", "gateway"])
        #expect(!text.contains("CARD-17") && text.contains("token-1"))
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    /// A gateway that answered otherwise then shows.
    private func expectDifference(_ file: String, _ beside: Beside) async throws {
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let changed = text.replacing(try Regex(#""interval":\d+"#), with: #""interval":7"#)
        #expect(changed != text)
        try changed.write(toFile: file + ".changed", atomically: true, encoding: .utf8)
        let replay = try await beside.gateway.json("ocpp", "replay", file + ".changed", "--at-once")
        let found = try #require((replay["differences"] as? [[String: Any]])?.first, "\(replay)")
        #expect(found["action"] as? String == "BootNotification" && found["path"] as? String == "/interval")
        #expect(found["recorded"] as? Int == 7 && found["now"] as? Int != 7)
        let told = try await beside.gateway.headroom("ocpp", "replay", file + ".changed", "--at-once")
        #expect(told.output.contains("BootNotification /interval: was 7, is "), "\(told)")
    }

    @Test func whatIsNoRecordingIsToldByLine() async throws {
        try await withTemporaryFolder { folder in
            for (text, place) in [
                ("", ":1: no station"), ("{}\n", ":1: it does not begin"),
                (#"{"format":"headroom-ocpp-trace/1","station":"cs","version":null}"#, ":1: the station was never"),
                (#"{"format":"headroom-ocpp-trace/1","station":"cs","version":"1.6"}"# + "\nnonsense\n", ":2: "),
                (#"{"format":"headroom-ocpp-trace/1","station":"cs","version":"1.6"}"# + "\n{}\n", ":2: time"),
            ] {
                let file = "\(folder)/bad.jsonl"
                try text.write(toFile: file, atomically: true, encoding: .utf8)
                let ending = try await Command.headroom("ocpp", "replay", file, "--url", "ws://127.0.0.1:1/ocpp/")
                #expect(ending.status == 1 && ending.complaint.contains(file + place), "\(ending)")
            }
            let file = "\(folder)/good.jsonl"
            try (#"{"format":"headroom-ocpp-trace/1","station":"cs","version":"1.6"}"# + "\n").write(
                toFile: file, atomically: true, encoding: .utf8)
            let nobody = try await Command.headroom("ocpp", "replay", file, "--url", "ws://127.0.0.1:1/ocpp/")
            #expect(nobody.status == 4 && nobody.complaint.contains("127.0.0.1:1"), "\(nobody)")
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// Sheets for installers: only of what is there, and only `run` makes a gateway's folder.
@Suite(.enabled(if: Command.has("mosquitto"), "needs mosquitto; make setup installs it"), .timeLimit(.minutes(3)))
struct InstallerTests {
    @Test func aMistypedFolderIsNoNewGateway() async throws {
        try await withTemporaryFolder { folder in
            for words in [["site", "add", "site-1"], ["station", "add", "site-1-cs"], ["state"], ["backup", "x"]] {
                let ending = try await Command.run([Command.binary] + words + ["--data", "\(folder)/typo"])
                #expect(ending.status == 1 && ending.complaint.contains("typo"), "\(words): \(ending.complaint)")
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
        }
    }

    @Test func beforeTheFirstRunNewMakesTheKeyThatTheGatewayTakes() async throws {
        try await withTemporaryFolder { folder in
            let data = "\(folder)/data"
            let sheet = try await Command.headroom("site", "add", "site-1", "--data", data, "--new", "--json")
            let before = (sheet.json?["mqtt"] as? [String: Any])?["password"] as? String
            #expect(sheet.status == 0 && before?.count == 32)
            #expect(try FileManager.default.contentsOfDirectory(atPath: data) == ["master.key"])
            try await RunningGateway.run("topology/minimal.yaml", data: data) { gateway in
                let now = try await Command.headroom("site", "add", "site-1", "--data", data, "--json")
                #expect((now.json?["mqtt"] as? [String: Any])?["password"] as? String == before)
            }
        }
    }

    @Test func whatTheTopologyDoesNotHaveIsRefusedAlsoAfterTheRun() async throws {
        try await RunningGateway.run { gateway in
            func refuse(_ words: [String], _ known: String) async throws {
                let ending = try await Command.run([Command.binary] + words + ["--data", gateway.data])
                #expect(ending.status == 1 && ending.output.isEmpty, "\(words)")
                #expect(ending.complaint.contains(known), "\(words): \(ending.complaint)")
            }
            try await refuse(["site", "add", "site-2"], "site-1")
            try await refuse(["site", "add", "--node", "site-1"], "transformer")
            try await refuse(["station", "add", "site-1"], "site-1-cs")
            #expect(try await gateway.headroom("site", "add", "--node", "transformer").status == 0)
            // As it is once the gateway has stopped.
            try FileManager.default.moveItem(
                atPath: "\(gateway.data)/ready.json", toPath: "\(gateway.folder)/ready.json")
            try await refuse(["site", "add", "site-2"], "site-1")
            let sheet = try await gateway.json("site", "add", "site-1")
            #expect((sheet["mqtt"] as? [String: Any])?["port"] as? Int == gateway.port("mqtt"), "as it was last")
        }
    }

    @Test func theTopicsOfDeclaredMappingsAreListed() async throws {
        try await RunningGateway.run("topology/mapped.yaml") { gateway in
            let sheet = try await gateway.json("site", "add", "tasmota-home")
            let topics = sheet["topics"] as? [[String: Any]] ?? []
            func direction(_ topic: String) -> String? {
                topics.first { $0["topic"] as? String == topic }?["direction"] as? String
            }
            #expect(direction("house/battery") == "publish")
            #expect(direction("house/battery/set") == "subscribe")
            #expect(direction("tele/house-meter/SENSOR") == "publish")
            #expect(direction("headroom/v1/site/tasmota-home/rejected") == "subscribe")
            #expect(!topics.contains { ($0["topic"] as? String)?.hasPrefix("edge/") == true }, "another site's")
            let text = try await gateway.headroom("site", "add", "tasmota-home").output
            #expect(text.contains("subscribe      house/battery/set  (setpointKW)"))
        }
    }
}

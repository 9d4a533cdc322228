// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// The command line itself: exit statuses, help, and what stands on standard output.
@Suite(.timeLimit(.minutes(3))) struct UsageTests {
    /// Every command, by hand.
    static let commands: [[String]] = [
        ["run"], ["check"], ["allocate"], ["limit", "set"], ["limit", "list"], ["limit", "cancel"],
        ["target", "set"], ["target", "list"], ["target", "cancel"], ["state"], ["explain"],
        ["site", "add"], ["station", "add"], ["transaction", "start"], ["transaction", "stop"], ["out-of-service"],
        ["stop"], ["acknowledge"], ["backup"], ["key", "add"], ["key", "list"], ["key", "revoke"],
        ["doctor"], ["alarm", "list"], ["alarm", "acknowledge"], ["station", "reset"], ["station", "unlock"],
        ["station", "trigger"], ["station", "availability"], ["station", "call"],
        ["station", "notifications"], ["ocpp", "trace"], ["ocpp", "replay"],
    ]

    @Test(arguments: commands) func helpHasExamplesThatAreOfTheCommand(command: [String]) async throws {
        let help = try await Command.run([Command.binary] + command + ["--help"])
        #expect(help.status == 0 && help.complaint.isEmpty)
        let lines = help.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        #expect(lines.contains { $0.hasPrefix("headroom \(command.joined(separator: " "))") }, "\(help.output)")
        #expect(lines.contains { $0.uppercased().hasPrefix("EXAMPLES") })
    }

    @Test func everyCommandIsInTheHelp() async throws {
        let help = try await Command.headroom("--help")
        for command in Self.commands { #expect(help.output.contains("\n  \(command[0]) ")) }
    }

    @Test(arguments: [
        ["nonsense"], ["run", "--no-such-flag"], ["limit", "set", "x", "--reason", "y", "--for", "1m"],
        ["limit", "set", "x", "--import-kw", "1", "--import-a", "2", "--reason", "y", "--for", "1m"],
        ["key", "add", "a", "--owner", "b", "--scope", "everything"], ["allocate"], ["check"],
        ["alarm", "acknowledge"],
        ["doctor"], ["doctor", "meter", "x"], ["doctor", "x", "--phase", "A"], ["doctor", "x", "--known-load", "0"],
        ["doctor", "x", "--known-load", "2", "--phase", "L1"], ["doctor", "station", "x", "--known-load", "2"],
        ["run", "topology/minimal.yaml", "--http-port", "99999"], ["site", "add", "site-1", "--new"],
        ["run", "topology/minimal.yaml", "--demo", "--tls-certificate", "a", "--tls-key", "b"],
    ]) func wrongUsageIs2(words: [String]) async throws {
        let ending = try await Command.run([Command.binary] + words)
        #expect(ending.status == 2, "\(ending.complaint)")
        #expect(ending.output.isEmpty && ending.complaint.lowercased().contains("usage"))
    }

    @Test func wrongInputIs1AndNamesFileAndLine() async throws {
        try await withTemporaryFolder { folder in
            try Data("format: headroom-topology/1\nfeeder: {id: f}\nnodes: []\n".utf8).write(
                to: URL(fileURLWithPath: "\(folder)/bad.yaml"))
            let check = try await Command.headroom("check", "bad.yaml", in: folder)
            #expect(check.status == 1 && check.output.contains("bad.yaml:"))
            let run = try await Command.headroom("run", "bad.yaml", in: folder)
            #expect(run.status == 1 && run.complaint.contains("bad.yaml:"))
            #expect(!FileManager.default.fileExists(atPath: "\(folder)/.headroom"))
            let allocate = try await Command.headroom("allocate", "bad.yaml", in: folder)
            #expect(allocate.status == 1 && allocate.complaint.contains("bad.yaml:1:1"))
            let absent = try await Command.headroom("check", "absent.yaml", in: folder)
            #expect(absent.status == 1)
        }
    }

    @Test func whatIsOutsideIs4() async throws {
        try await withTemporaryFolder { folder in
            let none = try await Command.headroom("state", in: folder)
            #expect(none.status == 4 && none.complaint.contains(".headroom"))
            try Data("key".utf8).write(to: URL(fileURLWithPath: "\(folder)/key"))
            let dead = try await Command.headroom(
                "state", "--url", "http://127.0.0.1:1", "--key-file", "\(folder)/key", in: folder)
            #expect(dead.status == 4 && dead.complaint.contains("127.0.0.1:1"))
        }
    }

    @Test func whatIsPostedMayBeSentAgain() async throws {
        try await withTemporaryFolder { folder in
            try Data("key".utf8).write(to: URL(fileURLWithPath: "\(folder)/key"))
            var keys: [String] = []
            for words in [["stop"], ["acknowledge", "n"], ["stop", "--resume"]] {
                let server = try OneShotServer()
                async let request = server.request()
                let address = ["--url", "http://127.0.0.1:\(server.port)", "--key-file", "\(folder)/key"]
                let ending = try await Command.run([Command.binary] + words + address)
                #expect(ending.status == 0, "\(ending.complaint)")
                let lines = await request.components(separatedBy: "\r\n")
                let found = lines.filter { $0.lowercased().hasPrefix("idempotency-key: ") }
                #expect(found.count == (lines[0].hasPrefix("POST ") ? 1 : 0), "\(lines[0])")
                keys += found
            }
            #expect(keys.count == 2 && Set(keys).count == 2, "each request has its own")
        }
    }

    @Test(arguments: ["Swift version 6.1.2 (swift-6.1.2-RELEASE)", "Apple Swift version 5.10 (x)", "nonsense"])
    func setUpSaysThatTheToolchainIsTooOld(version: String) async throws {
        try await withTemporaryFolder { folder in
            let script = "#!/bin/sh\necho '\(version)'\n"
            try Data(script.utf8).write(to: URL(fileURLWithPath: "\(folder)/swift"))
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(folder)/swift")
            let ending = try await Command.run(["PATH=\(folder):/usr/bin:/bin", "bash", "scripts/setup.sh", "run"])
            #expect(ending.status == 4 && ending.complaint.contains("Swift 6.2 or newer"), "\(ending.complaint)")
        }
    }

    @Test func withoutATopologyTheOnlyOneIsTaken() async throws {
        try await withTemporaryFolder { folder in
            let none = try await Command.headroom("run", in: folder)
            #expect(none.status == 2 && none.complaint.contains("headroom run FILE"))
            try FileManager.default.createDirectory(atPath: "\(folder)/topology", withIntermediateDirectories: true)
            try Data("nodes: []\n".utf8).write(to: URL(fileURLWithPath: "\(folder)/topology/a.yaml"))
            let only = try await Command.headroom("run", in: folder)
            #expect(only.status == 1 && only.complaint.contains("topology/a.yaml:"), "it was read: \(only.complaint)")
            try Data("nodes: []\n".utf8).write(to: URL(fileURLWithPath: "\(folder)/topology/b.yaml"))
            let several = try await Command.headroom("run", in: folder)
            #expect(several.status == 2)
            #expect(several.complaint.contains("topology/a.yaml, topology/b.yaml"))
        }
    }

    @Test func checkSaysWhatIsThere() async throws {
        let lines = try await Command.headroom("check", "topology/minimal.yaml")
        #expect(lines.status == 0)
        #expect(lines.output == "topology/minimal.yaml: ok: 2 nodes, 1 sites, 2 DERs, 1 stations\n")
        let document = try await Command.headroom("check", "topology/", "--json")
        #expect(document.status == 0 && document.json?["ok"] as? Bool == true)
    }

    @Test func allocateSharesByHand() async throws {
        try await withTemporaryFolder { folder in
            // Two DERs of one tier that want 8 and 4 kW, under 6 kW: what each more kW would be worth is equal,
            // tier + 8 - p = tier + 4 - q, and p + q = 6: p = 5, q = 1.
            let instance = """
                {"format": "dispatch-A/1", "headPrice": 0,
                 "nodes": {"parent": [-1], "importLimit": [6], "exportLimit": [6], "fixed": [0]},
                 "ders": {"node": [0, 0], "lo": [0, 0], "hi": [8, 4], "ref": [8, 4], "weightUp": [1, 1],
                          "weightDown": [1, 1], "tier": [1, 1]}}
                """
            try Data(instance.utf8).write(to: URL(fileURLWithPath: "\(folder)/two.json"))
            let ending = try await Command.headroom("allocate", "two.json", "--json", in: folder)
            #expect(ending.status == 0, "\(ending.complaint)")
            let setpoints = try #require(ending.json?["setpointsKW"] as? [Double])
            #expect(zip(setpoints, [5, 1]).allSatisfy { abs($0 - $1) < 1e-9 } && setpoints.count == 2)
        }
    }
}

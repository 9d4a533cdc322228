// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// `headroom topology` against a running gateway.
@Suite(.enabled(if: Command.has("mosquitto"), "needs mosquitto; make setup installs it"), .timeLimit(.minutes(5)))
struct TopologyCommandTests {
    private static func text(kVA: String) throws -> String {
        let text = try String(contentsOfFile: "\(Command.root)/topology/minimal.yaml", encoding: .utf8)
        let changed = text.replacingOccurrences(of: "ratingKVA: 100", with: "ratingKVA: \(kVA)")
        #expect(changed != text)
        return changed
    }

    @Test func aFileIsComparedAppliedListedAndRolledBack() async throws {
        try await RunningGateway.run { gateway in
            let file = "\(gateway.folder)/narrow.yaml"
            try Data(Self.text(kVA: "80").utf8).write(to: URL(fileURLWithPath: file))
            let diff = try await gateway.headroom("topology", "diff", file)
            #expect(diff.status == 0 && diff.output.contains("rating 100 kVA becomes 80 kVA"), "\(diff)")
            let asked = try await gateway.headroom("topology", "apply", file)
            #expect(asked.status == 2 && asked.complaint.contains("--yes"), "nobody can be asked here")
            let applied = try await gateway.headroom("topology", "apply", file, "--reason", "hot", "--yes")
            #expect(applied.status == 0 && applied.output.contains("version 2 of the topology is in force"))
            #expect(try await gateway.json("state")["topologyVersion"] as? Int == 2)
            let versions = try await gateway.headroom("topology", "versions")
            #expect(versions.output.contains("* 2") && versions.output.contains(": hot"), "\(versions.output)")
            let shown = try await gateway.headroom("topology", "show", "2")
            #expect(try shown.output == Self.text(kVA: "80"))
            let back = try await gateway.headroom("topology", "rollback", "1", "--yes")
            #expect(back.status == 0 && back.output.contains("rating 80 kVA becomes 100 kVA"), "\(back)")
            #expect(try await gateway.json("topology", "show")["version"] as? Int == 3)
            #expect(try await gateway.headroom("topology", "rollback", "9", "--yes").status == 1)
        }
    }

    @Test func aBadFileIsRefusedWithItsPlaces() async throws {
        try await RunningGateway.run { gateway in
            let file = "\(gateway.folder)/bad.yaml"
            try Data(Self.text(kVA: "-80").utf8).write(to: URL(fileURLWithPath: file))
            for words in [["diff", file], ["apply", file, "--yes"]] {
                let ending = try await Command.run(
                    [Command.binary, "topology"] + words + ["--data", gateway.data])
                #expect(ending.status == 1 && ending.complaint.contains("bad.yaml:"), "\(ending)")
            }
            #expect(try await gateway.json("state")["topologyVersion"] as? Int == 1)
        }
    }

    @Test func aHangUpReadsTheFileAgain() async throws {
        try await withTemporaryFolder { folder in
            let file = "\(folder)/street.yaml"
            try Data(Self.text(kVA: "90").utf8).write(to: URL(fileURLWithPath: file))
            try await RunningGateway.run(file) { gateway in
                func hangUp(_ kVA: String) throws {
                    try Data(Self.text(kVA: kVA).utf8).write(to: URL(fileURLWithPath: file))
                    kill(gateway.process, SIGHUP)
                }
                try hangUp("70")
                #expect(await eventually { (try? await gateway.json("state"))?["topologyVersion"] as? Int == 2 })
                try hangUp("-70")
                #expect(await eventually { gateway.complaint.contains("street.yaml:") }, "\(gateway.complaint)")
                #expect(try await gateway.json("state")["topologyVersion"] as? Int == 2)
            }
        }
    }
}

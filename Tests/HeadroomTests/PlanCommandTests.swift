// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// `headroom plan` as a planner meets it.
@Suite(.timeLimit(.minutes(5)))
struct PlanCommandTests {
    static let short = """
        format: headroom-scenario/1
        id: NAME
        seed: SEED
        horizon: {start: "2026-01-20T16:00:00Z", hours: 2, stepMinutes: 20}
        edits: [{edit: add, kind: evse, count: 10, prefix: n, supply: ac, maxCurrentA: 16}]
        """

    static func scenario(_ folder: String, _ name: String, seed: Int = 1) throws -> String {
        let path = "\(folder)/\(name).yaml"
        try short.replacingOccurrences(of: "NAME", with: name).replacingOccurrences(of: "SEED", with: "\(seed)")
            .write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    @Test func howManyRunAtOnceChangesNoBit() async throws {
        try await withTemporaryFolder { folder in
            let scenarios = try ["a", "b", "c"].enumerated().flatMap {
                ["--scenario", try Self.scenario(folder, $0.element, seed: $0.offset)]
            }
            var trees: [[String: Data]] = []
            for jobs in ["1", "2", "7"] {
                let out = "\(folder)/out-\(jobs)"
                let ending = try await Command.run(
                    [Command.binary, "plan", "topology/street.yaml", "--out", out, "--jobs", jobs] + scenarios)
                try #require(ending.status == 0, "\(ending.complaint)")
                // No progress bar where nobody watches.
                #expect(!ending.complaint.contains("%"))
                let names = try #require(FileManager.default.enumerator(atPath: out)).compactMap { $0 as? String }
                trees.append(
                    Dictionary(
                        uniqueKeysWithValues: names.compactMap { name in
                            FileManager.default.contents(atPath: "\(out)/\(name)").map { (name, $0) }
                        }))
            }
            #expect(trees[0].count == 3 * 8 + 2 && trees[0]["report.html"] != nil && trees[0]["c/flows.csv"] != nil)
            #expect(trees[0] == trees[1] && trees[0] == trees[2])
        }
    }

    @Test func jsonIsOneDocumentAndWritesNoFiles() async throws {
        try await withTemporaryFolder { folder in
            let scenario = try Self.scenario(folder, "a")
            let topology = "\(Command.root)/topology/street.yaml"
            let ending = try await Command.headroom("plan", topology, "--scenario", scenario, "--json", in: folder)
            #expect(ending.status == 0, "\(ending.complaint)")
            let json = try #require(ending.json)
            #expect(json["format"] as? String == "headroom-plan-result/1")
            let scenarios = try #require(json["scenarios"] as? [[String: Any]])
            let totals = try #require(scenarios.first?["totals"] as? [String: Any])
            #expect((totals["headPeakKW"] as? Double ?? 0) > 10 && totals["evses"] as? Int == 48)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a.yaml"])
        }
    }

    @Test func whatIsWrongIsSaidAndTheStatusTellsWhoseFaultItIs() async throws {
        try await withTemporaryFolder { folder in
            let good = try Self.scenario(folder, "a")
            let broken = "\(folder)/broken.yaml"
            try "format: headroom-scenario/1\nid: b\nhorizon: {days: 1}\n"
                .write(toFile: broken, atomically: true, encoding: .utf8)
            let street = "topology/street.yaml"
            let none = try await Command.headroom("plan", street)
            #expect(none.status == 2 && none.complaint.contains("--scenario"))
            let jobs = try await Command.headroom("plan", street, "--scenario", good, "--jobs", "0")
            #expect(jobs.status == 2)
            let faulty = try await Command.headroom("plan", street, "--scenario", broken)
            #expect(faulty.status == 1 && faulty.complaint.contains("broken.yaml:3:10: error: horizon: "))
            let absent = try await Command.headroom("plan", street, "--scenario", "\(folder)/gone.yaml")
            #expect(absent.status == 1 && absent.complaint.contains("gone.yaml: the file cannot be read"))
            let twice = try await Command.headroom("plan", street, "--scenario", good, "--scenario", good)
            #expect(twice.status == 1 && twice.complaint.contains("each needs its own"))
            let later = "\(folder)/later.yaml"
            try String(contentsOfFile: good, encoding: .utf8).replacing("id: a", with: "id: later")
                .replacing("hours: 2", with: "hours: 4").write(toFile: later, atomically: true, encoding: .utf8)
            let uneven = try await Command.headroom("plan", street, "--scenario", good, "--scenario", later)
            #expect(uneven.status == 1 && uneven.output.isEmpty)
            #expect(
                uneven.complaint.contains("later.yaml: its horizon, 12 steps of 20 minutes")
                    && uneven.complaint.contains("a.yaml, 6 steps of 20 minutes"), "\(uneven.complaint)")
            let misplaced = "\(folder)/misplaced.yaml"
            try
                (Self.short.replacingOccurrences(of: "NAME", with: "m").replacingOccurrences(of: "SEED", with: "1")
                + "\nlimits: [{node: nowhere, importLimitKW: 5}]\n")
                .write(toFile: misplaced, atomically: true, encoding: .utf8)
            let nowhere = try await Command.headroom("plan", street, "--scenario", misplaced)
            #expect(nowhere.status == 1 && nowhere.complaint.contains("there is no node or site nowhere"))
            try "in the way".write(toFile: "\(folder)/file", atomically: true, encoding: .utf8)
            let blocked = try await Command.headroom(
                "plan", street, "--scenario", good, "--out", "\(folder)/file/out")
            #expect(blocked.status == 4, "\(blocked.complaint)")
        }
    }
}

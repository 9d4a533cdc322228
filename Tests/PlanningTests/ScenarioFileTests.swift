// SPDX-License-Identifier: Apache-2.0

import Foundation
import GridModel
import Planning
import TestSupport
import Testing

/// Each folder of Tests/Cases/Scenario is a broken file and exactly what must be said about it.
struct ScenarioFileTests {
    struct Expected: Decodable {
        struct Finding: Decodable {
            var line: Int
            var column: Int
            var severity: String
            var path: String
            var text: String
        }
        var findings: [Finding]
    }

    @Test(arguments: try Repository.names(in: "Tests/Cases/Scenario"))
    func saysWhatIsWrongAndWhere(name: String) throws {
        let folder = "Tests/Cases/Scenario/\(name)"
        let expected = try JSONDecoder().decode(
            Expected.self, from: Data(try Repository.text("\(folder)/expected.json").utf8))
        let reading = ScenarioFile.read(try Repository.text("\(folder)/input.yaml"), file: "input.yaml")
        let said = reading.findings.map(\.description).joined(separator: "\n")
        #expect(reading.scenario == nil)
        #expect(reading.findings.count == expected.findings.count, "\(said)")
        for (finding, wanted) in zip(reading.findings, expected.findings) {
            let place = "input.yaml:\(wanted.line):\(wanted.column): \(wanted.severity): "
            #expect(finding.description.hasPrefix(place + (wanted.path.isEmpty ? "" : wanted.path + ": ")), "\(said)")
            #expect(finding.text.contains(wanted.text), "\(said)")
        }
    }

    @Test(arguments: try Repository.names(in: "scenarios").filter { $0.hasSuffix(".yaml") })
    func theExamplesAreValid(name: String) throws {
        let reading = ScenarioFile.read(try Repository.text("scenarios/\(name)"), file: name)
        #expect(reading.findings.isEmpty && reading.scenario != nil, "\(reading.findings)")
    }

    @Test func whatIsNotGivenHasItsDefault() throws {
        let scenario = try Repository.scenario()
        #expect(scenario.seed == 1 && scenario.edits.isEmpty && scenario.limits.isEmpty)
        #expect(scenario.policy.dispatch == .on && scenario.policy.batteries == .idle)
        #expect(scenario.horizon.stepCount == 48 && scenario.horizon.stepMinutes == 5)
    }

    @Test func aWeekHasSevenDaysOfTwentyFourHours() throws {
        // Across the last Sunday of March, when clocks in Europe go forward: times are UTC and no hour is lost.
        let week = try Repository.scenario(start: "2026-03-25T00:00:00Z", length: "days: 7", step: 15).horizon
        #expect(week.stepCount == 7 * 96)
        #expect(week.end == week.start + .seconds(7 * 86_400))
        let hour = try Repository.scenario(length: "hours: 1", step: 60).horizon
        #expect(hour.stepCount == 1)
        let minute = try Repository.scenario(length: "hours: 0.1", step: 1).horizon
        #expect(minute.stepCount == 6)
    }

    @Test func noTextMakesTheReaderFail() throws {
        var random = SplitMix64(seed: 9)
        let seed = Array(try Repository.text("scenarios/street-evening.yaml").utf8)
        let pieces = [
            "{", "}", "[", "- ", ": ", "edit: move", "-1", "1e308", "\"", "\n", "  ", "null", "count: 99999999",
        ]
        for _ in 0..<FuzzRounds.count(400, cost: 100) {
            var bytes = seed
            for _ in 0...random.below(4) { mutate(&bytes, pieces: pieces, &random) }
            let reading = ScenarioFile.read(String(decoding: bytes, as: UTF8.self), file: "f")
            #expect((reading.scenario == nil) == reading.findings.contains { $0.severity == .error })
        }
    }
}

/// The schema beside the reader, and Python's jsonschema as a second opinion.
struct ScenarioSchemaTests {
    static let python = ProcessInfo.processInfo.environment["HEADROOM_PYTHON"]

    static let script = """
        import json, sys, yaml, jsonschema
        root = sys.argv[1]
        schema = json.load(open(root + "/Sources/Planning/Schema/scenario-1.schema.json"))
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema)
        for path in sys.argv[2:]:
            print(path, len(list(validator.iter_errors(yaml.safe_load(open(root + "/" + path, encoding="utf-8"))))))
        """

    @Test(.enabled(if: python != nil, "HEADROOM_PYTHON is not set: no Python with jsonschema and PyYAML to ask"))
    func thePeerAgrees() async throws {
        let valid = try Repository.names(in: "scenarios").filter { $0.hasSuffix(".yaml") }.map { "scenarios/\($0)" }
        let broken = [
            "unknown-key", "wrong-format", "missing-keys", "horizon-without-length", "unknown-edit",
            "added-without-plate", "remove-what", "wrong-values",
        ].map { "Tests/Cases/Scenario/\($0)/input.yaml" }
        let python = try #require(Self.python)
        let peer = try await ChildProcess.run([python, "-c", Self.script, Repository.root.path] + valid + broken)
        try #require(peer.status == 0, "\(peer.output)")
        let lines = peer.output.split(separator: "\n").map { $0.split(separator: " ") }
        let errors = Dictionary(uniqueKeysWithValues: lines.map { (String($0[0]), Int($0[1])!) })
        for path in valid { #expect(errors[path] == 0, "\(path)") }
        for path in broken { #expect((errors[path] ?? 0) > 0, "\(path)") }
    }
}

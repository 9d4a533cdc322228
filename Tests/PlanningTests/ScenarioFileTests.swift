// SPDX-License-Identifier: Apache-2.0

import GridModel
import TestSupport
import Testing

@testable import Planning

/// Each folder of Tests/Cases/Scenario is a broken file and exactly what must be said about it.
struct ScenarioFileTests {
    @Test(arguments: try RepositoryFiles.names(in: "Tests/Cases/Scenario"))
    func saysWhatIsWrongAndWhere(name: String) throws {
        let folder = "Tests/Cases/Scenario/\(name)"
        let reading = ScenarioFile.read(try RepositoryFiles.text("\(folder)/input.yaml"), file: "input.yaml")
        let said = reading.findings.map { ($0.description, $0.text) }
        #expect(reading.scenario == nil)
        #expect(try ExpectedFindings(of: folder).differences(from: said, file: "input.yaml") == [])
    }

    @Test(arguments: try RepositoryFiles.names(in: "scenarios", ending: ".yaml"))
    func theExamplesAreValid(name: String) throws {
        let reading = ScenarioFile.read(try RepositoryFiles.text("scenarios/\(name)"), file: name)
        #expect(reading.findings.isEmpty && reading.scenario != nil, "\(reading.findings)")
    }

    @Test func whatIsNotGivenHasItsDefault() throws {
        let scenario = try Sample.scenario()
        #expect(scenario.seed == 1 && scenario.edits.isEmpty && scenario.limits.isEmpty)
        #expect(scenario.policy.dispatch == .on && scenario.policy.batteries == .idle)
        #expect(scenario.horizon.stepCount == 48 && scenario.horizon.stepMinutes == 5)
    }

    @Test func aWeekHasSevenDaysOfTwentyFourHours() throws {
        // Across the last Sunday of March, when clocks in Europe go forward: times are UTC and no hour is lost.
        let week = try Sample.scenario(start: "2026-03-25T00:00:00Z", length: "days: 7", step: 15).horizon
        #expect(week.stepCount == 7 * 96)
        #expect(week.end == week.start + .seconds(7 * 86_400))
        let hour = try Sample.scenario(length: "hours: 1", step: 60).horizon
        #expect(hour.stepCount == 1)
        let minute = try Sample.scenario(length: "hours: 0.1", step: 1).horizon
        #expect(minute.stepCount == 6)
    }

    @Test func noTextMakesTheReaderFail() throws {
        var random = SplitMix64(seed: 9)
        let seed = Array(try RepositoryFiles.text("scenarios/street-evening.yaml").utf8)
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
    static let schema = SchemaDocument("Sources/Planning/Schema/scenario-1.schema.json")

    /// What a map is called in messages, and where the schema describes it.
    static let places: [String: [String]] = [
        "a scenario": [""], "a horizon": ["properties/horizon"], "a location": ["properties/location"],
        "the profiles": ["properties/profiles"], "the load profile": ["properties/profiles/properties/load"],
        "the pv profile": ["properties/profiles/properties/pv"],
        "the ev profile": ["properties/profiles/properties/ev"], "a limit": ["properties/limits/items"],
        "a policy": ["properties/policy"], "the tiers": ["properties/policy/properties/tiers"],
        "an added evse": ["$defs/addEvse"], "an added battery": ["$defs/addBattery"], "an added pv": ["$defs/addPv"],
        "an added load": ["$defs/addLoad"], "the edit addSite": ["$defs/addSite"], "the edit remove": ["$defs/remove"],
        "the edit rate": ["$defs/rate"], "the edit move": ["$defs/move"], "the edit scaleLoad": ["$defs/scaleLoad"],
    ]

    /// A text that makes the reader ask for every key it knows; whether it is valid does not matter here.
    static let everything = """
        format: headroom-scenario/1
        horizon: {}
        location: {}
        edits:
          - {edit: add, kind: evse, supply: ac}
          - {edit: add, kind: evse, supply: dc}
          - {edit: add, kind: battery}
          - {edit: add, kind: pv}
          - {edit: add, kind: load}
          - {edit: addSite}
          - {edit: remove}
          - {edit: rate}
          - {edit: move}
          - {edit: scaleLoad}
        profiles: {load: {}, pv: {}, ev: {}}
        limits: [{}]
        policy: {tiers: {}}
        """

    @Test func theReaderAsksForExactlyTheKeysOfTheSchema() throws {
        var log = FindingLog(file: "f", maximum: 1_000)
        log.keys = [:]
        _ = ScenarioFile.readScenario(Self.everything, file: "f", log: &log)
        let asked = try #require(log.keys)
        #expect(try Self.schema.differences(from: asked, places: Self.places) == [])
    }

    @Test func itsWordsAreThoseOfTheTypes() throws {
        let words = Self.schema.words(at:)
        #expect(try words("$defs/addPv/properties/spread") == AddedDERs.Spread.allCases.map(\.rawValue))
        #expect(try words("$defs/addEvse/properties/v2gDialect") == V2GDialect.allCases.map(\.rawValue))
        let policy = "properties/policy/properties/"
        #expect(try words(policy + "dispatch") == Policy.Dispatch.allCases.map(\.rawValue))
        #expect(try words(policy + "principle") == AccessPrinciple.allCases.map(\.rawValue))
        #expect(try words(policy + "batteries") == Policy.BatteryWish.allCases.map(\.rawValue))
    }

    @Test(
        .enabled(
            if: SchemaDocument.python != nil, "HEADROOM_PYTHON is not set: no Python with jsonschema and PyYAML to ask")
    )
    func thePeerAgrees() async throws {
        let valid = try RepositoryFiles.names(in: "scenarios", ending: ".yaml").map { "scenarios/\($0)" }
        let broken = [
            "unknown-key", "wrong-format", "missing-keys", "horizon-without-length", "unknown-edit",
            "added-without-plate", "remove-what", "wrong-values",
        ].map { "Tests/Cases/Scenario/\($0)/input.yaml" }
        let errors = try await Self.schema.peerErrors(in: valid + broken)
        for (path, count) in zip(valid + broken, errors) { #expect((count == 0) == valid.contains(path), "\(path)") }
    }
}

// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import GridModel

struct SchemaTests {
    /// What a map is called in messages, and where the schema describes it.
    static let places: [String: [String]] = [
        "a topology": [""], "the feeder": ["properties/feeder"],
        "a substation": ["$defs/node"], "a transformer": ["$defs/node"], "a line": ["$defs/node"],
        "a busbar": ["$defs/node"],
        "a meter of a node": ["$defs/node/properties/meter"], "a site": ["$defs/site"],
        "a meter of a site": ["$defs/site/properties/meter"], "a station": ["$defs/station"],
        "a battery": ["$defs/battery"], "a pv": ["$defs/pv"], "an evse": ["$defs/evseAC", "$defs/evseDC"],
        "a load": ["$defs/load"], "a raise rule": ["$defs/load/properties/raise"],
        "an OCPP binding": ["$defs/evseAC/properties/ocpp"],
        "a map of phases": ["$defs/powerByPhase", "$defs/magnitudeByPhase"],
        "phase switching": ["$defs/evseAC/properties/phaseSwitching"],
        "a default limit": ["$defs/evseAC/properties/default", "$defs/pv/properties/default"],
        "a mapping": ["$defs/signalMapping"], "the preset openems": ["$defs/presetOpenems"],
        "the preset victron": ["$defs/presetVictron"], "the preset evcc": ["$defs/presetEvcc"],
        "the preset shelly": ["$defs/presetShelly"], "the preset tasmota": ["$defs/presetTasmota"],
    ]

    static let schema = SchemaDocument("Sources/GridModel/Schema/topology-1.schema.json")

    /// A text that makes the reader ask for every key it knows; whether it is valid does not matter here.
    static let everything = """
        format: headroom-topology/1
        feeder: {id: f}
        nodes:
          - {id: a, kind: substation, meter: {}, importLimitByPhaseKW: {}}
          - {id: b, kind: transformer}
          - {id: c, kind: line}
          - {id: d, kind: busbar}
        sites:
          - id: s
            meter: {mappings: [{preset: victron}, {preset: openems}, {preset: tasmota}]}
            stations: [{id: t}]
            ders:
              - {id: w, kind: battery, operation: peakShaving, default: {}, raise: {}, mappings: [{preset: victron, vebus: 1}, {signal: soc, topic: x}]}
              - {id: x, kind: pv, mappings: [{preset: victron}]}
              - {id: y, kind: evse, supply: ac, default: {}, phaseSwitching: {}, ocpp: {}}
              - {id: y2, kind: evse, supply: dc, mappings: [{preset: evcc}]}
              - {id: z, kind: load, mappings: [{preset: shelly}]}
        """

    @Test func theReaderAsksForExactlyTheKeysOfTheSchema() throws {
        var log = FindingLog(file: "f", maximum: 1_000)
        log.keys = [:]
        _ = TopologyFile.readFeeder(Self.everything, limits: TopologyLimits(), log: &log)
        let asked = try #require(log.keys)
        #expect(try Self.schema.differences(from: asked, places: Self.places) == [])
    }

    @Test func itsWordsAreThoseOfTheTypes() throws {
        let words = Self.schema.words(at:)
        #expect(try words("$defs/signalMapping/properties/signal") == SignalMapping.Signal.allCases.map(\.rawValue))
        for owner in ["node", "site"] {
            #expect(try words("$defs/\(owner)/properties/principle") == AccessPrinciple.allCases.map(\.rawValue))
        }
        #expect(
            try words("$defs/node/properties/kind")
                == ConnectivityNode.Kind.allCases.filter { $0 != .usagePoint }.map(\.rawValue))
        #expect(try words("$defs/node/properties/vectorGroup") == VectorGroup.allCases.map(\.rawValue))
        #expect(try words("$defs/evseDC/properties/v2gDialect") == V2GDialect.allCases.map(\.rawValue))
        for owner in ["battery", "evseAC", "evseDC"] {
            #expect(try words("$defs/\(owner)/properties/operation") == StorageOperation.Word.allCases.map(\.rawValue))
        }
        #expect(try words("$defs/station/properties/pinnedVersion") == DeclaredStation.Version.allCases.map(\.rawValue))
    }
}

/// Python's jsonschema as a second opinion. It runs where HEADROOM_PYTHON names an interpreter that has it and PyYAML.
struct SchemaPeerTests {
    /// Broken in ways that a schema can see: keys, types and ranges, but not references, sums or syntax.
    static let structurallyBroken = [
        "missing-rating", "missing-base-load", "unknown-key", "wrong-type", "reserve-out-of-range",
        "negative-magnitude",
        "mapping-topics", "mapping-presets", "missing-keys", "top-level-is-a-list", "wrong-binding",
        "evse-minimum-above-maximum", "phases", "phase-declarations",
    ]

    @Test(
        .enabled(
            if: SchemaDocument.python != nil, "HEADROOM_PYTHON is not set: no Python with jsonschema and PyYAML to ask")
    )
    func thePeerAgrees() async throws {
        let valid = try RepositoryFiles.topologies().map { "topology/\($0)" }
        let broken = Self.structurallyBroken.map { "Tests/Cases/Topology/\($0)/input.yaml" }
        let errors = try await SchemaTests.schema.peerErrors(in: valid + broken)
        for (path, count) in zip(valid + broken, errors) { #expect((count == 0) == valid.contains(path), "\(path)") }
    }
}

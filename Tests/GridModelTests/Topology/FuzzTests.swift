// SPDX-License-Identifier: Apache-2.0

import GridModel
import TestSupport
import Testing

/// A seeded slice of the fuzzing of topology files: whatever comes, there is a feeder or there are errors, each with a
/// place in the text; and a feeder can be indexed.
@Suite struct FuzzTests {
    private static let words = [
        "null", "-1", "0", "1e9", "1e308", ".inf", ".nan", "~", "true", "[]", "{}", "''", "&a", "*a", "!!binary", "|",
        "- ", ": ", "? ", "#", "\t", "\u{0}", "site-1", "id", "kind", "evse", "battery", "pv", "load", "A", "ABC", "dc",
        "mqtt: native", "{station: cs, evse: 1}", "{topic: a/b, signal: powerKW}", "99999999999999999999",
    ]

    private static func samples() throws -> [String] {
        let broken = try RepositoryFiles.names(in: "Tests/Cases/Topology").map {
            "Tests/Cases/Topology/\($0)/input.yaml"
        }
        return try (["topology/minimal.yaml", "topology/mapped.yaml", "topology/depot.yaml"] + broken)
            .map { try RepositoryFiles.text($0) }.filter { $0.utf8.count < 8_000 }
    }

    @Test(arguments: 0..<4)
    func mutatedFilesAreReadOrRefused(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let samples = try Self.samples()
        for round in 0..<FuzzRounds.count(120, cost: 100) {
            var text = samples[random.below(samples.count)]
            for _ in 0...random.below(4) { text = mutated(text, samples, &random) }
            let reading = TopologyFile.read(text, file: "f")
            #expect((reading.feeder == nil) == reading.hasErrors, "seed \(seed), round \(round)")
            let lines = text.unicodeScalars.count { $0 == "\n" || $0 == "\r" } + 2
            for finding in reading.findings {
                #expect(finding.description.hasPrefix("f:"), "seed \(seed), round \(round)")
                #expect((0...lines).contains(finding.line), "seed \(seed), round \(round): \(finding)")
            }
            guard let feeder = reading.feeder else { continue }
            let index = FeederIndex(feeder)
            #expect(index.nodePosition.count == feeder.nodes.count && index.derPosition.count == feeder.ders.count)
            for der in feeder.ders.indices { #expect(!index.path(from: Int(index.nodeOfDER[der])).isEmpty) }
        }
    }

    private func mutated(_ text: String, _ samples: [String], _ random: inout SplitMix64) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let line = random.below(lines.count)
        switch random.below(7) {
        case 0: lines.remove(at: line)
        case 1: lines.insert(lines[random.below(lines.count)], at: line)
        case 2:
            let other = samples[random.below(samples.count)].split(separator: "\n").map(String.init)
            if !other.isEmpty { lines.insert(other[random.below(other.count)], at: line) }
        case 3: lines[line] = String(repeating: " ", count: random.below(6)) + lines[line]
        case 4, 5:
            // Another word in the place of one.
            var words = lines[line].split(separator: " ", omittingEmptySubsequences: false).map(String.init)
            words[random.below(words.count)] = Self.words[random.below(Self.words.count)]
            lines[line] = words.joined(separator: " ")
        default:
            var bytes = Array(lines[line].utf8)
            if !bytes.isEmpty { bytes[random.below(bytes.count)] = UInt8(truncatingIfNeeded: random.next()) }
            lines[line] = String(decoding: bytes, as: UTF8.self)
        }
        return lines.joined(separator: "\n")
    }
}

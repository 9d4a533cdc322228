// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing
import Yams

@testable import GridModel

/// The fast reader against Yams: what it accepts, Yams accepts and reads the same, place by place.
struct PlainReaderTests {
    /// Yams' tree in our form, by Yams' own marks; nil where it refuses.
    func byYams(_ text: String) -> SourceNode? {
        guard let root = try? Yams.compose(yaml: text, .basic) else { return nil }
        var budget = 1_000_000
        return SourceNode(root, budget: &budget)
    }

    @Test(arguments: try RepositoryFiles.topologies())
    func takesTheShippedFiles(name: String) throws {
        let text = try RepositoryFiles.text("topology/\(name)")
        let plain = try #require(PlainReader.read(text))
        #expect(plain == byYams(text))
    }

    @Test(arguments: [
        "a: 1\n", "a: 'it''s'\nb: \"\\u00e9\\n\\x41\"\n", "- a\n- {b: c, d: [1, 2,]}\n",
        "a:\n- 1\n- 2\nb:\n  - x: 1\n    y: 2\n",
        "a: b # comment\n\n# more\nc: [1, # one\n  2]\n", "{\"a\":{\"b\":[1,true,null,\"x:y\"]}}", "é: ü\n",
        "a: ü b # ä\nb: {ö: ß, c: [ß, x]}\n",
        "a: 10:30\nb: http://x/y\nc: [a:b, c]\n", "a: - b\n", "a: b: c\n", "a: [b\n c]\n", "a: {b\n: c}\n",
        "--- \na: 1\n", "a: &x 1\nb: *x\n",
        "a: |\n  text\n", "a: b\n  c\n", "a:\nb: 1\n", "a: 1\n  b: 2\n", "- a\n b\n", "a: \"x\"y\n", "a: \"x\" #c\n",
        "a: \"x\"#c\n",
        "a: [1, 2\nb: 3\n", "a: 1\na: 2\n", "a: {b: 1, b: 2}\n", "\ta: 1\n", "a:\t1\n", "a: 1\r\nb: 2\r\n",
        "\u{FEFF}a: 1\n", "a: x\u{2028}y\n",
        "a: x\u{85}y\n", "a: {}\nb: []\n", "a: -\n", "a: -1\n", "- - a\n", "-\n  a: 1\n", "a: [,]\n", "a: {b}\n",
        "a: !!str 1\n", "...\n", "a: 1\n...\n",
        "a: @b\n", "a: `b\n", "a: %b\n", "a: ?b\n", "? a\n", "a: 'x\n", "a: #b\n", "a: b#c\n", "a: [b #c\n]\n",
        "a: [b#c]\n", "a: \"\\ud83d\"\n", "a: ~\n",
    ])
    func agreesOnSmallTexts(text: String) {
        if let plain = PlainReader.read(text) { #expect(plain == byYams(text)) }
    }

    @Test func agreesOnThousandsOfMutations() throws {
        let seeds = [
            try RepositoryFiles.text("topology/minimal.yaml"),
            "a: {b: [1, 'x', \"y\\n\"], c: ü}\nd:\n  - e: 1\n    f: [g, h]\n  - i\nj: \"k\" # l\n",
            #"{"a": [1, {"b": "c\u00e9", "d": [true, null]}], "e": -1.5e3}"#,
        ]
        let pieces = [
            ":", " ", "\n", "-", "- ", "#", " #", "{", "}", "[", "]", ",", "'", "\"", "\\", "ü", "\t", "&a", "*a", "|",
            ">", "?", "!", ": ", "  ",
        ]
        var random = SplitMix64(seed: 7)
        var accepted = 0
        for round in 0..<6_000 {
            var text = Array(seeds[round % seeds.count].unicodeScalars)
            for _ in 0...(round % 3) {
                let at = random.below(text.count)
                switch random.below(3) {
                case 0: text.remove(at: at)
                case 1:
                    text.insert(contentsOf: pieces[random.below(pieces.count)].unicodeScalars, at: at)
                default: text.swapAt(at, random.below(text.count))
                }
            }
            var mutated = String.UnicodeScalarView()
            mutated.append(contentsOf: text)
            let string = String(mutated)
            guard let plain = PlainReader.read(string) else { continue }
            accepted += 1
            // JSON's pairs of escapes are the one thing we take and YAML does not; no seed has them.
            #expect(plain == byYams(string), "\(string)")
        }
        #expect(accepted > 500)
    }

    @Test func leavesTheRestOfYAMLToYams() {
        let text = """
            ---
            format: headroom-topology/1
            feeder: {id: f, name: >-
              A long
              name}
            nodes:
            - &n {id: sub, kind: substation, ratingKVA: 400, baseLoad: none}
            sites: []
            """
        #expect(PlainReader.read(text) == nil)
        let whole = """
            %YAML 1.1
            ---
            format: !!str headroom-topology/1
            feeder: {id: f, name: A long
              name}
            nodes:
            - {id: sub, kind: substation, ratingKVA: 400, baseLoad: none, meter: &age {maximumAgeS: 5}}
            sites:
            - {id: s, parent: sub, importLimitKW: 10, baseLoad: none, meter: *age}
            """
        #expect(PlainReader.read(whole) == nil)
        let reading = TopologyFile.read(whole, file: "f")
        #expect(reading.findings == [])
        #expect(reading.feeder?.name == "A long name")
        #expect(reading.feeder?.nodes[1].meterMaximumAge == .seconds(5))
    }
}

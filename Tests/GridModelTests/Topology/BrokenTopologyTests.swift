// SPDX-License-Identifier: Apache-2.0

import GridModel
import TestSupport
import Testing

/// Each folder of Tests/Cases/Topology is a broken file and exactly what must be said about it.
struct BrokenTopologyTests {
    @Test(arguments: try RepositoryFiles.names(in: "Tests/Cases/Topology"))
    func saysWhatIsWrongAndWhere(name: String) throws {
        let folder = "Tests/Cases/Topology/\(name)"
        let reading = TopologyFile.read(try RepositoryFiles.text("\(folder)/input.yaml"), file: "input.yaml")
        let said = reading.findings.map { ($0.description, $0.text) }
        #expect((reading.feeder == nil) == reading.hasErrors)
        #expect(try ExpectedFindings(of: folder).differences(from: said, file: "input.yaml") == [])
    }

    @Test func thereAreTwentyCasesAndMore() throws {
        #expect(try RepositoryFiles.names(in: "Tests/Cases/Topology").count >= 20)
    }

    @Test func refusesAFileBeyondTheLimitAndNamesIt() throws {
        let text = try RepositoryFiles.text("topology/minimal.yaml")
        let reading = TopologyFile.read(text, file: "f", limits: TopologyLimits(bytes: 100))
        #expect(reading.feeder == nil)
        #expect(reading.findings.map(\.text) == ["the file has \(text.utf8.count) bytes, more than the limit of 100"])
        #expect(TopologyFile.read(text, file: "f", limits: TopologyLimits(bytes: text.utf8.count)).feeder != nil)
    }

    @Test func listsNoMoreFindingsThanTheLimitAndCountsTheRest() {
        let sites = (0..<50).map { "  - {id: s\($0), parent: none, importLimitKW: 5, baseLoad: none}\n" }.joined()
        let text = """
            format: headroom-topology/1
            feeder: {id: f}
            nodes:
              - {id: sub, kind: substation, ratingKVA: 400, baseLoad: none}
            sites:
            \(sites)
            """
        let reading = TopologyFile.read(text, file: "f", limits: TopologyLimits(findings: 10))
        #expect(reading.findings.count == 11)
        #expect(reading.findings.last?.text == "40 more findings are not listed (the limit is 10)")
        #expect(reading.hasErrors)
    }

    @Test func survivesDeepNestingAndAliasesOfAliases() {
        for deep in [String(repeating: "[", count: 100_000), String(repeating: "- ", count: 5_000) + "a"] {
            #expect(TopologyFile.read(deep, file: "f").hasErrors)
        }
        let balanced = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
        #expect(
            TopologyFile.read(balanced, file: "f").findings.map(\.text) == ["lists and maps are nested deeper than 64"])
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...12 {
            bomb += "a\(level): &a\(level) [" + (0..<10).map { _ in "*a\(level - 1)" }.joined(separator: ", ") + "]\n"
        }
        let reading = TopologyFile.read(bomb, file: "f", limits: TopologyLimits(values: 100_000))
        #expect(
            reading.findings.map(\.text) == [
                "the text has more than 100000 values, aliases counted where they are used"
            ])
    }
}

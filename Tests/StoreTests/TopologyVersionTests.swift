// SPDX-License-Identifier: Apache-2.0

import GridModel
import TestSupport
import Testing

@testable import Store

/// Versions of the topology: kept as they were, the oldest let go, never the newest.
@Suite struct TopologyVersionTests {
    private func version(_ number: Int64, bytes: Int = 10) -> TopologyVersion {
        TopologyVersion(
            number: number, time: UTCInstant(milliseconds: number), author: "ada", reason: nil, text: "text \(number)",
            sha256: "s\(number)", fileSHA256: "f", byteCount: bytes)
    }

    @Test func aVersionComesBackAsItWas() throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(at: folder.path("a.sqlite"))
        #expect(try store.currentTopology() == nil)
        var kept = version(1, bytes: 7)
        kept.text = "é: 1\n# 中"
        kept.byteCount = kept.text.utf8.count
        kept.reason = "works"
        try store.append([.topologyVersion(kept)])
        try store.close()
        let again = try Store.open(at: folder.path("a.sqlite"))
        #expect(try again.currentTopology() == kept && again.topologyVersion(1) == kept)
        #expect(try again.topologyVersion(2) == nil)
        #expect(try again.topologyVersions().map(\.byteCount) == [kept.text.utf8.count])
        try again.close()
    }

    @Test func theOldestGoBeyondWhatIsKept() throws {
        let store = try Store.inMemory()
        for number in 1...Int64(TopologyVersion.kept + 5) { try store.append([.topologyVersion(version(number))]) }
        let numbers = try store.topologyVersions().map(\.number)
        #expect(numbers.count == TopologyVersion.kept && numbers.first == 205 && numbers.last == 6)
        try store.append([.topologyVersion(version(206, bytes: TopologyVersion.keptBytes - 25))])
        #expect(try store.topologyVersions().map(\.number) == [206, 205, 204])
        try store.append([.topologyVersion(version(207, bytes: TopologyVersion.keptBytes + 1))])
        #expect(try store.topologyVersions().map(\.number) == [207], "the newest stays whatever its size")
    }
}

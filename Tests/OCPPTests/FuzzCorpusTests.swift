// SPDX-License-Identifier: Apache-2.0

import Foundation
import OCPP
import TestSupport
import Testing

/// The corpus that the coverage-guided fuzzer (`scripts/fuzz.sh`) has found, replayed: each input that once reached code
/// that no other did.
@Suite struct FuzzCorpusTests {
    static let file = "Tests/Cases/OCPPFuzzing/corpus.txt"

    @Test func theCorpusIsReadOrRefused() throws {
        let lines = try RepositoryFiles.text(Self.file).split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(lines.count >= 500)
        var readers: Set<Int> = []
        for line in lines {
            let data = try #require(Data(base64Encoded: String(line)), "\(line) is no Base64")
            let input = try #require(FuzzInput(data))
            #expect(throws: Never.self, "\(line)") { try input.run() }
            readers.insert((Int(data[0]) << 8 | Int(data[1])) % FuzzInput.messages2.upperBound)
        }
        #expect(readers.count > FuzzInput.messages2.upperBound / 2, "of \(FuzzInput.messages2.upperBound) readers")
    }
}

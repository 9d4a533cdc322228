// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// What the case folders expect, held against progressive filling in another language.
struct FillingPeerTests {
    private static let python = ProcessInfo.processInfo.environment["HEADROOM_PYTHON"]
    private static let cases = RepositoryFiles.root.appendingPathComponent("Tests/Cases/dispatch")

    private static func fill(_ folder: String) async throws -> ChildProcess {
        let script = cases.appendingPathComponent("progressive_filling.py").path
        return try await ChildProcess.run([try #require(python), script, folder])
    }

    @Test(.enabled(if: python != nil, "HEADROOM_PYTHON is not set: no Python to ask"))
    func sharesAreThoseOfProgressiveFilling() async throws {
        let whole = try await Self.fill(Self.cases.path)
        #expect(whole.status == 0, "\(whole.output)")
        let filled = try #require(whole.output.split(separator: "\n").last { $0.contains("cases filled") })
        #expect((filled.split(separator: " ").first.flatMap { Int($0) } ?? 0) >= 45, "\(filled)")
    }

    @Test(.enabled(if: python != nil, "HEADROOM_PYTHON is not set: no Python to ask"))
    func anotherShareIsNoticed() async throws {
        let name = "each-phase-holds-its-own-limit-in-kilowatts"
        try await withTemporaryFolder { folder in
            let copy = URL(fileURLWithPath: folder).appendingPathComponent(name)
            try FileManager.default.copyItem(at: Self.cases.appendingPathComponent(name), to: copy)
            let file = copy.appendingPathComponent("expected.json")
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(try await Self.fill(folder).status == 0)
            try text.replacingOccurrences(of: "3.25", with: "3.26").write(to: file, atomically: true, encoding: .utf8)
            let broken = try await Self.fill(folder)
            #expect(broken.status != 0 && broken.output.contains("expected.json says 3.26"), "\(broken.output)")
        }
    }
}

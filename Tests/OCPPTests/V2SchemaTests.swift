// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSON
import OCPP
import TestSupport
import Testing

private let python = ProcessInfo.processInfo.environment["HEADROOM_PYTHON"]

/// 2.0.1 and 2.1 against the schemas of the package `ocpp`. `HEADROOM_PYTHON` names an interpreter that has it: payloads
/// are made by it, and what we write is judged by it.
@Suite(.enabled(if: python != nil, "HEADROOM_PYTHON names no Python interpreter with the package ocpp"))
struct V2SchemaTests {
    static let versions: [(version: OCPPVersion, folder: String, schemas: Int)] = [
        (.v201, "v201", 128), (.v21, "v21", 181),
    ]

    /// Every message, at its smallest, at its largest and with every listed word: what is read is written again member
    /// for member, and the schema takes it.
    @Test(arguments: versions)
    func everyMessageSurvivesTheWire(version: OCPPVersion, folder: String, schemas: Int) async throws {
        let examples = try await rows("examples", folder)
        var written = ""
        for example in examples {
            let (schema, payload) = (try #require(example[0]?.string), try #require(example[1]))
            let type = try #require(V2PayloadType.bySchema[schema], "\(schema) is not there")
            let bytes = try type.rewritten(payload.serializedBytes(), version)
            let again = try JSONValue(parsing: bytes)
            #expect(again == payload, "\(schema)\nwritten \(again.serialized())\nread    \(payload.serialized())")
            written += "[\"\(schema)\",\(String(decoding: bytes, as: UTF8.self))]\n"
        }
        let temporary = try TemporaryFolder()
        let file = temporary.path("messages.ndjson")
        try written.write(toFile: file, atomically: true, encoding: .utf8)
        let judge = try await run(["validate_messages.py", file, folder])
        #expect(
            judge.hasSuffix("\(examples.count) payloads, \(schemas) schemas, 0 refused\n"), "\(judge.suffix(2_000))")
    }

    /// Every member of every object with one fault: the code is the standard's, in the spelling of 2.x.
    @Test(arguments: versions)
    func everyFaultHasItsCode(version: OCPPVersion, folder: String, schemas: Int) async throws {
        let faults = try await rows("faults", folder)
        #expect(faults.count > (version == .v201 ? 2_500 : 5_000))
        var codes: [String: Int] = [:]
        for fault in faults {
            let (schema, payload) = (try #require(fault[0]?.string), try #require(fault[1]))
            let type = try #require(V2PayloadType.bySchema[schema], "\(schema) is not there")
            let code = type.refusal(payload.serializedBytes(), version)?.text(in: version)
            let expected = try #require(fault[2]?.string)
            #expect(
                code == expected, "\(schema): \(fault[3]?.string ?? ""): \(payload.serialized().prefix(400))")
            codes[expected, default: 0] += 1
        }
        #expect(codes.count == (version == .v201 ? 4 : 3), "\(codes)")
    }

    @Test func theSourcesAreWhatTheGeneratorMakes() async throws {
        let generator = RepositoryFiles.root.appending(path: "scripts/ocpp_messages").path
        let judge = try await ChildProcess.run([try #require(python), "-B", generator, "--check"])
        #expect(judge.status == 0, "run scripts/ocpp_messages: \(judge.output)")
        #expect(judge.output.hasSuffix(" 0 differ\n"))
    }

    /// A keyword that it does not know, a member that 2.1 dropped, one sentence for members of two kinds.
    @Test func theGeneratorRefusesWhatItCannotWrite() async throws {
        let generator = RepositoryFiles.root.appending(path: "scripts/ocpp_messages").path
        let lines = try await run(["generator_refusals.py", generator]).split(separator: "\n")
        #expect(lines.count == 9)
        #expect(lines.first == "nothing changed: taken")
        #expect(lines.dropFirst().allSatisfy { $0.contains(": refused: ") }, "\(lines)")
    }

    // MARK: - Parts

    private func rows(_ what: String, _ folder: String) async throws -> [JSONValue] {
        try await run(["ocpp2_payloads.py", what, folder]).split(separator: "\n").map { line in
            try JSONValue(parsing: Array(line.utf8))
        }
    }

    private func run(_ command: [String]) async throws -> String {
        let peers = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Peers")
        let script = peers.appending(path: command[0]).path
        let result = try await ChildProcess.run([try #require(python), "-B", script] + command.dropFirst())
        #expect(result.status == 0, "\(result.output.suffix(2_000))")
        return result.output
    }
}

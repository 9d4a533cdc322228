// SPDX-License-Identifier: Apache-2.0

import Foundation
import Subprocess
import TestSupport
import Testing

/// `headroom run` as a child process on ports of its own.
struct RunningGateway: Sendable {
    /// A folder for what the test needs.
    let folder: String
    /// The gateway's data folder.
    let data: String
    /// What it wrote into its ready file.
    let ready: Data
    let process: Int32

    struct NotReady: Error { var text: String }

    var place: [String: Any] { (try? JSONSerialization.jsonObject(with: ready)) as? [String: Any] ?? [:] }

    func host(_ what: String) -> String { (place[what] as? [String: Any])?["host"] as? String ?? "" }
    func port(_ what: String) -> Int { (place[what] as? [String: Any])?["port"] as? Int ?? 0 }

    /// What it printed so far.
    var output: String { (try? String(contentsOfFile: "\(folder)/output", encoding: .utf8)) ?? "" }
    var complaint: String { (try? String(contentsOfFile: "\(folder)/complaint", encoding: .utf8)) ?? "" }

    /// Whether it prints all of that; some of it comes after its ready file.
    func prints(_ texts: [String]) async -> Bool {
        await eventually { texts.allSatisfy { output.contains($0) } }
    }

    /// Runs a command against it.
    func headroom(_ words: String...) async throws -> Command.Ending {
        try await Command.run([Command.binary] + words + ["--data", data])
    }

    /// Runs a command against it with --json.
    func json(_ words: String...) async throws -> [String: Any] {
        let ending = try await Command.run([Command.binary] + words + ["--data", data, "--json"])
        #expect(ending.status == 0, "\(words): \(ending.complaint)")
        return try #require(ending.json, "\(words): not one JSON document: \(ending.output)")
    }

    /// Runs `body` beside a gateway; then ends it as Ctrl-C would. Returns its exit status too.
    @discardableResult
    static func run<Answer: Sendable>(
        _ topology: String = "topology/minimal.yaml", _ arguments: [String] = [], data kept: String? = nil,
        output: String? = nil, _ body: @Sendable (RunningGateway) async throws -> Answer
    ) async throws -> (answer: Answer, status: Int32) {
        try await withTemporaryFolder { folder in
            let data = kept ?? "\(folder)/data"
            let words =
                [Command.binary, "run", topology, "--data", data, "--mqtt-port", "0", "--ocpp-port", "0"]
                + ["--http-port", "0", "--no-screen"] + arguments
            // The shell becomes the command: its process is the gateway.
            let shell = "exec \"$@\" >'\(output ?? "\(folder)/output")' 2>'\(folder)/complaint'"
            let result = try await Subprocess.run(
                .name("bash"),
                arguments: Arguments(["-c", shell, "--", "env", "-C", Command.root] + words), input: .none,
                output: .discarded, error: .discarded
            ) { execution in
                let process = execution.processIdentifier.value
                do {
                    let ready = try await waitUntilReady(data, folder, process)
                    let answer = try await body(
                        RunningGateway(folder: folder, data: data, ready: ready, process: process))
                    try execution.send(signal: .terminate)
                    return answer
                } catch {
                    try? execution.send(signal: .terminate)
                    throw error
                }
            }
            switch result.terminationStatus {
            case .exited(let code): return (result.closureResult, Int32(code))
            case .signaled(let signal): return (result.closureResult, -Int32(signal))
            }
        }
    }

    private static func waitUntilReady(_ data: String, _ folder: String, _ process: Int32) async throws -> Data {
        let file = "\(data)/ready.json"
        let isReady = await eventually {
            FileManager.default.fileExists(atPath: file) || kill(process, 0) != 0
                || FileManager.default.contents(atPath: "/proc/\(process)/stat").map {
                    String(decoding: $0, as: UTF8.self).contains(") Z ")
                } ?? true
        }
        guard isReady, let ready = FileManager.default.contents(atPath: file) else {
            let complaint = (try? String(contentsOfFile: "\(folder)/complaint", encoding: .utf8)) ?? ""
            throw NotReady(text: complaint)
        }
        return ready
    }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// README's examples, run as they stand there; a shell gives them the words that they leave open.
@Suite(.enabled(if: Command.has("mosquitto"), "needs mosquitto; make setup installs it"), .timeLimit(.minutes(5)))
struct ReadmeTests {
    /// The blocks of code after this text, in order.
    private static func blocks(after mark: String) throws -> [String] {
        let text = try String(contentsOfFile: "\(Command.root)/README.md", encoding: .utf8)
        let rest = text[try #require(text.range(of: mark)).upperBound...]
        return rest.components(separatedBy: "\n```\n").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    }

    /// Runs lines as one shell script in the repository, with the built command in place of the build.
    private static func shell(_ script: String) async throws -> Command.Ending {
        let lines = script.replacingOccurrences(
            of: "headroom=$(swift build --show-bin-path)/headroom", with: "headroom=\(Command.binary)")
        return try await Command.run(["bash", "-euo", "pipefail", "-c", lines])
    }

    /// The line that each block of the README begins with names the variable; those after it use it.
    private static let head = "headroom=\(Command.binary)\n"

    @Test func theLimitOfTheFirstPage() async throws {
        let block = try #require(try Self.blocks(after: "In a second terminal:").first)
        #expect(block.contains("$headroom limit set") && block.contains("$headroom limit cancel limit-..."))
        try await RunningGateway.run("topology/street.yaml", ["--demo"]) { gateway in
            // Which gateway and which limit the README cannot know.
            let cancel = "$headroom limit list --json --data \(gateway.data) | grep -o 'limit-[0-9]*' | head -n 1"
            let script = block.split(separator: "\n").map { line in
                line.hasPrefix("$headroom")
                    ? line.replacingOccurrences(of: "limit-...", with: "$(\(cancel))") + " --data \(gateway.data)"
                    : String(line)
            }
            let ending = try await Self.shell(script.joined(separator: "\n"))
            #expect(ending.status == 0, "\(ending.output) \(ending.complaint)")
            #expect(ending.output.contains("set: limit-") && ending.output.contains("cancelled: limit-"))
            #expect(ending.output.contains("transformer hot"))
        }
    }

    @Test(.enabled(if: Command.has("mosquitto_pub"), "needs mosquitto-clients; make setup-test installs them"))
    func theThreeFirstSteps() async throws {
        let blocks = try Self.blocks(after: "## Three first steps")
        try #require(blocks.count >= 7)
        let (name, operate, integrate) = (blocks[0], blocks[1], blocks[2])
        let (doctor, answer, plan, outcome) = (blocks[3], blocks[4], blocks[5], blocks[6])
        let planned = try await Self.shell(name + "\n" + plan)
        #expect(planned.status == 0 && planned.output.contains(outcome), "\(planned.output) \(planned.complaint)")
        let lines = operate.split(separator: "\n").map(String.init)
        try #require(lines.count == 2 && lines[1] == "$headroom run topology/minimal.yaml")
        #expect(try await Self.shell(Self.head + lines[0]).status == 0)
        try await RunningGateway.run("topology/minimal.yaml") { gateway in
            // As the README has it, but for the folder and the port, which others may use; it ends after one setpoint.
            let script = "\(integrate)\nwait\n\(doctor) || test $? -eq 1".replacingOccurrences(
                of: ".headroom/minimal", with: gateway.data
            )
            .replacingOccurrences(of: "-h 127.0.0.1", with: "-h 127.0.0.1 -p \(gateway.port("mqtt"))")
            .replacingOccurrences(of: "mosquitto_sub ", with: "mosquitto_sub -W 60 -C 1 ")
            let ending = try await Self.shell(Self.head + script + "\nwait")
            #expect(ending.status == 0, "\(ending.output) \(ending.complaint)")
            #expect(ending.output.contains("MQTT password") && ending.output.contains("OCPP URL"))
            #expect(ending.output.contains("headroom/v1/site/site-1/der/site-1-bat/setpoint {\"time\":"))
            #expect(ending.output.contains("\"validUntil\""))
            // But for the head, which has the time in it.
            let lines = answer.split(separator: "\n")
            #expect(
                lines.count > 4 && ending.output.contains(lines.dropFirst().joined(separator: "\n")), "\(ending.output)"
            )
            #expect(ending.output.contains("\nsite-1: 2 faults, no notes in 10."))
        }
    }

    @Test func theTopologyIsChanged() async throws {
        let block = try #require(try Self.blocks(after: "## Changing the topology").first)
        try await RunningGateway.run("topology/minimal.yaml") { gateway in
            let script = block.replacingOccurrences(of: ".headroom/minimal", with: gateway.data)
                .replacingOccurrences(of: "/tmp/smaller.yaml", with: "\(gateway.folder)/smaller.yaml")
            let ending = try await Self.shell(Self.head + script)
            #expect(ending.status == 0, "\(ending.output) \(ending.complaint)")
            #expect(ending.output.contains("rating 100 kVA becomes 60 kVA"))
            #expect(ending.output.contains("version 3 of the topology is in force"))
        }
    }

    @Test func whatItSaysOfFilesIsThere() throws {
        let text = try String(contentsOfFile: "\(Command.root)/README.md", encoding: .utf8)
        let links = text.matches(of: /\]\(([A-Za-z][^)#:]*)\)/).map { String($0.1) }
        #expect(links.count > 5)
        for link in links { #expect(FileManager.default.fileExists(atPath: "\(Command.root)/\(link)"), "\(link)") }
    }
}

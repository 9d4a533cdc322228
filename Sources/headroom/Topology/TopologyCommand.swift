// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import JSON

/// `headroom topology`: the topology of a running gateway.
struct TopologyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "topology", abstract: "Changes the topology of a running gateway, and goes back.",
        subcommands: [
            TopologyDiffCommand.self, TopologyApplyCommand.self, TopologyVersionsCommand.self,
            TopologyShowCommand.self, TopologyRollbackCommand.self,
        ])
}

/// `headroom topology diff`
struct TopologyDiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Says what a topology file would change, and who would be cut.",
        discussion: """
            Nothing is changed. Findings of `headroom check` come first, with line and column. Exit status 1: the file
            has errors.

            EXAMPLES
              headroom topology diff topology/street.yaml
            """)

    @Argument(help: ArgumentHelp("The topology file.", valueName: "FILE")) var file: String
    @Flag(help: "Print one JSON document.") var json = false
    @OptionGroup var gateway: GatewayConnection

    func run() async throws {
        let text = try TopologyReader.topology(file).text
        let answer = try await TopologyCalls(try gateway.client()).preview(text, name: file)
        if json { return print(answer.serialized()) }
        for line in TopologyWords.preview(answer) { print(line) }
    }
}

/// `headroom topology versions`
struct TopologyVersionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "versions", abstract: "The versions that were in force, newest first.",
        discussion: """
            EXAMPLES
              headroom topology versions
            """)

    @Flag(help: "Print one JSON document.") var json = false
    @OptionGroup var gateway: GatewayConnection

    func run() async throws {
        let answer = try await gateway.client().call(.GET, "/v1/topology/versions")
        if json { return print(answer.serialized()) }
        let versions = answer["versions"]?.array ?? []
        if versions.isEmpty { print("no version was kept") }
        for version in versions { print(TopologyWords.line(version)) }
    }
}

/// `headroom topology show`
struct TopologyShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Prints the text of a version; of the one in force without a number.",
        discussion: """
            EXAMPLES
              headroom topology show 3 > before.yaml
            """)

    @Argument(help: ArgumentHelp("The version.", valueName: "N")) var number: Int?
    @Flag(help: "Print one JSON document.") var json = false
    @OptionGroup var gateway: GatewayConnection

    func run() async throws {
        let path = number.map { "/v1/topology/versions/\($0)" } ?? "/v1/topology"
        let answer = try await gateway.client().call(.GET, path)
        print(json ? answer.serialized() : answer["text"]?.string ?? "", terminator: json ? "\n" : "")
    }
}

// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import JSON

/// `headroom state`
struct StateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "state", abstract: "Nodes, limits, alarms, and who is cut, now.",
        discussion: """
            EXAMPLES
              headroom state
              headroom state --json | jq '.nodes[] | {id, headroomKW}'
            """)

    @Flag(help: "Print one JSON document: the whole plan.") var json = false
    @OptionGroup var gateway: GatewayConnection

    func run() async throws {
        let state = try await gateway.client().call(.GET, "/v1/state")
        if json { return print(state.serialized()) }
        for line in StatePage(state, width: 110, height: 60).lines { print(line) }
    }
}

// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `headroom ocpp`
struct OCPPCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ocpp", abstract: "Records the frames of a station, and plays a recorded station.",
        subcommands: [OCPPTraceCommand.self, OCPPReplayCommand.self])
}

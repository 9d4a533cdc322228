// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation

/// The command. Exit status: 0 done, 1 the input is wrong, 2 usage, 3 stopped at a budget, 4 anything outside.
@main
struct Headroom: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "headroom",
        abstract: "Shares the capacity of a feeder among its sites; limits hold.",
        discussion: """
            EXAMPLES
              headroom run topology/street.yaml --demo
              headroom limit set street --import-kw 130 --for 30m --reason "cable works"
              headroom explain home-01-ev
            """,
        subcommands: commands)

    /// Every subcommand; a new one is added here.
    static let commands: [any ParsableCommand.Type] = [
        RunCommand.self, CheckCommand.self, AllocateCommand.self, PlanCommand.self,
        LimitCommand.self, TargetCommand.self, StateCommand.self, ExplainCommand.self,
        SiteCommand.self, StationCommand.self, TransactionCommand.self, OutOfServiceCommand.self, StopCommand.self,
        AlarmCommand.self, AcknowledgeCommand.self, BackupCommand.self, KeyCommand.self, TopologyCommand.self,
        DoctorCommand.self, OCPPCommand.self,
    ]

    /// ArgumentParser's own way out says 64 for wrong usage; ours is 2.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let error as CommandError {
            error.print()
            Foundation.exit(error.status.rawValue)
        } catch {
            guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
            StandardError.write(fullMessage(for: error))
            Foundation.exit(CommandError.Status.usage.rawValue)
        }
    }
}

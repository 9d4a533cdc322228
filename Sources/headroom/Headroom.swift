// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

@main
struct Headroom: AsyncParsableCommand {
    static let configuration = CommandConfiguration(subcommands: [AllocateCommand.self, CheckCommand.self])
}

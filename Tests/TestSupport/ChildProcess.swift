// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Runs a command to its end. By posix_spawn with an empty signal mask: a child must not inherit the mask of a test's
/// thread, as one of Foundation's Process does.
package struct ChildProcess: Sendable {
    /// As waitpid gives it: 0 where all went well.
    package let status: Int32
    /// What it wrote on both streams.
    package let output: String

    package enum Failure: Error { case spawn(String, Int32), deadline(String) }

    package static func run(_ command: [String], within limit: Duration = .seconds(60)) async throws -> ChildProcess {
        let folder = try TemporaryFolder()
        let file = folder.path("output")
        func output() -> String {
            String(decoding: FileManager.default.contents(atPath: file) ?? Data(), as: UTF8.self)
        }
        let pid = try spawn(command, file)
        var status: Int32 = 0
        guard await eventually(within: limit, { waitpid(pid, &status, WNOHANG) != 0 }) else {
            kill(pid, SIGKILL)
            waitpid(pid, &status, 0)
            throw Failure.deadline("\(command[0]): \(output())")
        }
        return ChildProcess(status: status, output: output())
    }

    private static func spawn(_ command: [String], _ outputFile: String) throws -> pid_t {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, outputFile, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        var arguments = command.map { strdup($0) } + [nil]
        defer { arguments.forEach { free($0) } }
        var pid: pid_t = 0
        let result = posix_spawnp(&pid, command[0], &actions, &attributes, &arguments, environ)
        guard result == 0 else { throw Failure.spawn(command[0], result) }
        return pid
    }
}

// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Runs a program to its end and returns its exit status and output. Foundation's Process leaves children with blocked
/// signals when it is used from an async test, so the call goes to posix_spawn.
func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw CommandFailure(errno: errno) }
    defer { close(ends[0]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 2)
    posix_spawn_file_actions_addclose(&actions, ends[0])
    var child: pid_t = 0
    var words = ([program] + arguments).map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    let code = posix_spawn(&child, program, &actions, nil, &words, environ)
    close(ends[1])
    guard code == 0 else { throw CommandFailure(errno: code) }
    var output: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while case let count = read(ends[0], &chunk, chunk.count), count > 0 { output += chunk[..<count] }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    return (status, String(decoding: output, as: UTF8.self))
}

struct CommandFailure: Error {
    var errno: Int32
}

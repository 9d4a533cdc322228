// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Runs a command to its end, with its output in a file. By posix_spawn with an empty signal mask: a child must not
/// inherit the mask of a test's thread.
struct ChildProcess {
    let status: Int32
    let output: String

    enum Failure: Error { case spawn(String, Int32), deadline(String) }

    static func run(_ command: [String], outputFile: String, seconds: Double = 60) async throws -> ChildProcess {
        let pid = try spawn(command, outputFile)
        let deadline = ContinuousClock.now + .seconds(seconds)
        var status: Int32 = 0
        while waitpid(pid, &status, WNOHANG) == 0 {
            guard ContinuousClock.now < deadline else {
                kill(pid, SIGKILL)
                waitpid(pid, &status, 0)
                throw Failure.deadline(command[0] + ": " + text(of: outputFile))
            }
            try? await Task.sleep(for: .milliseconds(10))
        }
        return ChildProcess(status: status, output: text(of: outputFile))
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

    private static func text(of file: String) -> String {
        guard let stream = fopen(file, "r") else { return "" }
        defer { fclose(stream) }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = fread(&bytes, 1, bytes.count, stream)
        return String(decoding: bytes[..<count], as: UTF8.self)
    }
}

/// A folder for one test, removed with what is in it.
func withFolder<Value>(_ body: (String) async throws -> Value) async throws -> Value {
    var template = Array("/tmp/headroom-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw ChildProcess.Failure.spawn("mkdtemp", errno) }
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    do {
        let value = try await body(folder)
        remove(folder)
        return value
    } catch {
        remove(folder)
        throw error
    }
}

private func remove(_ folder: String) {
    guard let directory = opendir(folder) else { return }
    while let entry = readdir(directory) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        unlink(folder + "/" + name)
    }
    closedir(directory)
    rmdir(folder)
}

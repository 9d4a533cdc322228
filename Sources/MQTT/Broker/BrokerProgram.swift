// SPDX-License-Identifier: Apache-2.0

import Glibc
import Subprocess

/// A program of Debian's mosquitto package, run as a child. (Foundation's `Process` hands its children a blocked signal
/// mask, so that they cannot be ended.)
struct BrokerProgram {
    let name: String

    /// Ordinary users do not have this in their PATH, and Debian puts the broker there.
    private static let systemDirectory = "/usr/sbin"

    private var environment: Environment {
        let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
        return .inherit.updating(["PATH": "\(path):\(Self.systemDirectory)"])
    }

    /// Fails unless the program is there.
    func requireInstalled() async throws(BrokerError) {
        do {
            _ = try await Executable.name(name).resolveExecutablePath(in: environment)
        } catch {
            throw .notInstalled(program: name)
        }
    }

    /// Runs it to its end; fails with its last words if that is not a success.
    func run(_ arguments: [String]) async throws(BrokerError) {
        let result: ExecutionResult<Void, DiscardedOutput, StringOutput<UTF8>>
        do {
            result = try await Subprocess.run(
                .name(name), arguments: Arguments(arguments), environment: environment, output: .discarded,
                error: .string(limit: 65_536))
        } catch {
            throw .failed(program: name, lastWords: "\(error)")
        }
        guard result.terminationStatus.isSuccess else {
            throw .failed(program: name, lastWords: "\(result.terminationStatus) \(result.standardError)")
        }
    }

    /// Runs it until it ends or the task is cancelled, which ends it: first politely, then for certain.
    ///
    /// - Parameters:
    ///   - started: gets its process identifier.
    ///   - line: gets each line it prints as an error.
    ///   - ending: called when it has closed its output, before its identifier can belong to another.
    func run(
        _ arguments: [String],
        stopTimeout: Duration,
        started: @Sendable (pid_t) async -> Void,
        line: @Sendable (String) async -> Void,
        ending: @Sendable () async -> Void
    ) async throws -> String {
        var options = PlatformOptions()
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: stopTimeout)]
        // A session of its own: Ctrl-C at the terminal is for the gateway, which then stops its broker last.
        options.createSession = true
        let result = try await Subprocess.run(
            .name(name), arguments: Arguments(arguments), environment: environment, platformOptions: options,
            input: .none, output: .discarded, error: .sequence
        ) { execution in
            await started(execution.processIdentifier.value)
            do {
                for try await text in execution.standardError.strings() { await line(text) }
            } catch {
                await ending()
                throw error
            }
            await ending()
        }
        return "\(result.terminationStatus)"
    }
}

// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DERDispatch
import Foundation
import JSON

/// `headroom allocate`: the exact share of a tree's capacity, from a plain file.
struct AllocateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "allocate",
        abstract: "Share what a tree of limits allows among DERs, exactly.",
        discussion: """
            INSTANCE is a dispatch-A/1 file. Powers are kW, + = import; a positive price means import is scarce there.

            Examples:
              headroom allocate instance.json
              headroom allocate instance.json --json --repeat 15 > answer.json

            Exit status: 0 done, 1 the input is wrong, 3 a limit could not be used to the last bit (it is kept).
            """)

    @Argument(help: "A dispatch-A/1 file.")
    var instance: String

    @Flag(help: "Print dispatch-A-result/1 instead of a table.")
    var json = false

    @Option(name: .customLong("repeat"), help: "Number of cold solves, 1 to 1000; their median CPU time is reported.")
    var repeats = 5

    func validate() throws {
        guard (1...1_000).contains(repeats) else { throw ValidationError("--repeat takes 1 to 1000") }
    }

    func run() throws {
        let instance = try load()
        var solver = AllocationSolver()
        var status = AllocationStatus.optimal
        var seconds: [Double] = []
        for _ in 0..<repeats {
            let start = Self.cpuSeconds()
            status = solver.solve(instance.problem)
            seconds.append(Self.cpuSeconds() - start)
        }
        let median = seconds.sorted()[seconds.count / 2]
        if json {
            let result = instance.result(of: solver, status: status, cpuSeconds: median)
            try FileHandle.standardOutput.write(contentsOf: Data(result + [UInt8(ascii: "\n")]))
        } else {
            print(AllocationTable(instance: instance, solver: solver, status: status, cpuSeconds: median).text)
        }
        if status != .optimal { throw ExitCode(3) }
    }

    private func load() throws -> AllocationInstance {
        let bytes: [UInt8]
        do {
            bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: instance)))
        } catch {
            throw Self.inputError("\(instance): cannot be read: \(error.localizedDescription)")
        }
        do throws(AllocationInstanceError) {
            return try AllocationInstance(json: bytes)
        } catch .json(let error) {
            throw Self.inputError("\(instance):\(error.location(in: bytes)): \(error.kind)")
        } catch {
            throw Self.inputError("\(instance): \(error)")
        }
    }

    private static func inputError(_ message: String) -> ExitCode {
        StandardError.write("error: \(message)")
        return ExitCode(1)
    }

    /// CPU time of this process, user and system.
    private static func cpuSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
    }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation

/// In-process measurements; `Benchmarks/*.py` sets them beside the peers.
@main
struct HeadroomBench {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        switch arguments.first {
        case "allocate": try AllocateBench.run(Array(arguments.dropFirst()))
        case "phases": try PhasesBench.run(Array(arguments.dropFirst()))
        case "filling": try FillingBench.run(Array(arguments.dropFirst()))
        case "phases-instance": try PhasesInstance.write(Array(arguments.dropFirst()))
        case "tick": TickBench.run(Array(arguments.dropFirst()))
        case "count": try CountBench.run(Array(arguments.dropFirst()))
        case "solve": try AllocateBench.solve(files: Array(arguments.dropFirst()))
        default:
            print(
                """
                usage: headroom-bench allocate [FILE...|DERS...]   times dispatch-A/1 files, or seeded instances of
                                                                   its own; one JSON object a line
                       headroom-bench phases [DERS...]    times the allocation with limits of phases
                       headroom-bench filling [DERS...]   times the sharing by filling, with and without phases
                       headroom-bench phases-instance DERS...  the same instances in full, and their answers
                       headroom-bench tick [--one-phase] [DERS...]  times the dispatch step on a running, congested
                                                          fleet; with part of it on one phase
                       headroom-bench count CASE TIMES    the same work so many times, for a counter of instructions
                       headroom-bench solve FILE...        the answers, one dispatch-A-result/1 a line
                """)
            exit(2)
        }
    }
}

/// CPU time of this process, user and system, in seconds.
func cpuSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
}

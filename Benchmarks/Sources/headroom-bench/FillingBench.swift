// SPDX-License-Identifier: Apache-2.0

import DERDispatch

/// Times the sharing by filling beside the scalar allocation of the same totals: `totals` alone, with limits of `phases`,
/// with import limits of phases alone (`imports`).
enum FillingBench {
    private static let repetitions = 15

    static func run(_ arguments: [String]) throws {
        let named = arguments.filter { Int($0) == nil }
        let numbers = arguments.compactMap { Int($0) }
        for size in numbers.isEmpty ? [1_000, 10_000, 100_000] : numbers {
            let scalar = try SeededInstance.problem(size: size)
            var solver = AllocationSolver()
            let reference = milliseconds { _ = solver.solve(scalar) }
            for name in named.isEmpty ? ["totals", "phases", "imports"] : named {
                let problem =
                    name == "totals"
                    ? try SeededFilling.totals(size: size)
                    : try SeededFilling.phases(size: size, isImportOnly: name == "imports")
                try measure(name, problem, besides: reference)
            }
        }
    }

    private static func measure(_ name: String, _ problem: FillingProblem, besides reference: Double) throws {
        var solver = FillingSolver()
        var status = FillingStatus.exact
        let time = milliseconds { status = solver.solve(problem) }
        let priced = solver.nodePrice.map { $0.count { $0 != 0 } }
        print(
            """
            {"limits":"\(name)","n":\(problem.tree.derCount),"nodes":\(problem.tree.nodeCount),"ms":\(time),\
            "scalarMs":\(reference),"ratio":\(time / reference),"rounds":\(solver.rounds),\
            "pricedNodes":\(priced),"status":"\(status)"}
            """)
    }

    private static func milliseconds(_ body: () -> Void) -> Double {
        let times = (0..<repetitions).map { _ in
            let start = cpuSeconds()
            body()
            return cpuSeconds() - start
        }
        return times.sorted()[repetitions / 2] * 1e3
    }
}

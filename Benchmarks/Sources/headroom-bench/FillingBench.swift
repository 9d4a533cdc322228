// SPDX-License-Identifier: Apache-2.0

import DERDispatch

/// Times the sharing by filling: totals alone beside the scalar allocation, and with limits of phases.
enum FillingBench {
    private static let repetitions = 15

    static func run(_ arguments: [String]) throws {
        let sizes = arguments.isEmpty ? [1_000, 10_000, 100_000] : arguments.compactMap { Int($0) }
        for size in sizes {
            let scalar = try SeededInstance.problem(size: size)
            var solver = AllocationSolver()
            let reference = milliseconds { _ = solver.solve(scalar) }
            try measure("totals", SeededFilling.totals(size: size), besides: reference)
            try measure("phases", SeededFilling.phases(size: size), besides: reference)
            try measure("phases, imports", SeededFilling.phases(size: size, isImportOnly: true), besides: reference)
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

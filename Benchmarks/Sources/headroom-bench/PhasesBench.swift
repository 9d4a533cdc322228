// SPDX-License-Identifier: Apache-2.0

import DERDispatch

/// Times the allocation with phases: first solve, cold median, warm median (last prices, loads moved by up to 1 %).
enum PhasesBench {
    private static let repetitions = 5

    static func run(_ arguments: [String]) throws {
        let sizes = arguments.isEmpty ? [1_000, 10_000, 100_000] : arguments.compactMap { Int($0) }
        for size in sizes { try measure(size) }
    }

    private static func measure(_ size: Int) throws {
        let problem = try SeededPhases.problem(size: size)
        var solver = PhaseAllocationSolver()
        var status = PhaseAllocationStatus.optimal
        let cold = seconds(repetitions) { _ in status = solver.solve(problem) }
        let (work, certificate) = (solver.work, solver.certificate)
        let ticks = try (0..<repetitions).map { try SeededPhases.jittered(problem, seed: UInt64($0)) }
        var byNewton = 0
        let warm = seconds(repetitions) { tick in
            _ = solver.solve(ticks[tick], start: .previousPrices)
            if solver.work.byInteriorPoint == 0 { byNewton += 1 }
        }
        print(
            """
            {"n":\(problem.tree.derCount),"nodes":\(problem.tree.nodeCount),"firstMs":\(cold[0] * 1e3),\
            "coldMs":\(cold.sorted()[repetitions / 2] * 1e3),"warmMs":\(warm.sorted()[repetitions / 2] * 1e3),\
            "interiorSteps":\(work.interiorSteps),"newtonSteps":\(work.newtonSteps),"unpolished":\(work.unpolished),\
            "warmByNewton":\(byNewton),"relativeGap":\(certificate.relativeGap),"optimal":\(status == .optimal)}
            """)
    }

    private static func seconds(_ times: Int, _ body: (Int) -> Void) -> [Double] {
        (0..<times).map { time in
            let start = cpuSeconds()
            body(time)
            return cpuSeconds() - start
        }
    }
}

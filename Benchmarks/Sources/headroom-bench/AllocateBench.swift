// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation

/// Times the allocation: first solve, cold median, warm median (last prices, fixed loads moved by up to 1 %), loading.
enum AllocateBench {
    private static let repetitions = 15

    static func run(_ arguments: [String]) throws {
        let sizes = arguments.isEmpty ? [1_000, 10_000, 100_000, 1_000_000] : arguments.compactMap { Int($0) }
        for size in sizes { try measure("seeded-\(size)", SeededInstance.problem(size: size), loadSeconds: 0) }
        for file in arguments where Int(file) == nil {
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
            let start = cpuSeconds()
            let instance = try AllocationInstance(json: bytes)
            try measure(file, instance.problem, loadSeconds: cpuSeconds() - start)
        }
    }

    static func solve(files: [String]) throws {
        for file in files {
            let instance = try AllocationInstance(json: [UInt8](try Data(contentsOf: URL(fileURLWithPath: file))))
            var solver = AllocationSolver()
            let start = cpuSeconds()
            let status = solver.solve(instance.problem)
            let result = instance.result(of: solver, status: status, cpuSeconds: cpuSeconds() - start)
            FileHandle.standardOutput.write(Data(result + [UInt8(ascii: "\n")]))
        }
    }

    private static func measure(_ name: String, _ problem: AllocationProblem, loadSeconds: Double) throws {
        var solver = AllocationSolver()
        var status = AllocationStatus.optimal
        let cold = seconds { status = solver.solve(problem) }
        let work = solver.work
        let binding = solver.bindingCount
        let ticks = try (0..<repetitions).map { try jittered(problem, seed: UInt64($0)) }
        let warm = ticks.map { tick in
            let start = cpuSeconds()
            _ = solver.solve(tick, start: .previousPrices)
            return cpuSeconds() - start
        }
        print(
            """
            {"instance":"\(name)","n":\(problem.tree.derCount),"nodes":\(problem.tree.nodeCount),\
            "loadMs":\(loadSeconds * 1e3),"firstMs":\(cold[0] * 1e3),"coldMs":\(median(cold) * 1e3),\
            "warmMs":\(median(warm) * 1e3),"binding":\(binding),"evaluations":\(work.subtrees),\
            "workPerDER":\(Double(work.ders) / Double(max(1, problem.tree.derCount))),"optimal":\(status == .optimal)}
            """)
    }

    private static func seconds(_ body: () -> Void) -> [Double] {
        (0..<repetitions).map { _ in
            let start = cpuSeconds()
            body()
            return cpuSeconds() - start
        }
    }

    private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

    private static func jittered(_ problem: AllocationProblem, seed: UInt64) throws -> AllocationProblem {
        var random = SplitMix64(state: seed)
        let nodes = try problem.nodes.map {
            try FlowBounds(
                lowerKW: $0.lowerKW, upperKW: $0.upperKW,
                fixedKW: $0.fixedKW * Double.random(in: 0.99...1.01, using: &random))
        }
        return try AllocationProblem(
            tree: problem.tree, nodes: nodes, ders: problem.ders, headPrice: problem.headPrice)
    }
}

// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import JSON
import Testing

/// Runs `Tests/Cases/Allocation/*`: input.json solved by us, expected.json by two general QP solvers (see
/// `make_reference.py` there).
@Suite("Allocation against QP solvers")
struct AllocationCaseTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Cases/Allocation")

    static var cases: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { FileManager.default.fileExists(atPath: folder.appending(path: "\($0)/input.json").path) }
            .sorted()
    }

    @Test("all cases are there")
    func casesAreThere() { #expect(Self.cases.count == 12) }

    @Test("objective and overloads", arguments: cases)
    func solves(_ name: String) throws {
        let instance = try AllocationInstance(json: Data(contentsOf: Self.folder.appending(path: "\(name)/input.json")))
        let expected = try Expected(Self.folder.appending(path: "\(name)/expected.json"))
        var solver = AllocationSolver()
        #expect(solver.solve(instance.problem) == .optimal)
        let objective = instance.objective(of: solver)
        let best = try #require(expected.objectives.min { ($0 - objective).magnitude < ($1 - objective).magnitude })
        #expect((objective - best).magnitude <= 1e-9 * max(1, best.magnitude))
        let overloads = instance.overloads(of: solver)
        #expect(overloads.map(\.node) == expected.overloads.map(\.node))
        #expect(overloads.map(\.direction.rawValue) == expected.overloads.map(\.direction))
        for (overload, other) in zip(overloads, expected.overloads) {
            #expect((overload.kW - other.kW).magnitude < 1e-9)
        }
    }

    private struct Expected {
        var objectives: [Double]
        var overloads: [(node: Int, kW: Double, direction: String)]

        init(_ file: URL) throws {
            let value = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
            objectives = Array(try #require(value["objective"] as? [String: Double]).values)
            overloads = try #require(value["overloads"] as? [[String: Any]]).map {
                (
                    try #require($0["node"] as? Int), try #require($0["kW"] as? Double),
                    try #require($0["direction"] as? String)
                )
            }
        }
    }
}

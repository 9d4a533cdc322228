// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import Testing

@Suite("dispatch-A/1")
struct AllocationInstanceTests {
    /// Two nodes, one DER; each part can be replaced by a broken one.
    static func document(
        format: String = #""dispatch-A/1""#, headPrice: String = "0", parent: String = "[-1,0]",
        importLimit: String = "[10,4]", exportLimit: String = "[10,null]", fixed: String = "[0,1.5]",
        node: String = "[1]", lo: String = "[0]", hi: String = "[11]", ref: String = "[11]",
        weightUp: String = "[0.1]", weightDown: String = "[0.1]", tier: String = "[0]"
    ) -> String {
        """
        {"format":\(format),"seed":1,"headPrice":\(headPrice),
         "nodes":{"parent":\(parent),"importLimit":\(importLimit),"exportLimit":\(exportLimit),"fixed":\(fixed)},
         "ders":{"node":\(node),"lo":\(lo),"hi":\(hi),"ref":\(ref),"weightUp":\(weightUp),
                 "weightDown":\(weightDown),"tier":\(tier)}}
        """
    }

    @Test("reads, solves and writes the result in the file's order")
    func roundTrip() throws {
        // Node 1 is a site under node 3, node 2 another; hand computed: 4 - 1.5 = 2.5 kW for DER 0, 3 kW for DER 1.
        let instance = try AllocationInstance(
            json: Self.document(
                parent: "[-1,0,0,1]", importLimit: "[10,9,3,4]", exportLimit: "[10,null,0,0]", fixed: "[0,0,0,1.5]",
                node: "[3,2,1]", lo: "[0,0,-1]", hi: "[11,11,-1]", ref: "[11,11,0]", weightUp: "[1,1,1]",
                weightDown: "[1,1,1]", tier: "[0,2,0]"
            ).utf8)
        var solver = AllocationSolver()
        let status = solver.solve(instance.problem)
        let bytes = instance.result(of: solver, status: status, cpuSeconds: 0.25)
        let result = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        #expect(result["format"] as? String == "dispatch-A-result/1")
        expectEqual(result["setpointsKW"], [2.5, 3, -1])
        expectEqual(result["nodeFlowKW"], [6, 3, 3, 4])
        expectEqual(result["nodePrice"], [0, 0, 10, 8.5])
        #expect((result["overloads"] as? [Any])?.isEmpty == true)
        #expect(result["cpuSeconds"] as? Double == 0.25)
        let objective = try #require(result["objective"] as? Double)
        #expect((objective - (8.5 * 8.5 / 2 + 2 * 8 + 8 * 8 / 2 + 0.5)).magnitude < 1e-9)
    }

    @Test("overloads are named by the file's node numbers")
    func overloads() throws {
        let instance = try AllocationInstance(json: Self.document(importLimit: "[10,1]").utf8)
        var solver = AllocationSolver()
        let status = solver.solve(instance.problem)
        let bytes = instance.result(of: solver, status: status, cpuSeconds: 0)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains(#""overloads":[{"node":1,"kW":0.5,"direction":"import"}]"#))
    }

    @Test(
        "what is wrong is named by path and reason",
        arguments: [
            (document(parent: "[-1,1]"), "nodes.parent[1]: 1 is not below 1"),
            (document(parent: "[-1,12]"), "nodes.parent[1]: 12 is not below 1"),
            (document(parent: "[-1,-1]"), "nodes.parent[1]: -1, but node 0 is the head already"),
            (document(parent: "[-1,-7]"), "nodes.parent[1]: -7 is no node"),
            (
                document(parent: "[]", importLimit: "[]", exportLimit: "[]", fixed: "[]"),
                "nodes.parent: no node has parent -1"
            ),
            (document(importLimit: "[10]"), "nodes.importLimit: 1 values, but nodes.parent has 2"),
            (document(exportLimit: "[10,-4]"), "nodes.exportLimit[1]: -4.0 is below 0; a limit is a magnitude"),
            (document(fixed: "[0,1e12]"), "nodes.fixed[1]: 1000000000000.0 is beyond 1000000000.0 kW"),
            (document(node: "[2]"), "ders.node[0]: 2 is no node"),
            (document(hi: "[11,12]"), "ders.hi: 2 values, but ders.node has 1"),
            (document(hi: "[-1]"), "ders.hi[0]: -1.0 is below lo, which is 0.0"),
            (document(ref: "[-1e30]"), "ders.ref[0]: -1e+30 is beyond 1000000000.0 kW"),
            (
                document(weightUp: "[-0.1]"),
                "ders.weightUp[0]: -0.1 must lie in 1e-09...1000000000.0; at 0 no share is unique"
            ),
            (
                document(weightDown: "[0]"),
                "ders.weightDown[0]: 0.0 must lie in 1e-09...1000000000.0; at 0 no share is unique"
            ),
            (document(tier: "[-1]"), "ders.tier[0]: -1.0 must lie in 0...1000000000.0"),
        ])
    func refusals(_ document: String, _ message: String) {
        expectRefusal(document, message)
    }

    @Test(
        "what is not the format is named by byte",
        arguments: [
            (document(format: #""dispatch-A/2""#), #"format "dispatch-A/2" is unknown, expected "dispatch-A/1""#),
            (document(lo: "[NaN]"), "found 'N', expected a value"),
            (document(fixed: "[0,null]"), "found null, expected number"),
            (document(fixed: "[0,1e999]"), "number out of range: 1e999"),
            (document(node: "[0.5]"), "expected an integer"),
            (#"{"format":"dispatch-A/1","nodes":{"parent":[-1]}}"#, #"key "nodes.importLimit" is missing"#),
            (#"{"format":"dispatch-A/1"}"#, #"key "nodes" is missing"#),
            ("{", "the document ends"),
        ])
    func grammarRefusals(_ document: String, _ part: String) {
        do {
            _ = try AllocationInstance(json: document.utf8)
            Issue.record("accepted")
        } catch {
            #expect("\(error)".contains(part), "\(error)")
        }
    }

    private func expectRefusal(_ document: String, _ message: String) {
        do {
            _ = try AllocationInstance(json: document.utf8)
            Issue.record("accepted")
        } catch {
            #expect("\(error)" == message)
        }
    }

    private func expectEqual(_ value: Any?, _ expected: [Double]) {
        let values = value as? [Double] ?? []
        #expect(values.count == expected.count)
        for (a, b) in zip(values, expected) { #expect((a - b).magnitude < 1e-10) }
    }
}

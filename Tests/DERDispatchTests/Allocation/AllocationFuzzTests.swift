// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import TestSupport
import Testing

/// A seeded slice of the fuzzing of `dispatch-A/1`: whatever comes is refused with a reason, or is solved within the
/// bounds of every DER and told in JSON that others read.
@Suite struct AllocationFuzzTests {
    private static let samples = [
        AllocationInstanceTests.document(),
        AllocationInstanceTests.document(
            parent: "[-1,0,0,1]", importLimit: "[10,9,3,4]", exportLimit: "[10,null,0,0]", fixed: "[0,0,0,1.5]",
            node: "[3,2,1]", lo: "[0,0,-1]", hi: "[11,11,-1]", ref: "[11,11,0]", weightUp: "[1,1,1]",
            weightDown: "[1,1,1]", tier: "[0,2,0]"),
        AllocationInstanceTests.document(headPrice: "-0.25", importLimit: "[0,0]", lo: "[-5]", hi: "[-1]"),
    ]

    @Test(arguments: 0..<4)
    func mutatedInstancesAreSolvedOrRefused(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        var solved = 0
        for round in 0..<FuzzRounds.count(1_000, cost: 4) {
            var bytes = Array(Self.samples[Int.random(in: 0..<Self.samples.count, using: &random)].utf8)
            for _ in 0..<Int.random(in: 0...3, using: &random) { mutate(&bytes, &random) }
            let place = "seed \(seed), round \(round): \(String(decoding: bytes, as: UTF8.self))"
            let instance: AllocationInstance
            do throws(AllocationInstanceError) {
                instance = try AllocationInstance(json: bytes)
            } catch {
                #expect(!error.description.isEmpty)
                continue
            }
            solved += 1
            var solver = AllocationSolver()
            let status = solver.solve(instance.problem)
            let result = instance.result(of: solver, status: status, cpuSeconds: 0)
            let told = try #require(
                (try? JSONSerialization.jsonObject(with: Data(result))) as? [String: Any], "\(place)")
            let setpoints = try #require(told["setpointsKW"] as? [Double], "\(place)")
            let given = try #require(
                (try? JSONSerialization.jsonObject(with: Data(bytes))) as? [String: Any], "\(place)")
            let ders = try #require(given["ders"] as? [String: Any], "\(place)")
            let (lo, hi) = (ders["lo"] as? [Double] ?? [], ders["hi"] as? [Double] ?? [])
            try #require(setpoints.count == lo.count && lo.count == hi.count, "\(place)")
            for (power, bounds) in zip(setpoints, zip(lo, hi)) {
                #expect(power >= bounds.0 - 1e-9 && power <= bounds.1 + 1e-9, "\(place)")
            }
        }
        #expect(solved > 50, "the mutations leave nothing to solve")
    }

    private func mutate(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
        let pieces = [
            "null", "0", "-1", "1", "2", "1e-300", "1e300", "-7.5", "1e6", "0.1", ",", "[", "]", "{}", "[]", "\"x\"",
            ".5",
        ].map { Array($0.utf8) }
        let piece = pieces[Int.random(in: 0..<pieces.count, using: &random)]
        let digits = bytes.indices.filter { (0x30...0x39).contains(bytes[$0]) }
        switch Int.random(in: 0..<6, using: &random) {
        case 0...3:
            // A number in the place of a number keeps most of them instances.
            if let at = digits.randomElement(using: &random) { bytes.replaceSubrange(at...at, with: piece) }
        case 4:
            if let at = bytes.indices.randomElement(using: &random) {
                bytes[at] = UInt8.random(in: 0...255, using: &random)
            }
        default:
            if let at = bytes.indices.randomElement(using: &random) { bytes.insert(contentsOf: piece, at: at) }
        }
    }
}

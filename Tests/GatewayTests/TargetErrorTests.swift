// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Testing

@testable import Gateway

@Suite struct TargetErrorTests {
    private func target(_ der: String, kW: Double, _ bench: Bench) -> DERTarget {
        DERTarget(
            der: DER.ID(der)!, power: .kilowatts(kW), start: bench.now.utc, end: bench.now.utc + .seconds(600),
            author: "ann", createdAt: bench.now.utc)
    }

    private func fault(_ target: DERTarget, _ bench: Bench) -> GatewayCore.TargetError? {
        guard case .failure(let error) = bench.core.setTarget(target, now: bench.now) else { return nil }
        return error
    }

    @Test func aVehicleIsDischargedByATargetButNotCharged() throws {
        let bench = try Bench(Bench.dischargingDC)
        let error = try #require(fault(target("ev", kW: 5, bench), bench))
        #expect(error == .vehicleCharges)
        #expect(error.text.contains("only a discharge"))
        #expect(bench.core.targets.isEmpty)
        #expect(fault(target("ev", kW: -5, bench), bench) == nil)
        #expect(bench.core.targets.all.count == 1)
    }

    @Test func aStorageHasSoManyTargetsAndNoMore() throws {
        let bench = try Bench()
        for _ in 0..<TargetBook.mostPerDER { #expect(fault(target("bat", kW: 1, bench), bench) == nil) }
        #expect(fault(target("bat", kW: 1, bench), bench) == .tooMany(most: TargetBook.mostPerDER))
        #expect(bench.core.targets.all.count == TargetBook.mostPerDER)
        _ = bench.core.removeTargets(of: DER.ID("bat")!, author: "ann", now: bench.now)
        #expect(fault(target("bat", kW: 1, bench), bench) == nil)
    }
}

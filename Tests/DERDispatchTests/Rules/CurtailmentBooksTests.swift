// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Testing

/// Curtailed energy is told and asked for, by DER and rule.
@Suite struct CurtailmentBooksTests {
    private func setpoint(
        _ asked: Double, _ power: Double?, _ cause: SetpointReason.Cause, _ principle: AccessPrinciple = .maxMin
    ) -> PlannedSetpoint {
        PlannedSetpoint(
            power: power.map { .kilowatts($0) }, target: .zero, asked: .kilowatts(asked), countedImport: .zero,
            countedExport: .zero, reason: SetpointReason(cause: cause, principle: principle))
    }

    private func plan(_ setpoints: [PlannedSetpoint], at seconds: Int) -> DispatchPlan {
        DispatchPlan(madeAt: Bench.moment(seconds), setpoints: setpoints, nodes: [], alarms: [])
    }

    private let limited = CurtailmentRule(cause: .limited, principle: .maxMin, direction: .import)

    @Test func `what is taken is what was asked less what was told, in its direction`() {
        let cases: [(PlannedSetpoint, Double?, FlowDirection)] = [
            (setpoint(22, 6.3, .limited), 15.7, .import),
            (setpoint(22, 0, .notAdmitted), 22, .import),
            (setpoint(-9, -4, .limited), 5, .export),
            // Told to deliver instead: it lost the draw, no more.
            (setpoint(5, -3, .limited), 5, .import),
            (setpoint(-5, 2, .limited), 5, .export),
            (setpoint(5, 5, .unconstrained), nil, .import),
            (setpoint(5, 2, .ownBounds), nil, .import),
            (setpoint(5, nil, .notDispatchable), nil, .import),
            // The sun gives less than the plant may.
            (setpoint(-2, -9, .limited), nil, .export),
        ]
        for (setpoint, expected, direction) in cases {
            guard let expected else {
                #expect(setpoint.curtailed == nil, "\(setpoint)")
                continue
            }
            #expect(abs((setpoint.curtailed?.power.kilowatts ?? 0) - expected) < 1e-9, "\(setpoint)")
            #expect(setpoint.curtailed?.rule.direction == direction)
        }
    }

    @Test func `a plan counts from when it was made until the next one, a minute at most`() {
        var books = CurtailmentBooks(derCount: 1, since: Bench.moment(0).utc)
        let first = plan([setpoint(22, 10, .limited)], at: 0)
        for second in 1...30 { books.book(first, until: Bench.moment(second).steady) }
        books.book(plan([setpoint(22, 16, .limited, .proRata)], at: 30), until: Bench.moment(45).steady)
        #expect(abs(books.ders[0][limited]!.kilowattHours - 12.0 * 30 / 3_600) < 1e-12)
        let other = CurtailmentRule(cause: .limited, principle: .proRata, direction: .import)
        #expect(abs(books.ders[0][other]!.kilowattHours - 6.0 * 15 / 3_600) < 1e-12)
        books.book(plan([setpoint(22, 10, .limited)], at: 45), until: Bench.moment(10_000).steady)
        #expect(abs(books.ders[0][limited]!.kilowattHours - 12.0 * 90 / 3_600) < 1e-12)
        #expect(abs(books.total.total.kilowattHours - (12.0 * 90 + 6 * 15) / 3_600) < 1e-12)
    }

    @Test func `what a DER lost stays with its site when it goes, and goes with its site`() {
        func feeder(_ ders: [String], _ homes: [String]) -> Feeder {
            var street = Street()
            street.node("street")
            for home in homes { street.node(home, below: "street") }
            for der in ders { street.load(der, at: String(der.prefix(4)), kW: 5) }
            return street.feeder
        }
        let old = feeder(["east-a", "east-b", "west-a"], ["east", "west"])
        var books = CurtailmentBooks(derCount: 3, since: Bench.moment(0).utc)
        books.book(
            plan([setpoint(5, 2, .limited), setpoint(5, 1, .limited), setpoint(5, 0, .limited)], at: 0),
            until: Bench.moment(36).steady)
        func site(_ books: CurtailmentBooks, _ feeder: Feeder, _ id: String) -> Double? {
            books.bySite(feeder).first { $0.site.text == id }.map { $0.energies.total.kilowattHours }
        }
        #expect(abs(site(books, old, "east")! - 0.07) < 1e-12)
        let smaller = feeder(["east-b", "west-a"], ["east", "west"])
        let change = FeederChange(from: old, FeederIndex(old), to: smaller, FeederIndex(smaller))
        books = books.carried(over: change, from: old, to: smaller)
        #expect(abs(site(books, smaller, "east")! - 0.07) < 1e-12)
        #expect(books.bySite(smaller).first { $0.site.text == "east" }?.ders.map(\.der.text) == ["east-b"])
        let without = feeder(["west-a"], ["west"])
        let gone = FeederChange(from: smaller, FeederIndex(smaller), to: without, FeederIndex(without))
        books = books.carried(over: gone, from: smaller, to: without)
        #expect(site(books, without, "east") == nil)
        #expect(abs(books.total.total.kilowattHours - 0.05) < 1e-12)
    }
}

// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Testing

/// Those who were cut before weigh more, where a node says so.
@Suite struct CutMemoryTests {
    /// Two homes that would draw 10 kW each below one limit, dispatched each minute without devices.
    private struct Loop {
        var model: DispatchModel
        var memory: DispatchMemory
        var state: FleetState
        var dispatcher = Dispatcher()
        var limits = LimitBook()
        var minute = 0

        init(remembersCuts: Bool) {
            var street = Street()
            street.node("street", importKW: 60, meter: false, remembersCuts: remembersCuts)
            street.node("home", below: "street", importKW: 60, meter: false)
            for id in ["a", "b"] { street.load(id, at: "home", kW: 10) }
            model = DispatchModel(street.feeder)
            memory = DispatchMemory(model, startedAt: Bench.moment(-60).steady)
            state = FleetState(street.feeder)
            for der in 0..<2 {
                state.change(der: der) {
                    $0.link = .online
                    $0.isProvisioned = true
                }
            }
        }

        mutating func limit(_ kW: Double) {
            limits = LimitBook()
            _ = limits.insert(
                Limit(
                    id: .init("l")!, source: .operator, author: "ann", reason: "", node: .init("street")!,
                    direction: .import, value: .activePower(.kilowatts(kW)), start: Bench.moment(0).utc, end: nil,
                    createdAt: Bench.moment(0).utc))
        }

        /// Each DER holds what it is told and would like more.
        mutating func step() -> DispatchPlan {
            minute += 1
            let now = Bench.moment(minute * 60)
            for der in 0..<2 where state.ders[der].link == .online {
                let held = state.ders[der].command?.power ?? .zero
                _ = state.observe(Telemetry(power: held, sourceTime: now.utc), der: der, now: now)
            }
            let input = DispatchInput(model: model, state: state, limits: limits, memory: memory, now: now)
            let (plan, memory) = dispatcher.dispatch(input)
            self.memory = memory
            for der in 0..<2 {
                guard let power = plan.setpoints[der].power else { continue }
                state.noteSent(power, der: der, validUntil: now.utc + .seconds(900), now: now)
                state.noteOutcome(.confirmed, der: der)
            }
            return plan
        }
    }

    @Test func `a cut is added up and half of it forgotten in a day`() {
        var loop = Loop(remembersCuts: true)
        loop.state.change(der: 1) { $0.link = .offline }
        for _ in 0..<30 { _ = loop.step() }
        loop.limit(4)
        let before = loop.memory.ders[0].cutKWh
        for _ in 0..<60 { _ = loop.step() }
        // 10 kW wanted, 4 had: 6 kWh in an hour, of which 2 % are forgotten again.
        #expect(abs(loop.memory.ders[0].cutKWh - before * 0.97 - 6) < 0.2, "\(loop.memory.ders[0].cutKWh)")
        loop.limit(60)
        for _ in 0..<10 { _ = loop.step() }
        let cut = loop.memory.ders[0].cutKWh
        for _ in 0..<1_440 { _ = loop.step() }
        #expect(abs(loop.memory.ders[0].cutKWh / cut - 0.5) < 0.01)
    }

    @Test(arguments: [true, false])
    func `whoever was cut alone gets more of the next shortage until the other has caught up`(remembers: Bool) {
        var loop = Loop(remembersCuts: remembers)
        loop.state.change(der: 1) { $0.link = .offline }
        loop.limit(4)
        for _ in 0..<120 { _ = loop.step() }
        loop.state.change(der: 1) { $0.link = .online }
        loop.limit(12)
        var shares: [(Double, Double)] = []
        for _ in 0..<600 {
            let plan = loop.step()
            shares.append((plan.setpoints[0].target.kilowatts, plan.setpoints[1].target.kilowatts))
        }
        let (early, late) = (shares[30], shares[599])
        #expect(abs(early.0 + early.1 - 12) < 0.01)
        if remembers {
            #expect(early.0 > 1.5 * early.1, "\(early)")
            #expect(late.0 - late.1 < early.0 - early.1 - 0.5, "\(late)")
        } else {
            #expect(abs(early.0 - 6) < 0.01 && abs(late.0 - 6) < 0.01)
            #expect(loop.memory.ders.allSatisfy { $0.cutKWh == 0 })
        }
    }
}

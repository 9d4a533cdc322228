// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel

/// Times the whole dispatch step on a fleet that runs: CPU of each tick after the first minute, and resident memory.
enum TickBench {
    /// Virtual seconds before the measurement: raises come every 30 s, so the fleet is then in full motion.
    private static let warmUpTicks = 60

    static func run(_ arguments: [String]) {
        let sizes = arguments.compactMap { Int($0) }
        for size in sizes.isEmpty ? [1_000, 10_000, 100_000] : sizes {
            measure(size, onePhase: arguments.contains("--one-phase"))
        }
    }

    private static func measure(_ size: Int, onePhase: Bool) {
        let model = DispatchModel(SeededFeeder.make(size: size, onePhase: onePhase))
        var now = Moment(utc: UTCInstant(milliseconds: 1_780_000_000_000), steady: MonotonicInstant(milliseconds: 0))
        var fleet = RunningFleet(model, now: now)
        var memory = DispatchMemory(model, startedAt: now.steady)
        var dispatcher = Dispatcher()
        var plan: DispatchPlan?
        var spent: [Double] = []
        var sentBefore = 0
        let measured = max(10, min(200, 2_000_000 / size))
        for tick in 0..<warmUpTicks + measured {
            now = now + .seconds(1)
            if tick % 10 == 0 { fleet.cut(tick / 10, now: now) }
            fleet.advance(plan, now: now)
            if tick == warmUpTicks { sentBefore = fleet.setpointsSent }
            let input = DispatchInput(model: model, state: fleet.state, limits: fleet.limits, memory: memory, now: now)
            let start = cpuSeconds()
            let result = dispatcher.dispatch(input)
            if tick >= warmUpTicks { spent.append((cpuSeconds() - start) * 1e3) }
            plan = result.plan
            memory = result.memory
        }
        report(size, model, plan, spent.sorted(), sent: fleet.setpointsSent - sentBefore)
    }

    private static func report(_ size: Int, _ model: DispatchModel, _ plan: DispatchPlan?, _ spent: [Double], sent: Int)
    {
        let setpoints = plan?.setpoints ?? []
        let p95 = spent[min(spent.count - 1, spent.count * 95 / 100)]
        print(
            """
            {"ders":\(size),"nodes":\(model.feeder.nodes.count),"ticks":\(spent.count),\
            "medianMs":\(spent[spent.count / 2]),"p95Ms":\(p95),"maximumMs":\(spent[spent.count - 1]),\
            "commanded":\(setpoints.count { $0.power != nil }),"cut":\(setpoints.count { $0.reason.node != nil }),\
            "sentPerTick":\(sent / spent.count),"alarms":\(plan?.alarms.count ?? 0),\
            "residentMB":\(residentMegabytes("VmRSS")),"peakMB":\(residentMegabytes("VmHWM"))}
            """)
    }

    private static func residentMegabytes(_ key: String) -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix(key) }
        return (line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0) / 1024
    }
}

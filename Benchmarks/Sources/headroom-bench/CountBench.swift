// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
import JSON
import OCPP

/// The same work so many times, for `instructions.py`, which counts what the processor does meanwhile: repeatable to a
/// fraction of a percent where seconds are not.
enum CountBench {
    /// Work that can be counted, and how it is done `times` times.
    private static let cases: [String: @Sendable (_ times: Int) throws -> Void] = [
        "allocate": allocate, "tick": tick, "meterValues": meterValues,
    ]

    static func run(_ arguments: [String]) throws {
        guard arguments.count == 2, let work = cases[arguments[0]], let times = Int(arguments[1]) else {
            print("usage: headroom-bench count \(cases.keys.sorted().joined(separator: "|")) TIMES")
            exit(2)
        }
        try work(times)
    }

    /// Cold solves of a seeded instance of 10,000 DERs.
    @Sendable private static func allocate(_ times: Int) throws {
        let problem = try SeededInstance.problem(size: 10_000)
        var solver = AllocationSolver()
        for _ in 0..<times { _ = solver.solve(problem) }
    }

    /// Ticks of a fleet of 1,000 DERs, with what the fleet itself costs.
    @Sendable private static func tick(_ times: Int) throws {
        let model = DispatchModel(SeededFeeder.make(size: 1_000))
        var now = Moment(utc: UTCInstant(milliseconds: 1_780_000_000_000), steady: MonotonicInstant(milliseconds: 0))
        var fleet = RunningFleet(model, now: now)
        var memory = DispatchMemory(model, startedAt: now.steady)
        var dispatcher = Dispatcher()
        var plan: DispatchPlan?
        for tick in 0..<times {
            now = now + .seconds(1)
            if tick % 10 == 0 { fleet.cut(tick / 10, now: now) }
            fleet.advance(plan, now: now)
            let input = DispatchInput(model: model, state: fleet.state, limits: fleet.limits, memory: memory, now: now)
            let result = dispatcher.dispatch(input)
            (plan, memory) = (result.plan, result.memory)
        }
    }

    /// Frames of OCPP 1.6 MeterValues with four samples, read as a whole.
    @Sendable private static func meterValues(_ times: Int) throws {
        let samples = ["Power.Active.Import", "Energy.Active.Import.Register", "Current.Import", "Voltage"].map {
            #"{"value":"1234.5","context":"Sample.Periodic","measurand":"\#($0)","location":"Outlet"}"#
        }
        let payload = Array(
            (#"{"connectorId":1,"transactionId":7,"meterValue":[{"timestamp":"2026-11-25T17:00:00.000Z","#
                + #""sampledValue":[\#(samples.joined(separator: ","))]}]}"#).utf8)
        for _ in 0..<times {
            let read = try JSONReader.read(payload) { (reader: inout JSONReader) throws(JSONError) in
                try V16.MeterValues(from: &reader)
            }
            guard read.meterValue.count == 1 else { exit(1) }
        }
    }
}

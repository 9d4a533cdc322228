// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
import JSON
import MQTT
import Store
import TestSupport
import Testing

@testable import Gateway

@Suite struct HistoryTests {
    static let start: Int64 = 1_800_000_000_000

    static func nodes(_ count: Int) -> [ConnectivityNode] {
        (0..<count).map { ConnectivityNode(id: ConnectivityNode.ID("node-\($0)")!, kind: .line, parent: nil) }
    }

    static func plan(_ kilowatts: Double?, limit: Double?, count: Int = 1) -> DispatchPlan {
        let node = NodePlan(
            measured: kilowatts.map { .kilowatts($0) }, countedImport: .kilowatts((kilowatts ?? 0) + 5),
            countedExport: .kilowatts(-3),
            importLimit: limit.map {
                BindingLimit(limit: .kilowatts($0), margin: .zero, reference: LimitReference(source: .operator))
            })
        let moment = Moment(utc: UTCInstant(milliseconds: start), steady: MonotonicInstant(milliseconds: 0))
        return DispatchPlan(
            madeAt: moment, setpoints: [], nodes: Array(repeating: node, count: count), alarms: [])
    }

    /// What a second-by-second list says, whatever rows were made of it.
    @Test(arguments: [1, 2, 3] as [UInt64]) func aSpanIsTheMeanOfItsSeconds(seed: UInt64) throws {
        var dice = SplitMix64(seed: seed)
        var sampler = NodeFlowSampler()
        let store = try Store.inMemory()
        let nodes = Self.nodes(1)
        var seconds: [(kW: Double?, limit: Double)] = []
        var power: Double? = 10
        var rows: [NodeFlow] = []
        for second in 0..<1_800 {
            if Int.random(in: 0..<20, using: &dice) == 0 { power = Double(Int.random(in: -40...40, using: &dice)) }
            if Int.random(in: 0..<200, using: &dice) == 0 { power = nil }
            let limit = second < 900 ? 100.0 : 60.0
            seconds.append((power, limit))
            rows += sampler.rows(Self.plan(power, limit: limit), nodes, at: Self.time(second))
        }
        rows += sampler.flush(at: Self.time(1_800))
        try store.append(rows.map { .nodeFlow($0) })
        let whole = try store.flows(of: nodes[0].id, from: Self.time(0), to: Self.time(1_800), buckets: 1).buckets
        let known = seconds.compactMap(\.kW)
        let one = try #require(whole.first)
        #expect(whole.count == 1)
        #expect(abs(try #require(one.meanKW) - known.reduce(0, +) / Double(known.count)) < 0.01)
        #expect(one.minimumKW == known.min() && one.maximumKW == known.max())
        #expect(one.importLimitKW == 60)
        #expect(one.countedImportKW == (known.max() ?? 0) + 5 || one.countedImportKW == 5)
        // The limit changed at a second, and no fine row lies across it.
        let halves = try store.flows(of: nodes[0].id, from: Self.time(600), to: Self.time(1_200), buckets: 2).buckets
        #expect(halves.map(\.importLimitKW) == [100, 60])
        for (half, range) in zip(halves, [600..<900, 900..<1_200]) {
            let inside = seconds[range].compactMap(\.kW).max() ?? -.infinity
            // A row may begin or end up to a minute outside.
            let around = seconds[range.lowerBound - 60..<range.upperBound + 60].compactMap(\.kW).max() ?? .infinity
            #expect((inside...around).contains(try #require(half.maximumKW)))
        }
    }

    @Test func whatRestsIsWrittenOnceAMinute() {
        var sampler = NodeFlowSampler()
        let nodes = Self.nodes(1)
        var resting: [NodeFlow] = []
        for second in 0...600 { resting += sampler.rows(Self.plan(7, limit: 50), nodes, at: Self.time(second)) }
        #expect(resting.filter { $0.grain == .fine }.count == 10)
        #expect(resting.filter { $0.grain == .coarse }.count == 2)
        var moving: [NodeFlow] = []
        for second in 601...1_200 {
            moving += sampler.rows(Self.plan(Double(second % 7), limit: 50), nodes, at: Self.time(second))
        }
        #expect((55...61).contains(moving.filter { $0.grain == .fine }.count))
    }

    @Test func aTickWritesABoundedNumberOfRowsAndEveryNodeHasItsTurn() {
        var sampler = NodeFlowSampler()
        let count = 1_500
        let nodes = Self.nodes(count)
        var most = 0
        var written: Set<ConnectivityNode.ID> = []
        for second in 0...40 {
            let rows = sampler.rows(
                Self.plan(Double(second), limit: nil, count: count), nodes, at: Self.time(second * 10))
            most = max(most, rows.count)
            written.formUnion(rows.map(\.node))
        }
        #expect(most <= NodeFlowSampler.mostFineRows + NodeFlowSampler.mostCoarseRows)
        #expect(written.count == count)
    }

    @Test func aPauseIsNotFilled() throws {
        var sampler = NodeFlowSampler()
        let nodes = Self.nodes(1)
        _ = sampler.rows(Self.plan(5, limit: nil), nodes, at: Self.time(0))
        let rows = sampler.rows(Self.plan(5, limit: nil), nodes, at: Self.time(3_600))
        let fine = try #require(rows.first { $0.grain == .fine })
        #expect(fine.end == Self.time(60))
    }

    @Test(arguments: Way.allCases) func theRouteTellsWhatIsKept(_ way: Way) async throws {
        let fixture = try await HTTPFixture()
        func row(_ from: Int, _ to: Int, _ mean: Double, limit: Double?) -> StoreRecord {
            .nodeFlow(
                NodeFlow(
                    node: ConnectivityNode.ID("head")!, grain: .fine, start: Self.time(from), end: Self.time(to),
                    minimumKW: mean - 1,
                    meanKW: mean, maximumKW: mean + 2, countedImportKW: mean + 10, countedExportKW: -4,
                    importLimitKW: limit))
        }
        try fixture.engine.store.append([
            row(0, 10, 20, limit: 95), row(10, 40, 30, limit: 95), row(40, 60, 60, limit: nil),
        ])
        let (from, to) = (Self.text(0), Self.text(60))
        let reply = try await fixture.call(way, "GET", "/v1/nodes/head/history?from=\(from)&to=\(to)&points=2")
        #expect(reply.status == 200 && reply.double("intervalS") == 30)
        let points = reply.list("points")
        #expect(points.map { $0["time"] as? String } == [Self.text(0), Self.text(30)])
        // 10 s of 20 and 20 s of 30; 10 s of 30 and 20 s of 60.
        let means = points.compactMap { ($0["meanKW"] as? NSNumber)?.doubleValue }
        #expect(zip(means, [(200.0 + 600) / 30, (300.0 + 1_200) / 30]).allSatisfy { abs($0 - $1) < 0.001 })
        #expect(points.compactMap { ($0["maximumKW"] as? NSNumber)?.doubleValue } == [32, 62])
        #expect(points.compactMap { ($0["headroomKW"] as? NSNumber)?.doubleValue } == [55, 55])
        for query in ["from=\(to)&to=\(from)", "points=0", "points=2001", "from=yesterday"] {
            #expect(try await fixture.call(way, "GET", "/v1/nodes/head/history?\(query)").status == 422, "\(query)")
        }
        #expect(try await fixture.call(way, "GET", "/v1/nodes/nobody/history").status == 404)
        #expect(try await fixture.call(way, "GET", "/v1/nodes/head/history", key: "").status == 401)
        await fixture.endpoint.stop()
    }

    @Test func ticksLeaveAHistory() async throws {
        let fixture = try await HTTPFixture()
        for _ in 0..<3 {
            fixture.engine.tick()
            let made = try #require(fixture.engine.snapshot.plan).madeAt.utc
            #expect(await eventually { fixture.engine.clock.now.utc > made })
        }
        fixture.engine.keepMemory()
        let reply = try await fixture.call(.direct, "GET", "/v1/nodes/head/history?points=60")
        #expect(reply.list("points").contains { $0["importLimitKW"] is NSNumber && $0["countedImportKW"] is NSNumber })
        await fixture.endpoint.stop()
    }

    static func time(_ second: Int) -> UTCInstant { UTCInstant(milliseconds: start + Int64(second) * 1_000) }
    static func text(_ second: Int) -> String { RFC3339.format(milliseconds: time(second).milliseconds) }
}

// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Testing

@testable import Gateway
@testable import Store

/// The feeder changes while the gateway runs: what is known stays, the change itself raises nobody, and what leaves
/// counts until it can do no more.
@Suite struct TopologyChangeTests {
    static let all = ["site-1", "site-2", "site-3"]

    /// Three batteries that charge with what the cables give: 35.8 kW on the first for two, 20 kW on the second.
    func charging(_ feeder: TwoCables = TwoCables(), settings: GatewaySettings = GatewaySettings()) throws -> Bench {
        let bench = try Bench(feeder.text, settings: settings)
        bench.charge(Self.all, seconds: 180)
        return bench
    }

    func node(_ id: String, _ bench: Bench) throws -> NodePlan {
        let position = try #require(ConnectivityNode.ID(id).flatMap { bench.core.model.index.nodePosition[$0] })
        return try #require(bench.core.plan?.nodes[position])
    }

    @Test func theSameFeederChangesNothing() throws {
        var commented = TwoCables()
        commented.extra = "# a word for people\n"
        let (changed, untouched) = (try charging(), try charging())
        for bench in [changed, untouched] {
            bench.now.utc = bench.now.utc + .seconds(1)
            bench.now.steady = bench.now.steady + .seconds(1)
            bench.clearPublished()
        }
        let answer = try changed.change(to: commented.text)
        #expect(answer.isNew && answer.differences.isEmpty && answer.affected.isEmpty)
        untouched.feed(.tick)
        #expect(changed.core.plan?.setpoints == untouched.core.plan?.setpoints)
        #expect(changed.core.plan?.nodes == untouched.core.plan?.nodes)
        #expect(changed.core.memory == untouched.core.memory)
        #expect(changed.core.state.ders == untouched.core.state.ders)
        #expect(changed.published.map(\.topic) == untouched.published.map(\.topic))
        for bench in [changed, untouched] { bench.charge(Self.all, seconds: 90, told: ["bat-1": 1, "bat-2": 1]) }
        #expect(changed.published.map(\.body) == untouched.published.map(\.body))
        #expect(changed.core.plan?.setpoints == untouched.core.plan?.setpoints)
        #expect(changed.core.plan?.nodes == untouched.core.plan?.nodes)
    }

    @Test func aNodeThatMovedIsOnItsNewPathInTheSameCall() throws {
        let bench = try charging()
        let before = bench.toldKW
        #expect(abs((before["bat-1"] ?? 0) + (before["bat-2"] ?? 0) - 35.8) < 2, "\(before)")
        bench.clearPublished()
        var moved = TwoCables()
        moved.parents["site-1"] = "cable-2"
        let answer = try bench.change(to: moved.text)
        #expect(answer.differences.map(\.text) == ["node site-1 moves from cable-1 to cable-2"])
        // Two that drew 18 and 20 kW are too much for the second cable: downs, and no ups, before the next tick.
        let plan = try #require(bench.core.plan)
        #expect(plan.madeAt == bench.now)
        let told = before.merging(bench.toldKW) { $1 }
        #expect((told["bat-1"] ?? 0) + (told["bat-3"] ?? 0) <= 35.9, "\(told)")
        for (der, power) in bench.toldKW { #expect(power <= (before[der] ?? 0) + 0.001, "\(der) was raised") }
        // The old path binds no more: alone on the first cable, the second battery gets all it asks for.
        bench.charge(Self.all, seconds: 120, told: told)
        let after = told.merging(bench.toldKW) { $1 }
        #expect((after["bat-2"] ?? 0) > 19.5, "\(after)")
        #expect((after["bat-1"] ?? 0) + (after["bat-3"] ?? 0) <= 35.9, "\(after)")
    }

    @Test func aLowerRatingCutsInTheSameCall() throws {
        let bench = try charging()
        bench.clearPublished()
        var cut = TwoCables()
        cut.cableA["cable-1"] = 20
        let answer = try bench.change(to: cut.text)
        #expect(answer.differences.map(\.text) == ["node cable-1: rating 60 A becomes 20 A"])
        #expect(Set(answer.affected.map(\.der.text)) == ["bat-1", "bat-2"])
        let told = bench.toldKW
        #expect((told["bat-1"] ?? 99) + (told["bat-2"] ?? 99) <= 12, "\(told)")
        #expect(told["bat-3"] == nil)
    }

    /// More room is used by the rules of raising, and not by the change.
    @Test(arguments: [true, false]) func theChangeRaisesNobody(isGuarded: Bool) throws {
        var settings = GatewaySettings()
        if !isGuarded { settings.dispatch.settlingTime = .zero }
        let bench = try charging(settings: settings)
        let before = bench.toldKW
        bench.clearPublished()
        var wide = TwoCables()
        wide.cableA["cable-1"] = 200
        try bench.change(to: wide.text)
        let isRaised = bench.toldKW.contains { $0.value > (before[$0.key] ?? 0) + 0.01 }
        #expect(isRaised == !isGuarded)
        bench.charge(Self.all, seconds: 60, told: before)
        #expect((bench.toldKW["bat-1"] ?? 0) > 19.5)
    }

    /// A battery that left goes on with its last setpoint for up to two minutes: nobody gets its room before.
    @Test(arguments: [true, false]) func whatLeftCountsUntilItsSetpointHasRunOut(isGuarded: Bool) throws {
        let bench = try charging()
        let before = bench.toldKW
        let end = try #require(try bench.state("bat-2").command?.validUntil)
        var smaller = TwoCables()
        smaller.parents["site-2"] = nil
        let answer = try bench.change(to: smaller.text)
        #expect(answer.departing.map(\.text) == ["bat-2"])
        if !isGuarded { bench.core.departed = [] }
        let counted = try node("cable-1", bench).countedImport.kilowatts
        #expect(!isGuarded || abs(counted - 35.8) < 1.5, "\(counted)")
        let seconds = Int((end - bench.now.utc).inSeconds)
        #expect(seconds > 60)
        bench.charge(["site-1", "site-3"], seconds: seconds - 5, told: before)
        let isRaised = (bench.toldKW["bat-1"] ?? 0) > (before["bat-1"] ?? 0) + 0.5
        #expect(isRaised == !isGuarded)
        bench.charge(["site-1", "site-3"], seconds: 120, told: before)
        #expect((bench.toldKW["bat-1"] ?? 0) > 19.5, "\(bench.toldKW)")
    }

    @Test func whatLeftCountsOverARestartAndComesBackAsItWas() throws {
        let bench = try charging()
        var smaller = TwoCables()
        smaller.parents["site-2"] = nil
        try bench.change(to: smaller.text)
        let told = try #require(bench.core.departed.first).band
        #expect(told.importLimit.kilowatts > 10)
        let snapshot = bench.records.compactMap { record -> DispatchMemorySnapshot? in
            if case .dispatchMemory(let memory) = record { memory } else { nil }
        }.last
        var restored = RestoredState()
        restored.memory = snapshot
        let again = try Bench(
            smaller.text, restored: restored,
            now: Moment(utc: bench.now.utc + .seconds(5), steady: MonotonicInstant(milliseconds: 0)))
        #expect(again.core.departed.map(\.band) == [told])
        again.run(1)
        #expect(try node("cable-1", again).countedImport >= told.importLimit)
        // Back before its setpoint has run out: it may still do what it was told.
        try bench.change(to: TwoCables().text)
        let state = try bench.state("bat-2")
        #expect(bench.core.departed.isEmpty)
        #expect(state.allowed.importLimit >= told.importLimit && state.link == .unknown && !state.isProvisioned)
    }

    /// A meter's last word was about what hung below it then.
    @Test func aMeterIsAskedAnewWhereSomethingElseHangsBelowIt() throws {
        var feeder = TwoCables()
        feeder.meter = ", meter: {maximumAgeS: 10}"
        let bench = try Bench(feeder.text)
        for cable in ["cable-1", "cable-2"] { bench.measure(node: cable, kW: 3, seconds: 1) }
        var changed = feeder
        changed.parents["site-1"] = "cable-2"
        changed.headKVA = 150
        try bench.change(to: changed.text)
        for cable in ["cable-1", "cable-2"] { #expect(try node(cable, bench).measured == nil) }
        bench.measure(node: "cable-1", kW: 3, seconds: 1)
        #expect(try node("cable-1", bench).measured == .kilowatts(3))
        changed.headKVA = 100
        try bench.change(to: changed.text)
        #expect(try node("cable-1", bench).measured == .kilowatts(3), "another rating is no other contents")
    }

    @Test func aLimitWhoseNodeGoesIsKept() throws {
        var longer = TwoCables()
        longer.extra = "  - {id: spur, kind: line, parent: cable-2, ratingA: 40, baseLoad: none}\n"
        let bench = try Bench(longer.text)
        try bench.limit("spur", kW: 5)
        let answer = try bench.change(to: TwoCables().text)
        #expect(answer.strayLimits.map(\.node.text) == ["spur"])
        #expect(bench.core.conditions(now: bench.now).contains { $0.key.hasPrefix("limitWithoutNode:") })
        try bench.change(to: longer.text)
        #expect(bench.core.strayLimits.isEmpty)
        #expect(try node("spur", bench).importLimit?.limit == .kilowatts(5))
    }

    @Test func aLimitWhosePhaseGoesIsKeptAndTold() throws {
        var all = TwoCables()
        all.extra = "  - {id: spur, kind: line, parent: cable-2, ratingA: 40, baseLoad: none}\n"
        let bench = try Bench(all.text)
        try bench.limit("spur", kW: 5, phase: .b)
        #expect(bench.core.strayLimits.isEmpty)
        var one = all
        one.extra = "  - {id: spur, kind: line, parent: cable-2, phases: A, ratingA: 40, baseLoad: none}\n"
        let answer = try bench.change(to: one.text)
        #expect(answer.strayLimits.map(\.phase) == [.b])
        let alarm = bench.core.conditions(now: bench.now).first { $0.key.hasPrefix("limitWithoutNode:") }
        #expect(alarm?.sentence.hasSuffix("spur is not in the topology, or has no phase B") == true, "\(alarm as Any)")
        #expect(throws: LimitError.self) { try bench.limit("spur", kW: 5, phase: .b) }
        try bench.change(to: all.text)
        #expect(bench.core.strayLimits.isEmpty)
    }

    @Test func onlyTheVersionSeenIsChanged() throws {
        let bench = try charging()
        var cut = TwoCables()
        cut.cableA["cable-1"] = 20
        try bench.change(to: cut.text, ifVersion: 0)
        #expect(bench.core.topology.number == 1)
        let plan = bench.core.plan
        #expect(throws: TopologyError.conflict(given: 0, current: 1)) {
            try bench.change(to: TwoCables().text, ifVersion: 0)
        }
        let other = TwoCables().text.replacing("feeder: {id: test}", with: "feeder: {id: other}")
        #expect(throws: TopologyError.self) { try bench.change(to: other) }
        #expect(bench.core.topology.number == 1 && bench.core.plan?.setpoints == plan?.setpoints)
        #expect(try bench.change(to: cut.text, ifVersion: 1).isNew == false)
        let versions = bench.recorded { if case .topologyVersion(let version) = $0 { version.number } else { nil } }
        #expect(versions == [1])
        #expect(bench.audited.filter { $0.hasPrefix("topology") } == ["topology.apply"])
    }

    /// By hand: 0.5 kW for a base load of up to 1 kW that no setpoint lowers; if the link is lost, also for a vehicle at
    /// its default of 6 A, which are 4.57 kW on three phases at 1.1 times 230.94 V.
    @Test func whatCannotBeKeptIsSaid() throws {
        let bench = try Bench()
        bench.connect(FakeStation("cs"), 1)
        bench.run(120)
        try bench.limit("site-1", kW: 0.5)
        let answer = try bench.change(to: Bench.minimal.replacing("ratingKVA: 100", with: "ratingKVA: 90"))
        let excesses = [(answer.infeasible, 1 - 0.5), (answer.silentExcess, 1 + 4.573 - 0.5)]
        for (found, kW) in excesses {
            let excess = try #require(found.first, "\(kW)")
            #expect(excess.node.text == "site-1" && excess.direction == .import && found.count == 1, "\(found)")
            #expect(abs(excess.by.kilowatts - kW) < 0.001, "\(found)")
        }
    }

    @Test func aPreviewSaysWhatTheChangeDoes() throws {
        let bench = try charging()
        var cut = TwoCables()
        cut.cableA["cable-1"] = 20
        cut.parents["site-3"] = nil
        let feeder = try #require(TopologyFile.read(cut.text, file: "test.yaml").feeder)
        let preview = try bench.core.previewTopology(feeder, now: bench.now).get()
        let answer = try bench.change(to: cut.text)
        #expect(preview.affected == answer.affected && preview.differences == answer.differences)
        #expect(preview.departing == answer.departing && preview.silentExcess == answer.silentExcess)
        #expect(!preview.isNew && preview.affected.count == 2 && preview.departing.map(\.text) == ["bat-3"])
    }
}

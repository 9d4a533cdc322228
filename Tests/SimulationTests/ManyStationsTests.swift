// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import Gateway
import GridModel
import OCPP
import Simulation
import Testing

/// Many stations of three versions with all bad habits, under a limit that moves: a short slice, or with
/// `HEADROOM_SOAK_HOURS` whole days of 500 (`make soak`).
@Suite(.serialized) struct ManyStationsTests {
    private static let seconds = Soak.seconds(600)
    private static let stations = Soak.isLong ? 500 : 60

    /// These draw something else than they were told and said that they would.
    private static let unreliable: BadHabits = [
        .ignoresLimits, .drawsMore, .freezesOffline, .keepsLeftoverTransactionProfile, .keepsLeftoverLevel,
        .losesProfilesOnBoot,
    ]
    /// Of these nobody can prove that they hold their default; they are left at it.
    private static let neverSetUp: BadHabits = [.answersReadBackUnlimited]
    /// In 1.6 also those that take only a limit of the whole station, which is not tried there.
    private static let neverSetUpIn16: BadHabits = [.takesOnlyStationLimit]

    /// Time in which a connected station is set up, and a hungry vehicle gets something, s.
    private static let setUpWithinS = 900, fedWithinS = 1_800
    private static let responseS = 45

    @Test(arguments: [1] as [UInt64]) func noLimitBreaksAndNobodyIsStuck(seed: UInt64) throws {
        let many = try ManyStations(stations: Self.stations, seed: seed)
        let unreliable = Set(
            many.feeder.stations.indices.filter {
                let habits = many.habits.stations[many.feeder.stations[$0].id] ?? []
                return !habits.isDisjoint(with: Self.unreliable)
            })
        let scene = Scene(
            pluggedAtStart: 0.6, arrivalSoC: 0.1...0.7, firstArrivals: 5...3_600, stay: 1_800...21_600,
            absence: 300...7_200)
        var run = try VirtualRun(
            feeder: many.feeder, seed: seed, startHour: 6, scene: scene, habits: many.habits, versions: many.versions)
        var judge = SoakJudge(many.feeder, unreliable: unreliable, responseS: Self.responseS)
        var luck = SeededGenerator(seed: seed, name: "many")
        try run.startGateway()
        let began = ProcessorTime.seconds
        var nextLimit = 300
        for second in 1...Self.seconds {
            try run.step()
            try run.step()
            if second == nextLimit {
                nextLimit += Int(luck.between(600, 2_400))
                try moveLimit(&run, &judge, luck.between(0.55, 1))
            }
            let ders = run.core?.state.ders ?? []
            judge.look(
                run.world, isOnline: { ders[$0].link == .online }, isSetUp: { ders[$0].isProvisioned })
        }
        let total = ProcessorTime.seconds - began
        print(report(many, judge, run, seed: seed, cpu: total))
        #expect(run.watch.findings.isEmpty, "\(run.watch.findings.prefix(10))")
        #expect(judge.longest.seconds <= Self.responseS + 1)
        #expect(judge.worstUnexplained.kW <= 0)
        #expect(stuck(many, judge).isEmpty, "\(stuck(many, judge))")
        #expect(judge.deliveredKWh > 0)
    }

    /// The operator's limit of the head: a part of its rating, until the next one.
    private func moveLimit(_ run: inout VirtualRun, _ judge: inout SoakJudge, _ part: Double) throws {
        judge.operatorKW[0] = nil
        let limit = (judge.limitKW(0) * part).rounded()
        judge.operatorKW[0] = limit
        try run.setLimit(run.feeder.nodes[0].id, kilowatts: limit, minutes: 300)
    }

    // MARK: - In words

    private func name(_ many: ManyStations, der: Int) -> String {
        guard case .ocpp(let id, _) = many.feeder.ders[der].communication,
            let station = many.feeder.stations.firstIndex(where: { $0.id == id })
        else { return "?" }
        let version = many.versions[id]?.rawValue ?? ""
        return "\(id) (\(version), \(many.habitNames[station] ?? "good"))"
    }

    private func habits(_ many: ManyStations, der: Int) -> BadHabits {
        guard case .ocpp(let id, _) = many.feeder.ders[der].communication else { return [] }
        return many.habits.stations[id] ?? []
    }

    private func canBeSetUp(_ many: ManyStations, _ der: Int) -> Bool {
        guard case .ocpp(let id, _) = many.feeder.ders[der].communication else { return false }
        let never = many.versions[id] == .v16 ? Self.neverSetUp.union(Self.neverSetUpIn16) : Self.neverSetUp
        return habits(many, der: der).isDisjoint(with: never)
    }

    /// Stations that were not set up, and vehicles that got nothing, within the bounds.
    private func stuck(_ many: ManyStations, _ judge: SoakJudge) -> [String] {
        many.feeder.ders.indices.flatMap { der -> [String] in
            var words: [String] = []
            if canBeSetUp(many, der), judge.longestUnset[der] > Self.setUpWithinS {
                words.append("\(name(many, der: der)) not set up for \(judge.longestUnset[der]) s")
            }
            if judge.longestHungry[der] > Self.fedWithinS {
                words.append("\(name(many, der: der)) got nothing for \(judge.longestHungry[der]) s")
            }
            return words
        }
    }

    private func report(_ many: ManyStations, _ judge: SoakJudge, _ run: VirtualRun, seed: UInt64, cpu: Double)
        -> String
    {
        func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
        func node(_ position: Int) -> String { many.feeder.nodes[position].id.text }
        let ders = many.feeder.ders.indices
        let hungriest = ders.max { judge.longestHungry[$0] < judge.longestHungry[$1] } ?? 0
        let slowest =
            ders.filter { canBeSetUp(many, $0) }
            .max { judge.longestUnset[$0] < judge.longestUnset[$1] } ?? 0
        return """
            many stations, seed \(seed): \(many.feeder.stations.count) stations, \(many.habitNames.count) of them with a bad \
            habit, \(judge.second) s
              worst excess \(rounded(judge.worst.kW)) kW at \(node(judge.worst.node)) (\(judge.worst.second) s), unexplained \
            \(rounded(judge.worstUnexplained.kW)) kW at \(node(judge.worstUnexplained.node)) \
            (\(judge.worstUnexplained.second) s)
              longest over a limit \(judge.longest.seconds) s at \(node(judge.longest.node)) (\(judge.longest.second) s)
              longest set-up \(judge.longestUnset[slowest]) s: \(name(many, der: slowest)); longest without power \
            \(judge.longestHungry[hungriest]) s: \(name(many, der: hungriest))
              \(rounded(judge.deliveredKWh)) kWh delivered; \(run.watch.setpointCount) setpoints; \(rounded(cpu)) CPU-s in \
            all, \(rounded(run.gatewayCPU)) of them the gateway's
            again: HEADROOM_SOAK_HOURS=24 swift test -c release --filter ManyStationsTests
            """
    }
}

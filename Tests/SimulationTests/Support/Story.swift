// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Gateway
import GridModel
import OCPP
import Simulation

/// One run with its events: a node's limit is cut to a third at a time of luck's choosing, and perhaps the gateway
/// crashes under that limit and comes back.
struct Story {
    var seed: UInt64
    var seconds: Int
    var feeder: Feeder
    /// The node whose limit is cut and whose headroom is counted.
    var node = 0
    var scene = Scene.evening
    var habits = WorldHabits()
    /// Of OCPP; 1.6 where nothing is said.
    var versions: [ChargingStation.ID: OCPPVersion] = [:]
    var quality = LinkQuality.good
    var crashes = false
    /// How long an excess may last.
    var grace = 15.0
    /// Looks at each step too.
    var watch: ((VirtualRun) -> Void)?

    struct Result {
        var findings: [String]
        var share: Double
        var usedShare: Double
        var summary: String
    }

    func tell() throws -> Result {
        var run = try VirtualRun(
            feeder: feeder, seed: seed, scene: scene, habits: habits, versions: versions, quality: quality)
        var judge = Judge(feeder)
        judge.grace = grace
        var ledger = Ledger()
        let events = Events(seed: seed, seconds: seconds, crashes: crashes)
        let cutKW = judge.limitKW(node) / 3
        let stepS = VirtualRun.quantum.inSeconds
        try run.startGateway()
        for step in 1...Int(Double(seconds) / stepS) {
            try run.step()
            let second = Double(step) * stepS
            if second == events.cutAt {
                try run.setLimit(feeder.nodes[node].id, kilowatts: cutKW, minutes: seconds / 60 + 60)
                judge.operatorKW[node] = cutKW
            }
            if second == events.crashAt { run.crashGateway() }
            if second == events.backAt {
                try run.startGateway()
                if run.core?.limits.limits.isEmpty ?? true { judge.find("the limit is gone after the restart") }
            }
            judge.look(run.world, seconds: stepS)
            watch?(run)
            if let withheld = run.core?.plan?.nodes[node].withheld, events.isSettled(second) {
                judge.count(run.world, node: node, reservedKW: ledger.add(withheld), seconds: stepS)
            }
        }
        return result(judge, run, ledger, events)
    }

    private func result(_ judge: Judge, _ run: VirtualRun, _ ledger: Ledger, _ events: Events) -> Result {
        let findings = judge.findings + run.watch.findings
        let summary = """
            seed \(seed), \(feeder.id): \(percent(judge.share)) % of the true headroom of \(feeder.nodes[node].id) delivered, \
            \(percent(judge.usedShare)) % of the usable; \(ledger.text); longest excess \(judge.longestExcess.seconds) s at \
            \(feeder.nodes[judge.longestExcess.node].id); \(run.watch.setpointCount) setpoints; cut at \(events.cutAt) s, \
            crash at \(events.crashAt) s
            again: HEADROOM_SOAK_SEEDS=\(seed)-\(seed) swift test --filter VirtualRunTests
            \(findings.prefix(10).joined(separator: "\n"))
            """
        return Result(findings: findings, share: judge.share, usedShare: judge.usedShare, summary: summary)
    }

    private func percent(_ part: Double) -> Double { (part * 1_000).rounded() / 10 }
}

/// When what happens, s.
private struct Events {
    let cutAt: Double
    let crashAt: Double
    let backAt: Double

    init(seed: UInt64, seconds: Int, crashes: Bool) {
        var luck = SeededGenerator(seed: seed, name: "story")
        cutAt = (luck.between(0.25, 0.4) * Double(min(seconds, 1_200))).rounded()
        let crash = (cutAt + luck.between(60, 120)).rounded()
        crashAt = crashes ? crash : -1
        backAt = crashes ? crash + luck.between(5, 40).rounded() : -1
    }

    /// Ninety seconds after each event what there is has been shared anew.
    func isSettled(_ second: Double) -> Bool { second > max(cutAt, backAt) + 90 }
}

/// What the gateway said it withholds, on average.
private struct Ledger {
    private var sums: [String: Double] = [:]
    private var count = 0.0

    /// Takes one look, and gives what margin, reserves, assumptions and steps keep free, kW.
    mutating func add(_ withheld: Withheld) -> Double {
        let parts = [
            "margin": withheld.margin, "assumed base load": withheld.assumedBaseLoad,
            "plug-ins": withheld.plugInReserve,
            "unreachable": withheld.unreachable, "below a step": withheld.belowMinimumStep,
            // Who may draw on three phases and draws on one leaves two thirds of his minimum.
            "unused": withheld.unused,
        ].mapValues(\.kilowatts)
        let others = [
            "not read back": withheld.notReadBack, "trim": withheld.trim,
        ].mapValues(\.kilowatts)
        for (key, value) in parts.merging(others, uniquingKeysWith: { $1 }) { sums[key, default: 0] += value }
        count += 1
        return parts.values.sorted().reduce(0, +)
    }

    var text: String {
        let means = sums.sorted { $0.key < $1.key }.map {
            "\($0.key) \(($0.value / max(count, 1) * 100).rounded() / 100)"
        }
        return "withheld on average, kW: " + means.joined(separator: ", ")
    }
}

// SPDX-License-Identifier: Apache-2.0

import GridModel
import Simulation

/// One jump, from its moment to the next one.
struct JumpRecord {
    /// Worst excess over each node's limit, kW, and how long there was any, s.
    private(set) var overKW: [Double]
    private(set) var overS: [Double]
    /// Setpoints that differed from the one before, by DER, and when.
    private(set) var changes: [Change] = []

    struct Change {
        var der: Int
        var atS: Double
        var fromKW: Double
        var toKW: Double
    }

    /// From the jump on, s.
    private(set) var time = 0.0
    let name: String
    let feeder: Feeder
    private var lastKW: [Int: Double]
    private var judge: Judge

    /// What the rounding of meters hides, kW.
    private static let noticedKW = 0.05

    init(_ name: String, _ feeder: Feeder, _ run: VirtualRun) {
        self.name = name
        self.feeder = feeder
        overKW = feeder.nodes.map { _ in 0 }
        overS = overKW
        lastKW = run.watch.lastKW
        judge = Judge(feeder)
        for (node, place) in feeder.nodes.enumerated() {
            judge.operatorKW[node] = StepStreet.operatorKW[place.id.text]
        }
    }

    mutating func look(_ run: VirtualRun, seconds: Double) {
        time += seconds
        for node in feeder.nodes.indices {
            let net = run.world.trueNetPower(node: node).kilowatts
            let over = max(net - judge.limitKW(node), -net - judge.exportLimitKW(node))
            guard over > Self.noticedKW else { continue }
            overKW[node] = max(overKW[node], over)
            overS[node] += seconds
        }
        for (der, power) in run.watch.lastKW.sorted(by: { $0.key < $1.key }) {
            if let before = lastKW[der], before != power {
                changes.append(Change(der: der, atS: time, fromKW: before, toKW: power))
            }
            lastKW[der] = power
        }
    }

    // MARK: - In figures

    /// Most changes of one DER.
    var mostChanges: (der: String, count: Int) {
        let most = byDER.max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }
        return most.map { (feeder.ders[$0.key].id.text, $0.value.count) } ?? ("-", 0)
    }

    var meanChanges: Double { Double(changes.count) / Double(feeder.ders.count) }

    /// How often a DER was told to go the other way than the time before: of one, and of all together.
    var reversals: (most: Int, all: Int) {
        let counts = byDER.values.map { all in
            zip(all, all.dropFirst()).count { ($0.toKW - $0.fromKW) * ($1.toKW - $1.fromKW) < 0 }
        }
        return (counts.max() ?? 0, counts.reduce(0, +))
    }

    /// When the setpoint of a vehicle last changed by more than a fortieth of its plate, s after the jump. (A plant's
    /// follows the sun, and what becomes of that is shared anew.)
    var settledAtS: Double {
        vehicleChanges.last {
            ($0.toKW - $0.fromKW).magnitude > feeder.ders[$0.der].unit.maximumImport.kilowatts / 40
        }?.atS ?? 0
    }

    var vehicleChanges: [Change] {
        changes.filter { if case .evse = feeder.ders[$0.der].unit { true } else { false } }
    }

    private var byDER: [Int: [Change]] { Dictionary(grouping: changes, by: \.der) }

    /// Largest rise of what one DER was told within less than the 30 s of rule 6, as a part of its plate.
    var largestRaise: Double {
        var largest = 0.0
        for (der, all) in byDER {
            let plate = max(feeder.ders[der].unit.maximumImport, feeder.ders[der].unit.maximumExport).kilowatts
            for (position, first) in all.enumerated() {
                for later in all[position...] where later.atS - first.atS < 29 {
                    largest = max(largest, Self.rise(first.fromKW, later.toKW) / plate)
                }
            }
        }
        return largest
    }

    /// More import, or more export: either takes room.
    private static func rise(_ from: Double, _ to: Double) -> Double {
        max(max(to, 0) - max(from, 0), max(-to, 0) - max(-from, 0))
    }

    /// Nodes over their limit, worst first.
    var overshoots: [(node: String, kW: Double, seconds: Double)] {
        feeder.nodes.indices.filter { overS[$0] > 0 }.map { (feeder.nodes[$0].id.text, overKW[$0], overS[$0]) }
            .sorted { $0.kW > $1.kW }
    }

    /// One line of the table.
    func line(_ story: String) -> String {
        func rounded(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
        let over = overshoots.map { "\($0.node) \(rounded($0.kW)) kW \(rounded($0.seconds)) s" }
        let columns = [
            story, name, over.isEmpty ? "none" : over.joined(separator: ", "),
            "\(mostChanges.count) (\(mostChanges.der))", rounded(meanChanges),
            "\(reversals.most) / \(reversals.all)", rounded(settledAtS),
            "\(Int((largestRaise * 100).rounded())) %",
        ]
        return "| " + columns.joined(separator: " | ") + " |"
    }

    static let heading = """
        | story | jump | over a limit | changes of a DER: most | mean | reversals: of one / all \
        | rest of the vehicles from, s | largest raise in 29 s |
        |---|---|---|---|---|---|---|---|
        """
}

// SPDX-License-Identifier: Apache-2.0

import GridModel
import Simulation

/// Holds the world's truth against the limits, by its own reckoning: it asks the gateway nothing.
struct Judge {
    private let feeder: Feeder
    private let parent: [Int?]
    private let importKW: [Double]
    private let exportKW: [Double]
    private let dischargers: [Int]
    /// What an operator has set, by node, kW.
    var operatorKW: [Int: Double] = [:]
    /// How long an excess may last: devices' delay, their readings, one tick.
    var grace = 15.0
    private var excessS: [Double]
    /// Longest excess seen, and where.
    private(set) var longestExcess = (seconds: 0.0, node: 0)
    /// Broken rules, in words.
    private(set) var findings: [String] = []
    /// Energy that flexible devices drew, and could have drawn, while they wanted more than there was; kWh.
    private(set) var delivered = 0.0
    private(set) var deliverable = 0.0
    private(set) var usable = 0.0
    private var excessAbove: [Double]
    private(set) var time = 0.0

    init(_ feeder: Feeder) {
        self.feeder = feeder
        parent = feeder.nodes.map { node in feeder.nodes.firstIndex { $0.id == node.parent } }
        importKW = feeder.nodes.map { Self.rating($0, agreed: $0.importLimit) }
        exportKW = feeder.nodes.map { Self.rating($0, agreed: $0.exportLimit) }
        dischargers = feeder.ders.indices.filter {
            if case .evse(let unit) = feeder.ders[$0].unit { unit.allowsDischarge } else { false }
        }
        excessS = feeder.nodes.map { _ in 0 }
        excessAbove = feeder.nodes.map { _ in 0 }
    }

    /// The plate in kW at nominal voltage and a power factor of 0.95, or what was agreed.
    private static func rating(_ node: ConnectivityNode, agreed: ActivePower?) -> Double {
        let plate: Double =
            switch node.rating {
            case .apparentPower(let power): power.kilovoltAmperes * node.powerFactor
            case .activePower(let power): power.kilowatts
            case .current(let current):
                current.amperes * node.nominalLineVoltage.volts * 3.0.squareRoot() / 1_000 * node.powerFactor
            case nil: .infinity
            }
        return min(plate, agreed?.kilowatts ?? .infinity)
    }

    /// Adds what somebody else found.
    mutating func find(_ text: String) { findings.append(text) }

    func limitKW(_ node: Int) -> Double { min(importKW[node], operatorKW[node] ?? .infinity) }

    func exportLimitKW(_ node: Int) -> Double { exportKW[node] }

    /// Looks at the world after `seconds` more.
    mutating func look(_ world: SimulatedWorld, seconds: Double) {
        time += seconds
        for node in feeder.nodes.indices {
            let net = world.trueNetPower(node: node).kilowatts
            let over = max(net - limitKW(node), -net - exportKW[node])
            // A hundredth is what the seconds between two readings of a meter hide.
            excessS[node] = over > 0.01 * min(limitKW(node), exportKW[node]) + 0.05 ? excessS[node] + seconds : 0
            // What a discharge relieves counts as if it were not there.
            let unrelieved = net + dischargeKW(world, below: node)
            excessAbove[node] = unrelieved > 0.9 * limitKW(node) ? 60 : max(0, excessAbove[node] - seconds)
            if excessS[node] > longestExcess.seconds { longestExcess = (excessS[node], node) }
            if excessS[node] > grace, excessS[node] - seconds <= grace {
                findings.append(
                    "\(Int(time)) s: \(feeder.nodes[node].id) at \(net) kW has been over \(limitKW(node)) kW (export "
                        + "\(exportKW[node])) for \(excessS[node]) s")
            }
        }
        for (position, der) in feeder.ders.enumerated() { lookAtDischarge(world, position, der) }
    }

    private func dischargeKW(_ world: SimulatedWorld, below node: Int) -> Double {
        dischargers.reduce(0) { sum, der in
            isBelow(feeder.ders[der].node, node) ? sum + max(0, -world.power(der: der).kilowatts) : sum
        }
    }

    /// Vehicles: never below the reserve, never without need.
    private mutating func lookAtDischarge(_ world: SimulatedWorld, _ position: Int, _ der: DER) {
        guard case .evse(let unit) = der.unit, world.power(der: position) < .watts(-200) else { return }
        if let soc = world.stateOfCharge(der: position), soc < unit.reserveSoC - 0.01 {
            findings.append("\(Int(time)) s: \(der.id) discharges at \(soc), below its reserve \(unit.reserveSoC)")
        }
        var node = feeder.nodes.firstIndex { $0.id == der.node }
        var hasCause = false
        while let place = node {
            hasCause = hasCause || excessAbove[place] > 0
            node = parent[place]
        }
        if !hasCause { findings.append("\(Int(time)) s: \(der.id) discharges though no node above was near its limit") }
    }

    /// Counts what was delivered of the headroom of one node: its limit less what nobody controls. `reservedKW` is what
    /// the gateway says it must keep free there.
    mutating func count(_ world: SimulatedWorld, node: Int, reservedKW: Double, seconds: Double) {
        var drawn = 0.0, wanted = 0.0
        for (position, der) in feeder.ders.enumerated() where isBelow(der.node, node) {
            guard case .evse = der.unit else { continue }
            drawn += max(world.power(der: position).kilowatts, 0)
            wanted += world.wanted(der: position).kilowatts
        }
        let room = limitKW(node) - (world.trueNetPower(node: node).kilowatts - drawn)
        guard wanted > room, room > 0 else { return }
        delivered += min(drawn, room) * seconds / 3_600
        deliverable += room * seconds / 3_600
        usable += max(0, room - reservedKW) * seconds / 3_600
    }

    private func isBelow(_ id: ConnectivityNode.ID, _ node: Int) -> Bool {
        var place = feeder.nodes.firstIndex { $0.id == id }
        while let found = place {
            if found == node { return true }
            place = parent[found]
        }
        return false
    }

    /// Part of the true headroom that was delivered; nought where nobody ever wanted more than there was.
    var share: Double { deliverable > 0 ? delivered / deliverable : 0 }

    /// Part that was delivered of what published margins, reserves and steps leave of it.
    var usedShare: Double { usable > 0 ? delivered / usable : 0 }
}

// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
import TestSupport

/// One file of `Tests/Cases/Turns`: 40 EVSEs on four branches, and what the plain rule of its `make.py` does with them.
struct TurnsCase: Decodable {
    struct Outlet: Decodable {
        var branch: Int
        var minKW: Double
        var maxKW: Double
    }
    struct Rule: Decodable {
        var leastOfFair: Double
        var jain: Double
        var startsPerHour: Double
    }
    /// The head's limit, and those of the branches.
    var limitsKW: [Double]
    var evses: [Outlet]
    var rule: Rule

    init(_ kind: String, seed: Int) throws {
        let text = try RepositoryFiles.text("Tests/Cases/Turns/\(kind)-\(seed).json")
        self = try JSONDecoder().decode(Self.self, from: Data(text.utf8))
    }

    /// Each one's share if any power were possible, kW: the level rises until a node is full, which holds those below
    /// it, and so on (progressive filling).
    var fairKW: [Double] {
        var power = [Double](repeating: 0, count: evses.count)
        var isOpen = [Bool](repeating: true, count: evses.count)
        while isOpen.contains(true) {
            // The lowest level at which somebody has all he can take, or a node is full.
            var level = zip(evses, isOpen).filter { $1 }.map { $0.0.maxKW }.min()!
            var full: Int?
            for node in limitsKW.indices {
                let below = evses.indices.filter { node == 0 || evses[$0].branch == node }
                let open = below.filter { isOpen[$0] }
                guard !open.isEmpty else { continue }
                let rest = limitsKW[node] - below.filter { !isOpen[$0] }.reduce(0) { $0 + power[$1] }
                if rest / Double(open.count) < level {
                    level = rest / Double(open.count)
                    full = node
                }
            }
            for der in evses.indices where isOpen[der] {
                let stops =
                    full.map { $0 == 0 || evses[der].branch == $0 } ?? (evses[der].maxKW <= level + 1e-12)
                guard stops else { continue }
                power[der] = level
                isOpen[der] = false
            }
        }
        return power
    }

    /// The closed loop of the whole dispatch step: outlets that follow within a second and report each second, told kW
    /// on three phases, under limits without a margin or a meter.
    func bench(seed: UInt64) -> Bench {
        var street = Street()
        street.node("head", importKW: limitsKW[0], base: 0...0, meter: false)
        for branch in 1..<limitsKW.count {
            street.node("branch\(branch)", below: "head", importKW: limitsKW[branch], base: 0...0, meter: false)
        }
        for (number, outlet) in evses.enumerated() {
            street.dcEVSE(
                "car\(number)", at: "branch\(outlet.branch)", kW: outlet.maxKW, minimumKW: outlet.minKW)
        }
        var bench = Bench(street, seed: seed) { der in
            var device = Device.usual(der)
            device.reactionSeconds = 1
            device.confirmSeconds = 1
            device.reportSeconds = 1
            device.capacityKWh = 1_000
            return device
        }
        bench.noise = 0
        bench.settings.turnLength = .seconds(600)
        bench.settings.minimumOnTime = .seconds(600)
        return bench
    }
}

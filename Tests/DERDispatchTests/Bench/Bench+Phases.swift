// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Testing

extension Device {
    /// A power of it on the feeder's phases, kW.
    func phaseKW(_ powerKW: Double) -> PhaseVector {
        func part(_ phase: PhaseCode) -> Double { usedPhases.contains(phase) ? powerKW / Double(phases) : 0 }
        return PhaseVector(a: part(.a), b: part(.b), c: part(.c))
    }
}

extension Bench {
    /// True net power into a node on each phase, kW.
    func truePhaseKW(_ node: Int) -> PhaseVector {
        let below = node..<Int(model.index.subtreeEnd[node])
        var sum = PhaseVector.zero
        for node in below {
            let base = basePhaseKW[node] ?? PhaseVector(repeating: baseKW[node] / 3)
            sum = sum.plus(base)
        }
        for (der, device) in devices.enumerated() where below.contains(Int(model.index.nodeOfDER[der])) {
            sum = sum.plus(device.phaseKW(device.powerKW))
        }
        return sum
    }

    func truePhaseKW(_ id: String) -> PhaseVector { truePhaseKW(node(id)) }

    /// What a fuse of so many amperes lets through on a phase at the true voltage, kW.
    static func fuseKW(_ amperes: Double, volts: Double = 230) -> Double { amperes * volts / 1_000 }

    /// True power of each phase of a node within a fuse.
    func expectWithinFuse(
        _ id: String, amperes: Double, tolerance: Double = 1e-6, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let flow = truePhaseKW(id)
        for (name, kW) in [("A", flow.a), ("B", flow.b), ("C", flow.c)] {
            #expect(
                kW <= Self.fuseKW(amperes) + tolerance, "phase \(name) of \(id) at \(time) s",
                sourceLocation: sourceLocation)
        }
    }
}

extension PhaseVector {
    func plus(_ other: PhaseVector) -> PhaseVector {
        PhaseVector(a: a + other.a, b: b + other.b, c: c + other.c)
    }
}

// SPDX-License-Identifier: Apache-2.0

/// Where on a feeder the phases of what is below are still phases, and where its currents are still currents.
public struct PhaseZones: Sendable {
    /// Whether the phases at each node are those of the DERs below it: not above a delta winding.
    public let isFollowed: [Bool]
    /// Whether no transformer stands between each node and any DER below it, so that an ampere below is one there.
    public let isOneVoltage: [Bool]

    /// The zones of a feeder.
    public init(_ feeder: Feeder, _ index: FeederIndex) {
        var followed = [Bool](repeating: true, count: feeder.nodes.count)
        var isOne = followed
        for node in stride(from: feeder.nodes.count - 1, to: 0, by: -1) {
            let above = Int(index.parent[node])
            if !followed[node] || !feeder.nodes[node].passesPhases { followed[above] = false }
            if !isOne[node] || feeder.nodes[node].kind == .transformer { isOne[above] = false }
        }
        isFollowed = followed
        isOneVoltage = isOne
    }

    /// Line currents of a delta winding over those of a balanced load of the same power, for a load on one phase.
    public static let deltaFactor = 3.0.squareRoot()
}

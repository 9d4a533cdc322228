// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// What a device may be doing that left the feeder: until its last setpoint has run out it may still be there.
public struct DepartedPower: Sendable, Hashable {
    /// Position of the node it counts at.
    public var node: Int
    /// What it may do.
    public var band: PowerBand
    /// What a kW of it counts for.
    let shares: AccountShares

    /// What a device on so many phases counts for at a node.
    public init(node: Int, band: PowerBand, phases: PhaseCode) {
        self.node = node
        self.band = band
        let count = Double(max(phases.count, 1))
        // On which of fewer phases it is, and whether a delta lies between it and a node above, is no longer known.
        let share = count < 3 ? 1 : 1 / count
        shares = AccountShares(a: share, b: share, c: share, total: 1, equivalent: 3 / count)
    }

    /// What each DER counts for now (rule 3), by position; magnitudes. For those that leave with the next change: of an
    /// outlet that is empty nobody will hear when a vehicle comes, so that it counts for what it is allowed.
    public static func counted(_ input: DispatchInput) -> [PowerBand] {
        let counted = CountedPower(input, memory: input.memory)
        return input.state.ders.indices.map { der in
            let band = PowerBand(
                importLimit: .kilowatts(max(counted.importKW[der], 0)),
                exportLimit: .kilowatts(max(-counted.exportKW[der], 0)))
            guard input.isKnownEmpty(der) else { return band }
            return band.union(input.state.ders[der].allowed).union(input.state.defaultBand(der))
        }
    }

    /// Magnitudes added up the tree, kW; nil where nothing has left.
    static func sums(_ input: DispatchInput) -> (importKW: [Double], exportKW: [Double])? {
        guard !input.departed.isEmpty else { return nil }
        var imports = [Double](repeating: 0, count: input.model.nodeCount)
        var exports = imports
        for gone in input.departed {
            imports[gone.node] += gone.band.importLimit.kilowatts
            exports[gone.node] += gone.band.exportLimit.kilowatts
        }
        input.model.sumUp(nodes: &imports)
        input.model.sumUp(nodes: &exports)
        return (imports, exports)
    }
}

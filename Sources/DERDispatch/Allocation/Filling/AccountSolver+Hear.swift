// SPDX-License-Identifier: Apache-2.0

extension AccountSolver {
    /// Takes over what the other accounts ask of each DER, at the nodes where that has changed since a step.
    ///
    /// - Returns: by how much kW of this account the DERs move: their powers at its present prices, and what an export
    ///   bound could call for.
    mutating func hear(_ others: AccountBands, of active: UInt8, since step: Int32) -> Double {
        var (powers, most) = (0.0, 0.0)
        for node in states.indices {
            marks[node] = []
            guard others.changed[node] > step else { continue }
            let moved = hear(at: node, others, of: active)
            if moved.powers > 0 { marks[node].insert(.flow) }
            powers += moved.powers
            guard canBindLower, moved.floors else { continue }
            var range = 0.0
            for index in ders(at: node) { range += ders[index].most }
            most += (own[node].most - range).magnitude
            own[node].most = range
        }
        canReachOther = canReachOther || most > 0
        return powers + most
    }

    /// By how much the powers at a node move, and whether any floor has.
    @inline(__always)
    private mutating func hear(
        at node: Int, _ others: AccountBands, of active: UInt8
    ) -> (powers: Double, floors: Bool) {
        var (moved, hasMoved) = (0.0, false)
        var members: UInt8?
        var (floor, base) = (0.0, 0.0)
        let band = bands[node]
        for index in ders(at: node) {
            if self.others[index] != members {
                members = self.others[index]
                (floor, base) = others.tightest(of: self.others[index] & active, at: node)
                lowestBase = min(lowestBase, base)
            }
            let der = ders[index]
            guard der.floor != floor || der.base != base else { continue }
            if der.floor != floor { hasMoved = true }
            (ders[index].floor, ders[index].base) = (floor, base)
            let (before, after) = (max(der.floor, band.clamp(der.base)), max(floor, band.clamp(base)))
            guard before != after else { continue }
            moved += (der.answer(to: after, moves: false).flow - der.answer(to: before, moves: false).flow).magnitude
        }
        return (moved, hasMoved)
    }
}

// SPDX-License-Identifier: Apache-2.0

extension AccountSolver {
    /// Takes over what the other accounts ask of each DER.
    ///
    /// - Returns: by how much kW of this account the DERs move: their powers at its present prices, and what an export
    ///   bound could call for.
    mutating func hear(_ others: AccountBands, of active: UInt8, isFirst: Bool) -> Double {
        var moved = 0.0
        lowestBase = 0
        for node in states.indices {
            marks[node] = []
            var members: UInt8 = 0xFF
            var (floor, base) = (0.0, 0.0)
            for index in ders(at: node) {
                if self.others[index] != members {
                    members = self.others[index]
                    (floor, base) = others.tightest(of: members & active, at: node, none: start.floor)
                    lowestBase = min(lowestBase, base)
                }
                guard ders[index].floor != floor || ders[index].base != base else { continue }
                let before = isFirst ? (0, 0) : (powerKW(of: ders[index], at: node), ders[index].most)
                (ders[index].floor, ders[index].base) = (floor, base)
                guard !isFirst else { continue }
                let change = (powerKW(of: ders[index], at: node) - before.0).magnitude
                if change > 0 { marks[node].insert(.flow) }
                moved += change + (canBindLower ? (ders[index].most - before.1).magnitude : 0)
            }
        }
        return moved
    }

    @inline(__always)
    private func powerKW(of der: AccountDER, at node: Int) -> Double {
        let price = bands[node].clamp(der.base)
        return der.answer(to: der.floor > price ? der.floor : price, moves: false).flow
    }
}

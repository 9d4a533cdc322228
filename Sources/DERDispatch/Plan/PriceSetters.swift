// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Which node's limit sets the price in each account at each node, and who would share one more kW there.
struct PriceSetters {
    /// The nearest node upwards that has a price of its own, as a row of its account; -1 where nothing binds; by row.
    private let setter: [Int]
    /// How much those who answer to each row's price give up or take on together per unit of it, kW of its account.
    private var responsiveKW: [Double]

    init(_ input: DispatchInput, _ target: TargetAllocation) {
        let (model, accounts) = (input.model, input.accounts)
        responsiveKW = accounts.rows(repeating: 0)
        guard !target.prices.isEmpty else {
            setter = Array(repeating: -1, count: accounts.rowCount)
            return
        }
        var setter: [Int] = []
        setter.reserveCapacity(accounts.rowCount)
        for base in stride(from: 0, to: accounts.rowCount, by: max(model.nodeCount, 1)) {
            for node in 0..<model.nodeCount {
                let parent = Int(model.index.parent[node])
                let row = base + node
                let above = parent >= 0 ? target.prices[base + parent] : 0
                setter.append(target.prices[row] != above ? row : parent >= 0 ? setter[base + parent] : -1)
            }
        }
        self.setter = setter
        for der in 0..<model.derCount where target.slope[der] > 0 {
            guard let row = row(of: der, input, target) else { continue }
            responsiveKW[row] += target.slope[der] * accounts.shares[der][accounts.account(ofRow: row)]
        }
    }

    /// The node and account whose price a DER pays.
    func row(of der: Int, _ input: DispatchInput, _ target: TargetAllocation) -> Int? {
        guard let deciding = input.accounts.tightest(target.prices, of: der), setter[deciding.row] >= 0 else {
            return nil
        }
        return setter[deciding.row]
    }

    /// What one more kW at the node that binds a DER, and in the account that does, would add to the magnitude of its
    /// target, kW: the ratio of its slope to that of all who answer to the same price. 0 where it stands at a bound of
    /// its own.
    ///
    /// - Parameter row: that node and account, `row(of:)`.
    func gainPerKW(_ der: Int, atRow row: Int, _ input: DispatchInput, _ target: TargetAllocation) -> Double {
        guard responsiveKW[row] > 0 else { return 0 }
        let account = input.accounts.account(ofRow: row)
        let scale = account == .equivalent ? input.model.nodeScale[input.accounts.node(ofRow: row)] : 1
        return target.slope[der] / responsiveKW[row] * scale
    }
}

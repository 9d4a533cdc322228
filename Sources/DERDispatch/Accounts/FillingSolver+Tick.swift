// SPDX-License-Identifier: Apache-2.0

import GridModel

extension FillingSolver {
    /// Shares power within bounds by row; false where the question is none.
    mutating func solve(
        _ input: DispatchInput, _ responses: [PriceResponse], lower: [Double], upper: [Double]
    ) -> Bool {
        var bounds = [[FlowBounds]](repeating: [], count: FlowAccount.allCases.count)
        for (slot, account) in input.accounts.kept.enumerated() {
            let base = slot * input.model.nodeCount
            bounds[account.rawValue] = (base..<base + input.model.nodeCount).map { row in
                let (least, most) = (min(lower[row], upper[row]), upper[row])
                return (try? FlowBounds(lowerKW: least, upperKW: most, fixedKW: 0)) ?? .closed
            }
        }
        let problem = try? FillingProblem(
            tree: input.model.tree, bounds: bounds, ders: responses, shares: input.accounts.shares)
        guard let problem else { return false }
        _ = solve(problem)
        return true
    }

    /// The prices of the kept accounts, by row.
    func prices(_ accounts: Accounts) -> [Double] {
        accounts.kept.flatMap { account in
            let prices = nodePrice[account.rawValue]
            return prices.isEmpty ? [Double](repeating: 0, count: accounts.nodeCount) : prices
        }
    }
}

extension PriceResponse {
    /// The same DER with no choice.
    func fixed(atKW power: Double) -> PriceResponse {
        (try? PriceResponse(
            lowerKW: power, upperKW: power, preferredKW: power, weightUp: 1, weightDown: 1, tier: tier)) ?? self
    }
}

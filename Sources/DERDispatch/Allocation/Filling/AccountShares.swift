// SPDX-License-Identifier: Apache-2.0

/// What one kW of a DER adds to each account of the nodes on its path.
///
///     car on phase B          a 0    b 1    c 0    total 1   equivalent 3
///     three-phase battery     a 1/3  b 1/3  c 1/3  total 1   equivalent 1
///     phase unknown           a 1    b 1    c 1    total 1   equivalent 3
@frozen
public struct AccountShares: Sendable, Hashable {
    /// Largest share; the product with `PriceResponse.maximumKW` stays exact enough to add up.
    public static let maximum = 1e6

    /// By the accounts' raw value; the rest is 0.
    let storage: SIMD8<Double>

    /// Shares of 0 or more. Anything else is a fault of the caller's.
    public init(a: Double, b: Double, c: Double, total: Double, equivalent: Double) {
        storage = SIMD8(a, b, c, total, equivalent, 0, 0, 0)
        for (account, share) in zip(FlowAccount.allCases, [a, b, c, total, equivalent]) {
            precondition(share >= 0 && share <= Self.maximum, "a share of \(share) in account \(account)")
        }
    }

    /// The share in an account.
    public subscript(account: FlowAccount) -> Double { storage[account.rawValue] }

    /// One bit for each account with a share above 0.
    var members: UInt8 {
        var bits: UInt8 = 0
        for index in 0..<5 where storage[index] > 0 { bits |= 1 << UInt8(index) }
        return bits
    }
}

extension FlowAccount {
    /// The account in a set of accounts.
    @inline(__always)
    var bit: UInt8 { 1 << UInt8(rawValue) }
}

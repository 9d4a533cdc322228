// SPDX-License-Identifier: Apache-2.0

/// A DER as one account sees it: its response in kW of the account, and what the other accounts leave of a price.
///
/// The DER answers to
///
///     max(floor, price)   with price = base, moved into the account's own band
///
/// where `floor` is the highest price that import bounds of other accounts ask for and `base` the lowest that their
/// export bounds ask for, but not above 0. So import bounds win over export bounds of other accounts.
struct AccountDER: Sendable {
    var lower = 0.0
    var upper = 0.0
    var preferred = 0.0
    var tier = 0.0
    var down = 0.0
    var up = 0.0
    var floor = -Double.infinity
    var base = 0.0

    init() {}

    /// A DER that adds `share` times its power to the account.
    @inline(__always)
    init(_ response: PriceResponse, share: Double) {
        lower = share * response.lowerKW
        upper = share * response.upperKW
        preferred = share * response.preferredKW
        tier = response.tier
        down = share * response.downKWPerPrice
        up = share * response.upKWPerPrice
    }

    /// The power at a price, and its slope, for whichever sign of the price.
    @inline(__always)
    func answer(to price: Double, moves: Bool) -> FlowSum {
        let beyond = price.magnitude - tier
        let rate = price >= 0 ? -down : up
        let line = preferred + (beyond > 0 ? beyond : 0) * rate
        let capped = line < upper ? line : upper
        return FlowSum(
            flow: capped > lower ? capped : lower,
            slope: rate.magnitude.kept(if: moves).kept(if: beyond >= 0).kept(if: line > lower).kept(if: line < upper))
    }

    /// The largest power that import bounds of other accounts leave it.
    @inline(__always)
    var most: Double { floor > -.infinity ? answer(to: floor, moves: false).flow : upper }
}

/// At which prices the DERs of a subtree are asked.
protocol AccountQuestion {
    func answer(of der: AccountDER) -> FlowSum
}

/// An import price of 0 or more: no export bound acts below it, and each DER is on the side of prices above 0.
struct ImportQuestion: AccountQuestion {
    let price: Double

    @inline(__always)
    func answer(of der: AccountDER) -> FlowSum {
        let line = der.preferred - ((der.floor > price ? der.floor : price) - der.tier) * der.down
        let top = der.preferred < der.upper ? der.preferred : der.upper
        let capped = line < top ? line : top
        return FlowSum(
            flow: capped > der.lower ? capped : der.lower,
            slope: der.down.kept(if: line < top).kept(if: line > der.lower).kept(if: price >= der.floor))
    }
}

/// A band of prices, one end of which is being searched for.
struct BandQuestion: AccountQuestion {
    let band: PriceBand
    /// The price that moves with the search; 0 where nothing acts yet.
    let moving: Double

    @inline(__always)
    func answer(of der: AccountDER) -> FlowSum {
        let price = band.clamp(der.base)
        return der.answer(
            to: der.floor > price ? der.floor : price, moves: price == moving && price >= der.floor)
    }
}

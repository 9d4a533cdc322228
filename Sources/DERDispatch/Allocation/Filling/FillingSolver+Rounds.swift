// SPDX-License-Identifier: Apache-2.0

extension FillingSolver {
    /// Sizes the arrays, gathers each account's DERs and finds the accounts in which a bound can be passed.
    mutating func prepare(_ problem: FillingProblem) {
        fit(problem)
        for (der, shares) in problem.shares.enumerated() { members[der] = shares.members }
        var isImportOnly = true
        for index in accounts.indices {
            accounts[index].fit(problem.tree)
            accounts[index].gather(problem, members: members)
            accounts[index].survey(problem, isFirst: true, marking: false)
            if accounts[index].canBindLower { isImportOnly = false }
        }
        // Where no export bound can act, no price is below 0: the shorter inner loop does for all.
        let start = isImportOnly ? PriceBand(floor: 0, ceiling: .infinity) : .open
        for index in accounts.indices { accounts[index].start = start }
        bands.reset(nodes: problem.tree.nodeCount, to: start)
        (active, rounds) = (0, 0)
    }

    private mutating func fit(_ problem: FillingProblem) {
        var bounded: UInt8 = 0
        for index in problem.bounds.indices where !problem.bounds[index].isEmpty { bounded |= 1 << UInt8(index) }
        if bounded != accounts.reduce(0, { $0 | $1.account.bit }) {
            accounts = FlowAccount.allCases.filter { bounded & $0.bit != 0 }.map { AccountSolver($0) }
            nodePrice = FlowAccount.allCases.map { _ in [] }
        }
        if members.count != problem.tree.derCount {
            members = Array(repeating: 0, count: problem.tree.derCount)
            setpointsKW = Array(repeating: 0, count: problem.tree.derCount)
            derPrice = Array(repeating: 0, count: problem.tree.derCount)
            derAccount = Array(repeating: nil, count: problem.tree.derCount)
        }
        if nodeFlow.count != problem.tree.nodeCount {
            nodeFlow = Array(repeating: .zero, count: problem.tree.nodeCount)
        }
        for index in nodePrice.indices where bounded & (1 << UInt8(index)) != 0 {
            guard nodePrice[index].count != problem.tree.nodeCount else { continue }
            nodePrice[index] = Array(repeating: 0, count: problem.tree.nodeCount)
        }
    }

    /// Gauss and Seidel's rounds; false where they did not come to rest.
    mutating func settle(_ problem: FillingProblem) -> Bool {
        // When the prices of each account last changed, and when it last heard of those of the others.
        var changed = SIMD8<Int32>(repeating: 0)
        var heard = SIMD8<Int32>(repeating: -1)
        var step: Int32 = 0
        for round in 1...roundLimit {
            rounds = round
            if round == roundLimit { lastBands.copy(bands) }
            for index in accounts.indices where isStale(index, changed, heard) {
                step += 1
                let own = accounts[index].account.rawValue
                let last = max(0, heard[own])
                heard[own] = step
                if visit(index, problem, since: last, step: step, isFirst: round == 1) { changed[own] = step }
            }
            if !accounts.indices.contains(where: { isStale($0, changed, heard) }) { return true }
        }
        return false
    }

    /// Whether prices of others have changed since the account last heard of them.
    private func isStale(_ index: Int, _ changed: SIMD8<Int32>, _ heard: SIMD8<Int32>) -> Bool {
        let own = accounts[index].account.rawValue
        var others = changed
        others[own] = -1
        return accounts[index].canBind && others.max() > heard[own]
    }

    /// Settles one account anew; whether its prices have changed.
    private mutating func visit(
        _ index: Int, _ problem: FillingProblem, since last: Int32, step: Int32, isFirst: Bool
    ) -> Bool {
        if !isFirst || active != 0 {
            let movedKW = accounts[index].hear(bands, of: active, since: last)
            guard isFirst || movedKW > Self.settledKW else { return false }
        }
        if accounts[index].canReachOther {
            accounts[index].survey(problem, isFirst: false, marking: !isFirst)
        }
        var hasChanged = false
        if isFirst {
            accounts[index].settle(problem.tree)
            hasChanged = accounts[index].hasPrices
        } else {
            hasChanged = accounts[index].resettle(problem.tree)
        }
        guard hasChanged else { return false }
        bands.take(accounts[index].bands, of: accounts[index].account, step: step)
        let bit = accounts[index].account.bit
        active = accounts[index].hasPrices ? active | bit : active & ~bit
        return true
    }

    /// Prices for which the bounds hold although the rounds have not come to rest.
    ///
    /// An account kept its bounds in its last round while the others had the prices of that round or of the one before.
    /// With the higher one of these for all accounts no DER takes more than it did then, so import bounds hold; with the
    /// lower one as the ceiling the same is true of export bounds, as long as no import bound stands against it.
    mutating func keepBounds(_ problem: FillingProblem) {
        for index in bands.floors.indices {
            bands.floors[index] = max(bands.floors[index], lastBands.floors[index])
            let (one, other) = (bands.ceilings[index], lastBands.ceilings[index])
            bands.ceilings[index] = min(one, other)
            lastBands.ceilings[index] = max(one, other)
        }
        active = accounts.reduce(0) { $0 | $1.account.bit }
        share(problem)
        guard passesImportBound else { return }
        swap(&bands.ceilings, &lastBands.ceilings)
    }

    /// Whether the flows pass an import bound that could be kept.
    private var passesImportBound: Bool {
        for account in accounts {
            let at = account.account.rawValue
            for node in account.states.indices {
                let upper = account.states[node].upper
                if nodeFlow[node][at] - upper > AllocationSolver.leastReportedKW(of: upper) { return true }
            }
        }
        return false
    }
}

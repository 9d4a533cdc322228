// SPDX-License-Identifier: Apache-2.0

import GridModel

/// The ladder of rule 7: a measured excess that outlasts the devices' own delay is met by trimming the room, then by
/// the defaults, then by zero and an alarm that only a person takes back; the rungs themselves end after the excess.
enum Ladder {
    /// Share of the limit that a trim may take away; beyond it the next rung answers.
    static let largestTrim = 0.5
    /// Longest response delay that is waited for.
    static let longestDelay = Duration.seconds(60)

    static func climb(_ input: DispatchInput, limits: NodeLimits, _ memory: inout DispatchMemory) {
        guard input.settings.guards.contains(.ladder) else { return }
        for node in 0..<input.model.nodeCount {
            guard let measured = input.liveMeter(node)?.value.kilowatts else {
                // Without a meter there is no excess to answer: the declared worst counts as base load instead, and a
                // rung that nobody could ever see the end of would stay for good.
                down(&memory.nodes[node], input)
                continue
            }
            if let excess = worstExcess(measured, node, limits, input, memory.nodes[node]) {
                if memory.nodes[node].excessAccount != excess.account {
                    // A trim of another account answers nothing here.
                    memory.nodes[node].trimKW = 0
                    memory.nodes[node].excessAccount = excess.account
                }
                memory.nodes[node].excessDirection = excess.direction
                up(&memory.nodes[node], by: excess.kW, limit: excess.limit, node, input)
            } else {
                down(&memory.nodes[node], input)
            }
        }
    }

    /// Gives back what was trimmed for an excess that is explained by now: a DER that was found not to follow counts at
    /// what it measures, and the trim would withhold the same kW a second time.
    ///
    /// The higher rungs are not given time by it: they climb by how long the excess lasts, whatever explains it.
    static func handBack(_ findings: [Obedience.Finding], _ input: DispatchInput, _ memory: inout DispatchMemory) {
        for finding in findings {
            for node in input.model.index.path(from: Int(input.model.index.nodeOfDER[finding.der])) {
                let isExport = memory.nodes[node].excessDirection == .export
                let share = input.meteredShare(memory.nodes[node].excessAccount, finding.der)
                let beyond = share.most(finding.beyondKW)
                let explained = isExport ? -beyond : beyond
                guard explained > 0, memory.nodes[node].trimKW > 0 || memory.nodes[node].excessSince != nil else {
                    continue
                }
                memory.nodes[node].trimKW = max(0, memory.nodes[node].trimKW - explained)
                memory.nodes[node].trimmedAt = input.now.steady
            }
        }
    }

    private struct Excess {
        var account: FlowAccount
        var direction: FlowDirection
        var kW: Double
        var limit: Double
    }

    /// The excess that is largest against its limit: in total, or on a phase where phases are measured.
    private static func worstExcess(
        _ measured: Double, _ node: Int, _ limits: NodeLimits, _ input: DispatchInput, _ memory: NodeMemory
    ) -> Excess? {
        func isAnswered(_ found: Excess?) -> Bool {
            memory.excessSince != nil && found?.account == memory.excessAccount
                && found?.direction == memory.excessDirection
        }
        var worst = excess(
            measured, .total, limits.importLimit[node], limits.exportLimit[node],
            mostKW: limits.mostMeasuredKW(.total, node, input))
        guard input.accounts.followsPhases, let phases = input.liveMeterPhases(node)?.value else { return worst }
        for account in FlowAccount.phases {
            let imports = limits.bound(account, node, .import, input)
            let exports = limits.bound(account, node, .export, input)
            let found = excess(
                phases[account], account, imports, exports, mostKW: limits.mostMeasuredKW(account, node, input))
            guard let found else { continue }
            // What is being answered stays the question until it is answered.
            if isAnswered(worst) { continue }
            if isAnswered(found) {
                worst = found
                continue
            }
            if worst.map({ found.kW * $0.limit > $0.kW * found.limit }) ?? true { worst = found }
        }
        return worst
    }

    /// - Parameter mostKW: what amperes let through at the voltage that is measured; infinite where nothing says it.
    private static func excess(
        _ measured: Double, _ account: FlowAccount, _ importLimit: BindingLimit?, _ exportLimit: BindingLimit?,
        mostKW: Double
    ) -> Excess? {
        let limit = min(importLimit?.limit.kilowatts ?? .infinity, mostKW)
        if measured > limit {
            return Excess(account: account, direction: .import, kW: measured - limit, limit: limit)
        }
        if let limit = exportLimit?.limit.kilowatts, -measured > limit {
            return Excess(account: account, direction: .export, kW: -measured - limit, limit: limit)
        }
        return nil
    }

    private static func up(
        _ memory: inout NodeMemory, by excess: Double, limit: Double, _ node: Int, _ input: DispatchInput
    ) {
        let now = input.now.steady
        let since = memory.excessSince ?? now
        memory.excessSince = since
        memory.clearSince = nil
        let delay = min(input.model.settlingTime[node], longestDelay)
        let lasted = now - since
        if lasted >= delay + input.settings.trimAfter {
            memory.stage = max(memory.stage, .trim)
            if memory.trimmedAt.map({ now - $0 >= delay }) ?? true {
                memory.trimKW = min(memory.trimKW + excess, limit * largestTrim)
                memory.trimmedAt = now
            }
        }
        if lasted >= delay + input.settings.defaultsAfter { memory.stage = max(memory.stage, .defaults) }
        if lasted >= delay + input.settings.zeroAfter {
            memory.stage = .zero
            memory.isLatched = true
        }
    }

    /// After a clear spell one rung down, and half the trim given back; then the next spell begins.
    private static func down(_ memory: inout NodeMemory, _ input: DispatchInput) {
        memory.excessSince = nil
        guard memory.stage > .none || memory.trimKW > 0 else { return }
        let since = memory.clearSince ?? input.now.steady
        memory.clearSince = since
        guard input.now.steady - since >= input.settings.ladderClearsAfter else { return }
        memory.clearSince = input.now.steady
        memory.trimKW = memory.trimKW > 0.5 ? memory.trimKW / 2 : 0
        if memory.stage > .trim || memory.trimKW == 0 {
            memory.stage = LadderStage(rawValue: memory.stage.rawValue - 1) ?? .none
        }
        // A latched alarm goes on saying which way the excess was.
        if memory.stage == .none, !memory.isLatched { memory.excessDirection = nil }
    }

    /// What the stage of the nodes above leaves a DER, kW.
    static func cap(_ power: Double, default band: PowerBand, stage: LadderStage, _ direction: FlowDirection) -> Double
    {
        switch (stage, direction) {
        case (.none, _), (.trim, _): power
        case (.defaults, .import): min(power, band.importLimit.kilowatts)
        case (.defaults, .export): max(power, -band.exportLimit.kilowatts)
        case (.zero, .import): min(power, 0)
        case (.zero, .export): max(power, 0)
        }
    }

    /// The highest rung among each node and those above it.
    static func stages(_ model: DispatchModel, _ memory: DispatchMemory) -> [(stage: LadderStage, node: Int)] {
        var stages: [(stage: LadderStage, node: Int)] = []
        for node in 0..<model.nodeCount {
            let own = (stage: memory.nodes[node].stage, node: node)
            let parent = Int(model.index.parent[node])
            stages.append(parent >= 0 && stages[parent].stage > own.stage ? stages[parent] : own)
        }
        return stages
    }
}

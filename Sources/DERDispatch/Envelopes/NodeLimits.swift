// SPDX-License-Identifier: Apache-2.0

import GridModel

/// The most restrictive limit of each node in each direction, as active power, with its source (rule 1).
struct NodeLimits {
    var importLimit: [BindingLimit?]
    var exportLimit: [BindingLimit?]
    /// What the equipment and the connection agreements alone let in: no guaranteed minimum goes above it.
    private(set) var permanentImport: [BindingLimit?]
    /// The limit that a guaranteed minimum sets aside; nil where none does.
    private(set) var setAside: [BindingLimit?]
    /// The most restrictive of those limits that bound each phase (amperes, and the plate of windings).
    private var phasedImport: PhaseLimits
    private var phasedExport: PhaseLimits
    private var permanentPhasedImport: PhaseLimits
    private let amperes: AmpereLimits?
    /// The least amperes that bound the import of each node's phases; none where nothing is limited in amperes.
    private var currents: CurrentLimits?
    private var permanentCurrents: CurrentLimits?

    init(_ input: DispatchInput, amperes: AmpereLimits? = nil) {
        let count = input.model.nodeCount
        self.amperes = amperes
        importLimit = Array(repeating: nil, count: count)
        exportLimit = importLimit
        permanentImport = importLimit
        setAside = importLimit
        phasedImport = PhaseLimits(nodeCount: input.accounts.followsPhases ? count : 0)
        phasedExport = phasedImport
        permanentPhasedImport = phasedImport
        for limit in input.model.declaredLimits {
            if let phase = limit.phase {
                narrow(limit.node, limit.direction, to: limit.value, phase, limit.reference, input)
            } else {
                narrow(limit.node, limit.direction, to: limit.value, limit.reference, isPlate: limit.isPlate, input)
            }
        }
        permanentImport = importLimit
        permanentPhasedImport = phasedImport
        permanentCurrents = currents
        for limit in input.limits.effective(at: input.now) {
            guard let position = input.model.index.nodePosition[limit.node] else { continue }
            if let phase = limit.phase {
                narrow(position, limit.direction, to: limit.value, phase, limit.reference, input)
            } else {
                narrow(position, limit.direction, to: limit.value, limit.reference, isPlate: false, input)
            }
        }
    }

    // MARK: - Narrowing

    /// Narrows a node to a limit: in total, and on each phase where the limit is one of phases.
    private mutating func narrow(
        _ node: Int, _ direction: FlowDirection, to value: Rating, _ reference: LimitReference, isPlate: Bool,
        _ input: DispatchInput
    ) {
        if direction == .import { narrowCurrent(node, value, on: input.model.supplies[node].phases, input) }
        let plain = plain(value, node, reference, input)
        guard Self.isPhased(value, isPlate: isPlate, isFollowed: input.model.phases.isFollowed[node]) else {
            return narrow(node, direction, to: plain)
        }
        let current: Current? = if case .current(let current) = value { current } else { nil }
        let amperes = direction == .import ? current : nil
        guard input.accounts.followsPhases else {
            return narrow(node, direction, to: larger(plain, 1, amperes, .equivalent, node, input))
        }
        guard input.model.phases.isFollowed[node] else {
            narrow(node, direction, to: plain)
            return narrow(.equivalent, node, direction, to: plain)
        }
        let phases = input.model.supplies[node].phases
        var whole = BindingLimit(limit: .zero, margin: .zero, reference: reference)
        for account in FlowAccount.phases where account.phase.map({ phases.contains($0) }) ?? false {
            let limit = larger(plain, 1 / Double(phases.count), amperes, account, node, input)
            narrow(account, node, direction, to: limit)
            whole.limit = whole.limit + limit.limit
            whole.margin = whole.margin + limit.margin
        }
        narrow(node, direction, to: amperes == nil ? plain : whole)
    }

    /// Narrows one phase to its limit. Where phases are not followed each may be the heaviest, so it holds for all.
    private mutating func narrow(
        _ node: Int, _ direction: FlowDirection, to value: Rating, _ phase: PhaseCode, _ reference: LimitReference,
        _ input: DispatchInput
    ) {
        let phases = input.model.supplies[node].phases
        if direction == .import { narrowCurrent(node, value, on: phase, input) }
        guard input.accounts.followsPhases, phases.contains(phase) else { return }
        // Powers of a phase are its own; amperes, and what they come to, are those of each phase.
        var all = value
        if case .activePower(let power) = value { all = .activePower(power * Double(phases.count)) }
        let plain = plain(all, node, reference, input)
        guard input.model.phases.isFollowed[node], let account = FlowAccount(phase) else {
            return narrow(.equivalent, node, direction, to: plain)
        }
        let current: Current? = if case .current(let current) = value { current } else { nil }
        let amperes = direction == .import ? current : nil
        let part = 1 / Double(phases.count)
        narrow(account, node, direction, to: larger(plain, part, amperes, account, node, input))
    }

    private mutating func narrowCurrent(_ node: Int, _ value: Rating, on phases: PhaseCode, _ input: DispatchInput) {
        guard case .current(let current) = value else { return }
        if currents == nil { currents = CurrentLimits(nodeCount: input.model.nodeCount) }
        currents?.narrow(node, to: current, on: phases)
    }

    /// The larger of the plain conversion's part and what amperes below are worth against it.
    private func larger(
        _ plain: BindingLimit, _ part: Double, _ current: Current?, _ account: FlowAccount, _ node: Int,
        _ input: DispatchInput
    ) -> BindingLimit {
        var limit = BindingLimit(limit: plain.limit * part, margin: plain.margin * part, reference: plain.reference)
        let margin = Self.margin(node, input)
        guard let current, let counted = amperes?.limit(current, account, node, margin: margin, input),
            counted.limitKW - counted.marginKW > limit.usable.kilowatts
        else { return limit }
        limit.limit = .kilowatts(counted.limitKW)
        limit.margin = .kilowatts(counted.marginKW)
        return limit
    }

    private mutating func narrow(_ node: Int, _ direction: FlowDirection, to limit: BindingLimit) {
        switch direction {
        case .import: Self.narrow(&importLimit[node], to: limit)
        case .export: Self.narrow(&exportLimit[node], to: limit)
        }
    }

    private mutating func narrow(
        _ account: FlowAccount, _ node: Int, _ direction: FlowDirection, to limit: BindingLimit
    ) {
        switch direction {
        case .import: phasedImport.narrow(account, node, to: limit)
        case .export: phasedExport.narrow(account, node, to: limit)
        }
    }

    private static func narrow(_ bound: inout BindingLimit?, to candidate: BindingLimit) {
        if candidate.usable < bound?.usable ?? .watts(.infinity) { bound = candidate }
    }

    /// Whether a limit bounds each phase: amperes do, and a transformer's apparent power where the phases of its windings
    /// are followed.
    private static func isPhased(_ value: Rating, isPlate: Bool, isFollowed: Bool) -> Bool {
        switch value {
        case .current: true
        case .apparentPower: isPlate && isFollowed
        case .activePower: false
        }
    }

    /// Whether somebody dims a node, or one of its phases: a limit narrower than equipment and agreement.
    func isDimmed(_ node: Int) -> Bool {
        importLimit[node] != permanentImport[node] || !phasedImport.isSame(permanentPhasedImport, at: node)
    }

    /// The permanent limits alone.
    var undimmed: NodeLimits {
        var limits = self
        limits.importLimit = permanentImport
        limits.phasedImport = permanentPhasedImport
        limits.currents = permanentCurrents
        return limits
    }

    /// Lifts what was set at a node to what is guaranteed below it, but never above the permanent limit;
    /// where the two are a watt apart the permanent one is named.
    ///
    /// - Parameter usable: what must be usable there, kW.
    mutating func lift(_ node: Int, toUsableKW usable: Double, _ input: DispatchInput) {
        guard let dimmed = importLimit[node], dimmed != permanentImport[node], dimmed.usable.kilowatts < usable
        else { return }
        setAside[node] = dimmed
        currents?.lift(node, to: permanentCurrents)
        importLimit[node] = Self.lower(permanentImport[node], Self.lifted(toUsableKW: usable, node, input))
    }

    /// The same for what bounds a phase, where that is dimmed.
    mutating func lift(_ account: FlowAccount, _ node: Int, toUsableKW usable: Double, _ input: DispatchInput) {
        guard let dimmed = phasedImport[account, node], dimmed.usable.kilowatts < usable,
            !phasedImport.isSame(permanentPhasedImport, at: node)
        else { return }
        let lifted = Self.lifted(toUsableKW: usable, node, input)
        currents?.lift(node, to: permanentCurrents)
        phasedImport.replace(account, node, by: Self.lower(permanentPhasedImport[account, node], lifted))
    }

    /// A limit under which so much may be used. The same part stays free under it as under any limit: meters are off
    /// by that.
    private static func lifted(toUsableKW usable: Double, _ node: Int, _ input: DispatchInput) -> BindingLimit {
        let part = margin(node, input)
        let limit = ActivePower.kilowatts(usable / (1 - part))
        return BindingLimit(
            limit: limit, margin: limit * part, reference: .guaranteedMinimum)
    }

    private static func lower(_ permanent: BindingLimit?, _ lifted: BindingLimit) -> BindingLimit {
        permanent.map { $0.usable <= lifted.usable + .watts(1) ? $0 : lifted } ?? lifted
    }

    /// Lifts all nodes as the last tick did.
    mutating func lift(as memory: DispatchMemory, _ input: DispatchInput) {
        for (node, known) in memory.nodes.enumerated() {
            if let usable = known.guaranteedUsableKW { lift(node, toUsableKW: usable, input) }
            guard input.accounts.followsPhases else { continue }
            for (account, usable) in known.guaranteedPhasedKW { lift(account, node, toUsableKW: usable, input) }
        }
    }

    /// The part of a limit that stays free.
    private static func margin(_ node: Int, _ input: DispatchInput) -> Double {
        input.settings.guards.contains(.margins) ? input.model.margins[node] : 0
    }

    /// A limit of the whole, amperes at the lowest voltage.
    private func plain(
        _ value: Rating, _ position: Int, _ reference: LimitReference, _ input: DispatchInput
    ) -> BindingLimit {
        let power = activePower(value, position, input)
        // A limit that is no number is a limit all the same; "unlimited" is said by having none.
        let limit = power.watts >= 0 ? power : .zero
        return BindingLimit(limit: limit, margin: limit * Self.margin(position, input), reference: reference)
    }

    private func activePower(_ value: Rating, _ position: Int, _ input: DispatchInput) -> ActivePower {
        if case .activePower(let power) = value { return power }
        let supply = input.model.supplies[position]
        let lowest = StationVoltage.believed(
            input.state.meters[position].voltage, nominal: supply.nominalPhaseVoltage.volts, at: input.now.steady
        ).map { Voltage.volts($0 * VoltageMargin.lower) }
        return RatingConversion.activePower(
            of: value, at: supply,
            reactivePower: input.state.meters[position].reactivePower?.live(at: input.now.steady), voltage: lowest)
    }

    // MARK: - By account

    /// Most import that limits in amperes let a meter read of the whole or a phase, kW, at the voltage that the meter
    /// measures itself; infinite where there are none, or it measures none.
    func mostMeasuredKW(_ account: FlowAccount, _ node: Int, _ input: DispatchInput) -> Double {
        guard let currents else { return .infinity }
        let equipment = input.model.supplies[node]
        let nominal = equipment.nominalPhaseVoltage.volts
        guard
            let volts = StationVoltage.believed(
                input.state.meters[node].voltage, nominal: nominal, at: input.now.steady)
        else { return .infinity }
        // Of several phases a meter tells the lowest.
        let spread = equipment.phases.count == 1 ? 1 : VoltageMargin.spread
        return currents.amperes(account, node, on: equipment.phases) * volts * VoltageMargin.upper * spread / 1_000
    }

    /// The limit that bounds an account at a node: the whole, or one phase; nil where nothing bounds it.
    func bound(
        _ account: FlowAccount, _ node: Int, _ direction: FlowDirection, _ input: DispatchInput
    ) -> BindingLimit? {
        let all = direction == .import ? importLimit[node] : exportLimit[node]
        guard input.accounts.followsPhases, account != .total else { return all }
        let isOfPhase = account.phase != nil
        guard isOfPhase == input.model.phases.isFollowed[node] else { return nil }
        return direction == .import ? phasedImport[account, node] : phasedExport[account, node]
    }
}

/// How far a measured voltage is moved to the safe side before amperes and kilowatts are turned into each other: class
/// 1 meters, and the change between two samples.
enum VoltageMargin {
    static let lower = 0.98
    static let upper = 1.02
    /// The highest of three phases over the lowest: EN 50160 leaves a supply 2 % of unbalance, to either side.
    static let spread = 1.04
}

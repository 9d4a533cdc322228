// SPDX-License-Identifier: Apache-2.0

import GridModel

/// The most restrictive limit of each node in each direction, as active power, with its source (rule 1).
struct NodeLimits {
    var importLimit: [BindingLimit?]
    var exportLimit: [BindingLimit?]
    /// The most restrictive of those limits that bound each phase (amperes, and the plate of windings), as power of all
    /// phases together.
    private(set) var phasedImport: [BindingLimit?]
    /// The same for export.
    private(set) var phasedExport: [BindingLimit?]
    private var permanentPhasedImport: [BindingLimit?]
    /// What the equipment and the connection agreements alone let in: no guaranteed minimum goes above it.
    private(set) var permanentImport: [BindingLimit?]
    /// The limit that a guaranteed minimum sets aside; nil where none does.
    private(set) var setAside: [BindingLimit?]

    init(_ input: DispatchInput) {
        let nodes = input.model.feeder.nodes
        importLimit = Array(repeating: nil, count: nodes.count)
        exportLimit = importLimit
        permanentImport = importLimit
        setAside = importLimit
        phasedImport = importLimit
        phasedExport = importLimit
        permanentPhasedImport = importLimit
        for (position, node) in nodes.enumerated() {
            if let rating = node.rating {
                let power = activePower(rating, at: position, input: input)
                for direction in FlowDirection.allCases {
                    narrow(position, direction, to: power, .rating, input)
                    if Self.isPhased(rating, isFollowed: input.model.phases.isFollowed[position]) {
                        narrowPhases(position, direction, to: power, .rating, input)
                    }
                }
            }
            let agreed = LimitReference.connection
            if let limit = node.importLimit { narrow(position, .import, to: limit, agreed, input) }
            if let limit = node.exportLimit { narrow(position, .export, to: limit, agreed, input) }
        }
        permanentImport = importLimit
        permanentPhasedImport = phasedImport
        for limit in input.limits.effective(at: input.now) {
            guard let position = input.model.index.nodePosition[limit.node] else { continue }
            let power = activePower(limit.value, at: position, input: input)
            narrow(position, limit.direction, to: power, limit.reference, input)
            if case .current = limit.value {
                narrowPhases(position, limit.direction, to: power, limit.reference, input)
            }
        }
    }

    /// Whether a plate bounds each phase: a fuse's amperes do, and a transformer's apparent power where the phases of its
    /// windings are followed.
    private static func isPhased(_ rating: Rating, isFollowed: Bool) -> Bool {
        switch rating {
        case .current: true
        case .apparentPower: isFollowed
        case .activePower: false
        }
    }

    /// Whether somebody dims a node: a limit narrower than equipment and agreement.
    func isDimmed(_ node: Int) -> Bool { importLimit[node] != permanentImport[node] }

    /// The permanent limits alone.
    var undimmed: NodeLimits {
        var limits = self
        limits.importLimit = permanentImport
        limits.phasedImport = permanentPhasedImport
        return limits
    }

    /// Lifts what was set at a node to what is guaranteed below it, but never above the permanent limit;
    /// where the two are a watt apart the permanent one is named.
    ///
    /// - Parameter usable: what must be usable there, kW.
    mutating func lift(_ node: Int, toUsableKW usable: Double, _ input: DispatchInput) {
        guard let dimmed = importLimit[node], isDimmed(node), dimmed.usable.kilowatts < usable else { return }
        // The same part stays free under it as under any limit: meters are off by that.
        let part = Self.margin(node, input)
        let limit = ActivePower.kilowatts(usable / (1 - part))
        let lifted = BindingLimit(
            limit: limit, margin: limit * part, reference: .guaranteedMinimum)
        setAside[node] = dimmed
        importLimit[node] = Self.lower(permanentImport[node], lifted)
    }

    /// The same for what bounds each phase, where that is dimmed.
    mutating func liftPhases(_ node: Int, toUsableKW usable: Double, _ input: DispatchInput) {
        guard let dimmed = phasedImport[node], dimmed != permanentPhasedImport[node],
            dimmed.usable.kilowatts < usable
        else { return }
        let part = Self.margin(node, input)
        let limit = ActivePower.kilowatts(usable / (1 - part))
        let lifted = BindingLimit(
            limit: limit, margin: limit * part, reference: .guaranteedMinimum)
        phasedImport[node] = Self.lower(permanentPhasedImport[node], lifted)
    }

    private static func lower(_ permanent: BindingLimit?, _ lifted: BindingLimit) -> BindingLimit {
        permanent.map { $0.usable <= lifted.usable + .watts(1) ? $0 : lifted } ?? lifted
    }

    /// Lifts all nodes as the last tick did.
    mutating func lift(as memory: DispatchMemory, _ input: DispatchInput) {
        for (node, known) in memory.nodes.enumerated() {
            if let usable = known.guaranteedUsableKW { lift(node, toUsableKW: usable, input) }
            if let usable = known.guaranteedPhasedKW { liftPhases(node, toUsableKW: usable, input) }
        }
    }

    /// The part of a limit that stays free.
    private static func margin(_ node: Int, _ input: DispatchInput) -> Double {
        input.settings.guards.contains(.margins) ? input.model.feeder.nodes[node].margin : 0
    }

    private func activePower(_ value: Rating, at position: Int, input: DispatchInput) -> ActivePower {
        let meter = input.state.meters[position]
        let node = input.model.feeder.nodes[position]
        let lowest = StationVoltage.believed(
            meter.voltage, nominal: node.nominalPhaseVoltage.volts, at: input.now.steady
        ).map { Voltage.volts($0 * VoltageMargin.lower) }
        let power = RatingConversion.activePower(
            of: value, at: node,
            reactivePower: meter.reactivePower?.live(at: input.now.steady), voltage: lowest)
        // A limit that is no number is a limit all the same; "unlimited" is said by having none.
        return power.watts >= 0 ? power : .zero
    }

    private mutating func narrow(
        _ node: Int, _ direction: FlowDirection, to limit: ActivePower, _ reference: LimitReference,
        _ input: DispatchInput
    ) {
        let candidate = Self.candidate(node, limit, reference, input)
        switch direction {
        case .import: Self.narrow(&importLimit[node], to: candidate)
        case .export: Self.narrow(&exportLimit[node], to: candidate)
        }
    }

    private mutating func narrowPhases(
        _ node: Int, _ direction: FlowDirection, to limit: ActivePower, _ reference: LimitReference,
        _ input: DispatchInput
    ) {
        let candidate = Self.candidate(node, limit, reference, input)
        switch direction {
        case .import: Self.narrow(&phasedImport[node], to: candidate)
        case .export: Self.narrow(&phasedExport[node], to: candidate)
        }
    }

    private static func candidate(
        _ node: Int, _ limit: ActivePower, _ reference: LimitReference, _ input: DispatchInput
    ) -> BindingLimit {
        BindingLimit(limit: limit, margin: limit * margin(node, input), reference: reference)
    }

    private static func narrow(_ bound: inout BindingLimit?, to candidate: BindingLimit) {
        if candidate.limit < bound?.limit ?? .watts(.infinity) { bound = candidate }
    }

    // MARK: - By account

    /// The limit that bounds an account at a node, and the part of it that the account may use: the whole, or that of
    /// one phase; nil where nothing bounds it.
    func bound(
        _ account: FlowAccount, _ node: Int, _ direction: FlowDirection, _ input: DispatchInput
    ) -> (limit: BindingLimit, part: Double)? {
        let all = direction == .import ? importLimit[node] : exportLimit[node]
        guard input.accounts.followsPhases else { return all.map { ($0, 1) } }
        let phased = direction == .import ? phasedImport[node] : phasedExport[node]
        let isFollowed = input.model.phases.isFollowed[node]
        switch account {
        case .total: return all.map { ($0, 1) }
        case .equivalent: return isFollowed ? nil : phased.map { ($0, 1) }
        case .a, .b, .c:
            let phases = input.model.feeder.nodes[node].phases
            guard isFollowed, let phase = account.phase, phases.contains(phase) else { return nil }
            return phased.map { ($0, 1 / Double(phases.count)) }
        }
    }
}

/// How far a measured voltage is moved to the safe side before amperes and kilowatts are turned into each other: class
/// 1 meters, and the change between two samples.
enum VoltageMargin {
    static let lower = 0.98
    static let upper = 1.02
}

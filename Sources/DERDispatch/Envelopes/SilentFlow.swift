// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// What flows at a node when the gateway is silent: every DER at its default, base load at its declared worst, in total
/// and on each phase where phases are followed (rule 5).
///
/// The default of an AC EVSE, which is a current, counts at the highest voltage it can see. Above a delta winding DERs
/// on fewer phases count as if all phases carried their heaviest. Losses below come on top of an import.
public struct SilentFlow: Sendable, Hashable {
    /// Most import; a magnitude.
    public let importPower: ActivePower
    /// Most export; a magnitude.
    public let exportPower: ActivePower
    /// Most import of each phase, kW; nil where phases are not followed.
    public let importByPhaseKW: PhaseVector?
    /// Most export of each phase, kW; magnitudes.
    public let exportByPhaseKW: PhaseVector?

    /// By how much a limit would be passed, and on which phase.
    public struct Overload: Sendable, Hashable {
        /// By how much; a magnitude, zero where it fits.
        public var power = ActivePower.zero
        /// The phase that is passed by more than the total is; nil where it is the total.
        public var phase: PhaseCode?

        /// It fits.
        public init() {}
    }

    /// The silent flow at a node, by position.
    ///
    /// - Parameters:
    ///   - state: what DERs say of their own defaults, where that is known; else the topology's hold.
    ///   - unplacedImport: import of devices that stand nobody knows where; it counts at the head.
    public init(
        _ model: DispatchModel, node: Int, state: FleetState? = nil, unplacedImport: ActivePower = .zero
    ) {
        let feeder = model.feeder
        let place = SilentSum.Place(node, feeder, model.phases.zones)
        var imports = SilentSum()
        var exports = imports
        for below in node..<Int(model.index.subtreeEnd[node]) {
            guard let load = feeder.nodes[below].baseLoad else { continue }
            imports.add(load, on: feeder.nodes[below].phases, .import, at: place)
            exports.add(load, on: feeder.nodes[below].phases, .export, at: place)
        }
        for der in model.index.ders(below: node) {
            let band = state?.statedDefault(der) ?? model.defaults[der]
            let isBelowDelta = model.phases.isFollowed[Int(model.index.nodeOfDER[der])]
            imports.add(band.importLimit, of: feeder.ders[der], .import, at: place, isBelowDelta: isBelowDelta)
            exports.add(band.exportLimit, of: feeder.ders[der], .export, at: place, isBelowDelta: isBelowDelta)
        }
        if node == 0 {
            let part = model.part(of: .a, node)
            imports.totalKW += unplacedImport.kilowatts
            imports.phaseKW += SIMD3(repeating: unplacedImport.kilowatts * part)
        }
        let delivered = 1 - min(model.lossShare[node], 0.99)
        let isFollowed = model.phases.isFollowed[node]
        importPower = .kilowatts(max(Self.total(imports, isFollowed), 0) / delivered)
        exportPower = .kilowatts(max(Self.total(exports, isFollowed), 0))
        importByPhaseKW = isFollowed ? PhaseVector(imports.phaseKW / delivered) : nil
        exportByPhaseKW = isFollowed ? PhaseVector(exports.phaseKW) : nil
    }

    /// Where phases are not followed all count as the heaviest may.
    private static func total(_ sum: SilentSum, _ isFollowed: Bool) -> Double {
        isFollowed ? sum.totalKW : max(sum.totalKW, 3 * sum.phaseKW.max())
    }

    /// By how much the flow would pass what bounds the node by a plan: the total, or the phase that is passed by more.
    public func overload(_ direction: FlowDirection, _ plan: NodePlan) -> Overload {
        let isImport = direction == .import
        var worst = Overload()
        if let limit = isImport ? plan.importLimit : plan.exportLimit {
            worst.power = max((isImport ? importPower : exportPower) - limit.limit, .zero)
        }
        guard let flow = isImport ? importByPhaseKW : exportByPhaseKW,
            let limits = isImport ? plan.byPhase?.importLimitKW : plan.byPhase?.exportLimitKW
        else { return worst }
        for account in FlowAccount.phases {
            let over = ActivePower.kilowatts(flow[account] - limits[account])
            guard over > worst.power + .watts(1) else { continue }
            worst.power = over
            worst.phase = account.phase
        }
        return worst
    }
}

extension PhaseVector {
    fileprivate init(_ values: SIMD3<Double>) { self.init(a: values.x, b: values.y, c: values.z) }
}

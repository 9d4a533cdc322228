// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// What flows at a node when the gateway is silent: every DER at its default, base load at its declared worst, in total,
/// on each phase, and in amperes (rule 5).
///
/// The default of an AC EVSE is a current: in kW it counts at the highest voltage it can see, against amperes as itself.
/// Above a delta winding DERs and loads on fewer phases count as if all phases carried their heaviest. Losses below come
/// on top of an import. What is measured now plays no part: silence may last until it is otherwise.
public struct SilentFlow: Sendable, Hashable {
    private let imports: SilentSum
    private let exports: SilentSum
    private let place: ConnectivityNode
    private let isFollowed: Bool

    /// By how much a limit would be passed, and on which phase.
    public struct Overload: Sendable, Hashable {
        /// By how much; a magnitude, zero where it fits. Amperes that are too many come to it at nominal voltage.
        public var power = ActivePower.zero
        /// The amperes that are too many, where the limit is one in amperes.
        public var current: Current?
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
        let sum = SilentSum.Place(node, feeder, model.phases.zones)
        var imports = SilentSum()
        var exports = imports
        let below = node..<Int(model.index.subtreeEnd[node])
        let losses = Self.losses(below, model)
        for position in below {
            guard let load = feeder.nodes[position].baseLoad else { continue }
            func part(_ direction: FlowDirection) -> SilentPart {
                SilentPart(
                    load, on: feeder.nodes[position].phases, direction,
                    isBelowDelta: model.phases.isFollowed[position])
            }
            imports.add(part(.import), at: sum, losses: losses[position - node])
            exports.add(part(.export), at: sum)
        }
        for der in model.index.ders(below: node) {
            let band = state?.statedDefault(der) ?? model.defaults[der]
            let own = Int(model.index.nodeOfDER[der])
            let share = CountedShare(feeder.ders[der], isBelowDelta: model.phases.isFollowed[own])
            let isToldWatts = state?.ders[der].isToldWatts ?? false
            let imported = SilentPart(
                band.importLimit, of: feeder.ders[der], share, .import, isToldWatts: isToldWatts)
            imports.add(imported, at: sum, losses: losses[own - node])
            exports.add(SilentPart(band.exportLimit, of: feeder.ders[der], share, .export), at: sum)
        }
        if node == 0, unplacedImport > .zero {
            imports.add(SilentPart(unplacedImport, on: feeder.nodes[0].phases), at: sum, losses: losses[0])
        }
        self.imports = imports
        self.exports = exports
        place = feeder.nodes[node]
        isFollowed = model.phases.isFollowed[node]
    }

    /// What flows in at the first of some nodes for each kW at each of them: parents stand before their children.
    private static func losses(_ nodes: Range<Int>, _ model: DispatchModel) -> [Double] {
        var losses = [Double](repeating: 1, count: nodes.count)
        for node in nodes {
            let above = node == nodes.lowerBound ? 1 : losses[Int(model.index.parent[node]) - nodes.lowerBound]
            losses[node - nodes.lowerBound] = above / (1 - min(model.feeder.nodes[node].lossFactor, 0.99))
        }
        return losses
    }

    /// Most import; a magnitude.
    public var importPower: ActivePower { .kilowatts(max(imports.totalKW, 0)) }
    /// Most export; a magnitude.
    public var exportPower: ActivePower { .kilowatts(max(exports.totalKW, 0)) }
    /// Most import of each phase, kW; nil where phases are not followed.
    public var importByPhaseKW: PhaseVector? { isFollowed ? PhaseVector(imports.phaseKW) : nil }
    /// Most export of each phase, kW; magnitudes.
    public var exportByPhaseKW: PhaseVector? { isFollowed ? PhaseVector(exports.phaseKW) : nil }

    /// By how much the flow would pass what bounds the node: its rating less its margin, what was agreed, and limits that
    /// were set there. Of several bounds the one that is passed by most, in kW, and that of the total before one of a
    /// phase by no more.
    public func overload(_ direction: FlowDirection, under limits: [EffectiveLimit] = []) -> Overload {
        var bounds = SilentBound.all(of: place, direction, isFollowed: isFollowed)
        for limit in limits where limit.node == place.id && limit.direction == direction {
            bounds += SilentBound.all(of: limit.value, phase: limit.phase, at: place)
        }
        let sum = direction == .import ? imports : exports
        var worst = Overload()
        for bound in bounds.filter({ $0.phase == nil }) + bounds.filter({ $0.phase != nil }) {
            let value = bound.value(sum)
            guard bound.isPassed(by: value) else { continue }
            let over = value - bound.limit
            let volts = place.nominalPhaseVoltage.volts
            let power = ActivePower.kilowatts(bound.isCurrent ? over * volts / 1_000 : over)
            guard power > worst.power + (bound.phase == nil ? .zero : .watts(1)) else { continue }
            worst.power = power
            worst.current = bound.isCurrent ? .amperes(over) : nil
            worst.phase = bound.phase
        }
        return worst
    }
}

extension PhaseVector {
    fileprivate init(_ values: SIMD3<Double>) { self.init(a: values.x, b: values.y, c: values.z) }
}

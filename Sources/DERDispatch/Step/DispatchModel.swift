// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// The feeder as the tick wants it: structs of arrays, made once when a topology is loaded.
///
/// Powers are a DER's own kW; what they add to the flows at a node is said by `Accounts`. It never changes; a class, so
/// that what is handed from one part of the tick to the next stays small.
public final class DispatchModel: Sendable {
    /// The feeder.
    public let feeder: Feeder
    /// Its index.
    public let index: FeederIndex
    /// Where phases are followed, and what each DER counts for.
    let phases: FollowedPhases
    /// Whether some node permits only so much difference between two phases.
    let isAnyUnbalanceLimited: Bool
    /// Whether some limit or base load is given by phase, or some base load stands on fewer than three.
    let isAnyGivenByPhase: Bool
    /// Whether some equipment is rated in amperes.
    let isAnyRatedInAmperes: Bool
    /// Whether anybody knows on which phases each DER is.
    let isPhaseKnown: [Bool]
    /// Number of phases of each DER.
    let phaseCount: [Double]
    /// Equivalent kW per kW of each node: 3 / number of its phases.
    let nodeScale: [Double]
    /// What turns amperes and kVA of each node into kW.
    let supplies: [NodeSupply]
    /// The part of each node's limits that stays free.
    let margins: [Double]
    /// The limits of equipment and connection agreements, node after node.
    let declaredLimits: [DeclaredLimit]
    /// What plates and files say of each DER.
    let declared: DeclaredDERs
    /// Defaults of the DERs.
    let defaults: [PowerBand]
    /// The principle each DER's capacity is shared by: that of the nearest node upwards that names one.
    let principle: [AccessPrinciple]
    /// Whether those who were cut before weigh more in sharing what each DER gets.
    let remembersCuts: [Bool]
    /// Who gives way before whom.
    let order: AccessOrder
    /// The sites to which something is guaranteed.
    let guarantees: [SiteGuarantee]
    /// Declared base load of each node itself, kW.
    let declaredBase: [(minimum: Double, maximum: Double)]
    /// The time of each DER from a command to its whole effect.
    let derSettlingTime: [Duration]
    /// The same in milliseconds.
    private let settlingMilliseconds: [Int64]
    /// The longest of them below each node.
    let settlingTime: [Duration]
    /// Whether each DER is an AC EVSE whose station is told amperes, unless it takes watts alone.
    let isToldAmperes: [Bool]
    /// Whether each DER is an EVSE.
    let isEVSE: [Bool]
    /// Whether each DER is a battery or an EVSE that allows discharge.
    let isStorage: [Bool]
    /// Whether each DER is an AC EVSE.
    let isACEVSE: [Bool]
    /// Step of what each DER can be told, kW; for an AC EVSE A.
    let setpointStep: [Double?]
    /// Nominal line-to-neutral voltage at each DER, V.
    let nominalVolts: [Double]
    /// Losses below each node as a part of the flow there, by its own and its children's loss factors: the worst path.
    let lossShare: [Double]
    /// Positions of the EVSEs among the DERs.
    let evses: [Int]
    /// Positions of the EVSEs whose stations can be told how many phases to use.
    let switchers: [Int]
    /// Positions of the batteries and of the EVSEs that allow discharge.
    let storages: [Int]
    /// Storages whose operating rules go by the flow of a node.
    let storageGroups: [StorageGroup]
    let tree: AllocationTree

    /// Prepares a feeder for dispatch.
    public init(_ feeder: Feeder) {
        let index = FeederIndex(feeder)
        self.feeder = feeder
        self.index = index
        phases = FollowedPhases(feeder, index)
        isAnyUnbalanceLimited = feeder.nodes.contains { $0.unbalanceLimit != nil || $0.neutralRating != nil }
        isAnyGivenByPhase = feeder.nodes.contains {
            $0.importLimitByPhase != nil || $0.exportLimitByPhase != nil || $0.baseLoad?.byPhase != nil
                || ($0.phases.count < 3 && $0.baseLoad.map { $0 != .none } ?? false)
        }
        isAnyRatedInAmperes = feeder.nodes.contains { if case .current = $0.rating { true } else { false } }
        isPhaseKnown = feeder.ders.map(\.isPhaseKnown)
        phaseCount = feeder.ders.map { Double(max($0.phases.count, 1)) }
        nodeScale = feeder.nodes.map { 3 / Double(max($0.phases.count, 1)) }
        supplies = feeder.nodes.map(\.supply)
        margins = feeder.nodes.map(\.margin)
        declaredLimits = DeclaredLimit.all(feeder)
        declared = DeclaredDERs(feeder, index)
        defaults = feeder.ders.map {
            PowerBand(importLimit: $0.defaultLimit.importLimit, exportLimit: $0.defaultLimit.exportLimit)
        }
        var inherited: [AccessPrinciple] = []
        for (node, parent) in zip(feeder.nodes, index.parent) {
            inherited.append(node.principle ?? (parent >= 0 ? inherited[Int(parent)] : .maxMin))
        }
        principle = index.nodeOfDER.map { inherited[Int($0)] }
        var remembering: [Bool] = []
        for (node, parent) in zip(feeder.nodes, index.parent) {
            remembering.append(node.remembersCuts ?? (parent >= 0 ? remembering[Int(parent)] : false))
        }
        remembersCuts = index.nodeOfDER.map { remembering[Int($0)] }
        order = AccessOrder(feeder.ders, principle: principle)
        guarantees = SiteGuarantee.all(feeder, index)
        declaredBase = feeder.nodes.map {
            ($0.baseLoad?.minimum.kilowatts ?? 0, $0.baseLoad?.maximum.kilowatts ?? 0)
        }
        derSettlingTime = feeder.ders.map(\.settlingTime)
        settlingMilliseconds = derSettlingTime.map(\.inMilliseconds)
        isACEVSE = feeder.ders.map(\.unit.isACEVSE)
        isToldAmperes = zip(feeder.ders, isACEVSE).map { der, isACEVSE in
            if case .ocpp = der.communication { isACEVSE } else { false }
        }
        setpointStep = feeder.ders.map { der in
            guard case .evse(let evse) = der.unit, evse.supply == .ac else { return der.setpointStep?.kilowatts }
            return evse.currentStep?.amperes
        }
        nominalVolts = index.nodeOfDER.map { feeder.nodes[Int($0)].nominalPhaseVoltage.volts }
        settlingTime = Self.settlingTimes(feeder, index)
        lossShare = Self.lossShares(feeder, index)
        isEVSE = feeder.ders.map { $0.unit.kind == .evse }
        isStorage = feeder.ders.map(\.unit.isStorage)
        evses = feeder.ders.indices.filter { [isEVSE] in isEVSE[$0] }
        switchers = evses.filter { feeder.ders[$0].phaseSwitching != nil && feeder.ders[$0].phases.count == 3 }
        storages = feeder.ders.indices.filter { [isStorage] in isStorage[$0] }
        storageGroups = StorageGroup.all(feeder, index)
        tree = AllocationTree(index)
    }

    private static func settlingTimes(_ feeder: Feeder, _ index: FeederIndex) -> [Duration] {
        var delays = [Duration](repeating: .seconds(1), count: feeder.nodes.count)
        for (der, node) in zip(feeder.ders, index.nodeOfDER) {
            delays[Int(node)] = max(delays[Int(node)], der.settlingTime)
        }
        for node in stride(from: feeder.nodes.count - 1, to: 0, by: -1) {
            delays[Int(index.parent[node])] = max(delays[Int(index.parent[node])], delays[node])
        }
        return delays
    }

    private static func lossShares(_ feeder: Feeder, _ index: FeederIndex) -> [Double] {
        var below = [Double](repeating: 0, count: feeder.nodes.count)
        for node in stride(from: feeder.nodes.count - 1, through: 0, by: -1) {
            below[node] = 1 - (1 - below[node]) * (1 - min(max(feeder.nodes[node].lossFactor, 0), 1))
            let parent = Int(index.parent[node])
            if parent >= 0 { below[parent] = max(below[parent], below[node]) }
        }
        return below
    }

    /// Whether a limit bounds something here: its node is there, and has the phase that it names.
    public func bounds(_ limit: Limit) -> Bool {
        guard let node = index.nodePosition[limit.node] else { return false }
        return limit.phase.map { feeder.nodes[node].phases.contains($0) } ?? true
    }

    /// Whether a DER may still be on its way to what it was told at `since`; both in milliseconds of one clock.
    func isSettling(_ der: Int, since: Int64, at time: Int64) -> Bool { time - since < settlingMilliseconds[der] }

    var nodeCount: Int { feeder.nodes.count }
    var derCount: Int { feeder.ders.count }

    /// What an account sees of what is on all phases of a node alike.
    func part(of account: FlowAccount, _ node: Int) -> Double {
        account.phase == nil ? 1 : 1 / Double(max(feeder.nodes[node].phases.count, 1))
    }

    /// Adds the entry of each node to its parent's, children first.
    func sumUp(nodes sums: inout [Double]) {
        for node in stride(from: nodeCount - 1, to: 0, by: -1) { sums[Int(index.parent[node])] += sums[node] }
    }
}

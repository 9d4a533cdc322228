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
    /// How long each DER stays where it is between two raises.
    let raiseInterval: [Duration]
    /// How far it is raised at once, kW.
    let raiseStepKW: [Double]
    /// Most that each DER can import and export by its plate, kW; magnitudes.
    let maximumImportKW: [Double]
    let maximumExportKW: [Double]
    /// The same import at the highest voltage, kW.
    let highestImportKW: [Double]
    /// The larger of import and export on the plate of each DER, kW.
    let plateKW: [Double]
    /// Whether each DER is an AC EVSE whose station is told amperes, unless it takes watts alone.
    let isToldAmperes: [Bool]
    /// Whether each DER can be told anything at all: somebody speaks for it, and its power can be moved.
    let isControllable: [Bool]
    /// Whether somebody speaks for each DER.
    let isSpokenFor: [Bool]
    /// What each DER is.
    let kind: [DERUnit.Kind]
    /// Whether each DER is an EVSE.
    let isEVSE: [Bool]
    /// Whether each DER is a photovoltaic unit.
    let isPhotovoltaic: [Bool]
    /// Whether each DER is a battery or an EVSE that allows discharge.
    let isStorage: [Bool]
    /// Whether each DER is an AC EVSE.
    let isACEVSE: [Bool]
    /// What each storage keeps for its owner, as a state of charge: a discharge ends there.
    let reserveSoC: [Double]
    /// The state of charge at which each storage is full; infinite where a vehicle itself says when it is.
    let highestSoC: [Double]
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
        maximumImportKW = feeder.ders.map(\.unit.maximumImport.kilowatts)
        maximumExportKW = feeder.ders.map(\.unit.maximumExport.kilowatts)
        plateKW = zip(maximumImportKW, maximumExportKW).map { max($0, $1) }
        highestImportKW = feeder.ders.map(\.unit.highestImport.kilowatts)
        raiseInterval = zip(feeder.ders, index.siteOfDER).map {
            feeder.sites[Int($1)].raiseInterval ?? $0.raise.interval
        }
        raiseStepKW = zip(plateKW, feeder.ders).map { $0 * $1.raise.fraction }
        isACEVSE = feeder.ders.map(\.unit.isACEVSE)
        isToldAmperes = zip(feeder.ders, isACEVSE).map { der, isACEVSE in
            if case .ocpp = der.communication { isACEVSE } else { false }
        }
        isSpokenFor = feeder.ders.map { if case .none = $0.communication { false } else { true } }
        isControllable = zip(feeder.ders, isSpokenFor).map { der, isSpokenFor in
            if case .photovoltaic(let unit) = der.unit { isSpokenFor && unit.isCurtailable } else { isSpokenFor }
        }
        setpointStep = feeder.ders.map { der in
            guard case .evse(let evse) = der.unit, evse.supply == .ac else { return der.setpointStep?.kilowatts }
            return evse.currentStep?.amperes
        }
        nominalVolts = index.nodeOfDER.map { feeder.nodes[Int($0)].nominalPhaseVoltage.volts }
        var delays = [Duration](repeating: .seconds(1), count: feeder.nodes.count)
        for (der, node) in zip(feeder.ders, index.nodeOfDER) {
            delays[Int(node)] = max(delays[Int(node)], der.settlingTime)
        }
        for node in stride(from: feeder.nodes.count - 1, to: 0, by: -1) {
            delays[Int(index.parent[node])] = max(delays[Int(index.parent[node])], delays[node])
        }
        settlingTime = delays
        lossShare = Self.lossShares(feeder, index)
        kind = feeder.ders.map(\.unit.kind)
        isEVSE = feeder.ders.map { $0.unit.kind == .evse }
        reserveSoC = feeder.ders.map(\.unit.keptSoC)
        highestSoC = feeder.ders.map {
            if case .battery(let battery) = $0.unit { battery.maximumSoC } else { .infinity }
        }
        isPhotovoltaic = feeder.ders.map { $0.unit.kind == .photovoltaic }
        isStorage = feeder.ders.map(\.unit.isStorage)
        evses = feeder.ders.indices.filter { [isEVSE] in isEVSE[$0] }
        switchers = evses.filter { feeder.ders[$0].phaseSwitching != nil && feeder.ders[$0].phases.count == 3 }
        storages = feeder.ders.indices.filter { [isStorage] in isStorage[$0] }
        storageGroups = StorageGroup.all(feeder, index)
        tree = AllocationTree(index)
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

extension DERUnit {
    /// The state of charge at which a discharge ends.
    fileprivate var keptSoC: Double {
        switch self {
        case .battery(let battery): max(battery.reserveSoC, battery.minimumSoC)
        case .evse(let evse): evse.reserveSoC
        case .photovoltaic, .load: 0
        }
    }
}

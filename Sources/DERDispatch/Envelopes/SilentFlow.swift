// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// What flows at a node when the gateway is silent: every DER at its default, base load at its declared worst (rule 5).
///
/// DERs on fewer phases than the node count as if all phases carried their heaviest, and the default of an AC EVSE,
/// which is a current, at the highest voltage it can see. Losses below come on top of an import.
public struct SilentFlow: Sendable, Hashable {
    /// Most import; a magnitude.
    public let importPower: ActivePower
    /// Most export; a magnitude.
    public let exportPower: ActivePower

    /// The silent flow at a node, by position.
    ///
    /// - Parameters:
    ///   - state: what DERs say of their own defaults, where that is known; else the topology's hold.
    ///   - unplacedImport: import of devices that stand nobody knows where; it counts at the head.
    public init(
        _ model: DispatchModel, node: Int, state: FleetState? = nil, unplacedImport: ActivePower = .zero
    ) {
        var imports = 0.0
        var exports = 0.0
        for below in node..<Int(model.index.subtreeEnd[node]) {
            imports += model.declaredBase[below].maximum
            exports -= model.declaredBase[below].minimum
        }
        for der in model.index.ders(below: node) {
            let factor = model.silentFactor(der, at: node)
            let band = state?.statedDefault(der) ?? model.defaults[der]
            imports += band.importLimit.kilowatts * factor * model.feeder.ders[der].unit.highestImportRatio
            exports += band.exportLimit.kilowatts * factor
        }
        if node == 0 { imports += unplacedImport.kilowatts }
        importPower = .kilowatts(max(imports, 0) / (1 - min(model.lossShare[node], 0.99)))
        exportPower = .kilowatts(max(exports, 0))
    }

    /// By how much the flow exceeds a limit in a direction; zero where it fits.
    public func overload(_ direction: FlowDirection, limit: ActivePower) -> ActivePower {
        max((direction == .import ? importPower : exportPower) - limit, .zero)
    }
}

extension DispatchModel {
    /// kW that a kW of a DER counts for at a node: as if all phases there carried its heaviest.
    fileprivate func silentFactor(_ der: Int, at node: Int) -> Double { 3 / phaseCount[der] / nodeScale[node] }
}

// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Figures of the whole feeder.
public struct FeederResult: Sendable {
    /// Sites, DERs and EVSEs there were.
    public let counts: (sites: Int, ders: Int, evses: Int)
    /// Highest import of the head, kW.
    public let headPeakKW: Double
    /// The step in which the head was loaded most, by the part of its limit then; nil where there is none.
    public let headWorst: Peak?
    /// Minutes above a limit added up over all nodes: two nodes that are above theirs for the same hour count two.
    public let nodeOverloadMinutes: Int
    /// Nodes that ever were.
    public let nodesOverloaded: Int
    /// Minutes in which the head was above a limit, and the energy, kWh.
    public let headOverload: Overload
    /// Energy imported through the head, kWh.
    public let importKWh: Double
    /// Energy exported through the head, kWh.
    public let exportKWh: Double
    /// Drawn by vehicles, kWh.
    public let chargedKWh: Double
    /// Vehicles that left, those that lacked energy, and those still there.
    public let vehicles: (left: Int, missed: Int, staying: Int)
    /// What the batteries of those that left lacked, kWh.
    public let unmetKWh: Double
    /// The part of it that nobody could have met, kWh.
    public let unreachableKWh: Double
    /// What the sun could give, kWh.
    public let availableKWh: Double
    /// What of it was curtailed, kWh.
    public let curtailedKWh: Double
    /// Controllable load that was shed, kWh.
    public let shedKWh: Double
    /// Times the dispatcher was asked.
    public let dispatcherTicks: Int

    init(_ run: PlannedRun, nodes: [NodeResult], books: EnergyBooks, vehicles results: [VehicleResult]) {
        let evses = run.feeder.ders.indices.filter { run.feeder.ders[$0].unit.kind == .evse }
        counts = (run.feeder.sites.count, run.feeder.ders.count, evses.count)
        let head = nodes[0]
        headPeakKW = head.peakImport.kW
        headWorst = head.worst
        nodeOverloadMinutes = nodes.reduce(0) { $0 + $1.overload.minutes }
        nodesOverloaded = nodes.count { $0.overload.minutes > 0 }
        headOverload = head.overload
        (importKWh, exportKWh) = (head.importKWh, head.exportKWh)
        chargedKWh = evses.reduce(0) { $0 + books.drawnKWh[$1] }
        let left = results.count { $0.hasLeft }
        vehicles = (left, results.count { $0.unmetKWh > 0 }, results.count - left)
        unmetKWh = results.reduce(0) { $0 + $1.unmetKWh }
        unreachableKWh = results.reduce(0) { $0 + $1.unreachableKWh }
        availableKWh = books.availableKWh.reduce(0, +)
        curtailedKWh = books.curtailedKWh.reduce(0, +)
        shedKWh = books.shedKWh.reduce(0, +)
        dispatcherTicks = run.loop?.ticks ?? 0
    }
}

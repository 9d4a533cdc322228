// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// Figures of one site, kWh.
public struct CustomerResult: Sendable {
    /// The site.
    public let site: Site
    /// Position of its usage point.
    public let node: Int
    /// Energy through its meter from the grid.
    public private(set) var importKWh = 0.0
    /// Energy through its meter to the grid.
    public private(set) var exportKWh = 0.0
    /// Its uncontrolled load.
    public private(set) var baseKWh = 0.0
    /// Drawn by its vehicles.
    public private(set) var chargedKWh = 0.0
    /// Needs of the vehicles that left, as their batteries lack it on leaving.
    public private(set) var unmetKWh = 0.0
    /// The part of it that nobody could have met.
    public private(set) var unreachableKWh = 0.0
    /// Vehicles that left without what they needed.
    public private(set) var vehiclesMissed = 0
    /// Vehicles that left.
    public private(set) var vehiclesLeft = 0
    /// What its sun could give.
    public private(set) var availableKWh = 0.0
    /// What of it was curtailed.
    public private(set) var curtailedKWh = 0.0
    /// Controllable load that was shed.
    public private(set) var shedKWh = 0.0

    static func all(
        _ run: PlannedRun, flowKW: [[Double]], books: EnergyBooks, vehicles: [VehicleResult]
    ) -> [CustomerResult] {
        var results = run.feeder.sites.enumerated().map { position, site in
            CustomerResult(site, Int(run.index.nodeOfSite[position]), run, flowKW: flowKW, books: books)
        }
        for vehicle in vehicles { results[Int(run.index.siteOfDER[vehicle.der])].count(vehicle) }
        return results
    }

    private init(_ site: Site, _ node: Int, _ run: PlannedRun, flowKW: [[Double]], books: EnergyBooks) {
        self.site = site
        self.node = node
        let hours = run.scenario.horizon.stepHours
        for kW in flowKW[node] { if kW > 0 { importKWh += kW * hours } else { exportKWh -= kW * hours } }
        for kW in run.outlook.baseKW[node] { baseKWh += kW * hours }
        for der in run.index.ders(below: node) {
            if run.feeder.ders[der].unit.kind == .evse { chargedKWh += books.drawnKWh[der] }
            availableKWh += books.availableKWh[der]
            curtailedKWh += books.curtailedKWh[der]
            shedKWh += books.shedKWh[der]
        }
    }

    private mutating func count(_ vehicle: VehicleResult) {
        guard vehicle.hasLeft else { return }
        vehiclesLeft += 1
        unmetKWh += vehicle.unmetKWh
        unreachableKWh += vehicle.unreachableKWh
        if vehicle.unmetKWh > 0 { vehiclesMissed += 1 }
    }
}

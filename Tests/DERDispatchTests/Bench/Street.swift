// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Builds small feeders for tests: one call a node, one a DER, figures in kW and amperes.
struct Street {
    private(set) var nodes: [ConnectivityNode] = []
    private(set) var sites: [Site] = []
    private(set) var ders: [DER] = []

    /// Adds a node with limits in kW; a node that bears DERs is a usage point.
    mutating func node(
        _ id: String, below parent: String? = nil, importKW: Double? = nil, exportKW: Double? = nil, margin: Double = 0,
        base: ClosedRange<Double>? = nil, meter: Bool = true, plugIns: Int = 0, phases: PhaseCode = .abc,
        lossFactor: Double = 0, principle: AccessPrinciple? = nil, rating: Rating? = nil,
        guaranteed: GuaranteedMinimum? = nil, remembersCuts: Bool? = nil
    ) {
        nodes.append(
            ConnectivityNode(
                id: .init(id)!, kind: parent == nil ? .substation : .usagePoint, parent: parent.map { .init($0)! },
                phases: phases, rating: rating, importLimit: importKW.map { .kilowatts($0) },
                exportLimit: exportKW.map { .kilowatts($0) }, margin: margin, lossFactor: lossFactor,
                baseLoad: base.map {
                    BaseLoad(minimum: .kilowatts($0.lowerBound), maximum: .kilowatts($0.upperBound))
                }, simultaneousPlugIns: plugIns, hasMeter: meter, principle: principle,
                remembersCuts: remembersCuts))
        sites.append(Site(id: .init(id)!, guaranteedMinimum: guaranteed))
    }

    /// Adds an AC EVSE with a minimum of 6 A.
    mutating func evse(
        _ id: String, at node: String, amperes: Double = 16, phases: PhaseCode = .abc, defaultKW: Double = 0,
        dischargeKW: Double = 0, tier: Int = 1, weight: Double = 1, communication: Communication? = nil
    ) {
        let perAmpere = 0.23 * Double(phases.count)
        add(
            id, node,
            .evse(
                EVSE(
                    supply: .ac, minimumCurrent: .amperes(6), maximumCurrent: .amperes(amperes),
                    minimumCharge: .kilowatts(6 * perAmpere), maximumCharge: .kilowatts(amperes * perAmpere),
                    maximumDischarge: .kilowatts(dischargeKW), allowsDischarge: dischargeKW > 0,
                    v2gDialect: dischargeKW > 0 ? .negativeLimit : .none)),
            phases, defaultKW: (defaultKW, 0), tier: tier, weight: weight,
            communication: communication ?? .ocpp(station: .init(id)!, evse: 1))
    }

    /// Adds an EVSE that is told kW.
    mutating func dcEVSE(
        _ id: String, at node: String, kW: Double, minimumKW: Double, dischargeKW: Double = 0,
        minimumDischargeKW: Double = 0, stepKW: Double? = nil, phases: PhaseCode = .abc,
        communication: Communication = .mqtt
    ) {
        add(
            id, node,
            .evse(
                EVSE(
                    supply: .dc, minimumCurrent: nil, maximumCurrent: nil, minimumCharge: .kilowatts(minimumKW),
                    maximumCharge: .kilowatts(kW), minimumDischarge: .kilowatts(minimumDischargeKW),
                    maximumDischarge: .kilowatts(dischargeKW), allowsDischarge: dischargeKW > 0)),
            phases, communication: communication)
        ders[ders.count - 1].setpointStep = stepKW.map { .kilowatts($0) }
    }

    mutating func battery(
        _ id: String, at node: String, kW: Double, capacityKWh: Double = 20, phases: PhaseCode = .abc,
        rampKWPerS: Double? = nil
    ) {
        add(
            id, node,
            .battery(
                BatteryUnit(
                    maximumCharge: .kilowatts(kW), maximumDischarge: .kilowatts(kW),
                    capacity: .kilowattHours(capacityKWh))), phases)
        ders[ders.count - 1].rampPerSecond = rampKWPerS.map { .kilowatts($0) }
    }

    mutating func pv(
        _ id: String, at node: String, kW: Double, phases: PhaseCode = .abc, isCurtailable: Bool = true,
        defaultKW: Double? = nil, communication: Communication = .mqtt
    ) {
        add(
            id, node, .photovoltaic(PhotovoltaicUnit(rating: .kilowatts(kW), isCurtailable: isCurtailable)), phases,
            defaultKW: (0, defaultKW ?? kW), communication: communication)
    }

    mutating func load(
        _ id: String, at node: String, kW: Double, minimumKW: Double = 0, phases: PhaseCode = .abc,
        defaultKW: Double = 0, tier: Int = 1, weight: Double = 1
    ) {
        add(
            id, node, .load(ControllableLoad(maximum: .kilowatts(kW), minimum: .kilowatts(minimumKW))), phases,
            defaultKW: (defaultKW, 0), tier: tier, weight: weight)
    }

    private mutating func add(
        _ id: String, _ node: String, _ unit: DERUnit, _ phases: PhaseCode, defaultKW: (Double, Double) = (0, 0),
        tier: Int = 1, weight: Double = 1, communication: Communication = .mqtt
    ) {
        ders.append(
            DER(
                id: .init(id)!, node: .init(node)!, site: .init(node)!, unit: unit, phases: phases,
                defaultLimit: DefaultLimit(
                    importLimit: .kilowatts(defaultKW.0), exportLimit: .kilowatts(defaultKW.1)),
                communication: communication, tier: tier, weight: weight))
    }

    mutating func changeNode(_ node: Int, _ change: (inout ConnectivityNode) -> Void) { change(&nodes[node]) }

    /// Gives the DER that was added last an operating rule and a budget.
    mutating func rule(_ operation: StorageOperation, throughputKWh: Double? = nil) {
        ders[ders.count - 1].storageRule = StorageRule(
            operation: operation, throughputPerDay: throughputKWh.map { .kilowattHours($0) })
    }

    mutating func change(_ der: Int, _ change: (inout DER) -> Void) { change(&ders[der]) }

    /// The feeder of what was added.
    var feeder: Feeder { Feeder(id: .init("street")!, nodes: nodes, sites: sites, ders: ders, stations: []) }
}

// SPDX-License-Identifier: Apache-2.0

import GridModel

/// A congested feeder of mixed DERs: a substation, transformers of 40 sites, four cables each, one to four DERs a site.
///
/// Plates are at 60 % of what the DERs below can draw, so the limits bind at several levels at once.
struct SeededFeeder {
    private static let sitesPerCable = 10
    private static let cablesPerTransformer = 4
    /// Part of the DERs' import that the equipment above can carry.
    private static let congestion = 0.6
    /// Part of the DERs that are on one phase, where the feeder is to have such.
    private static let onePhasePart = 0.4

    private var random: SplitMix64
    private let hasOnePhase: Bool
    private var nodes: [ConnectivityNode] = []
    private var sites: [Site] = []
    private var ders: [DER] = []
    private var stations: [ChargingStation] = []

    /// The feeder with exactly `size` DERs; with `onePhase` part of them are on a single phase, all else is the same.
    static func make(size: Int, onePhase: Bool = false) -> Feeder {
        var seeded = SeededFeeder(random: SplitMix64(state: UInt64(size)), hasOnePhase: onePhase)
        var total = 0.0
        while seeded.ders.count < size { total += seeded.addTransformer(upTo: size) }
        seeded.nodes.append(
            ConnectivityNode(
                id: ID("substation"), kind: .substation, parent: nil,
                rating: .apparentPower(.kilovoltAmperes(total * congestion)), baseLoad: BaseLoad.none, hasMeter: true))
        return Feeder(
            id: Feeder.ID("seeded-\(size)")!, nodes: seeded.nodes, sites: seeded.sites, ders: seeded.ders,
            stations: seeded.stations)
    }

    private init(random: SplitMix64, hasOnePhase: Bool) {
        self.random = random
        self.hasOnePhase = hasOnePhase
    }

    private static func ID(_ text: String) -> ConnectivityNode.ID { ConnectivityNode.ID(text)! }

    /// Adds a transformer with its cables; answers its plate, kW.
    private mutating func addTransformer(upTo size: Int) -> Double {
        let name = "transformer-\(nodes.count)"
        var wish = 0.0
        for cable in 0..<Self.cablesPerTransformer where ders.count < size {
            wish += addCable("\(name)-\(cable)", parent: name, upTo: size)
        }
        let plate = max(50, wish * Self.congestion)
        nodes.append(
            ConnectivityNode(
                id: Self.ID(name), kind: .transformer, parent: Self.ID("substation"),
                rating: .apparentPower(.kilovoltAmperes(plate)), baseLoad: BaseLoad.none, simultaneousPlugIns: 1,
                hasMeter: true))
        return plate
    }

    private mutating func addCable(_ name: String, parent: String, upTo size: Int) -> Double {
        var wish = 0.0
        for site in 0..<Self.sitesPerCable where ders.count < size {
            wish += addSite("\(name)-\(site)", parent: name, upTo: size)
        }
        nodes.append(
            ConnectivityNode(
                id: Self.ID(name), kind: .line, parent: Self.ID(parent),
                rating: .current(.amperes(max(63, wish * Self.congestion * 1.7))), baseLoad: BaseLoad.none))
        return wish
    }

    private mutating func addSite(_ name: String, parent: String, upTo size: Int) -> Double {
        var wish = 2.0
        sites.append(Site(id: Site.ID(name)!))
        for _ in 0..<min(Int.random(in: 1...4, using: &random), size - ders.count) {
            var der = makeDER(site: name)
            if hasOnePhase { moveToOnePhase(&der) }
            wish += der.unit.maximumImport.kilowatts
            ders.append(der)
        }
        nodes.append(
            ConnectivityNode(
                id: Self.ID(name), kind: .usagePoint, parent: Self.ID(parent),
                importLimit: .kilowatts(max(14, wish * 0.8)),
                exportLimit: .kilowatts(15), baseLoad: BaseLoad(minimum: .kilowatts(0.2), maximum: .kilowatts(2)),
                hasMeter: true))
        return wish
    }

    private mutating func makeDER(site: String) -> DER {
        let name = "der-\(ders.count)"
        let unit = makeUnit()
        var der = DER(
            id: DER.ID(name)!, node: Self.ID(site), site: Site.ID(site)!, unit: unit,
            defaultLimit: DefaultLimit(importLimit: .zero, exportLimit: .zero), communication: .mqtt,
            tier: Int.random(in: 1...3, using: &random))
        switch unit {
        case .photovoltaic(let unit): der.defaultLimit.exportLimit = unit.rating
        case .load(let load): der.defaultLimit.importLimit = load.minimum
        case .battery: break
        case .evse:
            stations.append(ChargingStation(id: ChargingStation.ID("cs-\(ders.count)")!, site: der.site))
            der.communication = .ocpp(station: stations[stations.count - 1].id, evse: 1)
        }
        return der
    }

    /// Takes a part of the DERs but for DC outlets to a phase by their number: a third of the power stays.
    private func moveToOnePhase(_ der: inout DER) {
        let number = ders.count
        guard Double(number % 10) < 10 * Self.onePhasePart else { return }
        switch der.unit {
        case .battery(var unit):
            unit.maximumCharge = unit.maximumCharge / 3
            unit.maximumDischarge = unit.maximumDischarge / 3
            der.unit = .battery(unit)
        case .photovoltaic(var unit):
            unit.rating = unit.rating / 3
            der.unit = .photovoltaic(unit)
            der.defaultLimit.exportLimit = unit.rating
        case .evse(var unit):
            guard unit.supply == .ac else { return }
            unit.minimumCharge = unit.minimumCharge / 3
            unit.maximumCharge = unit.maximumCharge / 3
            der.unit = .evse(unit)
        case .load: return
        }
        der.phases = [.a, .b, .c][number / 10 % 3]
    }

    /// A fifth batteries, a quarter PV, two fifths AC outlets, the rest DC outlets that can discharge, and loads.
    private mutating func makeUnit() -> DERUnit {
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<4:
            .battery(
                BatteryUnit(maximumCharge: .kilowatts(5), maximumDischarge: .kilowatts(5), capacity: .kilowattHours(10))
            )
        case 4..<9: .photovoltaic(PhotovoltaicUnit(rating: .kilowatts(Double.random(in: 3...12, using: &random))))
        case 9..<17:
            .evse(
                EVSE(
                    supply: .ac, minimumCurrent: .amperes(6), maximumCurrent: .amperes(16),
                    minimumCharge: .kilowatts(4.14),
                    maximumCharge: .kilowatts(11.04)))
        case 17..<19:
            .evse(
                EVSE(
                    supply: .dc, minimumCurrent: nil, maximumCurrent: nil, minimumCharge: .zero,
                    maximumCharge: .kilowatts(50), maximumDischarge: .kilowatts(50), allowsDischarge: true))
        default: .load(ControllableLoad(maximum: .kilowatts(6), minimum: .kilowatts(1)))
        }
    }
}

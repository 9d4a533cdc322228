// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
import Testing

/// One folder of `Tests/Cases/dispatch`: a feeder with what is known of it, and the targets worked out by hand.
struct DispatchCase: Sendable, CustomTestStringConvertible {
    let name: String
    var input: Input
    let expected: Expected

    struct Input: Decodable, Sendable {
        var nodes: [Node]
        var ders: [Unit]
        /// How long it runs with devices that do what they are told, s; one tick unless given.
        var seconds: Int?
    }

    struct Node: Decodable, Sendable {
        var id: String
        var parent: String?
        var importKW: Double?
        var exportKW: Double?
        var amperes: Double?
        var kVA: Double?
        /// "transformer" ends the phases below it.
        var kind: String?
        var unbalanceKW: Double?
        /// Limits of single phases, by letter.
        var importByPhaseKW: [String: Double]?
        var exportByPhaseKW: [String: Double]?
        var baseMinimumByPhaseKW: [String: Double]?
        var baseMaximumByPhaseKW: [String: Double]?
        var neutralAmperes: Double?
        var margin: Double?
        var baseMinimumKW: Double?
        var baseMaximumKW: Double?
        var principle: String?
        var remembersCuts: Bool?
        /// Limits that an operator has set.
        var operatorImportKW: Double?
        var operatorExportKW: Double?
        var operatorImportAmperes: Double?
        /// What its meter reads; without it there is none.
        var meterKW: Double?
        /// What the stations at it measure of the voltage; without it nobody measures any.
        var volts: Double?
        var guaranteedMinimum: String?
        var guaranteedMinimumKW: Double?
    }

    struct Unit: Decodable, Sendable {
        var id: String
        var node: String
        var kind: String
        var kW: Double?
        var amperes: Double?
        var minimumKW: Double?
        var phases: String?
        /// False where nobody knows which phase it is on.
        var phaseIsKnown: Bool?
        var tier: Int?
        var weight: Double?
        var measuredKW: Double?
        var availableKW: Double?
        var soc: Double?
        /// What a battery would like.
        var requestKW: Double?
        /// What an EVSE may discharge.
        var dischargeKW: Double?
        var defaultKW: Double?
        var connectedSince: String?
        /// An EVSE whose station can switch phases, and whether it starts as it was told last.
        var switchesPhases: Bool?
        var startsAsTold: Bool?
        /// False where nobody reaches it.
        var isOnline: Bool?
        /// False for an EVSE without a vehicle.
        var isPlugged: Bool?
        var isCurtailable: Bool?
        /// What it was cut before, kWh.
        var cutKWh: Double?
        /// What a storage does of its own accord.
        var operation: String?
        var peakShavingKW: Double?
        var peakShavingNode: String?
        var throughputKWhPerDay: Double?
        /// What passed through it in the hour before.
        var spentKWh: Double?
        /// What somebody would like it to do for an hour.
        var wantedKW: Double?
        /// What its vehicle needs.
        var targetSoc: Double?
        var capacityKWh: Double?
        var departureHours: Double?
    }

    struct Expected: Decodable, Sendable {
        struct Setpoint: Decodable, Sendable {
            var id: String
            var targetKW: Double
            var cause: String?
            var node: String?
            /// Whose limit binds.
            var source: String?
            /// The phase whose limit binds.
            var phase: String?
            var isUnbalance: Bool?
            /// How many phases its station is told, and whether that is seen.
            var phases: Int?
            var arePhasesSeen: Bool?
            var guaranteedKW: Double?
            /// What a storage asks for of its own accord.
            var wishKW: Double?
            /// The words of what keeps it from more, without their values.
            var notes: [String]?
        }
        struct Node: Decodable, Sendable {
            var id: String
            var importOverloadKW: Double?
            var exportOverloadKW: Double?
            var importLimitKW: Double?
            /// Whose import limit it is.
            var source: String?
            /// The limit that guaranteed minimums set aside.
            var setAsideKW: Double?
        }
        var ders: [Setpoint]
        var nodes: [Node]?
    }

    var testDescription: String { name }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Cases/dispatch")

    static func all() throws -> [DispatchCase] {
        let entries = try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted()
        return try entries.filter { !$0.hasSuffix(".py") }.map { name in
            func read<Part: Decodable>(_ part: String, as type: Part.Type) throws -> Part {
                try JSONDecoder().decode(type, from: Data(contentsOf: folder.appending(path: "\(name)/\(part).json")))
            }
            return DispatchCase(
                name: name, input: try read("input", as: Input.self), expected: try read("expected", as: Expected.self))
        }
    }
}

extension DispatchCase.Input {
    /// The feeder; nodes have no meters, so base loads are as declared.
    var street: Street {
        var street = Street()
        for node in nodes {
            let law: GuaranteedMinimum? = node.guaranteedMinimum == "par14a" ? .par14a : nil
            street.node(
                node.id, below: node.parent, importKW: node.importKW, exportKW: node.exportKW, margin: node.margin ?? 0,
                base: (node.baseMinimumKW ?? 0)...(node.baseMaximumKW ?? 0), meter: node.meterKW != nil,
                principle: node.principle.flatMap { AccessPrinciple(rawValue: $0) },
                rating: node.amperes.map { .current(.amperes($0)) }
                    ?? node.kVA.map { .apparentPower(.kilovoltAmperes($0)) },
                guaranteed: law ?? node.guaranteedMinimumKW.map { .power(.kilowatts($0)) },
                remembersCuts: node.remembersCuts)
            street.changeNode(street.nodes.count - 1) {
                if node.kind == "transformer" { $0.kind = .transformer }
                $0.unbalanceLimit = node.unbalanceKW.map { .activePower(.kilowatts($0)) }
                $0.importLimitByPhase = node.importByPhaseKW.map { PowerByPhase(kilowatts: $0) }
                $0.exportLimitByPhase = node.exportByPhaseKW.map { PowerByPhase(kilowatts: $0) }
                if let least = node.baseMinimumByPhaseKW, let most = node.baseMaximumByPhaseKW {
                    $0.baseLoad?.byPhase = BaseLoad.ByPhase(
                        minimum: PowerByPhase(kilowatts: least), maximum: PowerByPhase(kilowatts: most))
                }
                $0.neutralRating = node.neutralAmperes.map { .amperes($0) }
            }
        }
        for (position, unit) in ders.enumerated() {
            add(unit, to: &street)
            street.change(position) {
                $0.tier = unit.tier ?? 1
                $0.weight = unit.weight ?? 1
                $0.isPhaseKnown = unit.phaseIsKnown ?? true
                if unit.switchesPhases ?? false {
                    $0.phaseSwitching = PhaseSwitching(startsAsTold: unit.startsAsTold ?? false)
                }
                $0.connectedSince = unit.connectedSince.flatMap { ConnectionDate($0) }
                $0.storageRule = unit.rule
            }
        }
        return street
    }

    private func add(_ unit: DispatchCase.Unit, to street: inout Street) {
        let phases = unit.phases.flatMap { PhaseCode(text: $0) } ?? .abc
        switch unit.kind {
        case "evse":
            street.evse(
                unit.id, at: unit.node, amperes: unit.amperes ?? 16, phases: phases, defaultKW: unit.defaultKW ?? 0,
                dischargeKW: unit.dischargeKW ?? 0)
        case "battery": street.battery(unit.id, at: unit.node, kW: unit.kW ?? 0, phases: phases)
        case "pv":
            street.pv(
                unit.id, at: unit.node, kW: unit.kW ?? 0, phases: phases, isCurtailable: unit.isCurtailable ?? true)
        default:
            street.load(
                unit.id, at: unit.node, kW: unit.kW ?? 0, minimumKW: unit.minimumKW ?? 0, phases: phases,
                defaultKW: unit.defaultKW ?? 0)
        }
    }

    /// What is measured of the voltage at a node.
    func volts(_ node: ConnectivityNode.ID) -> Voltage? {
        nodes.first { $0.id == node.text }?.volts.map { .volts($0) }
    }

    /// What somebody would like storages to do.
    func targets(at now: Moment) -> TargetBook {
        var book = TargetBook()
        for unit in ders {
            guard let kW = unit.wantedKW else { continue }
            _ = book.insert(
                DERTarget(
                    der: .init(unit.id)!, power: .kilowatts(kW), start: now.utc, end: now.utc + .seconds(3_600),
                    author: "ann", createdAt: now.utc))
        }
        return book
    }

    /// What operators have set.
    func limits(at now: Moment) -> LimitBook {
        var book = LimitBook()
        for node in nodes {
            let given: [(FlowDirection, Rating?)] = [
                (.import, node.operatorImportKW.map { .activePower(.kilowatts($0)) }),
                (.export, node.operatorExportKW.map { .activePower(.kilowatts($0)) }),
                (.import, node.operatorImportAmperes.map { .current(.amperes($0)) }),
            ]
            for (direction, value) in given {
                guard let value else { continue }
                _ = book.insert(
                    Limit(
                        id: .init("\(node.id)-\(direction.rawValue)")!, source: .operator, author: "ann",
                        reason: "test", node: .init(node.id)!, direction: direction,
                        value: value, start: now.utc, end: nil, createdAt: now.utc))
            }
        }
        return book
    }
}

extension PowerByPhase {
    /// By the letters of the phases.
    init(kilowatts: [String: Double]) {
        func power(_ phase: String) -> ActivePower? { kilowatts[phase].map { .kilowatts($0) } }
        self.init(a: power("A"), b: power("B"), c: power("C"))
    }
}

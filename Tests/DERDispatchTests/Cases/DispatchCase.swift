// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
import Testing

/// One folder of `Tests/Cases/Dispatch`: a feeder with what is known of it, and the targets worked out by hand.
struct DispatchCase: Sendable, CustomTestStringConvertible {
    let name: String
    let input: Input
    let expected: Expected

    struct Input: Decodable, Sendable {
        var nodes: [Node]
        var ders: [Unit]
    }

    struct Node: Decodable, Sendable {
        var id: String
        var parent: String?
        var importKW: Double?
        var exportKW: Double?
        var amperes: Double?
        var margin: Double?
        var baseMinimumKW: Double?
        var baseMaximumKW: Double?
        var principle: String?
    }

    struct Unit: Decodable, Sendable {
        var id: String
        var node: String
        var kind: String
        var kW: Double?
        var amperes: Double?
        var minimumKW: Double?
        var phases: String?
        var tier: Int?
        var weight: Double?
        var measuredKW: Double?
        var availableKW: Double?
        var soc: Double?
    }

    struct Expected: Decodable, Sendable {
        struct Setpoint: Decodable, Sendable {
            var id: String
            var targetKW: Double
            var cause: String?
            var node: String?
        }
        struct Overload: Decodable, Sendable {
            var id: String
            var importOverloadKW: Double
        }
        var ders: [Setpoint]
        var nodes: [Overload]?
    }

    var testDescription: String { name }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Cases/Dispatch")

    static func all() throws -> [DispatchCase] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted().map { name in
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
            street.node(
                node.id, below: node.parent, importKW: node.importKW, exportKW: node.exportKW, margin: node.margin ?? 0,
                base: (node.baseMinimumKW ?? 0)...(node.baseMaximumKW ?? 0), meter: false,
                principle: node.principle.flatMap { AccessPrinciple(rawValue: $0) },
                rating: node.amperes.map { .current(.amperes($0)) })
        }
        for unit in ders { add(unit, to: &street) }
        return street
    }

    private func add(_ unit: DispatchCase.Unit, to street: inout Street) {
        let phases = unit.phases.flatMap { PhaseCode(text: $0) } ?? .abc
        switch unit.kind {
        case "evse": street.evse(unit.id, at: unit.node, amperes: unit.amperes ?? 16, phases: phases)
        case "battery": street.battery(unit.id, at: unit.node, kW: unit.kW ?? 0, phases: phases)
        case "pv": street.pv(unit.id, at: unit.node, kW: unit.kW ?? 0, phases: phases)
        default:
            street.load(
                unit.id, at: unit.node, kW: unit.kW ?? 0, minimumKW: unit.minimumKW ?? 0, phases: phases,
                tier: unit.tier ?? 1, weight: unit.weight ?? 1)
        }
    }
}

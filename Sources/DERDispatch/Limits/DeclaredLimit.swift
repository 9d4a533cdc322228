// SPDX-License-Identifier: Apache-2.0

import GridModel

/// A limit that the topology declares: a plate, or what a connection agreement says in total or of one phase.
struct DeclaredLimit: Sendable {
    /// The position of its node.
    let node: Int
    let direction: FlowDirection
    let value: Rating
    /// The phase that it is of; nil where it is of the whole.
    let phase: PhaseCode?
    let reference: LimitReference

    /// Whether it stands on a plate: what heats a transformer is each of its windings.
    let isPlate: Bool

    /// All of a feeder, node after node.
    static func all(_ feeder: Feeder) -> [DeclaredLimit] {
        var limits: [DeclaredLimit] = []
        for (position, node) in feeder.nodes.enumerated() {
            func declare(
                _ direction: FlowDirection, _ value: Rating?, phase: PhaseCode? = nil,
                _ reference: LimitReference = .connection, isPlate: Bool = false
            ) {
                guard let value else { return }
                limits.append(
                    DeclaredLimit(
                        node: position, direction: direction, value: value, phase: phase, reference: reference,
                        isPlate: isPlate))
            }
            declare(.import, node.rating, .rating, isPlate: true)
            declare(.export, node.rating, .rating, isPlate: true)
            declare(.import, node.importLimit.map(Rating.activePower))
            declare(.export, node.exportLimit.map(Rating.activePower))
            for phase in PhaseCode.abc.lines {
                declare(.import, node.importLimitByPhase?[phase].map(Rating.activePower), phase: phase)
                declare(.export, node.exportLimitByPhase?[phase].map(Rating.activePower), phase: phase)
            }
        }
        return limits
    }
}

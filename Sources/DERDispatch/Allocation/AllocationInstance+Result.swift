// SPDX-License-Identifier: Apache-2.0

import JSON

extension AllocationInstance {
    /// Format of the answer.
    public static let resultFormat = "dispatch-A-result/1"

    /// The solver's answer as `dispatch-A-result/1`, numbered as the instance is.
    public func result(of solver: AllocationSolver, status: AllocationStatus, cpuSeconds: Double) -> [UInt8] {
        var writer = JSONWriter(capacity: 64 + 24 * (tree.derCount + 2 * tree.nodeCount))
        writer.beginObject()
        writer.key("format")
        writer.value(Self.resultFormat)
        writer.key("setpointsKW")
        writer.array(solver.setpointsKW, inOrderOf: tree.derPosition)
        let position = tree.nodePosition
        writer.key("nodePrice")
        writer.array(solver.nodePrice, inOrderOf: position)
        writer.key("nodeFlowKW")
        writer.array(solver.nodeFlowKW, inOrderOf: position)
        writer.key("overloads")
        writer.overloads(overloads(of: solver))
        writer.key("objective")
        writer.value(objective(of: solver))
        writer.key("cpuSeconds")
        writer.value(cpuSeconds)
        writer.key("bindingNodes")
        writer.value(solver.bindingCount)
        writer.key("status")
        writer.status(status, tree)
        writer.endObject()
        return writer.bytes
    }

    /// Limits that cannot be met, by the instance's own node numbers, ascending.
    public func overloads(of solver: AllocationSolver) -> [NodeOverload] {
        solver.overloads
            .map { NodeOverload(node: Int(tree.callerNode[$0.node]), kW: $0.kW, direction: $0.direction) }
            .sorted { $0.node < $1.node }
    }

    /// What the solver's answer costs.
    public func objective(of solver: AllocationSolver) -> Double {
        problem.objective(setpointsKW: solver.setpointsKW, headFlowKW: solver.nodeFlowKW[0])
    }
}

extension JSONWriter {
    fileprivate mutating func array(_ values: [Double], inOrderOf position: [Int32]) {
        beginArray()
        for at in position { value(values[Int(at)]) }
        endArray()
    }

    fileprivate mutating func overloads(_ overloads: [NodeOverload]) {
        beginArray()
        for overload in overloads {
            beginObject()
            key("node")
            value(overload.node)
            key("kW")
            value(overload.kW)
            key("direction")
            value(overload.direction.rawValue)
            endObject()
        }
        endArray()
    }

    fileprivate mutating func status(_ status: AllocationStatus, _ tree: AllocationTree) {
        beginObject()
        key("optimal")
        switch status {
        case .optimal: value(true)
        case .inexact(let node, let unusedKW, let nodes):
            value(false)
            key("worstNode")
            value(Int(tree.callerNode[node]))
            key("unusedKW")
            value(unusedKW)
            key("nodes")
            value(nodes)
        }
        endObject()
    }
}

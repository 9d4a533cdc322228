// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON
import Store

/// Keeps of the dispatcher's memory what still means something in another run: credits, estimated demand, write budgets
/// and alarms that do not go away by themselves. Times on the steady clock do not.
enum MemorySnapshot {
    static let version = 1

    /// Operators' orders that stand until they are taken back.
    struct Orders: Equatable {
        var isStopped = false
        /// DERs out of service, by position.
        var outOfService: [Int] = []
    }

    static func make(
        _ memory: DispatchMemory, _ model: DispatchModel, _ orders: Orders, now: UTCInstant
    ) -> DispatchMemorySnapshot {
        var ders = JSONObject()
        for (der, known) in zip(model.feeder.ders, memory.ders) where known != DERMemory() {
            var entry = JSONObject()
            entry["creditKWh"] = .number(known.creditKWh)
            if let demand = known.demandKW { entry["demandKW"] = .number(demand) }
            entry["writeDay"] = .number(Double(known.writeDay))
            entry["writes"] = .number(Double(known.writes))
            ders[der.id.text] = .object(entry)
        }
        let latched = zip(model.feeder.nodes, memory.nodes).filter { $0.1.isLatched }.map {
            JSONValue.string($0.0.id.text)
        }
        let document: JSONValue = [
            "ders": .object(ders), "latchedNodes": .array(latched), "isStopped": .bool(orders.isStopped),
            "outOfService": .array(orders.outOfService.map { .string(model.feeder.ders[$0].id.text) }),
        ]
        return DispatchMemorySnapshot(version: version, time: now, bytes: document.serializedBytes())
    }

    static func restore(
        _ snapshot: DispatchMemorySnapshot, _ model: DispatchModel, _ memory: inout DispatchMemory
    ) -> Orders {
        guard snapshot.version == version, let document = try? JSONValue(parsing: snapshot.bytes) else {
            return Orders()
        }
        for (name, entry) in document["ders"]?.object ?? JSONObject() {
            guard let id = DER.ID(name), let der = model.index.derPosition[id] else { continue }
            memory.ders[der].creditKWh = entry["creditKWh"]?.double ?? 0
            memory.ders[der].demandKW = entry["demandKW"]?.double
            memory.ders[der].writeDay = Int64(entry["writeDay"]?.int ?? 0)
            memory.ders[der].writes = entry["writes"]?.int ?? 0
        }
        for name in document["latchedNodes"]?.array ?? [] {
            guard let text = name.string, let id = ConnectivityNode.ID(text), let node = model.index.nodePosition[id]
            else { continue }
            memory.nodes[node].isLatched = true
        }
        let out = (document["outOfService"]?.array ?? []).compactMap { name in
            name.string.flatMap { DER.ID($0) }.flatMap { model.index.derPosition[$0] }
        }
        return Orders(isStopped: document["isStopped"]?.bool ?? false, outOfService: out)
    }
}

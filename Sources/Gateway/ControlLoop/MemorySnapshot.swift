// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON
import Store

/// Keeps of the dispatcher's memory what still means something in another run: credits, estimated demand, write budgets,
/// alarms that do not go away by themselves, switches of phases, and what was curtailed. Times on the steady clock do not.
enum MemorySnapshot {
    static let version = 1

    /// Operators' orders that stand until they are taken back.
    struct Orders: Equatable {
        var isStopped = false
        /// DERs out of service.
        var outOfService: Set<DER.ID> = []
        /// Nodes with a latched alarm that the feeder does not have.
        var absentLatches: Set<ConnectivityNode.ID> = []
        /// What left the feeder and still counts.
        var departed: [DepartedDER] = []
    }

    /// Written without a tree of values between: it is made under the core's lock.
    static func make(
        _ memory: DispatchMemory, _ model: DispatchModel, _ orders: Orders, _ curtailment: CurtailmentBooks,
        now: Moment
    ) -> DispatchMemorySnapshot {
        var writer = JSONWriter(capacity: 4_096)
        writer.beginObject()
        writer.key("ders")
        writer.beginObject()
        for (der, known) in memory.ders.enumerated() {
            write(known, memory.phaseSwitchRecord(der: der, now: now), model.feeder.ders[der].id, &writer)
        }
        writer.endObject()
        writer.key("latchedNodes")
        writer.beginArray()
        for (node, known) in zip(model.feeder.nodes, memory.nodes) where known.isLatched { writer.value(node.id.text) }
        for node in orders.absentLatches.sorted() { writer.value(node.text) }
        writer.endArray()
        writer.key("isStopped")
        writer.value(orders.isStopped)
        writer.key("outOfService")
        writer.beginArray()
        for der in orders.outOfService.sorted() { writer.value(der.text) }
        writer.endArray()
        writer.key("departed")
        writer.beginArray()
        for gone in orders.departed { gone.write(to: &writer) }
        writer.endArray()
        writer.key("curtailment")
        CurtailmentRecord.write(curtailment, model.feeder, &writer)
        writer.endObject()
        return DispatchMemorySnapshot(version: version, time: now.utc, bytes: writer.bytes)
    }

    /// What is not a finite number is not kept: JSON has no word for it, and the other run learns it anew.
    private static func write(
        _ known: DERMemory, _ switches: PhaseSwitchRecord?, _ der: DER.ID, _ writer: inout JSONWriter
    ) {
        let credit = known.creditKWh.isFinite && known.creditKWh != 0 ? known.creditKWh : nil
        let demand = known.demandKW.flatMap { $0.isFinite ? $0 : nil }
        let cut = known.cutKWh.isFinite && known.cutKWh > 0 ? known.cutKWh : nil
        let passed = known.storage.throughput.kilowattHours
        guard
            credit != nil || demand != nil || cut != nil || known.writes > 0 || !passed.isEmpty || switches != nil
        else { return }
        writer.key(text: der.text)
        writer.beginObject()
        if let credit {
            writer.key("creditKWh")
            writer.value(credit)
        }
        if let cut {
            writer.key("cutKWh")
            writer.value(cut)
        }
        if let demand {
            writer.key("demandKW")
            writer.value(demand)
        }
        if !passed.isEmpty { write(known.storage.throughput, &writer) }
        if let switches { PhaseSwitchDocument.write(switches, to: &writer) }
        writer.key("writeDay")
        writer.value(Int(known.writeDay))
        writer.key("writes")
        writer.value(known.writes)
        writer.endObject()
    }

    private static func write(_ ledger: ThroughputLedger, _ writer: inout JSONWriter) {
        writer.key("throughputKWh")
        writer.beginArray()
        for energy in ledger.kilowattHours { writer.value(energy) }
        writer.endArray()
        writer.key("throughputHour")
        writer.value(Int(ledger.lastHour))
    }

    /// - Parameter now: from when on an estimate counts as changed, so that it is tried again in its time (rule 8).
    static func restore(
        _ snapshot: DispatchMemorySnapshot, _ model: DispatchModel, _ memory: inout DispatchMemory, now: Moment
    ) -> Orders {
        guard snapshot.version == version, let document = try? JSONValue(parsing: snapshot.bytes) else {
            return Orders()
        }
        for (name, entry) in document["ders"]?.object ?? JSONObject() {
            guard let id = DER.ID(name), let der = model.index.derPosition[id] else { continue }
            memory.ders[der].creditKWh = entry["creditKWh"]?.double ?? 0
            memory.ders[der].cutKWh = entry["cutKWh"]?.double ?? 0
            memory.ders[der].demandKW = entry["demandKW"]?.double
            if memory.ders[der].demandKW != nil { memory.ders[der].demandChangedAt = now.steady }
            memory.ders[der].storage.throughput = ThroughputLedger(
                kilowattHours: (entry["throughputKWh"]?.array ?? []).compactMap(\.double),
                lastHour: Int64(entry["throughputHour"]?.int ?? 0))
            memory.ders[der].writeDay = Int64(entry["writeDay"]?.int ?? 0)
            memory.ders[der].writes = entry["writes"]?.int ?? 0
            if let switches = entry["phaseSwitches"].flatMap(PhaseSwitchDocument.restored) {
                memory.restore(switches, der: der, model, now: now)
            }
        }
        var absent: Set<ConnectivityNode.ID> = []
        for name in document["latchedNodes"]?.array ?? [] {
            guard let id = name.string.flatMap({ ConnectivityNode.ID($0) }) else { continue }
            if let node = model.index.nodePosition[id] {
                memory.nodes[node].isLatched = true
            } else {
                absent.insert(id)
            }
        }
        let out = (document["outOfService"]?.array ?? []).compactMap { $0.string.flatMap { DER.ID($0) } }
        return Orders(
            isStopped: document["isStopped"]?.bool ?? false, outOfService: Set(out), absentLatches: absent,
            departed: (document["departed"]?.array ?? []).compactMap { DepartedDER($0, now: now) })
    }
}

extension DepartedDER {
    /// As it is kept for another run.
    fileprivate func write(to writer: inout JSONWriter) {
        writer.beginObject()
        for (key, text) in [("id", id.text), ("site", site.text), ("kind", kind.rawValue), ("phases", phases.text)] {
            writer.key(text: key)
            writer.value(text)
        }
        if let reach {
            writer.key("reach")
            writer.value(reach)
        }
        if let outlet {
            writer.key("station")
            writer.value(outlet.station.text)
            writer.key("evse")
            writer.value(outlet.evse)
        }
        if let kilowattsPerAmpere {
            writer.key("kWPerA")
            writer.value(kilowattsPerAmpere)
        }
        writer.key("path")
        writer.beginArray()
        for node in path { writer.value(node.text) }
        writer.endArray()
        for (key, power) in [("importKW", band.importLimit), ("exportKW", band.exportLimit)] {
            writer.key(text: key)
            writer.value(power.kilowatts)
        }
        writer.key("until")
        writer.value(RFC3339.format(milliseconds: until.utc.milliseconds))
        writer.endObject()
    }

    /// As an earlier run kept it; nil where that cannot be read.
    fileprivate init?(_ document: JSONValue, now: Moment) {
        func text(_ key: String) -> String? { document[key]?.string }
        guard let id = text("id").flatMap({ DER.ID($0) }), let site = text("site").flatMap({ Site.ID($0) }),
            let kind = text("kind").flatMap({ DERUnit.Kind(rawValue: $0) }),
            let phases = text("phases").flatMap({ PhaseCode(text: $0) }),
            let imports = document["importKW"]?.double, let exports = document["exportKW"]?.double,
            let until = text("until").flatMap(RFC3339.parse).map({ UTCInstant(milliseconds: $0) })
        else { return nil }
        let station = text("station").flatMap { ChargingStation.ID($0) }
        let outlet = station.flatMap { station in
            document["evse"]?.int.map { GatewayCore.EVSEKey(station: station, evse: $0) }
        }
        self.init(
            id: id, site: site, kind: kind, phases: phases, reach: text("reach"), outlet: outlet,
            path: (document["path"]?.array ?? []).compactMap { $0.string.flatMap { ConnectivityNode.ID($0) } },
            band: PowerBand(importLimit: .kilowatts(imports), exportLimit: .kilowatts(exports)), command: nil,
            kilowattsPerAmpere: document["kWPerA"]?.double,
            until: Moment(utc: until, steady: now.steady + max(until - now.utc, .zero)))
    }
}

// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Store

extension GatewayCore {
    /// What holds now that people should know, whether it is on the board yet or not.
    func conditions(now: Moment) -> [GatewayAlarm] {
        let found = (plan?.alarms ?? []).map { GatewayAlarm.dispatch($0) }
        let strays = strayLimits.compactMap { limits.limits[$0] }.filter { $0.isPending(at: now.utc) }
        return found + quarantine.alarms(now: now) + strays.map { .limitWithoutNode($0.id, $0.node, phase: $0.phase) }
            + (isRecording ? [] : [.recordsOwed]) + absences(now: now.steady)
    }

    /// Somebody has taken notice of an alarm; nil where no such alarm waits for that. It goes when its cause does.
    mutating func acknowledgeAlarm(_ id: String, author: String, now: Moment) -> [GatewayAction]? {
        guard let record = alarms.acknowledge(id, by: author, now: now) else { return nil }
        let entry = AuditEntry(time: now.utc, author: author, action: "alarm.acknowledge", target: id)
        return [.record([record, .audit(entry)])]
    }

    /// Takes back an excess alarm that does not go away by itself (rule 7).
    mutating func acknowledgeExcess(node: Int, author: String, now: Moment) -> [GatewayAction] {
        memory.nodes[node].isLatched = false
        let id = model.feeder.nodes[node].id
        // In either direction: which it was may be forgotten by now.
        let noticed = FlowDirection.allCases.compactMap { direction in
            let alarm = DispatchAlarm.excess(node: id, direction: direction, by: .zero, stage: .zero)
            return alarms.acknowledge(alarm.key, by: author, now: now)
        }
        let entry = AuditEntry(time: now.utc, author: author, action: "alarm.acknowledge", target: id.text)
        return [.record(noticed + [.audit(entry), memorySnapshot(now: now)])]
    }

    /// Nodes whose excess alarm has latched since then.
    func latched(since before: DispatchMemory) -> [Int] {
        memory.nodes.indices.filter { memory.nodes[$0].isLatched && !before.nodes[$0].isLatched }
    }

    /// What is kept when an alarm latches: it must stand after a restart (rule 7), and people look for it in the log.
    func noteLatched(_ nodes: [Int], now: Moment) -> [GatewayAction] {
        guard !nodes.isEmpty else { return [] }
        let entries = nodes.map { node in
            StoreRecord.audit(
                AuditEntry(
                    time: now.utc, author: "gateway", action: "alarm.latch", target: model.feeder.nodes[node].id.text,
                    reason: "a measured excess outlasted every rung of the ladder"))
        }
        return [.record(entries + [memorySnapshot(now: now)])]
    }
}

extension Limit {
    /// Whether it holds or will hold.
    func isPending(at now: UTCInstant) -> Bool { cancelledAt == nil && (end.map { $0 > now } ?? true) }
}

// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import Store

/// Something people should know now: what the dispatcher found, and what the gateway knows beside the plan.
enum GatewayAlarm: Equatable {
    case dispatch(DispatchAlarm)
    /// A limit of an earlier run whose node is no longer in the topology: it bounds nothing.
    case limitWithoutNode(Limit.ID, ConnectivityNode.ID)

    /// Names the condition, whatever its numbers are.
    var key: String {
        switch self {
        case .dispatch(let alarm): alarm.key
        case .limitWithoutNode(let limit, _): "limitWithoutNode/\(limit)"
        }
    }
}

extension GatewayCore {
    /// What people should know now.
    func alarms(now: UTCInstant) -> [GatewayAlarm] {
        let found = (plan?.alarms ?? []).map { GatewayAlarm.dispatch($0) }
        return found
            + strayLimits.compactMap { limits.limits[$0] }.filter { $0.isPending(at: now) }.map {
                GatewayAlarm.limitWithoutNode($0.id, $0.node)
            }
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

// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON

/// The documents of REST about what is now: those of `GatewayDocument`, and what is known beside the plan.
enum StateDocument {
    /// The whole state.
    static func state(_ core: GatewayCore, _ plan: DispatchPlan, now: Moment) -> JSONValue {
        [
            "feeder": .string(core.model.feeder.id.text),
            "name": core.model.feeder.name.map { .string($0) } ?? .null,
            "time": GatewayDocument.time(now.utc),
            "madeAt": GatewayDocument.time(plan.madeAt.utc),
            "isStopped": .bool(core.isStopped),
            "topologyVersion": .number(Double(core.topology.number)),
            "nodes": nodes(core, plan),
            "ders": ders(core, plan, now: now),
            "limits": limits(core, now: now),
            "alarms": alarms(core),
            "alarmCount": .number(Double(core.alarms.openCount)),
            "alarmWaitingCount": .number(Double(core.alarms.waitingCount)),
            "quarantinedStations": core.quarantine.document(now: now),
        ]
    }

    static func nodes(_ core: GatewayCore, _ plan: DispatchPlan) -> JSONValue {
        .array(zip(plan.nodes, core.model.feeder.nodes).map { GatewayDocument.node($0, $1) })
    }

    static func ders(_ core: GatewayCore, _ plan: DispatchPlan, now: Moment) -> JSONValue {
        .array(plan.setpoints.indices.map { der($0, core, plan, now: now) })
    }

    /// One DER: its setpoint with the reason, and what is known of it.
    static func der(_ der: Int, _ core: GatewayCore, _ plan: DispatchPlan, now: Moment) -> JSONValue {
        let state = core.state.ders[der]
        guard var object = GatewayDocument.setpoint(plan.setpoints[der], core.model.feeder.ders[der]).object else {
            return .null
        }
        object["measuredKW"] = GatewayDocument.kW(state.power?.value)
        object["measurement"] = state.power.map { .string($0.quality(at: now.steady).rawValue) } ?? .null
        if let phases = state.phasePowerKW?.live(at: now.steady) {
            object["measuredByPhaseKW"] = byPhase(phases, of: core.model.feeder.ders[der])
        }
        object["soc"] = state.stateOfCharge.map { GatewayDocument.number($0.value) } ?? .null
        object["link"] = .string(state.link.rawValue)
        object["plug"] = .string(state.plug.rawValue)
        object["isOutOfService"] = .bool(state.isOutOfService)
        if let asked = core.remoteTransactions[der] { object["remoteTransaction"] = remoteTransaction(asked) }
        return .object(object)
    }

    /// What a DER was measured to draw on each of its phases.
    private static func byPhase(_ powers: PhaseVector, of der: DER) -> JSONValue {
        let values: [(PhaseCode, Double)] = [(.a, powers.a), (.b, powers.b), (.c, powers.c)]
        var object = JSONObject()
        for (phase, value) in values where der.phases.contains(phase) || !der.isPhaseKnown {
            object[phase.text] = GatewayDocument.number(value)
        }
        return .object(object)
    }

    /// Why a DER gets what it gets: the above, what is in force, and the prices from its node to the head.
    static func explanation(_ der: Int, _ core: GatewayCore, _ plan: DispatchPlan, now: Moment) -> JSONValue {
        let state = core.state.ders[der]
        guard var object = Self.der(der, core, plan, now: now).object else { return .null }
        object["allowedImportKW"] = GatewayDocument.kW(allowedImport(state, plan.setpoints[der]))
        object["allowedExportKW"] = GatewayDocument.kW(state.allowed.exportLimit)
        object["command"] = state.command.map { command($0, toldPhases: state.phasesTold?.phases) } ?? .null
        object["needs"] = state.needs.map { GatewayDocument.needs($0) } ?? .null
        let path = core.model.index.path(from: Int(core.model.index.nodeOfDER[der]))
        object["path"] = .array(
            path.map { position in
                let node = plan.nodes[position]
                return [
                    "node": .string(core.model.feeder.nodes[position].id.text),
                    "price": GatewayDocument.number(node.price),
                    "importLimitKW": GatewayDocument.kW(node.importLimit?.limit),
                    "exportLimitKW": GatewayDocument.kW(node.exportLimit?.limit),
                    "headroomKW": GatewayDocument.kW(node.headroom),
                    "setAsideLimitKW": GatewayDocument.kW(node.setAside?.limit),
                    "setAsideLimitAuthor": node.setAside?.reference.author.map { .string($0) } ?? .null,
                ]
            })
        return .object(object)
    }

    static func remoteTransaction(_ asked: RemoteTransaction) -> JSONValue {
        [
            "action": .string(asked.action.word), "author": .string(asked.author),
            "requestedAt": GatewayDocument.time(asked.requestedAt), "standing": .string(asked.standing.rawValue),
        ]
    }

    /// What it may draw: until it is seen on one phase, on three.
    private static func allowedImport(_ state: DERState, _ plan: PlannedSetpoint) -> ActivePower {
        plan.phases?.stage == .settled ? plan.shown(state.allowed.importLimit) : state.allowed.importLimit
    }

    /// What was sent means what it meant then, whatever is planned now.
    private static func command(_ command: SetpointInForce, toldPhases: Int?) -> JSONValue {
        [
            "powerKW": GatewayDocument.kW(PlannedSetpoint.shown(command.power, onPhases: toldPhases)),
            "sentAt": GatewayDocument.time(command.sentAt.utc),
            "validUntil": GatewayDocument.time(command.validUntil), "standing": .string(command.standing.rawValue),
        ]
    }

    /// The limits that hold or will hold, by start, at most so many. One whose node is not in the topology bounds nothing.
    static func limits(_ core: GatewayCore, now: Moment, most: Int = .max) -> JSONValue {
        let coming = core.limits.limits.values.filter { $0.isPending(at: now.utc) }
        let ordered = coming.sorted { ($0.start, $0.id) < ($1.start, $1.id) }
        return .array(
            ordered.prefix(most).map { limit in
                var object = GatewayDocument.limit(limit).object ?? JSONObject()
                let isNodeKnown = core.model.index.nodePosition[limit.node] != nil
                object["isNodeKnown"] = .bool(isNodeKnown)
                object["isActive"] = .bool(limit.start <= now.utc && isNodeKnown)
                return .object(object)
            })
    }

    /// What people should know now: the first of them, in the order of the board.
    static func alarms(_ core: GatewayCore, most: Int = mostAlarms) -> JSONValue {
        .array(core.alarms.entries.prefix(most).map(\.document))
    }

    /// Alarms in a document that goes to many and often: nobody reads more at a glance, and `/v1/alarms` has all.
    static let mostAlarms = 100

    /// A limit with what it does.
    static func limitAnswer(_ answer: LimitAnswer) -> JSONValue {
        var object = GatewayDocument.limit(answer.limit).object ?? JSONObject()
        object["affected"] = .array(
            answer.affected.map {
                [
                    "der": .string($0.der.text), "beforeKW": GatewayDocument.kW($0.before),
                    "afterKW": GatewayDocument.kW($0.after),
                ]
            })
        object["infeasibleKW"] = GatewayDocument.kW(answer.infeasible)
        object["linkLossOverloadKW"] = GatewayDocument.kW(answer.linkLoss.power)
        object["linkLossOverloadA"] = answer.linkLoss.current.map { GatewayDocument.amperes($0) } ?? .null
        object["linkLossPhase"] = answer.linkLoss.phase.map { .string($0.text) } ?? .null
        return .object(object)
    }
}

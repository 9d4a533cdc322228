// SPDX-License-Identifier: Apache-2.0

public import DERDispatch
public import GridModel
public import JSON

/// The JSON forms of what the gateway tells: one place for REST, the records and the screens. Keys carry their units.
public enum GatewayDocument {
    /// A power in kW on a grid of a watt, so that documents stay readable.
    static func kW(_ power: ActivePower) -> JSONValue {
        power.isFinite ? .number((power.watts).rounded() / 1_000) : .null
    }

    static func kW(_ power: ActivePower?) -> JSONValue { power.map { kW($0) } ?? .null }

    /// On a grid of a watt-hour, so that documents stay readable.
    static func kWh(_ energy: ActiveEnergy) -> JSONValue {
        energy.isFinite ? .number((energy.kilowattHours * 1_000).rounded() / 1_000) : .null
    }

    /// On a grid of a hundredth of an ampere.
    static func amperes(_ current: Current) -> JSONValue { number((current.amperes * 100).rounded() / 100) }

    /// A plain number; JSON has none that is not finite.
    static func number(_ value: Double) -> JSONValue { value.isFinite ? .number(value) : .null }

    static func time(_ time: UTCInstant?) -> JSONValue {
        time.map { .string(RFC3339.format(milliseconds: $0.milliseconds)) } ?? .null
    }

    /// A limit.
    public static func limit(_ limit: Limit) -> JSONValue {
        var object = JSONObject()
        object["id"] = .string(limit.id.text)
        object["node"] = .string(limit.node.text)
        object["direction"] = .string(limit.direction.rawValue)
        switch limit.value {
        case .activePower(let power): object["limitKW"] = kW(power)
        case .apparentPower(let power): object["limitKVA"] = number(power.kilovoltAmperes)
        case .current(let current): object["limitA"] = number(current.amperes)
        }
        object["phase"] = limit.phase.map { .string($0.text) } ?? .null
        object["source"] = .string(limit.source.text)
        object["author"] = .string(limit.author)
        object["reason"] = .string(limit.reason)
        object["start"] = time(limit.start)
        object["end"] = time(limit.end)
        object["createdAt"] = time(limit.createdAt)
        object["cancelledAt"] = time(limit.cancelledAt)
        return .object(object)
    }

    /// The reason of a setpoint.
    public static func reason(_ reason: SetpointReason) -> JSONValue {
        var object = JSONObject()
        object["cause"] = .string(reason.cause.rawValue)
        object["sentence"] = .string(reason.sentence)
        object["bindingNode"] = reason.node.map { .string($0.text) } ?? .null
        object["direction"] = reason.direction.map { .string($0.rawValue) } ?? .null
        object["phase"] = reason.phase.map { .string($0.text) } ?? .null
        object["isUnbalance"] = .bool(reason.isUnbalance)
        object["limitKW"] = kW(reason.limit)
        object["usableKW"] = kW(reason.usable)
        object["limitSource"] = reason.reference.map { .string($0.source.text) } ?? .null
        object["limitID"] = reason.reference?.id.map { .string($0.text) } ?? .null
        object["limitAuthor"] = reason.reference?.author.map { .string($0) } ?? .null
        object["limitReason"] = reason.reference?.reason.map { .string($0) } ?? .null
        object["price"] = number(reason.price)
        object["gainPerKW"] = reason.gainPerKW.map { number(($0 * 1_000).rounded() / 1_000) } ?? .null
        object["missingKW"] = kW(reason.missing)
        object["principle"] = .string(reason.principle.rawValue)
        object["rule"] = .string(reason.principle.rule)
        return .object(object)
    }

    /// The reason of a setpoint as it is recorded: with the phases that its station is told, where it is told any.
    static func reason(_ reason: SetpointReason, _ phases: PlannedPhases?) -> JSONValue {
        guard let phases, var object = Self.reason(reason).object else { return Self.reason(reason) }
        object["phaseOrder"] = phases.document
        return .object(object)
    }

    /// What a driver or site says that a vehicle needs.
    static func needs(_ needs: ChargingNeeds) -> JSONValue {
        [
            "departureTime": time(needs.departureTime),
            "energyKWh": needs.energy.map { number($0.kilowattHours) } ?? .null,
            "targetSoc": needs.targetSoC.map { number($0) } ?? .null,
            "capacityKWh": needs.usableCapacity.map { number($0.kilowattHours) } ?? .null,
            "maximumDischargeKW": needs.maximumDischarge.map { number($0.kilowatts) } ?? .null,
        ]
    }

    /// What caution withholds at a node.
    static func withheld(_ withheld: Withheld) -> JSONValue {
        [
            "margin": kW(withheld.margin), "assumedBaseLoad": kW(withheld.assumedBaseLoad),
            "plugInReserve": kW(withheld.plugInReserve), "unreachable": kW(withheld.unreachable),
            "notReadBack": kW(withheld.notReadBack), "unused": kW(withheld.unused),
            "singlePhase": kW(withheld.singlePhase), "belowMinimumStep": kW(withheld.belowMinimumStep),
            "trim": kW(withheld.trim),
        ]
    }

    /// One node of a plan.
    public static func node(_ plan: NodePlan, _ node: ConnectivityNode) -> JSONValue {
        var object = JSONObject()
        object["id"] = .string(node.id.text)
        object["kind"] = .string(node.kind.rawValue)
        object["parent"] = node.parent.map { .string($0.text) } ?? .null
        object["name"] = node.name.map { .string($0) } ?? .null
        object["measuredKW"] = kW(plan.measured)
        object["countedImportKW"] = kW(plan.countedImport)
        object["countedExportKW"] = kW(plan.countedExport)
        for (key, bound) in [("import", plan.importLimit), ("export", plan.exportLimit)] {
            object["\(key)LimitKW"] = kW(bound?.limit)
            object["\(key)LimitSource"] = bound.map { .string($0.reference.source.text) } ?? .null
            object["\(key)LimitAuthor"] = bound?.reference.author.map { .string($0) } ?? .null
        }
        object["setAsideLimitKW"] = kW(plan.setAside?.limit)
        object["setAsideLimitSource"] = plan.setAside.map { .string($0.reference.source.text) } ?? .null
        object["setAsideLimitAuthor"] = plan.setAside?.reference.author.map { .string($0) } ?? .null
        object["headroomKW"] = kW(plan.headroom)
        object["usableKW"] = kW(plan.importLimit?.usable)
        object["withheldKW"] = withheld(plan.withheld)
        object["price"] = number(plan.price)
        object["importOverloadKW"] = kW(plan.importOverload)
        object["exportOverloadKW"] = kW(plan.exportOverload)
        object["ladder"] = .string("\(plan.ladder)")
        object["byPhase"] = plan.byPhase.map { phases($0) } ?? .null
        return .object(object)
    }

    /// What each phase of a node carries.
    static func phases(_ phases: NodePhases) -> JSONValue {
        func three(_ values: PhaseVector?) -> JSONValue {
            values.map { ["A": one($0.a), "B": one($0.b), "C": one($0.c)] } ?? .null
        }
        func one(_ value: Double) -> JSONValue { value < .infinity ? kW(.kilowatts(value)) : .null }
        return [
            "measuredKW": three(phases.measuredKW), "countedImportKW": three(phases.countedImportKW),
            "countedExportKW": three(phases.countedExportKW),
            "importLimitByPhaseKW": three(phases.importLimitKW),
            "exportLimitByPhaseKW": three(phases.exportLimitKW), "unbalanceLimitKW": kW(phases.unbalanceLimit),
            "headroomKW": kW(phases.headroom),
        ]
    }

    /// One DER of a plan.
    public static func setpoint(_ plan: PlannedSetpoint, _ der: DER) -> JSONValue {
        var object = JSONObject()
        object["id"] = .string(der.id.text)
        object["kind"] = .string(der.unit.kind.rawValue)
        object["node"] = .string(der.node.text)
        object["site"] = .string(der.site.text)
        object["askedKW"] = kW(plan.shown(plan.asked))
        object["setpointKW"] = kW(plan.power.map(plan.shown))
        object["currentA"] = plan.current.map { number(($0.amperes * 10).rounded() / 10) } ?? .null
        object["targetKW"] = kW(plan.shown(plan.target))
        object["countedImportKW"] = kW(plan.shownCountedImport)
        object["countedExportKW"] = kW(plan.countedExport)
        object["guaranteedKW"] = plan.guaranteed > .zero ? kW(plan.guaranteed) : .null
        object["phaseOrder"] = plan.phases.map(\.document) ?? .null
        object["storage"] = plan.storage.map { storage($0, der.storageRule) } ?? .null
        if let reason = reason(plan.reason).object { for (key, value) in reason { object[key] = value } }
        return .object(object)
    }

    /// A whole plan.
    public static func plan(_ plan: DispatchPlan, _ model: DispatchModel) -> JSONValue {
        [
            "madeAt": time(plan.madeAt.utc),
            "nodes": .array(zip(plan.nodes, model.feeder.nodes).map { node($0, $1) }),
            "ders": .array(zip(plan.setpoints, model.feeder.ders).map { setpoint($0, $1) }),
            "alarms": .array(plan.alarms.map { GatewayAlarm.dispatch($0).document }),
        ]
    }
}

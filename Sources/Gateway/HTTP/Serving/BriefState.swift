// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON

/// What the pages show, as it was told them last, and what of it changed.
struct BriefState {
    /// Most limits that pages are told of; `GET /v1/limits` tells all.
    static let mostLimits = 500

    private var topology: TopologyStamp?
    private var nodes: [BriefRow] = []
    private var ders: [BriefRow] = []
    private var limits = JSONValue.null
    private var alarms = JSONValue.null

    /// Whether it is another topology than the one that was told of; of a new one everything is told.
    func isOther(_ core: GatewayCore) -> Bool { topology != core.topology }

    /// What changed since the last call.
    mutating func changes(_ core: GatewayCore, _ plan: DispatchPlan, now: Moment) -> JSONValue {
        if isOther(core) {
            self = BriefState()
            topology = core.topology
            nodes = core.model.feeder.nodes.map { BriefRow(id: $0.id.text) }
            ders = core.model.feeder.ders.map { BriefRow(id: $0.id.text) }
        }
        var object = Self.head(core, now: now)
        object["nodes"] = .array(
            plan.nodes.indices.compactMap { nodes[$0].changes(BriefDocument.node(plan.nodes[$0])) })
        object["ders"] = .array(
            plan.setpoints.indices.compactMap {
                ders[$0].changes(BriefDocument.der(plan.setpoints[$0], core.state.ders[$0], now: now))
            })
        let newLimits = StateDocument.limits(core, now: now, most: Self.mostLimits)
        let newAlarms = StateDocument.alarms(core)
        if newLimits != limits { object["limits"] = newLimits }
        if newAlarms != alarms { object["alarms"] = newAlarms }
        (limits, alarms) = (newLimits, newAlarms)
        return .object(object)
    }

    /// Everything, as it was told last.
    func whole(_ core: GatewayCore, now: Moment) -> JSONValue {
        var object = Self.head(core, now: now)
        object["feeder"] = .string(core.model.feeder.id.text)
        object["name"] = core.model.feeder.name.map { .string($0) } ?? .null
        object["nodes"] = .array(zip(core.model.feeder.nodes, nodes).map { BriefDocument.whole($0, $1) })
        object["ders"] = .array(zip(core.model.feeder.ders, ders).map { BriefDocument.whole($0, $1) })
        object["limits"] = limits
        object["alarms"] = alarms
        return .object(object)
    }

    /// What stands in each event.
    private static func head(_ core: GatewayCore, now: Moment) -> JSONObject {
        var object = JSONObject()
        object["time"] = GatewayDocument.time(now.utc)
        object["isStopped"] = .bool(core.isStopped)
        object["tickS"] = .number(core.settings.tickInterval.inSeconds)
        object["alarmCount"] = .number(Double(core.alarms.openCount))
        object["alarmWaitingCount"] = .number(Double(core.alarms.waitingCount))
        return object
    }
}

/// One row of the page as it was told last.
struct BriefRow {
    let id: String
    private(set) var fields: [BriefField] = []

    init(id: String) { self.id = id }

    /// The fields that changed, with the identifier; nil if none did. A power that moved less than is shown did not.
    mutating func changes(_ new: [BriefField]) -> JSONValue? {
        guard fields.count == new.count else {
            fields = new
            return document(new)
        }
        var changed: [BriefField] = []
        for index in new.indices where new[index].isNews(after: fields[index]) {
            fields[index] = new[index]
            changed.append(new[index])
        }
        // JSONValue has a `nil` of its own, which is no absence here.
        return changed.isEmpty ? .none : .some(document(changed))
    }

    private func document(_ fields: [BriefField]) -> JSONValue {
        var object = JSONObject()
        object["id"] = .string(id)
        for field in fields { object[field.key] = field.value.document }
        return .object(object)
    }
}

/// A named value of a row.
struct BriefField {
    enum Value: Equatable {
        /// A power.
        case power(ActivePower?)
        case word(String?)
        case flag(Bool)
        case number(Double?)

        var document: JSONValue {
            switch self {
            case .power(let power): GatewayDocument.kW(power)
            case .word(let word): word.map { .string($0) } ?? .null
            case .flag(let flag): .bool(flag)
            case .number(let number): number.map { GatewayDocument.number($0) } ?? .null
            }
        }
    }

    var key: String
    var value: Value

    init(_ key: String, _ value: Value) {
        self.key = key
        self.value = value
    }

    func isNews(after old: BriefField) -> Bool {
        guard case .power(let new?) = value, case .power(let old?) = old.value else { return value != old.value }
        // To zero, from it and across it is news however small: over a limit or not, import or export.
        return (new - old).magnitude >= EventHub.smallestChange
            || (new.watts > 0) != (old.watts > 0) || (new.watts < 0) != (old.watts < 0)
    }
}

// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import GridModel
import JSON

/// The rows of the page: names and numbers of `StateDocument`, and no more than is shown.
enum BriefDocument {
    /// What moves of a node.
    static func node(_ plan: NodePlan) -> [BriefField] {
        [
            BriefField("measuredKW", .power(plan.measured)),
            BriefField("countedImportKW", .power(plan.countedImport)),
            BriefField("countedExportKW", .power(plan.countedExport)),
            BriefField("importLimitKW", .power(plan.importLimit?.limit)),
            BriefField("importLimitSource", .word(plan.importLimit?.reference.source.text)),
            BriefField("importLimitAuthor", .word(plan.importLimit?.reference.author)),
            BriefField("exportLimitKW", .power(plan.exportLimit?.limit)),
            BriefField("exportLimitSource", .word(plan.exportLimit?.reference.source.text)),
            BriefField("exportLimitAuthor", .word(plan.exportLimit?.reference.author)),
            BriefField("headroomKW", .power(plan.headroom)),
        ]
    }

    /// What moves of a DER.
    static func der(_ plan: PlannedSetpoint, _ state: DERState, now: Moment) -> [BriefField] {
        [
            BriefField("askedKW", .power(plan.shown(plan.asked))),
            BriefField("setpointKW", .power(plan.power.map(plan.shown))),
            BriefField("measuredKW", .power(state.power?.value)),
            BriefField("measurement", .word(state.power.map { $0.quality(at: now.steady).rawValue })),
            BriefField("cause", .word(plan.reason.cause.rawValue)),
            BriefField("link", .word(state.link.rawValue)),
            BriefField("plug", .word(state.plug.rawValue)),
            BriefField("soc", .number(state.stateOfCharge.map { ($0.value * 100).rounded() / 100 })),
            BriefField("isOutOfService", .flag(state.isOutOfService)),
        ]
    }

    static func whole(_ node: ConnectivityNode, _ row: BriefRow) -> JSONValue {
        var object = JSONObject()
        object["id"] = .string(node.id.text)
        object["kind"] = .string(node.kind.rawValue)
        object["parent"] = node.parent.map { .string($0.text) } ?? .null
        object["name"] = node.name.map { .string($0) } ?? .null
        object["phases"] = .string(node.phases.text)
        object["hasMeter"] = .bool(node.hasMeter)
        for field in row.fields { object[field.key] = field.value.document }
        return .object(object)
    }

    static func whole(_ der: DER, _ row: BriefRow) -> JSONValue {
        var object = JSONObject()
        object["id"] = .string(der.id.text)
        object["kind"] = .string(der.unit.kind.rawValue)
        object["node"] = .string(der.node.text)
        object["phases"] = .string(der.phases.text)
        for field in row.fields { object[field.key] = field.value.document }
        return .object(object)
    }
}

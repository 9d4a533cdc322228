// SPDX-License-Identifier: Apache-2.0

/// A DER as declared; its phases, and powers that come from amperes, are settled when its site's are known.
struct DeclaredDER {
    var der: DER
    var phases: PhaseCode?
    var rotation: [PhaseCode]?
    var place: Place
    var phasesPlace: Place
    var rotationPlace: Place
    var phaseKnowledgePlace: Place
    /// Where its phase switching stands.
    var switchingPlace: Place
    /// Where the communication stands.
    var bindingPlace: Place
    /// Where the operating rule stands.
    var rulePlace: Place
    var defaultLimit: DeclaredDefault
    var mappings: [DeclaredMapping] = []

    /// Nil where the identifier or the kind is missing, so that no more can be said.
    init?(
        _ fields: inout Fields, at site: Site, intervals: [ChargingStation.ID: Duration], log: inout FindingLog
    ) {
        fields.require("id", "kind")
        let id: DER.ID? = fields.identifier("id")
        let kind: DERUnit.Kind? = fields.word("kind")
        guard let kind else { return nil }
        fields.subject = kind == .evse ? "an evse" : "a \(kind.rawValue)"
        let unit = fields.unit(kind)
        phases = fields.phases("phases")
        rotation = kind == .evse ? fields.rotation("phaseRotation") : nil
        place = fields.place(of: "id")
        phasesPlace = fields.place(of: "phases")
        rotationPlace = fields.place(of: "phaseRotation")
        phaseKnowledgePlace = fields.place(of: "phaseIsKnown")
        switchingPlace = fields.place(of: "phaseSwitching")
        rulePlace = fields.place(of: fields.has("peakShavingNode") ? "peakShavingNode" : "operation")
        defaultLimit = DeclaredDefault(&fields, unit: unit, log: &log)
        der = DER(
            id: id ?? Self.unnamed, name: fields.text("name"), node: site.usagePoint, site: site.id, unit: unit,
            defaultLimit: DefaultLimit(importLimit: .zero, exportLimit: .zero), communication: .none)
        der.isPhaseKnown = fields.flag("phaseIsKnown") ?? true
        if case .evse(let evse) = unit { der.phaseSwitching = fields.phaseSwitching(evse, log: &log) }
        der.communication = fields.communication(kind, mappings: &mappings, log: &log)
        bindingPlace = fields.place(of: ["mqtt", "mappings", "ocpp"].first { fields.has($0) } ?? "id")
        readBehaviour(&fields, intervals: intervals, log: &log)
        guard id != nil else { return nil }
    }

    static let unnamed = DER.ID("unnamed-der")!

    /// A station's readings are stale after 2.5 of its intervals (design.md section 6, rule 2).
    static let staleAfterIntervals = 2.5

    private mutating func readBehaviour(
        _ fields: inout Fields, intervals: [ChargingStation.ID: Duration], log: inout FindingLog
    ) {
        der.responseDelay = fields.seconds("responseDelayS") ?? der.responseDelay
        der.rampPerSecond = fields.plate("rampKWPerS")
        if var raise = fields.map("raise", subject: "a raise rule", log: &log) {
            der.raise.interval = raise.seconds("intervalS") ?? der.raise.interval
            der.raise.fraction = raise.number("fraction", above: 0, upTo: 1) ?? der.raise.fraction
            raise.finish(&log)
        }
        der.tier = fields.whole("tier", 1...1_000) ?? der.tier
        der.weight = fields.number("weight", above: 0, upTo: 1_000_000) ?? der.weight
        der.connectedSince = fields.connectionDate("connectedSince")
        der.writesPerDay = fields.whole("writesPerDay", 1...86_400)
        der.setpointStep = fields.setpointStep(der.unit)
        der.storageRule = fields.storageRule(der.unit)
        if case .ocpp(let station, _) = der.communication, let interval = intervals[station] {
            der.maximumAge = interval * Self.staleAfterIntervals
        }
        der.maximumAge = fields.seconds("maximumAgeS") ?? der.maximumAge
    }
}

/// The map `default`, before amperes are powers.
struct DeclaredDefault {
    var importLimit: ActivePower?
    var importCurrent: Current?
    var exportLimit: ActivePower?
    var isLegallyGuaranteed = false
    var place: Place

    init(_ fields: inout Fields, unit: DERUnit, log: inout FindingLog) {
        place = fields.place(of: "default")
        guard var map = fields.map("default", subject: "a default limit", log: &log) else { return }
        importLimit = map.power("importLimitKW")
        exportLimit = map.power("exportLimitKW")
        isLegallyGuaranteed = map.flag("isLegallyGuaranteed") ?? false
        if case .evse(let evse) = unit, evse.supply == .ac {
            importCurrent = map.number("importLimitA", unit: " in A", from: 0).map { .amperes($0) }
            if importCurrent != nil, importLimit != nil {
                map.fault("importLimitA", "the default is given in A and in kW; give one of them")
            }
        }
        map.finish(&log)
    }
}

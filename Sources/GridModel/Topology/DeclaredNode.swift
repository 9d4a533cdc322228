// SPDX-License-Identifier: Apache-2.0

/// A node as declared; phases and voltage are still open where the text leaves them to the parent.
struct DeclaredNode {
    var node: ConnectivityNode
    var phases: PhaseCode?
    var lineVoltage: Voltage?
    var place: Place
    var parentPlace: Place
    var phasesPlace: Place
    var voltagePlace: Place
    var principlePlace: Place
    /// Where the vector group stands.
    var windingPlace: Place
    /// Where the limit on unbalance stands.
    var unbalancePlace: Place
    /// Where what is given by phase stands, by key.
    var byPhasePlaces: [String: Place] = [:]
    /// Where the rating or, without one, the agreed limit stands.
    var limitPlace: Place

    /// An entry of `nodes`; nil where it cannot be placed in the tree.
    init?(node nodeFields: Fields, log: inout FindingLog) {
        var fields = nodeFields
        fields.require("id", "kind")
        let kind: ConnectivityNode.Kind? = fields.word("kind", without: [.usagePoint])
        if let kind { fields.subject = "a \(kind.rawValue)" }
        self.init(&fields, kind: kind ?? (fields.has("parent") ? .line : .substation), log: &log)
        if kind == .transformer { fields.require("lineVoltageV") }
        readVoltage(&fields)
        node.vectorGroup = fields.word("vectorGroup")
        if let kind, kind != .transformer, fields.has("vectorGroup") {
            fields.fault("vectorGroup", "\(fields.subject) has no windings; `vectorGroup` is a transformer's")
        }
        node.lossFactor = fields.number("lossFactor", from: 0, upTo: 0.5) ?? 0
        if var meter = fields.map("meter", subject: "a meter of a node", log: &log) {
            node.hasMeter = true
            node.meterMaximumAge = meter.seconds("maximumAgeS") ?? node.meterMaximumAge
            meter.finish(&log)
        }
        if kind != .busbar, kind != nil, node.rating == nil, !fields.hasRating { fields.requireRating() }
        fields.finish(&log)
        guard node.id != Self.unnamed else { return nil }
    }

    /// The keys that nodes and sites share.
    init(_ fields: inout Fields, kind: ConnectivityNode.Kind, log: inout FindingLog) {
        node = ConnectivityNode(id: fields.identifier("id") ?? Self.unnamed, kind: kind, parent: nil)
        node.parent = fields.identifier("parent")
        node.name = fields.text("name")
        phases = fields.phases("phases")
        node.rating = fields.rating()
        node.neutralRating = fields.number("neutralRatingA", unit: " in A", above: 0).map { .amperes($0) }
        node.unbalanceLimit = fields.unbalanceLimit()
        node.importLimit = fields.power("importLimitKW")
        node.exportLimit = fields.power("exportLimitKW")
        node.importLimitByPhase = fields.powerByPhase("importLimitByPhaseKW", from: 0, log: &log)
        node.exportLimitByPhase = fields.powerByPhase("exportLimitByPhaseKW", from: 0, log: &log)
        node.powerFactor = fields.number("powerFactor", above: 0, upTo: 1) ?? node.powerFactor
        node.margin = fields.number("margin", from: 0, upTo: 0.5) ?? node.margin
        let baseLoadByPhase = fields.baseLoadByPhase(log: &log)
        node.baseLoad = fields.baseLoad(byPhase: baseLoadByPhase)
        node.simultaneousPlugIns = fields.whole("simultaneousPlugIns", 0...100_000) ?? 0
        node.principle = fields.word("principle")
        node.remembersCuts = fields.flag("remembersCuts")
        place = fields.place(of: "id")
        parentPlace = fields.place(of: "parent")
        phasesPlace = fields.place(of: "phases")
        voltagePlace = fields.place
        principlePlace = fields.place(of: "principle")
        windingPlace = fields.place(of: "vectorGroup")
        unbalancePlace = fields.place(of: fields.has("unbalanceLimitA") ? "unbalanceLimitA" : "unbalanceLimitKW")
        for (key, _) in PhaseCheck.keys where fields.has(key) { byPhasePlaces[key] = fields.place(of: key) }
        let limitKeys = Fields.ratingKeys + ["importLimitKW", "importLimitByPhaseKW"]
        let limitKey = limitKeys.first { fields.has($0) } ?? "importLimitKW"
        limitPlace = fields.place(of: limitKey)
    }

    /// Stands for an identifier that is missing or wrong; such a node is reported and left out.
    static let unnamed = ConnectivityNode.ID("unnamed-node")!

    private mutating func readVoltage(_ fields: inout Fields) {
        voltagePlace = fields.place(of: "lineVoltageV")
        guard let volts = fields.number("lineVoltageV", unit: " in volts", above: 0, upTo: 500_000) else { return }
        if volts < 100 {
            fields.fault(
                "lineVoltageV",
                "\(Format.number(volts)) V between lines is too low for a feeder; is it in kV? Write \(Format.number(volts * 1_000))"
            )
            return
        }
        lineVoltage = .volts(volts)
    }
}

extension Fields {
    static let ratingKeys = ["ratingKVA", "ratingA", "ratingKW"]

    package var hasRating: Bool { Self.ratingKeys.contains { has($0) } }

    mutating func requireRating() {
        fault("\(subject) has no rating; give one of `ratingKVA`, `ratingA`, `ratingKW`")
    }

    /// The one rating that is given.
    package mutating func rating() -> Rating? {
        let apparent = number("ratingKVA", unit: " in kVA", above: 0).map { Rating.apparentPower(.kilovoltAmperes($0)) }
        let current = number("ratingA", unit: " in A", above: 0).map { Rating.current(.amperes($0)) }
        let active = plate("ratingKW").map { Rating.activePower($0) }
        let given = Self.ratingKeys.filter { has($0) }
        if given.count > 1 {
            fault(
                given[1],
                "\(subject) has \(given.count) ratings (\(given.joined(separator: ", "))); give the one on its plate")
        }
        return apparent ?? current ?? active
    }

    /// Largest difference between two phases, in the one unit that is given.
    fileprivate mutating func unbalanceLimit() -> Rating? {
        let active = plate("unbalanceLimitKW").map { Rating.activePower($0) }
        let current = number("unbalanceLimitA", unit: " in A", above: 0).map { Rating.current(.amperes($0)) }
        if has("unbalanceLimitKW"), has("unbalanceLimitA") {
            fault("unbalanceLimitA", "the unbalance is limited in kW and in A; give one of them")
        }
        return active ?? current
    }
}

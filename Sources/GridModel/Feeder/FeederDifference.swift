// SPDX-License-Identifier: Apache-2.0

/// One thing that is not as it was, as a sentence for people.
public struct FeederDifference: Sendable, Hashable {
    /// What happened to it.
    public enum Kind: String, Sendable {
        /// It is new.
        case added
        /// It is gone.
        case removed
        /// It hangs elsewhere on the tree.
        case moved
        /// It has other values.
        case changed
    }

    /// What happened to it.
    public var kind: Kind
    /// What it is: feeder, node, site, station or der.
    public var subject: String
    /// Its identifier.
    public var id: String
    /// The sentence.
    public var text: String

    /// All differences between two feeders, nodes first, in the order of the new feeder; what is gone stands last.
    public static func all(from old: Feeder, to new: Feeder) -> [FeederDifference] {
        let feeder = changed("feeder", old.id == new.id ? old : nil, new, [Facet("name") { $0.name ?? "none" }]) {
            $0.id.text
        }
        return feeder + compare("node", old.nodes, new.nodes, id: { $0.id.text }, facets: nodeFacets)
            + compare("site", old.sites, new.sites, id: { $0.id.text }, facets: siteFacets)
            + compare("station", old.stations, new.stations, id: { $0.id.text }, facets: stationFacets)
            + compare("der", old.ders, new.ders, id: { $0.id.text }, facets: derFacets)
    }

    /// A value of a thing that people know by name.
    fileprivate struct Facet<Thing: Sendable>: Sendable {
        var name: String
        var isPlace: Bool
        var text: @Sendable (Thing) -> String

        init(_ name: String, isPlace: Bool = false, _ text: @escaping @Sendable (Thing) -> String) {
            self.name = name
            self.isPlace = isPlace
            self.text = text
        }
    }

    private static func compare<Thing: Hashable>(
        _ subject: String, _ old: [Thing], _ new: [Thing], id: (Thing) -> String, facets: [Facet<Thing>]
    ) -> [FeederDifference] {
        let known = Dictionary(old.map { (id($0), $0) }, uniquingKeysWith: { first, _ in first })
        let names = Set(new.map(id))
        let present = new.flatMap { changed(subject, known[id($0)], $0, facets, id: id) }
        let gone = old.filter { !names.contains(id($0)) }.map {
            FeederDifference(kind: .removed, subject: subject, id: id($0), text: "\(subject) \(id($0)) is removed")
        }
        return present + gone
    }

    private static func changed<Thing: Hashable>(
        _ subject: String, _ old: Thing?, _ new: Thing, _ facets: [Facet<Thing>], id: (Thing) -> String
    ) -> [FeederDifference] {
        let name = id(new)
        guard let old else {
            let place = facets.first(where: \.isPlace).map { " at \($0.text(new))" } ?? ""
            return [
                FeederDifference(kind: .added, subject: subject, id: name, text: "\(subject) \(name) is added\(place)")
            ]
        }
        guard old != new else { return [] }
        let others = facets.filter { $0.text(old) != $0.text(new) }
        var found = others.filter(\.isPlace).map { place in
            FeederDifference(
                kind: .moved, subject: subject, id: name,
                text: "\(subject) \(name) moves from \(place.text(old)) to \(place.text(new))")
        }
        let values = others.filter { !$0.isPlace }.map { "\($0.name) \($0.text(old)) becomes \($0.text(new))" }
        if !values.isEmpty {
            found.append(
                FeederDifference(
                    kind: .changed, subject: subject, id: name,
                    text: "\(subject) \(name): \(values.joined(separator: ", "))"))
        }
        // A feeder's parts are told one by one.
        guard found.isEmpty, subject != "feeder" else { return found }
        return [
            FeederDifference(
                kind: .changed, subject: subject, id: name, text: "\(subject) \(name) has other details")
        ]
    }
}

// MARK: - What people know by name

extension FeederDifference {
    private static let nodeFacets: [Facet<ConnectivityNode>] = [
        Facet("parent", isPlace: true) { $0.parent?.text ?? "the head" },
        Facet("kind") { $0.kind.rawValue },
        Facet("rating") { words($0.rating) },
        Facet("neutral rating") { $0.neutralRating.map { "\(Format.number($0.amperes)) A" } ?? "none" },
        Facet("unbalance limit") { words($0.unbalanceLimit) },
        Facet("vector group") { $0.vectorGroup?.rawValue ?? "none" },
        Facet("import limit") { words($0.importLimit) },
        Facet("export limit") { words($0.exportLimit) },
        Facet("import limit by phase") { $0.importLimitByPhase?.text ?? "none" },
        Facet("export limit by phase") { $0.exportLimitByPhase?.text ?? "none" },
        Facet("phases") { $0.phases.text },
        Facet("line voltage") { "\(Format.number($0.nominalLineVoltage.volts)) V" },
        Facet("base load") {
            $0.baseLoad.map { "\(Format.number($0.minimum.kilowatts)) to \(Format.kilowatts($0.maximum))" } ?? "none"
        },
        Facet("base load by phase") {
            $0.baseLoad?.byPhase.map { "\($0.minimum.text) to \($0.maximum.text)" } ?? "alike"
        },
        Facet("margin") { "\(Format.number($0.margin * 100)) %" },
        Facet("power factor") { Format.number($0.powerFactor) },
        Facet("losses") { "\(Format.number($0.lossFactor * 100)) %" },
        Facet("simultaneous plug-ins") { "\($0.simultaneousPlugIns)" },
        Facet("meter") { $0.hasMeter ? "of at most \(Format.number($0.meterMaximumAge.inSeconds)) s" : "none" },
        Facet("principle of access") { $0.principle?.rawValue ?? "its parent's" },
        Facet("memory of cuts") { $0.remembersCuts.map { $0 ? "on" : "off" } ?? "its parent's" },
        Facet("name") { $0.name ?? "none" },
    ]

    private static let siteFacets: [Facet<Site>] = [
        Facet("name") { $0.name ?? "none" },
        Facet("raise interval") { $0.raiseInterval.map { "\(Format.number($0.inSeconds)) s" } ?? "its DERs'" },
        Facet("guaranteed minimum") { words($0.guaranteedMinimum) },
    ]

    private static let stationFacets: [Facet<ChargingStation>] = [
        Facet("site", isPlace: true) { $0.site.text },
        Facet("meter interval") { "\(Format.number($0.meterInterval.inSeconds)) s" },
        Facet("pinned version") { $0.pinnedVersion ?? "none" },
        Facet("security profile") { "\($0.securityProfile)" },
    ]

    private static let derFacets: [Facet<DER>] = [
        Facet("node", isPlace: true) { $0.node.text },
        Facet("site") { $0.site.text },
        Facet("kind") { $0.unit.kind.rawValue },
        Facet("largest import") { Format.kilowatts($0.unit.maximumImport) },
        Facet("largest export") { Format.kilowatts($0.unit.maximumExport) },
        Facet("phases") { $0.phases.text },
        Facet("phase rotation") {
            $0.phaseRotation == $0.phases.lines ? "in order" : $0.phaseRotation.map(\.text).joined()
        },
        Facet("phase") { $0.isPhaseKnown ? "known" : "unknown" },
        Facet("phase switching") { words($0.phaseSwitching) },
        Facet("default") {
            "\(Format.kilowatts($0.defaultLimit.importLimit)) import and "
                + "\(Format.kilowatts($0.defaultLimit.exportLimit)) export"
        },
        Facet("reached by") { words($0.communication) },
        Facet("tier") { "\($0.tier)" },
        Facet("weight") { Format.number($0.weight) },
        Facet("connected since") { $0.connectedSince?.text ?? "unknown" },
        Facet("response delay") { "\(Format.number($0.responseDelay.inSeconds)) s" },
        Facet("maximum age") { "\(Format.number($0.maximumAge.inSeconds)) s" },
        Facet("operation") { words($0.storageRule.operation) },
        Facet("throughput a day") {
            $0.storageRule.throughputPerDay.map { "\(Format.number($0.kilowattHours)) kWh" } ?? "unbounded"
        },
        Facet("name") { $0.name ?? "none" },
    ]

    private static func words(_ operation: StorageOperation) -> String {
        guard case .peakShaving(let rule) = operation else { return operation.word.rawValue }
        return "peakShaving at \(Format.kilowatts(rule.threshold)) of \(rule.node?.text ?? "its site")"
    }

    private static func words(_ switching: PhaseSwitching?) -> String {
        guard let switching else { return "none" }
        return "every \(Format.number(switching.dwell.inSeconds)) s, \(switching.mostPerHour) an hour at most, "
            + "shown within \(Format.number(switching.completesWithin.inSeconds)) s\(switching.startsAsTold ? ", starts as told" : "")"
    }

    private static func words(_ power: ActivePower?) -> String { power.map(Format.kilowatts) ?? "none" }

    private static func words(_ minimum: GuaranteedMinimum?) -> String {
        switch minimum {
        case .par14a: "by sec. 14a"
        case .power(let power): Format.kilowatts(power)
        case nil: "none"
        }
    }

    private static func words(_ rating: Rating?) -> String {
        switch rating {
        case .apparentPower(let power): "\(Format.number(power.kilovoltAmperes)) kVA"
        case .current(let current): "\(Format.number(current.amperes)) A"
        case .activePower(let power): Format.kilowatts(power)
        case nil: "none"
        }
    }

    private static func words(_ communication: Communication) -> String {
        switch communication {
        case .mqtt: "MQTT"
        case .mapped: "mapped topics"
        case .ocpp(let station, let evse): "station \(station), EVSE \(evse)"
        case .none: "nothing"
        }
    }
}

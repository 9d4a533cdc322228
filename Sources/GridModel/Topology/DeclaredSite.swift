// SPDX-License-Identifier: Apache-2.0

/// A site as declared, and the usage point it becomes in the tree.
struct DeclaredSite {
    var site: Site
    var usagePoint: DeclaredNode
    var meterMappings: [DeclaredMapping] = []
    /// From when the site's DERs count as connected, where they do not say it themselves.
    var connectedSince: ConnectionDate?
    /// Where the guaranteed minimum stands.
    var guaranteePlace: Place

    /// Reads all keys but `stations` and `ders`; nil where the site has no identifier.
    init?(_ fields: inout Fields, log: inout FindingLog) {
        fields.require("id", "parent")
        usagePoint = DeclaredNode(&fields, kind: .usagePoint, log: &log)
        if !fields.hasRating, !fields.has("importLimitKW"), !fields.has("importLimitByPhaseKW") {
            fields.fault(
                "a site has no limit; give its fuse (`ratingA`), or the agreed `importLimitKW`, or both, or"
                    + " `importLimitByPhaseKW` of each of its phases")
        }
        site = Site(id: Site.ID(usagePoint.node.id.text)!, name: usagePoint.node.name)
        site.raiseInterval = fields.seconds("raiseIntervalS")
        site.guaranteedMinimum = fields.guaranteedMinimum()
        guaranteePlace = fields.place(of: fields.has("guaranteedMinimum") ? "guaranteedMinimum" : "guaranteedMinimumKW")
        connectedSince = fields.connectionDate("connectedSince")
        if var meter = fields.map("meter", subject: "a meter of a site", log: &log) {
            usagePoint.node.hasMeter = true
            usagePoint.node.meterMaximumAge = meter.seconds("maximumAgeS") ?? usagePoint.node.meterMaximumAge
            meterMappings = DeclaredMappings.read(&meter, for: .meter, log: &log) ?? []
            site.meterMappings = meterMappings.map(\.mapping)
            meter.finish(&log)
        }
        guard usagePoint.node.id != DeclaredNode.unnamed else { return nil }
    }
}

extension Fields {
    /// The law by its name, or the kilowatts.
    fileprivate mutating func guaranteedMinimum() -> GuaranteedMinimum? {
        enum Law: String, CaseIterable { case par14a }
        let law: Law? = word("guaranteedMinimum")
        let power = plate("guaranteedMinimumKW")
        if has("guaranteedMinimum"), has("guaranteedMinimumKW") {
            fault("guaranteedMinimumKW", "the guaranteed minimum is given by law and in kW; give one of them")
        }
        return law.map { _ in .par14a } ?? power.map { .power($0) }
    }
}

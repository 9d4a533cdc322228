// SPDX-License-Identifier: Apache-2.0

/// What the text declares, each part with its place; nothing here knows of any other part yet.
struct DeclaredTopology {
    var id: Feeder.ID?
    var name: String?
    var nodes: [DeclaredNode] = []
    var sites: [Site] = []
    /// Where the guaranteed minimum of each site stands.
    var guaranteePlaces: [Site.ID: Place] = [:]
    var stations: [DeclaredStation] = []
    var ders: [DeclaredDER] = []
    /// All mappings of meters and DERs, in the order of the text.
    var mappings: [DeclaredMapping] = []

    /// Nil where the top level is no topology at all.
    init?(_ root: SourceNode, log: inout FindingLog) {
        guard var fields = Fields(root, subject: "a topology", path: "", log: &log) else { return nil }
        fields.require("format", "feeder", "nodes", "sites")
        if let format = fields.text("format"), format != TopologyFile.format {
            fields.fault("format", "expected \(TopologyFile.format), found \"\(format)\"")
        }
        if var feeder = fields.map("feeder", subject: "the feeder", log: &log) {
            feeder.require("id")
            id = feeder.identifier("id")
            name = feeder.text("name")
            feeder.finish(&log)
        }
        for node in fields.maps("nodes", subject: "a node", log: &log) ?? [] {
            if let declared = DeclaredNode(node: node, log: &log) { nodes.append(declared) }
        }
        for site in fields.maps("sites", subject: "a site", log: &log) ?? [] { declareSite(site, log: &log) }
        fields.finish(&log)
    }

    /// Where the limits of each node stand, for findings about them.
    var limitPlaces: [ConnectivityNode.ID: Place] {
        Dictionary(nodes.map { ($0.node.id, $0.limitPlace) }, uniquingKeysWith: { first, _ in first })
    }

    /// Where each node names its principle of access.
    var principlePlaces: [ConnectivityNode.ID: Place] {
        Dictionary(
            nodes.filter { $0.node.principle != nil }.map { ($0.node.id, $0.principlePlace) },
            uniquingKeysWith: { first, _ in first })
    }

    private mutating func declareSite(_ siteFields: Fields, log: inout FindingLog) {
        var fields = siteFields
        guard let declared = DeclaredSite(&fields, log: &log) else { return fields.finish(&log, knowsAll: false) }
        nodes.append(declared.usagePoint)
        sites.append(declared.site)
        guaranteePlaces[declared.site.id] = declared.guaranteePlace
        mappings += declared.meterMappings.of(declared.site.id)
        let firstStation = stations.count
        for var station in fields.maps("stations", subject: "a station", log: &log) ?? [] {
            if let declared = DeclaredStation(&station, site: declared.site.id) { stations.append(declared) }
            station.finish(&log)
        }
        let intervals = Dictionary(
            stations[firstStation...].map { ($0.station.id, $0.station.meterInterval) },
            uniquingKeysWith: { first, _ in first })
        let site = declared.site.id
        for var der in fields.maps("ders", subject: "a DER", log: &log) ?? [] {
            if var found = DeclaredDER(&der, at: declared.site, intervals: intervals, log: &log) {
                found.der.connectedSince = found.der.connectedSince ?? declared.connectedSince
                ders.append(found)
                mappings += found.mappings.of(site)
                der.finish(&log)
            } else {
                der.finish(&log, knowsAll: false)
            }
        }
        fields.finish(&log)
    }
}

/// A charging station and where it stands in the text.
struct DeclaredStation {
    var station: ChargingStation
    var place: Place

    /// The OCPP versions a station may be pinned to, by their WebSocket subprotocols.
    enum Version: String, CaseIterable {
        case v16 = "ocpp1.6"
        case v201 = "ocpp2.0.1"
        case v21 = "ocpp2.1"
    }

    /// Longest OCPP identity that every version takes (1.6: CiString20 holds serial numbers, the URL takes 48).
    static let longestIdentity = 48

    init?(_ fields: inout Fields, site: Site.ID) {
        fields.require("id")
        let id: ChargingStation.ID? = fields.identifier("id")
        let interval = fields.seconds("meterIntervalS")
        let version: Version? = fields.word("pinnedVersion")
        let profile = fields.whole("securityProfile", 1...3)
        guard let id else { return nil }
        if id.text.count > Self.longestIdentity {
            fields.fault(
                "id", "an OCPP identity has at most \(Self.longestIdentity) characters, this has \(id.text.count)")
        }
        place = fields.place(of: "id")
        station = ChargingStation(
            id: id, site: site, meterInterval: interval ?? .seconds(10), pinnedVersion: version?.rawValue,
            securityProfile: profile ?? 1)
    }
}

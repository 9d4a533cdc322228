// SPDX-License-Identifier: Apache-2.0

import GridModel
import MQTT

/// Who may do what at the embedded broker, derived from the topology: a site has its own prefix and the topics of its
/// declared mappings, a measured node its own telemetry, the gateway all of it.
enum BrokerAccesses {
    static let gatewayUser = "gateway"

    static func make(_ feeder: Feeder, _ secrets: MachineSecrets) -> [BrokerAccess] {
        let mappings = mappingsBySite(feeder)
        var accesses = [gateway(mappings.flatMap(\.value), secrets)]
        for site in feeder.sites {
            accesses.append(
                BrokerAccess(
                    user: user(site: site.id), password: secrets.password(site: site.id),
                    rules: rules(site.id, mappings[site.id] ?? [])))
        }
        for node in feeder.nodes where hasOwnMeter(node) {
            let base = "headroom/v1/node/\(node.id)"
            accesses.append(
                BrokerAccess(
                    user: user(node: node.id), password: secrets.password(node: node.id),
                    rules: [rule(.write, "\(base)/telemetry"), rule(.read, "\(base)/rejected")].compactMap { $0 }))
        }
        return accesses
    }

    /// Whether the node's meter has an access of its own; a usage point's is its site's.
    static func hasOwnMeter(_ node: ConnectivityNode) -> Bool { node.hasMeter && node.kind != .usagePoint }

    /// What is declared for a site's own system.
    static func mappings(of site: Site.ID, _ feeder: Feeder) -> [SignalMapping] { mappingsBySite(feeder)[site] ?? [] }

    private static func mappingsBySite(_ feeder: Feeder) -> [Site.ID: [SignalMapping]] {
        var mappings: [Site.ID: [SignalMapping]] = [:]
        for site in feeder.sites { mappings[site.id, default: []] += site.meterMappings }
        for der in feeder.ders {
            if case .mapped(let declared) = der.communication { mappings[der.site, default: []] += declared }
        }
        return mappings
    }

    /// The MQTT user of a site.
    static func user(site: Site.ID) -> String { "\(sitePrefix)\(site)" }

    /// The site whose user that is; nil of any other.
    static func site(ofUser user: String) -> Site.ID? {
        user.hasPrefix(sitePrefix) ? Site.ID(String(user.dropFirst(sitePrefix.count))) : nil
    }

    private static let sitePrefix = "site-"

    /// The MQTT user of a node's meter.
    static func user(node: ConnectivityNode.ID) -> String { "node-\(node)" }

    private static func gateway(_ mappings: [SignalMapping], _ secrets: MachineSecrets) -> BrokerAccess {
        let mapped = Dictionary(mappings.map { ($0.topic, $0.isWritten) }, uniquingKeysWith: { first, _ in first })
        let rules =
            [rule(.readWrite, "headroom/v1/#")]
            + mapped.sorted { $0.key < $1.key }.map { rule($0.value ? .write : .read, $0.key) }
        return BrokerAccess(
            user: gatewayUser, password: secrets.gatewayPassword, rules: rules.compactMap { $0 })
    }

    private static func rules(_ site: Site.ID, _ mappings: [SignalMapping]) -> [BrokerRule] {
        let base = "headroom/v1/site/\(site)"
        var rules = [
            rule(.write, "\(base)/der/+/telemetry"), rule(.write, "\(base)/der/+/capabilities"),
            rule(.write, "\(base)/der/+/needs"), rule(.write, "\(base)/der/+/setpoint/ack"),
            rule(.write, "\(base)/meter/telemetry"), rule(.write, "\(base)/status"),
            rule(.read, "\(base)/der/+/setpoint"), rule(.read, "\(base)/der/+/rejected"),
            rule(.read, "\(base)/rejected"),
        ]
        for mapping in mappings { rules.append(rule(mapping.isWritten ? .read : .write, mapping.topic)) }
        var seen: Set<BrokerRule> = []
        return rules.compactMap { $0 }.filter { seen.insert($0).inserted }
    }

    private static func rule(_ permission: BrokerRule.Permission, _ filter: String) -> BrokerRule? {
        (try? MQTTTopicFilter(filter)).map { BrokerRule(permission, $0) }
    }
}

// SPDX-License-Identifier: Apache-2.0

import GridModel
import MQTT

/// Who may do what at the embedded broker, derived from the topology: a site has its own prefix and the topics of its
/// declared mappings, a measured node its own telemetry, the gateway all of it.
enum BrokerAccesses {
    static let gatewayUser = "gateway"

    static func make(_ feeder: Feeder, _ secrets: MachineSecrets) -> [BrokerAccess] {
        var mappings: [Site.ID: [SignalMapping]] = [:]
        for site in feeder.sites { mappings[site.id, default: []] += site.meterMappings }
        for der in feeder.ders {
            if case .mapped(let declared) = der.communication { mappings[der.site, default: []] += declared }
        }
        var accesses = [gateway(feeder, mappings, secrets)]
        for site in feeder.sites {
            accesses.append(
                BrokerAccess(
                    user: user(site: site.id), password: secrets.password(site: site.id),
                    rules: rules(site.id, mappings[site.id] ?? [])))
        }
        for node in feeder.nodes where node.hasMeter && node.kind != .usagePoint {
            accesses.append(
                BrokerAccess(
                    user: user(node: node.id), password: secrets.password(node: node.id),
                    rules: [rule(.write, "headroom/v1/node/\(node.id)/telemetry")].compactMap { $0 }))
        }
        return accesses
    }

    /// The MQTT user of a site.
    static func user(site: Site.ID) -> String { "site-\(site)" }

    /// The MQTT user of a node's meter.
    static func user(node: ConnectivityNode.ID) -> String { "node-\(node)" }

    private static func gateway(
        _ feeder: Feeder, _ mappings: [Site.ID: [SignalMapping]], _ secrets: MachineSecrets
    ) -> BrokerAccess {
        var rules = [rule(.readWrite, "headroom/v1/#")]
        for mapping in feeder.sites.flatMap({ mappings[$0.id] ?? [] }) {
            rules.append(rule(mapping.isWritten ? .write : .read, mapping.topic))
        }
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
        return rules.compactMap { $0 }
    }

    private static func rule(_ permission: BrokerRule.Permission, _ filter: String) -> BrokerRule? {
        (try? MQTTTopicFilter(filter)).map { BrokerRule(permission, $0) }
    }
}

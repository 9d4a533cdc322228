// SPDX-License-Identifier: Apache-2.0

extension BrokerFiles {
    /// mosquitto.conf(5). Listeners follow the general part, each with its own lines.
    ///
    /// - Parameter tellsDenials: whether it writes what it refuses; its only way is to write each packet.
    func configurationText(
        _ configuration: EmbeddedBroker.Configuration, port: Int, tlsPort: Int?, tellsDenials: Bool = false
    ) -> String {
        var lines = [
            "# Written at each start; changes are lost.",
            "per_listener_settings false",
            "allow_anonymous false",
            "password_file \(passwords)",
            "acl_file \(access)",
            "persistence false",
            "user \(account.name)",
            "max_queued_messages \(configuration.maximumQueuedMessages)",
            "max_queued_bytes \(configuration.maximumQueuedBytes)",
            "persistent_client_expiration \(configuration.clientExpirationHours)h",
            "message_size_limit \(configuration.maximumPayloadBytes)",
            "max_packet_size \(configuration.maximumPacketBytes)",
            "set_tcp_nodelay true",
            "sys_interval 0",
            "log_dest stderr",
            "log_timestamp false",
            "log_type error",
            "log_type warning",
            "log_type notice",
            "log_type information",
            "listener \(port) \(configuration.address)",
        ]
        if tellsDenials { lines.insert("log_type debug", at: lines.count - 1) }
        if let tls = configuration.tls, let tlsPort {
            lines += [
                "listener \(tlsPort) \(tls.address)",
                "certfile \(certificate)",
                "keyfile \(key)",
                "tls_version tlsv1.2",
            ]
            if tls.clientAuthorityFile != nil {
                lines += ["cafile \(clientAuthority)", "require_certificate true"]
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The ACL file: for each user the topics it may use; everything else is refused.
    func accessText(_ accesses: [BrokerAccess]) -> String {
        accesses.map { access in
            let rules = access.rules.map { "topic \($0.permission.rawValue) \($0.filter)\n" }
            return "user \(access.user)\n" + rules.joined() + "\n"
        }.joined()
    }

    /// User and password in clear, to be hashed in place by `mosquitto_passwd -U`.
    func clearPasswordText(_ accesses: [BrokerAccess]) -> String {
        accesses.map { "\($0.user):\($0.password)\n" }.joined()
    }
}

// SPDX-License-Identifier: Apache-2.0

import CMosquitto

/// The traces an ended connection or attempt leaves, and what they mean.
struct ConnectionEnd {
    /// What the library returned.
    let code: Int32
    /// `errno` at that time.
    let systemCode: Int32
    let wasConnected: Bool
    /// The CONNACK return code, if one came.
    let connectAnswer: Int32?
    /// The first error the library logged during the attempt.
    let complaint: String?
    let configuration: MQTTClient.Configuration

    var failure: MQTTConnectionFailure {
        if wasConnected { return .lost(text) }
        if let connectAnswer, connectAnswer != 0 {
            return .refused(code: Int(connectAnswer), String(cString: mosquitto_connack_string(connectAnswer)))
        }
        if code == Int32(MOSQ_ERR_EAI.rawValue) { return .nameNotResolved(host: configuration.host) }
        if configuration.tls != nil, isTLS { return .tlsFailed(complaint ?? text) }
        return .unreachable(text)
    }

    private var isTLS: Bool {
        let codes = [MOSQ_ERR_TLS, MOSQ_ERR_TLS_HANDSHAKE].map { Int32($0.rawValue) }
        return codes.contains(code) || complaint?.contains("SSL") == true || complaint?.contains("TLS") == true
    }

    private var text: String {
        let isSystem = code == Int32(MOSQ_ERR_ERRNO.rawValue) && systemCode != 0
        return isSystem ? systemErrorText(systemCode) : code == 0 ? "closed by the broker" : libraryErrorText(code)
    }
}

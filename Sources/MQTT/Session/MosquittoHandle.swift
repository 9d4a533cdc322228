// SPDX-License-Identifier: Apache-2.0

import CMosquitto

/// A `struct mosquitto`: made on the caller's thread, then used by the session's thread alone, which is why it needs no
/// lock of the library's.
struct MosquittoHandle: @unchecked Sendable {
    let pointer: OpaquePointer

    /// Runs `mosquitto_lib_init` once for the process.
    private static let library: Int32 = mosquitto_lib_init()

    init(_ configuration: MQTTClient.Configuration) throws(MQTTError) {
        try Self.check(Self.library, "mosquitto_lib_init")
        guard let pointer = mosquitto_new(configuration.clientID, true, nil) else {
            throw .systemRefused(call: "mosquitto_new", code: systemErrorNumber())
        }
        self.pointer = pointer
        do {
            try apply(configuration)
        } catch {
            mosquitto_destroy(pointer)
            throw error
        }
    }

    private func apply(_ configuration: MQTTClient.Configuration) throws(MQTTError) {
        try Self.check(
            mosquitto_int_option(pointer, MOSQ_OPT_PROTOCOL_VERSION, MQTT_PROTOCOL_V311), "mosquitto_int_option")
        try Self.check(mosquitto_int_option(pointer, MOSQ_OPT_TCP_NODELAY, 1), "mosquitto_int_option")
        if let credentials = configuration.credentials {
            try Self.check(
                mosquitto_username_pw_set(pointer, credentials.user, credentials.password),
                "mosquitto_username_pw_set")
        }
        if let will = configuration.will {
            try Self.check(
                mosquitto_will_set(
                    pointer, will.topic, Int32(will.payload.count), will.payload, Int32(will.qos.rawValue),
                    will.isRetained), "mosquitto_will_set")
        }
        if let tls = configuration.tls { try apply(tls) }
    }

    private func apply(_ tls: MQTTTLS) throws(MQTTError) {
        let (file, directory): (String?, String?) =
            switch tls.authority {
            case .file(let path): (path, nil)
            case .directory(let path): (nil, path)
            }
        // Without the callback OpenSSL would ask for a pass-phrase on the terminal.
        try Self.check(
            mosquitto_tls_set(
                pointer, file, directory, tls.identity?.certificateFile, tls.identity?.keyFile, { _, _, _, _ in 0 }),
            "mosquitto_tls_set")
        try Self.check(
            mosquitto_tls_insecure_set(pointer, tls.insecurelySkipsHostNameCheck), "mosquitto_tls_insecure_set")
    }

    private static func check(_ code: Int32, _ call: String) throws(MQTTError) {
        guard code == 0 else { throw .libraryRefused(call: call, reason: libraryErrorText(code)) }
    }
}

/// libmosquitto's words for its return code.
func libraryErrorText(_ code: Int32) -> String {
    String(cString: mosquitto_strerror(code))
}

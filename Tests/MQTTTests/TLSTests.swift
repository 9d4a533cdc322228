// SPDX-License-Identifier: Apache-2.0

import MQTT
import TestSupport
import Testing

@Suite(
    .timeLimit(.minutes(2)),
    .enabled("the openssl command is needed to make certificates") { await Certificates.isAvailable })
struct TLSTests {
    @Test func roundTripAndUnknownAuthority() async throws {
        try await withTLSBroker { broker, certificates in
            let good = try await tlsClient(of: broker, authority: certificates.authority)
            #expect(await good.echoes())
            await good.stop()

            let bad = try await tlsClient(of: broker, authority: certificates.otherAuthority)
            #expect(await failsInTLS(bad))
            await bad.stop()

            let plain = try client(port: await broker.tlsPort ?? 0)
            #expect(await eventually { plain.counters.failedAttempts > 0 })
            #expect(plain.counters.connects == 0)
            await plain.stop()
        }
    }

    @Test func tlsToAPlainPortIsReported() async throws {
        try await withTLSBroker { broker, certificates in
            let one = try await tlsClient(of: broker, port: broker.port, authority: certificates.authority)
            #expect(await eventually { one.counters.failedAttempts > 0 })
            #expect(one.counters.connects == 0)
            #expect(one.counters.lastError != nil)
            await one.stop()
        }
    }

    @Test func certificateForAnotherHostIsRefusedUnlessToldOtherwise() async throws {
        try await withTLSBroker(certificate: \.misnamed) { broker, certificates in
            let careful = try await tlsClient(of: broker, authority: certificates.authority)
            #expect(await failsInTLS(careful))
            await careful.stop()
            let careless = try await tlsClient(of: broker, authority: certificates.authority) {
                $0.insecurelySkipsHostNameCheck = true
            }
            #expect(await careless.echoes())
            await careless.stop()
        }
    }

    @Test func clientCertificateIsAskedForAndShown() async throws {
        try await withTLSBroker(asksForClientCertificate: true) { broker, certificates in
            let without = try await tlsClient(of: broker, authority: certificates.authority)
            #expect(await eventually { without.counters.failedAttempts > 0 })
            #expect(without.counters.connects == 0)
            await without.stop()
            let with = try await tlsClient(of: broker, authority: certificates.authority) {
                $0.identity = .init(
                    certificateFile: certificates.client.certificate, keyFile: certificates.client.key)
            }
            #expect(await with.echoes())
            await with.stop()
        }
    }

    private func failsInTLS(_ client: MQTTClient) async -> Bool {
        let failed = await eventually { client.counters.failedAttempts > 0 && client.failure != nil }
        guard failed, client.counters.connects == 0, case .tlsFailed(let text) = client.failure else {
            Issue.record("\(client.state)")
            return false
        }
        return text.contains("certificate") || text.contains("host name")
    }

    private func withTLSBroker(
        certificate: KeyPath<Certificates, (certificate: String, key: String)> = \.server,
        asksForClientCertificate: Bool = false,
        _ body: (EmbeddedBroker, Certificates) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { directory in
            let certificates = try await Certificates(in: directory)
            let pair = certificates[keyPath: certificate]
            try await withBroker(adjusting: { configuration in
                configuration.tls = EmbeddedBroker.TLSListener(
                    port: 0, certificateFile: pair.certificate, keyFile: pair.key,
                    clientAuthorityFile: asksForClientCertificate ? certificates.authority : nil)
            }) { try await body($0, certificates) }
        }
    }

    private func tlsClient(
        of broker: EmbeddedBroker, port: Int? = nil, authority: String,
        adjusting adjust: (inout MQTTTLS) -> Void = { _ in }
    ) async throws -> MQTTClient {
        var tls = MQTTTLS(authority: .file(authority))
        adjust(&tls)
        let tlsPort = await broker.tlsPort
        return try client(port: port ?? tlsPort ?? 0) { $0.tls = tls }
    }
}

// SPDX-License-Identifier: Apache-2.0

import OCPPWebSocket
import Synchronization
import TestSupport
import Testing

@Suite struct TLSTests {
    /// Certificates made by the `openssl` command: an authority, a server for 127.0.0.1, a station, and a stranger.
    struct Files {
        let folder: String
        func path(_ name: String) -> String { folder + "/" + name }
        var server: OCPPServer.TLS {
            .init(certificateChainFile: path("server.pem"), privateKeyFile: path("server.key"))
        }
        var mutual: OCPPServer.TLS {
            .init(
                certificateChainFile: path("server.pem"), privateKeyFile: path("server.key"),
                clientAuthorityFile: path("authority.pem"))
        }
        func client(_ name: String?) -> OCPPClient.TLS {
            .init(
                authorityFile: path("authority.pem"), certificateChainFile: name.map { path($0 + ".pem") },
                privateKeyFile: name.map { path($0 + ".key") })
        }
    }

    private static func withFiles(_ body: (Files) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let files = Files(folder: folder)
            do {
                try await issue(files, "authority", "/O=Test/CN=Authority", by: nil)
                try await issue(files, "server", "/CN=server", by: "authority", "subjectAltName=IP:127.0.0.1")
                try await issue(files, "station", "/C=DE/O=Operator/OU=Depot 1/CN=CP1", by: "authority")
                try await issue(files, "stranger", "/CN=CP1", by: nil)
            } catch ChildProcess.Failure.spawn {
                try Test.cancel("skipped: no openssl command")
            }
            try await body(files)
        }
    }

    private static func issue(
        _ files: Files, _ name: String, _ subject: String, by authority: String?, _ addition: String? = nil
    ) async throws {
        var command = [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
            "-subj", subject, "-keyout", files.path(name + ".key"), "-out", files.path(name + ".pem"),
        ]
        if let authority {
            command += ["-CA", files.path(authority + ".pem"), "-CAkey", files.path(authority + ".key")]
            command += ["-addext", "basicConstraints=critical,CA:FALSE"]
        }
        if let addition { command += ["-addext", addition] }
        let result = try await ChildProcess.run(command)
        try #require(result.status == 0, "\(result.output)")
    }

    private static func station(_ port: Int, _ tls: OCPPClient.TLS?) -> OCPPClient.Station {
        var station = OCPPClient.Station(port: port, identity: "CP1")
        station.tls = tls
        return station
    }

    @Test func stationsConnectOverTLSAndOnlyOverIt() async throws {
        try await Self.withFiles { files in
            try await withServer(
                adjust: { $0.tls = files.server },
                authorize: { handshake in
                    handshake.clientCertificate == nil
                        ? .accept(subprotocol: "ocpp1.6") : .refuse(.forbidden, reason: "")
                }
            ) { server, recorder in
                let heard = Recorder()
                let client = OCPPClient(delegate: heard)
                let connection = try await client.connect(Self.station(server.port, files.client(nil)))
                let long = String(repeating: "x", count: 200_000)
                connection.send(text: Array(long.utf8))
                #expect(await eventually { heard.texts == [long] })
                connection.send(text: Array(repeating: 0xFF, count: 3))
                #expect(
                    await eventually {
                        heard.closeReasons == [.peer(code: .invalidText, text: "text is not UTF-8")]
                    })
                // Whoever does not know the authority turns away; whoever does not speak TLS is not understood.
                let distrustful = OCPPClient.TLS(authorityFile: files.path("stranger.pem"))
                await #expect(throws: OCPPClientError.self) {
                    try await client.connect(Self.station(server.port, distrustful))
                }
                await #expect(throws: OCPPClientError.self) { try await client.connect(Self.station(server.port, nil)) }
                #expect(await eventually { server.counters.failedHandshakes == 2 })
                #expect(recorder.closeReasons == [.violation(.invalidText, detail: "text is not UTF-8")])
            }
        }
    }

    @Test func mutualTLSShowsTheSubjectAndKeepsStrangersOut() async throws {
        try await Self.withFiles { files in
            let seen = Recorder()
            let subject = Mutex<CertificateSubject?>(nil)
            try await withServer(
                seen, adjust: { $0.tls = files.mutual },
                authorize: { handshake in
                    subject.withLock { $0 = handshake.clientCertificate }
                    return .accept(subprotocol: handshake.preferredSubprotocol)
                }
            ) { server, recorder in
                let client = OCPPClient(delegate: Recorder())
                let connection = try await client.connect(Self.station(server.port, files.client("station")))
                #expect(subject.withLock { $0?.commonName } == "CP1")
                #expect(subject.withLock { $0?.organization } == "Operator")
                for stranger in [nil, "stranger"] {
                    await #expect(throws: OCPPClientError.self) {
                        try await client.connect(Self.station(server.port, files.client(stranger)))
                    }
                }
                #expect(recorder.entries == [.opened(1, "CP1")])
                #expect(server.connection(identity: "CP1") != nil)
                connection.close()
            }
        }
    }

    @Test func aCertificateThatCannotBeReadIsNamed() async throws {
        var configuration = OCPPServer.Configuration()
        configuration.tls = .init(certificateChainFile: "/nowhere/server.pem", privateKeyFile: "/nowhere/server.key")
        do {
            _ = try await OCPPServer.start(configuration, delegate: Recorder()) { _ in .refuse(.forbidden, reason: "") }
            Issue.record("started without a certificate")
        } catch .certificate(let file, _) {
            #expect(file == "/nowhere/server.pem")
        } catch {
            Issue.record("\(error)")
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// A port for each security profile of OCPP, tried by a client of another make (PyPI `websockets`, OpenSSL's
/// certificates).
@Suite(.enabled(if: Command.has("mosquitto"), "needs mosquitto; make setup installs it"), .timeLimit(.minutes(5)))
struct SecurityProfileTests {
    private static let python = ProcessInfo.processInfo.environment["HEADROOM_PYTHON"]
    private static let isReady = python != nil && Command.has("openssl")

    private static let topology = """
        format: headroom-topology/1
        feeder: {id: doors}
        nodes:
          - {id: head, kind: substation, ratingKVA: 100, baseLoad: none}
        sites:
          - id: site-1
            parent: head
            importLimitKW: 50
            baseLoad: none
            stations: [{id: any}, {id: second, securityProfile: 2}, {id: third, securityProfile: 3}]
            ders:
              - {id: a, kind: evse, supply: ac, maxCurrentA: 32, ocpp: {station: any, evse: 1}, default: {importLimitA: 6}}
              - {id: b, kind: evse, supply: ac, maxCurrentA: 32, ocpp: {station: second, evse: 1}, default: {importLimitA: 6}}
              - {id: c, kind: evse, supply: ac, maxCurrentA: 32, ocpp: {station: third, evse: 1}, default: {importLimitA: 6}}
        """

    /// An authority, a server, and a certificate for each name.
    private static func certificates(_ folder: String, for names: [String]) async throws {
        func make(_ name: String, _ subject: String, _ more: [String]) async throws {
            let made = try await Command.run(
                ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
                    + ["-days", "800", "-subj", subject, "-keyout", "\(folder)/\(name).key"]
                    + ["-out", "\(folder)/\(name).pem"] + more)
            try #require(made.status == 0, "\(made.complaint)")
        }
        try await make("authority", "/O=Test/CN=Authority", ["-addext", "keyUsage=critical,keyCertSign"])
        let issued = [
            "-CA", "\(folder)/authority.pem", "-CAkey", "\(folder)/authority.key", "-addext",
            "basicConstraints=critical,CA:FALSE",
        ]
        try await make("server", "/CN=server", issued + ["-addext", "subjectAltName=IP:127.0.0.1"])
        for name in names { try await make(name, "/O=Test/CN=\(name)", issued) }
        try await make("stranger", "/CN=third", [])
    }

    /// A connection that is tried, and how its outcome begins.
    private struct Try {
        var profile: Int
        var identity: String
        /// Whose password it gives, if any.
        var passwordOf: String?
        /// Whose certificate it shows, if any.
        var certificateOf: String?
        var outcome: String

        var name: String {
            "\(identity) by \(profile), password of \(passwordOf ?? "nobody"), certificate of \(certificateOf ?? "nobody")"
        }
    }

    private static let tries = [
        Try(profile: 1, identity: "any", passwordOf: "any", outcome: "open"),
        Try(profile: 1, identity: "any", passwordOf: "second", outcome: "401"),
        Try(profile: 1, identity: "any", outcome: "401"),
        Try(profile: 2, identity: "second", passwordOf: "second", outcome: "open"),
        Try(profile: 2, identity: "second", passwordOf: "any", outcome: "401"),
        // Less than the topology asks for.
        Try(profile: 1, identity: "second", passwordOf: "second", outcome: "403"),
        Try(profile: 2, identity: "third", passwordOf: "second", outcome: "403"),
        Try(profile: 3, identity: "third", certificateOf: "third", outcome: "open"),
        Try(profile: 3, identity: "any", certificateOf: "any", outcome: "open"),
        Try(profile: 3, identity: "third", certificateOf: "any", outcome: "403"),
        // No certificate, and one that another authority signed.
        Try(profile: 3, identity: "second", passwordOf: "second", outcome: "tls"),
        Try(profile: 3, identity: "third", certificateOf: "stranger", outcome: "tls"),
    ]

    /// What became of each try, by its name.
    private func knock(
        _ ports: [String: Int], _ passwords: [String: String], _ folder: String
    ) async throws -> [String: String] {
        let entries = Self.tries.map { tried in
            var entry = ["name": tried.name, "identity": tried.identity]
            let scheme = tried.profile == 1 ? "ws" : "wss"
            entry["url"] = "\(scheme)://127.0.0.1:\(ports["\(tried.profile)"] ?? 0)/ocpp/"
            entry["password"] = tried.passwordOf.flatMap { passwords[$0] }
            entry["certificate"] = tried.certificateOf.map { "\(folder)/\($0).pem" }
            entry["key"] = tried.certificateOf.map { "\(folder)/\($0).key" }
            return entry
        }
        let file = "\(folder)/tries.json"
        try JSONSerialization.data(withJSONObject: entries).write(to: URL(filePath: file))
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Peers/security_profiles.py")
        let python = try #require(Self.python)
        let result = try await Command.run([python, script.path, "\(folder)/authority.pem", file])
        return try #require(result.json as? [String: String], "\(result.output)\(result.complaint)")
    }

    @Test(.enabled(if: isReady, "needs openssl and HEADROOM_PYTHON with websockets"))
    func aPortForEachProfileAndNoWayAround() async throws {
        try await withTemporaryFolder { folder in
            try await Self.certificates(folder, for: ["any", "second", "third"])
            let file = "\(folder)/doors.yaml"
            try Self.topology.write(toFile: file, atomically: true, encoding: .utf8)
            let arguments = [
                "--tls-certificate", "\(folder)/server.pem", "--tls-key", "\(folder)/server.key",
                "--ocpp-profile1-port", "0", "--ocpp-profile3-port", "0", "--ocpp-profile3-ca",
                "\(folder)/authority.pem",
            ]
            try await RunningGateway.run(file, arguments) { gateway in
                let ocpp = gateway.place["ocpp"] as? [String: Any]
                let ports = try #require(ocpp?["securityProfiles"] as? [String: Int])
                #expect(Set(ports.keys) == ["1", "2", "3"] && Set(ports.values).count == 3)
                var passwords: [String: String] = [:]
                for name in ["any", "second"] {
                    let sheet = try await gateway.json("station", "add", name)
                    passwords[name] = sheet["password"] as? String
                    #expect(sheet["securityProfile"] as? Int == 2)
                }
                let sheet = try await gateway.json("station", "add", "third")
                #expect(sheet["password"] is NSNull && sheet["certificateCommonName"] as? String == "third")
                #expect((sheet["url"] as? String)?.contains(":\(ports["3"] ?? 0)/") == true)
                let seen = try await knock(ports, passwords, folder)
                for tried in Self.tries {
                    #expect(
                        seen[tried.name]?.hasPrefix(tried.outcome) == true,
                        "\(tried.name): \(seen[tried.name] ?? "nothing"), expected \(tried.outcome)")
                }
            }
        }
    }

    @Test(
        .enabled(if: isReady, "needs openssl and HEADROOM_PYTHON with ocpp and websockets"),
        arguments: ["ocpp1.6", "ocpp2.0.1", "ocpp2.1"])
    func aStationGetsItsCertificateAndComesByIt(version: String) async throws {
        try await withTemporaryFolder { folder in
            try await Self.certificates(folder, for: [])
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o600], ofItemAtPath: "\(folder)/authority.key")
            let file = "\(folder)/doors.yaml"
            try Self.topology.write(toFile: file, atomically: true, encoding: .utf8)
            let arguments = [
                "--tls-certificate", "\(folder)/server.pem", "--tls-key", "\(folder)/server.key",
                "--ocpp-profile3-port", "0", "--ocpp-profile3-ca", "\(folder)/authority.pem",
                "--ocpp-profile3-ca-key", "\(folder)/authority.key",
            ]
            try await RunningGateway.run(file, arguments) { gateway in
                let ports = try #require(
                    (gateway.place["ocpp"] as? [String: Any])?["securityProfiles"] as? [String: Int])
                let password = try #require(try await gateway.json("station", "add", "second")["password"] as? String)
                let script = URL(filePath: #filePath).deletingLastPathComponent()
                    .appending(path: "Peers/certified_station.py").path
                let python = try #require(Self.python)
                let url = "wss://127.0.0.1:"
                let peer = try await Command.run([
                    python, script, version, "\(url)\(ports["2"] ?? 0)/ocpp/", "\(url)\(ports["3"] ?? 0)/ocpp/",
                    "second", password, folder,
                ])
                #expect(peer.status == 0 && peer.output.contains("certified"), "\(peer.output)\(peer.complaint)")
                // OpenSSL's own word for what we issued.
                let verified = try await Command.run([
                    "openssl", "verify", "-purpose", "sslclient", "-x509_strict", "-CAfile",
                    "\(folder)/authority.pem", "\(folder)/station.crt",
                ])
                #expect(verified.status == 0, "\(verified.output)\(verified.complaint)")
                let read = try await Command.run(
                    ["openssl", "x509", "-in", "\(folder)/station.crt", "-noout", "-subject", "-checkend", "31000000"])
                #expect(read.status == 0 && read.output.contains("O = Operator, CN = second"), "\(read.output)")
            }
        }
    }

    @Test func aPortOfAnotherProfileNeedsTLSBesideIt() async throws {
        try await withTemporaryFolder { folder in
            let ending = try await Command.run(
                [Command.binary, "run", "topology/minimal.yaml", "--data", "\(folder)/data"]
                    + ["--ocpp-profile1-port", "0"])
            #expect(ending.status != 0 && ending.complaint.contains("--tls-certificate"), "\(ending.complaint)")
        }
    }
}

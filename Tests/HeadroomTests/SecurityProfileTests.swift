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
                    + ["-days", "2", "-subj", subject, "-keyout", "\(folder)/\(name).key"]
                    + ["-out", "\(folder)/\(name).pem"] + more)
            try #require(made.status == 0, "\(made.complaint)")
        }
        try await make("authority", "/O=Test/CN=Authority", [])
        let issued = [
            "-CA", "\(folder)/authority.pem", "-CAkey", "\(folder)/authority.key", "-addext",
            "basicConstraints=critical,CA:FALSE",
        ]
        try await make("server", "/CN=server", issued + ["-addext", "subjectAltName=IP:127.0.0.1"])
        for name in names { try await make(name, "/O=Test/CN=\(name)", issued) }
        try await make("stranger", "/CN=third", [])
    }

    /// What became of each try, by its name.
    private func knock(_ tries: [[String: String]], _ folder: String) async throws -> [String: String] {
        let file = "\(folder)/tries.json"
        try JSONSerialization.data(withJSONObject: tries).write(to: URL(filePath: file))
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
                let ports = try #require(
                    (gateway.place["ocpp"] as? [String: Any])?["securityProfiles"] as? [String: Int])
                #expect(Set(ports.keys) == ["1", "2", "3"] && Set(ports.values).count == 3)
                func url(_ profile: Int) -> String {
                    "\(profile == 1 ? "ws" : "wss")://127.0.0.1:\(ports["\(profile)"] ?? 0)/ocpp/"
                }
                var passwords: [String: String] = [:]
                for name in ["any", "second"] {
                    let sheet = try await gateway.json("station", "add", name)
                    passwords[name] = sheet["password"] as? String
                    #expect(sheet["securityProfile"] as? Int == 2)
                }
                let sheet = try await gateway.json("station", "add", "third")
                #expect(sheet["password"] is NSNull && sheet["certificateCommonName"] as? String == "third")
                #expect((sheet["url"] as? String)?.contains(":\(ports["3"] ?? 0)/") == true)

                func entry(_ name: String, _ profile: Int, _ identity: String, _ more: [String: String]) -> [String:
                    String]
                {
                    more.merging(["name": name, "url": url(profile), "identity": identity]) { first, _ in first }
                }
                func password(_ name: String) -> [String: String] { ["password": passwords[name] ?? ""] }
                func shown(_ name: String) -> [String: String] {
                    ["certificate": "\(folder)/\(name).pem", "key": "\(folder)/\(name).key"]
                }
                let seen = try await knock(
                    [
                        entry("1 with its password", 1, "any", password("any")),
                        entry("1 with another's", 1, "any", password("second")), entry("1 with none", 1, "any", [:]),
                        entry("2 with its password", 2, "second", password("second")),
                        entry("2 by 1", 1, "second", password("second")),
                        entry("3 by 2 with a password", 2, "third", ["password": "guess"]),
                        entry("3 with its certificate", 3, "third", shown("third")),
                        entry("more than it must", 3, "any", shown("any")),
                        entry("3 with another's certificate", 3, "third", shown("any")),
                        entry("3 with a password and no certificate", 3, "second", password("second")),
                        entry("3 with a certificate of its own make", 3, "third", shown("stranger")),
                    ], folder)
                for name in [
                    "1 with its password", "2 with its password", "3 with its certificate", "more than it must",
                ] {
                    #expect(seen[name] == "open", "\(name): \(seen[name] ?? "")")
                }
                for name in ["1 with another's", "1 with none"] {
                    #expect(seen[name]?.hasPrefix("401") == true, "\(name): \(seen[name] ?? "")")
                }
                for name in ["2 by 1", "3 by 2 with a password", "3 with another's certificate"] {
                    #expect(seen[name]?.hasPrefix("403") == true, "\(name): \(seen[name] ?? "")")
                }
                for name in ["3 with a password and no certificate", "3 with a certificate of its own make"] {
                    #expect(seen[name] == "tls", "\(name): \(seen[name] ?? "")")
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

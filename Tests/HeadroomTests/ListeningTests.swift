// SPDX-License-Identifier: Apache-2.0

import Foundation
import Logging
import MQTT
import TestSupport
import Testing

/// Where the gateway listens, what it says of it, and what it refuses.
@Suite(.enabled(if: Command.has("mosquitto"), "needs mosquitto; make setup installs it"), .timeLimit(.minutes(5)))
struct ListeningTests {
    private static let machine = ProcessInfo.processInfo.hostName
    private static let hasClients = Command.has("mosquitto_pub") && Command.has("openssl")

    /// A certificate that vouches for itself, for this machine.
    private static func certificate(_ folder: String) async throws -> (certificate: String, key: String) {
        let files = ("\(folder)/cert.pem", "\(folder)/key.pem")
        let made = try await Command.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=gateway"]
                + ["-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost", "-keyout", files.1, "-out", files.0])
        #expect(made.status == 0, "\(made.complaint)")
        return files
    }

    @Test(.enabled(if: hasClients, "needs mosquitto_pub and openssl; make setup-test installs them"))
    func beyondLoopbackAllThreeSpeakTLSAndNameTheMachine() async throws {
        try await withTemporaryFolder { folder in
            let files = try await Self.certificate(folder)
            let arguments = ["--host", "0.0.0.0", "--tls-certificate", files.certificate, "--tls-key", files.key]
            try await RunningGateway.run("topology/minimal.yaml", arguments) { gateway in
                let name = try await Command.run(["hostname"]).output.trimmingCharacters(in: .whitespacesAndNewlines)
                let addresses = ["mqtts://\(name):\(gateway.port("mqtt"))", "wss://\(name):", "https://\(name):"]
                #expect(await gateway.prints(addresses), "\(gateway.output)")
                #expect(!gateway.output.contains("0.0.0.0"))
                #expect((gateway.place["mqtt"] as? [String: Any])?["tls"] as? Bool == true)
                #expect(gateway.host("ocpp") == name)
                let station = try await gateway.json("station", "add", "site-1-cs")
                #expect((station["url"] as? String)?.hasPrefix("wss://\(name):") == true)
                let sheet = try await gateway.json("site", "add", "site-1")["mqtt"] as? [String: Any] ?? [:]
                #expect((sheet["url"] as? String)?.hasPrefix("mqtts://\(name):") == true)
                let password = try #require(sheet["password"] as? String)
                try await publishBoth(gateway, password, files.certificate)
            }
        }
    }

    /// A site over TLS is heard; without TLS, and with another password, it is not.
    private func publishBoth(_ gateway: RunningGateway, _ password: String, _ certificate: String) async throws {
        let port = "\(gateway.port("mqtt"))"
        let topic = "headroom/v1/site/site-1/der/site-1-bat/telemetry"
        let time = Date().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        func publish(_ password: String, _ more: [String]) async throws -> Int32 {
            try await Command.run(
                ["timeout", "20", "mosquitto_pub", "-h", "127.0.0.1", "-p", port, "-u", "site-site-1", "-P", password]
                    + ["-q", "1", "-t", topic, "-m", "{\"time\":\"\(time)\",\"powerKW\":1.5}"] + more
            ).status
        }
        #expect(try await publish(password, []) != 0, "the port takes plain text")
        #expect(try await publish("wrong", ["--cafile", certificate]) != 0)
        #expect(try await publish(password, ["--cafile", certificate]) == 0)
        let isHeard = await eventually {
            let state = try? await Command.run(
                [Command.binary, "state", "--json", "--url", "https://127.0.0.1:\(gateway.port("http"))"]
                    + ["--ca-file", certificate, "--key-file", "\(gateway.data)/operator.key"])
            return (state?.json?["ders"] as? [[String: Any]])?.contains { $0["measuredKW"] as? Double == 1.5 } ?? false
        }
        #expect(isHeard)
    }

    @Test func localhostIsAName() async throws {
        try await RunningGateway.run("topology/minimal.yaml", ["--host", "localhost"]) { gateway in
            #expect(gateway.host("mqtt") == "localhost")
            let state = try await gateway.json("state")
            #expect(state["feeder"] as? String == "minimal")
        }
    }

    @Test(arguments: [
        (["--host", "0.0.0.0"], "--tls-certificate"), (["--mqtt-broker", "broker.example:1883"], "--mqtt-ca"),
        (["--mqtt-broker", "broker.example:1883", "--mqtt-user", "u", "--mqtt-password-file", "LICENSE"], "--mqtt-ca"),
    ]) func passwordsDoNotGoInTheClearUnasked(arguments: [String], remedy: String) async throws {
        try await withTemporaryFolder { folder in
            let ending = try await Command.run(
                [Command.binary, "run", "topology/minimal.yaml", "--data", "\(folder)/data"] + arguments)
            #expect(ending.status == 2)
            #expect(ending.complaint.contains(remedy) && ending.complaint.contains("--allow-plaintext"))
            #expect(!FileManager.default.fileExists(atPath: "\(folder)/data"))
        }
    }

    @Test func aBrokerThatRunsAlreadyIsNamedAndItsPasswordsAreItsOwn() async throws {
        try await withTemporaryFolder { folder in
            let user = BrokerAccess(
                user: "u", password: "p", rules: [BrokerRule(.readWrite, try MQTTTopicFilter("#"))])
            var silent = Logger(label: "test")
            silent.logLevel = .critical
            let broker = EmbeddedBroker(
                configuration: .init(runtimeDirectory: "\(folder)/broker"), accesses: [user], logger: silent)
            try await broker.start()
            let port = try #require(await broker.port)
            try Data("p\n".utf8).write(to: URL(fileURLWithPath: "\(folder)/password"))
            let arguments = [
                "--mqtt-broker", "127.0.0.1:\(port)", "--mqtt-user", "u", "--mqtt-password-file", "\(folder)/password",
                "--demo",
            ]
            try await RunningGateway.run("topology/minimal.yaml", arguments) { gateway in
                #expect(await gateway.prints(["mqtt://127.0.0.1:\(port)"]), "\(gateway.output)")
                #expect(gateway.port("mqtt") == port)
                let sheet = try await gateway.json("site", "add", "site-1")["mqtt"] as? [String: Any] ?? [:]
                #expect(sheet["port"] as? Int == port)
                #expect(sheet["user"] is NSNull && sheet["password"] is NSNull)
                #expect(try await !gateway.headroom("site", "add", "site-1").output.contains("password  "))
                let isJoined = await eventually {
                    (try? await gateway.json("state")["ders"] as? [[String: Any]])?.contains {
                        $0["id"] as? String == "site-1-bat" && $0["link"] as? String == "online"
                    } ?? false
                }
                #expect(isJoined, "the demo's site is at that broker")
            }
            await broker.stop()
        }
    }

    @Test func aFullDiskUnderItsOutputDoesNotEndTheGateway() async throws {
        let ending = try await RunningGateway.run("topology/minimal.yaml", [], output: "/dev/full") { gateway in
            let state = try await gateway.json("state")
            #expect(state["feeder"] as? String == "minimal")
        }
        #expect(ending.status == 0)
    }

    @Test func aPortInUseIsOutside() async throws {
        try await RunningGateway.run { gateway in
            let second = try await Command.headroom(
                "run", "topology/minimal.yaml", "--data", "\(gateway.folder)/other", "--mqtt-port", "0", "--ocpp-port",
                "0", "--http-port", "\(gateway.port("http"))")
            #expect(second.status == 4 && second.complaint.contains("in use"), "\(second.complaint)")
        }
    }
}

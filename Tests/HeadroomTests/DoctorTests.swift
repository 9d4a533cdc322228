// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// `headroom doctor` against a running gateway; sites publish through `mosquitto_pub`.
@Suite(
    .enabled(
        if: Command.has("mosquitto") && Command.has("mosquitto_pub"), "needs mosquitto; make setup-test installs it"),
    .timeLimit(.minutes(5)))
struct DoctorTests {
    /// Publishes a message a second until cancelled; TIME and SEQ stand for those.
    private static func publish(_ gateway: RunningGateway, _ topic: String, _ payload: String) async throws {
        let sheet = try await gateway.json("site", "add", "site-1")
        let mqtt = try #require(sheet["mqtt"] as? [String: Any])
        let script = """
            for i in $(seq 1 60); do
              payload=$(echo '\(payload)' | sed "s/TIME/$(date -u +%FT%T.%3NZ)/; s/SEQ/$i/")
              mosquitto_pub -h 127.0.0.1 -p \(gateway.port("mqtt")) -u \(mqtt["user"] ?? "") \
                -P \(mqtt["password"] ?? "") -q 1 -t '\(topic)' -m "$payload"
              sleep 0.5
            done
            """
        _ = try await Command.run(["timeout", "60", "bash", "-c", script])
    }

    private static let base = "headroom/v1/site/site-1/der/site-1-bat"

    @Test func aFaultIsNamedAndTheStatusIs1() async throws {
        try await RunningGateway.run { gateway in
            let publishing = Task {
                try await Self.publish(
                    gateway, "\(Self.base)/telemetry", #"{"time": "TIME", "seq": SEQ, "boot": "a", "powerKW": 3200}"#)
            }
            defer { publishing.cancel() }
            let ending = try await gateway.headroom("doctor", "site-1", "--for", "6s", "--json")
            #expect(ending.status == 1 && ending.complaint.isEmpty, "\(ending.complaint)")
            let findings = ending.json?["findings"] as? [[String: Any]] ?? []
            #expect(findings.contains { $0["kind"] as? String == "unit" && $0["subject"] as? String == "site-1-bat" })
            let page = try await gateway.headroom("doctor", "site", "site-1", "--for", "4s")
            #expect(page.status == 1)
            #expect(
                page.output.contains("fault  unit at site-1-bat\n       seen      powerKW 3200, of a plate of 5 kW"))
        }
    }

    /// A terminal obeys what it is sent; a payload must not reach it.
    @Test func controlCharactersOfAPayloadStayOutOfTheTerminal() async throws {
        try await RunningGateway.run { gateway in
            let publishing = Task {
                try await Self.publish(gateway, "\(Self.base)/telemetry", "\u{1B}[2J\u{9B}31mpwned\u{7F}")
            }
            defer { publishing.cancel() }
            let page = try await gateway.headroom("doctor", "site-1", "--for", "5s")
            #expect(page.status == 1 && page.output.contains("\u{FFFD}[2J\u{FFFD}31mpwned\u{FFFD}"), "\(page.output)")
            let controls = page.output.unicodeScalars.filter {
                ($0.value < 0x20 && $0 != "\n") || (0x7F...0x9F).contains($0.value)
            }
            #expect(controls.isEmpty)
        }
    }

    @Test func aWrongTopicThatTheBrokerRefuses() async throws {
        try await RunningGateway.run { gateway in
            let publishing = Task {
                try await Self.publish(gateway, "\(Self.base)/telemtry", #"{"time": "TIME", "powerKW": 1}"#)
            }
            defer { publishing.cancel() }
            let ending = try await gateway.headroom("doctor", "site-1", "--for", "5s")
            #expect(ending.status == 1)
            #expect(ending.output.contains("fault  topic at \(Self.base)/telemtry"), "\(ending.output)")
            #expect(ending.output.contains("publish on \(Self.base)/telemetry"))
        }
    }

    @Test func aKnownLoadAndNothing() async throws {
        try await RunningGateway.run { gateway in
            let publishing = Task {
                try await Self.publish(
                    gateway, "headroom/v1/site/site-1/meter/telemetry",
                    #"{"time": "TIME", "seq": SEQ, "boot": "a", "powerKW": 1}"#)
            }
            defer { publishing.cancel() }
            let words = ["doctor", "site-1", "--known-load", "2", "--for", "4s", "--json", "--data", gateway.data]
            // Enter comes from standard input.
            let ending = try await Command.run([Command.binary] + words, input: "\n")
            #expect(ending.status == 1 && ending.json?["verdict"] as? String == "nothing", "\(ending.complaint)")
            #expect(ending.complaint.contains("switch on a load of 2.0 kW, and press Enter"))
            let none = try await gateway.headroom("doctor", "site-1", "--known-load", "2", "--der", "site-1-ev")
            #expect(none.status == 1 && none.complaint.contains("there are meter, site-1-bat"), "\(none.complaint)")
        }
    }

    @Test func aStationAndWhatIsUnknown() async throws {
        try await RunningGateway.run { gateway in
            let station = try await gateway.headroom("doctor", "site-1-cs", "--for", "1s")
            #expect(station.status == 1 && station.output.contains("fault  connection at site-1-cs"))
            let nobody = try await gateway.headroom("doctor", "nobody")
            #expect(nobody.status == 1 && nobody.output.isEmpty && nobody.complaint.contains("nobody"))
            #expect(try await gateway.headroom("doctor", "site-1", "--for", "soon").status == 2)
            let ages = try await gateway.headroom("doctor", "site-1", "--for", "1e300d")
            #expect(ages.status == 2 && ages.complaint.contains("more than 366d"), "\(ages.complaint)")
        }
    }
}

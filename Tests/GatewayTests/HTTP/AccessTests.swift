// SPDX-License-Identifier: Apache-2.0

import Logging
import MQTT
import GridModel
import DERDispatch
import Foundation
import Logging
import TestSupport
import Testing

@testable import Gateway

@Suite struct AccessTests {
    @Test(arguments: Way.allCases) func everythingButHealthNeedsTheKey(_ way: Way) async throws {
        let fixture = try await HTTPFixture()
        let short = String(fixture.key.dropLast())
        let other = String(fixture.key.dropLast()) + (fixture.key.hasSuffix("0") ? "1" : "0")
        for key in ["", "x", short, other, fixture.key + "0"] {
            let reply = try await fixture.call(way, "GET", "/v1/state", key: key)
            #expect(reply.status == 401, "key of \(key.count) characters")
            #expect(reply.headers["www-authenticate"] ?? reply.headers["WWW-Authenticate"] == "Bearer")
        }
        for (method, path) in [("POST", "/v1/stop"), ("DELETE", "/v1/limits/x"), ("GET", "/v1/events")] {
            #expect(try await fixture.call(way, method, path, key: "").status == 401)
        }
        #expect(fixture.engine.snapshot.isStopped == false)
        #expect(try await fixture.call(way, "GET", "/v1/state").status == 200)
        fixture.engine.tick()
        #expect(try await fixture.call(way, "GET", "/healthz", key: "").status == 200)
        #expect(try await fixture.call(way, "GET", "/metrics", key: "").status == 200)
        #expect(try await fixture.call(way, "GET", "/v1/openapi.json", key: "").status == 200)
        await fixture.endpoint.stop()
    }

    @Test func metricsWantTheKeyBeyondLoopback() async throws {
        let fixture = try await HTTPFixture(host: "0.0.0.0")
        #expect(try await fixture.call(.socket, "GET", "/metrics", key: "").status == 401)
        #expect(try await fixture.call(.socket, "GET", "/metrics").status == 200)
        await fixture.endpoint.stop()
    }

    @Test(arguments: Way.allCases) func healthFailsWhenTicksStop(_ way: Way) async throws {
        let fixture = try await HTTPFixture(tickInterval: .milliseconds(600))
        fixture.engine.tick()
        #expect(try await fixture.call(way, "GET", "/healthz").string("status") == "ok")
        var reply = Reply(status: 0, headers: [:], body: Data())
        _ = try await eventually(within: .seconds(10)) {
            reply = try await fixture.call(way, "GET", "/healthz")
            return reply.status != 200
        }
        #expect(reply.status == 503)
        #expect(reply.string("detail")?.contains("last tick") == true)
        fixture.engine.tick()
        #expect(try await fixture.call(way, "GET", "/healthz").status == 200)
        await fixture.endpoint.stop()
    }

    @Test func stoppedEndpointTakesNoConnections() async throws {
        let fixture = try await HTTPFixture()
        await fixture.endpoint.stop()
        await #expect(throws: (any Error).self) { try await fixture.call(.socket, "GET", "/healthz") }
    }

    @Test func portInUseIsSaid() async throws {
        let fixture = try await HTTPFixture()
        var options = GatewayOptions(dataFolder: fixture.folder.path)
        options.httpPort = fixture.port
        let second = HTTPEndpoint(
            engine: fixture.engine, secrets: try MachineSecrets(file: fixture.folder.path + "/master.key"),
            options: options, logger: Logger(label: "test"))
        do {
            _ = try await second.start()
            Issue.record("two servers on one port")
        } catch { #expect("\(error)".contains("127.0.0.1:\(fixture.port)")) }
        await fixture.endpoint.stop()
    }
}

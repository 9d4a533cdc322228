// SPDX-License-Identifier: Apache-2.0

import MQTT
import GridModel
import DERDispatch
import Foundation
import Testing

@testable import Gateway

@Suite struct ProblemTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var method = "POST"
        var path = "/v1/nodes/head/limits"
        var body: String?
        var status: Int
        var fields: [String] = []
        var testDescription: String { "\(method) \(path) \(body ?? "")" }
    }

    static let cases: [Case] = [
        Case(path: "/v1/nodes/nowhere/limits", body: limit("\"limitKW\":1"), status: 404),
        Case(path: "/v1/nodes/%2e%2e/limits", body: limit("\"limitKW\":1"), status: 404),
        Case(method: "GET", path: "/v1/nowhere", status: 404),
        Case(method: "GET", path: "/v1/nodes/head/", status: 404),
        Case(method: "GET", path: "/v1/ders/nobody/explanation", status: 404),
        Case(method: "DELETE", path: "/v1/limits/limit-1", status: 404),
        Case(path: "/v1/sites/site-9/credentials", status: 404),
        Case(path: "/v1/stations/site-1/credentials", status: 404),
        Case(method: "PATCH", path: "/v1/state", status: 405),
        Case(method: "GET", path: "/v1/stop", status: 405),
        Case(body: limit("\"limitKW\":-1"), status: 422, fields: ["limitKW"]),
        Case(body: limit("\"limitA\":-1"), status: 422, fields: ["limitA"]),
        Case(body: limit("\"limitKW\":\"7\""), status: 422, fields: ["limitKW"]),
        Case(body: limit("\"limitKW\":1e300"), status: 422, fields: ["limitKW"]),
        Case(body: limit("\"limitKW\":NaN"), status: 400),
        Case(body: limit("\"limitKW\":1e999"), status: 400),
        Case(body: limit("\"limitKW\":1,\"limitA\":2"), status: 422, fields: ["limitKW, limitA"]),
        Case(body: limit("\"limitW\":1000"), status: 422, fields: ["limitW"]),
        Case(body: #"{"limitKW":1,"forS":60}"#, status: 422, fields: ["direction", "reason"]),
        Case(body: #"{"direction":"up","limitKW":1,"forS":60,"reason":"x"}"#, status: 422, fields: ["direction"]),
        Case(body: #"{"direction":"import","limitKW":1,"forS":-60,"reason":"x"}"#, status: 422, fields: ["forS"]),
        Case(body: #"{"direction":"import","limitKW":1,"reason":"x"}"#, status: 422, fields: ["end"]),
        Case(
            body:
                #"{"direction":"import","limitKW":1,"start":"2099-01-02T00:00:00Z","end":"2099-01-01T00:00:00Z""#
                + #","reason":"x"}"#,
            status: 422, fields: ["end"]),
        Case(
            body: #"{"direction":"import","limitKW":1,"end":"2001-01-01T00:00:00Z","reason":"x"}"#, status: 422,
            fields: ["end"]),
        Case(body: #"{"direction":"import","limitKW":1,"end":"tomorrow","reason":"x"}"#, status: 422, fields: ["end"]),
        Case(body: #"{"direction":"import""#, status: 400),
        Case(body: "[1]", status: 400),
        Case(body: #"{"reason":"a","reason":"b"}"#, status: 400),
        Case(body: "", status: 400),
        Case(
            path: "/v1/nodes/head/limits?preview=maybe", body: limit("\"limitKW\":1"), status: 422,
            fields: ["preview"]),
        Case(
            method: "PUT", path: "/v1/ders/ev-1/needs", body: #"{"departureTime":"six"}"#, status: 422,
            fields: ["departureTime"]),
        Case(
            method: "PUT", path: "/v1/ders/ev-1/needs", body: #"{"departureTime":"2001-01-01T00:00:00Z"}"#, status: 422,
            fields: ["departureTime"]),
        Case(
            method: "PUT", path: "/v1/ders/ev-1/needs", body: #"{"energyKWh":-1,"targetSoc":80,"soc":2}"#, status: 422,
            fields: ["energyKWh", "targetSoc", "soc"]),
        Case(method: "PUT", path: "/v1/ders/ev-1/needs", body: #"{"energy":1}"#, status: 422, fields: ["energy"]),
        Case(method: "PUT", path: "/v1/ders/battery-1/needs", body: #"{"energyKWh":1}"#, status: 409),
        Case(method: "GET", path: "/v1/audit?limit=0", status: 422, fields: ["limit"]),
        Case(method: "GET", path: "/v1/audit?limit=ten", status: 422, fields: ["limit"]),
        Case(path: "/v1/backup", body: #"{"path":"../other.sqlite"}"#, status: 422, fields: ["path"]),
        Case(path: "/v1/backup", body: #"{"path":"master.key"}"#, status: 422, fields: ["path"]),
    ]

    private static func limit(_ bound: String) -> String { #"{"direction":"import",\#(bound),"forS":60,"reason":"x"}"# }

    @Test(arguments: Way.allCases) func eachIsSaidByItsName(_ way: Way) async throws {
        let fixture = try await HTTPFixture()
        for wrong in Self.cases {
            let reply = try await fixture.call(way, wrong.method, wrong.path, wrong.body)
            #expect(reply.status == wrong.status, "\(wrong.testDescription): \(reply.text)")
            #expect(reply.fields == wrong.fields, "\(wrong.testDescription): \(reply.text)")
            #expect(reply.string("type")?.hasPrefix("urn:headroom:problem:") == true, "\(wrong.testDescription)")
            #expect(reply.double("status") == Double(wrong.status))
            #expect(reply.string("title")?.isEmpty == false && reply.string("detail")?.isEmpty == false)
            if way == .socket { #expect(reply.headers["content-type"] == "application/problem+json") }
        }
        #expect(fixture.engine.snapshot.limits.limits.isEmpty)
        await fixture.endpoint.stop()
    }

    @Test func aBodyBeyondTheLimitIsRefused() async throws {
        let fixture = try await HTTPFixture()
        let clock = ContinuousClock()
        let start = clock.now
        defer { #expect(clock.now - start < .seconds(9), "somebody waited for a time-out") }
        for size in [65_537, 10 << 20] {
            let body = [UInt8](repeating: 0x20, count: size)
            let reply = try await RawClient(port: fixture.port).send(
                "POST", "/v1/stop", body: body, headers: ["Authorization": "Bearer \(fixture.key)"])
            #expect(reply.status == 413)
            #expect(reply.string("detail")?.contains("65536") == true)
        }
        #expect(fixture.engine.snapshot.isStopped == false)
        let reply = try await fixture.call(.socket, "GET", "/v1/state")
        #expect(reply.status == 200)
        await fixture.endpoint.stop()
    }

    @Test func whatIsNoHTTPIsRefused() async throws {
        let fixture = try await HTTPFixture()
        for line in ["garbage\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\u{16}\u{3}\u{1}\r\n\r\n"] {
            let socket = try RawSocket(port: fixture.port)
            try socket.write(Array(line.utf8))
            let reply = try? RawClient.parse(socket.readAll())
            #expect((reply?.status ?? 400) >= 400)
        }
        #expect(try await fixture.call(.socket, "GET", "/v1/state").status == 200)
        await fixture.endpoint.stop()
    }
}

// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Foundation
import GridModel
import MQTT
import Store
import Testing

@testable import Gateway

@Suite struct LoginTests {
    @Test func aKeyOpensASessionWhoseCookieNoScriptReads() async throws {
        let fixture = try await HTTPFixture()
        let browser = BrowserClient(fixture.interface)
        #expect(browser.call("GET", "/v1/session").json["scope"] is NSNull)
        #expect(browser.call("GET", "/v1/state").status == 401)
        let reply = browser.logIn(fixture.key, person: "Anna Bürger")
        #expect(reply.status == 200)
        let set = try #require(reply.headers["Set-Cookie"])
        let attributes = Set(set.components(separatedBy: "; ").dropFirst())
        #expect(attributes == ["HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=43200"])
        #expect(try #require(browser.cookie).count > 64)
        #expect(!reply.text.contains(String(try #require(browser.cookie).split(separator: "=")[1])))
        #expect(browser.call("GET", "/v1/state").status == 200)
        #expect(browser.call("GET", "/v1/session").string("author") == "Anna Bürger")
        let audit = browser.call("GET", "/v1/audit").list("entries")
        let opened = audit.first { $0["action"] as? String == "session.open" }
        #expect(opened?["author"] as? String == "Anna Bürger")
        await fixture.endpoint.stop()
    }

    @Test func byTLSTheCookieIsSecure() throws {
        let secrets = try MachineSecrets(file: NSTemporaryDirectory() + "/cookie-\(UUID().uuidString).key")
        let cookie = SessionCookie(secrets, isTLS: true)
        #expect(cookie.name.hasPrefix("__Host-"))
        #expect(cookie.keeping("t").components(separatedBy: "; ").contains("Secure"))
        #expect(cookie.token(in: "a=b; \(cookie.name)=abc; c=d") == "abc")
        #expect(cookie.token(in: "x\(cookie.name)=abc") == nil)
        #expect(SessionCookie(secrets, isTLS: false).keeping("t").contains("Secure") == false)
    }

    @Test func aWriteNeedsTheTokenAndOurOrigin() async throws {
        let fixture = try await HTTPFixture()
        let browser = BrowserClient(fixture.interface)
        browser.logIn(fixture.key)
        let other = BrowserClient(fixture.interface)
        other.logIn(fixture.key)
        for wrong in [nil, "", "x", other.csrfToken] {
            #expect(browser.call("POST", "/v1/stop", "{}", csrf: .some(wrong)).status == 403)
        }
        browser.origin = "http://evil.example"
        #expect(browser.call("POST", "/v1/stop", "{}").status == 403)
        browser.origin = "null"
        #expect(browser.call("POST", "/v1/stop", "{}").status == 403)
        #expect(fixture.engine.snapshot.isStopped == false)
        browser.origin = nil
        #expect(browser.call("POST", "/v1/stop", "{}").status == 200)
        browser.origin = "http://127.0.0.1:8080"
        #expect(fixture.engine.snapshot.isStopped)
        #expect(browser.call("DELETE", "/v1/stop", "{}").status == 200)
        // A key in the header needs neither.
        #expect(try await fixture.call(.direct, "POST", "/v1/stop", "{}").status == 200)
        await fixture.endpoint.stop()
    }

    @Test func whoActsStandsInTheRecords() async throws {
        let fixture = try await HTTPFixture()
        let operatorBrowser = BrowserClient(fixture.interface)
        operatorBrowser.logIn(fixture.key, person: "Anna")
        let body = #"{"direction":"import","limitKW":40,"forS":600,"reason":"r"}"#
        #expect(operatorBrowser.call("POST", "/v1/nodes/head/limits", body).string("author") == "Anna")
        let made = try await fixture.call(
            .direct, "POST", "/v1/keys", #"{"name":"desk","owner":"Desk","scope":"operate"}"#)
        let desk = BrowserClient(fixture.interface)
        desk.logIn(try #require(made.string("key")), person: "Ben")
        #expect(desk.call("POST", "/v1/nodes/head/limits", body).string("author") == "Ben (key desk)")
        await fixture.endpoint.stop()
    }

    @Test func aReadingKeyMayOnlyRead() async throws {
        let fixture = try await HTTPFixture()
        let made = try await fixture.call(
            .direct, "POST", "/v1/keys", #"{"name":"wall","owner":"Wall","scope":"read"}"#)
        let browser = BrowserClient(fixture.interface)
        #expect(browser.logIn(try #require(made.string("key"))).string("scope") == "read")
        #expect(browser.call("GET", "/v1/state").status == 200)
        #expect(browser.call("POST", "/v1/stop", "{}").status == 403)
        #expect(browser.call("GET", "/v1/keys").status == 403)
        #expect(browser.call("POST", "/logout", "{}").status == 200)
        #expect(browser.call("GET", "/v1/state").status == 401)
        await fixture.endpoint.stop()
    }

    @Test func aSessionEndsWithItsKey() async throws {
        let fixture = try await HTTPFixture()
        let made = try await fixture.call(
            .direct, "POST", "/v1/keys", #"{"name":"guest","owner":"Guest","scope":"read"}"#)
        let browser = BrowserClient(fixture.interface)
        browser.logIn(try #require(made.string("key")))
        let access = fixture.interface.gateway
        let caller = try RequestAdmission(gateway: access).caller(
            APIRequest(method: "GET", path: "/v1/events", cookie: browser.cookie), isWrite: false)
        let mayListen = { @Sendable in RequestAdmission(gateway: access).isStillAdmitted(caller) }
        let subscription = try access.events.subscribe(.brief, while: mayListen)
        #expect(await subscription.isAdmitted())
        #expect(try await fixture.call(.direct, "DELETE", "/v1/keys/guest").status == 200)
        #expect(await subscription.isAdmitted() == false)
        #expect(browser.call("GET", "/v1/state").status == 401)
        #expect(access.browsers.sessions.count == 0)
        await fixture.endpoint.stop()
    }

    @Test func whoTriesKeysWaits() async throws {
        let fixture = try await HTTPFixture()
        let browser = BrowserClient(fixture.interface)
        browser.address = "192.0.2.7"
        for _ in 0..<LoginThrottle.mostFailuresOfAddress { #expect(browser.logIn("wrong").status == 401) }
        let refused = browser.logIn("wrong")
        #expect(refused.status == 429)
        #expect((1...300).contains(Int(refused.headers["Retry-After"] ?? "") ?? 0))
        let neighbour = BrowserClient(fixture.interface)
        neighbour.address = "192.0.2.8"
        #expect(neighbour.logIn("wrong").status == 401)
        #expect(browser.logIn(fixture.key).status == 200, "nobody locks out who has a key")
        #expect(browser.logIn("wrong").status == 429)
        await fixture.endpoint.stop()
    }

    @Test func aForeignPageCannotLogIn() async throws {
        let fixture = try await HTTPFixture()
        let browser = BrowserClient(fixture.interface)
        browser.origin = "http://127.0.0.1:8081"
        #expect(browser.logIn(fixture.key).status == 403)
        #expect(fixture.interface.gateway.browsers.sessions.count == 0)
        await fixture.endpoint.stop()
    }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import Gateway

@Suite struct PageFileTests {
    @Test(arguments: Way.allCases) func thePageIsStrictAboutWhatItMayDo(_ way: Way) async throws {
        let fixture = try await HTTPFixture()
        for path in ["/", "/assets/app.js", "/assets/page.css"] {
            let reply = try await fixture.call(way, "GET", path, key: "")
            #expect(reply.status == 200)
            let headers = Dictionary(uniqueKeysWithValues: reply.headers.map { ($0.key.lowercased(), $0.value) })
            #expect(
                headers["content-security-policy"]
                    == "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
            )
            #expect(headers["referrer-policy"] == "no-referrer")
            #expect(headers["cross-origin-opener-policy"] == "same-origin")
            #expect(headers["permissions-policy"]?.contains("camera=()") == true)
            if way == .socket { #expect(headers["x-content-type-options"] == "nosniff") }
            let tag = try #require(headers["etag"])
            let again = try await fixture.call(way, "GET", path, key: "", headers: ["If-None-Match": tag])
            if way == .socket { #expect(again.status == 304 && again.body.isEmpty) }
        }
        #expect(try await fixture.call(way, "POST", "/", "{}", key: "").status == 405)
        #expect(try await fixture.call(way, "GET", "/assets/../master.key", key: "").status == 404)
        #expect(try await fixture.call(way, "GET", "/assets/none.js", key: "").status == 404)
        await fixture.endpoint.stop()
    }

    @Test func aKnownFileIsNotSentAgain() async throws {
        let fixture = try await HTTPFixture()
        let browser = BrowserClient(fixture.interface)
        let tag = try #require(browser.call("GET", "/").headers["ETag"])
        let again = browser.call("GET", "/", ifNoneMatch: "\"x\", W/\(tag)")
        #expect(again.status == 304 && again.body.isEmpty && again.headers["ETag"] == tag)
        #expect(browser.call("GET", "/", ifNoneMatch: "\"x\"").status == 200)
        await fixture.endpoint.stop()
    }

    /// Everything that the files name is there, and nothing is asked of another host.
    @Test func theFilesNameOnlyEachOther() async throws {
        let fixture = try await HTTPFixture()
        let browser = BrowserClient(fixture.interface)
        var waiting = ["/"]
        var seen: Set<String> = []
        while let path = waiting.popLast() {
            guard seen.insert(path).inserted else { continue }
            let reply = browser.call("GET", path)
            // The chart library is Debian's.
            guard !path.contains("dygraph") else { continue }
            #expect(reply.status == 200, "\(path)")
            for match in reply.text.matches(of: /["'](\/assets\/[a-z.-]+|\.\/[a-z-]+\.js)["']/) {
                waiting.append(match.1.hasPrefix("./") ? "/assets/\(match.1.dropFirst(2))" : String(match.1))
            }
            for match in reply.text.matches(of: /https?:\/\/[a-zA-Z0-9.\/-]+/) {
                #expect(match.0.hasPrefix("http://www.w3.org/"), "\(path) names \(match.0)")
            }
            #expect(!reply.text.contains(" style=\"") && !reply.text.contains("innerHTML"), "\(path)")
        }
        #expect(seen.count >= 15)
        await fixture.endpoint.stop()
    }

    @Test func theChartLibraryIsTakenWhereItIs() throws {
        let folder = try TemporaryFolder()
        let request = APIRequest(method: "GET", path: "/assets/dygraph.min.js")
        #expect(DashboardFiles(chartFolder: folder.url.path).answer(request)?.status == 404)
        try Data("Dygraph = 1".utf8).write(to: folder.url.appendingPathComponent("dygraph.min.js"))
        let answer = DashboardFiles(chartFolder: folder.url.path).answer(request)
        #expect(answer?.status == 200)
        guard case .bytes(let bytes, let type)? = answer?.body else {
            Issue.record("no bytes")
            return
        }
        #expect(String(decoding: bytes, as: UTF8.self) == "Dygraph = 1" && type.hasPrefix("text/javascript"))
    }
}

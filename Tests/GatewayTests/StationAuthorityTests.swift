// SPDX-License-Identifier: Apache-2.0

import Foundation
import GridModel
import TestSupport
import Testing

@testable import Gateway

/// What is signed for stations and what is not: requests and judgement by OpenSSL's command.
@Suite struct StationAuthorityTests {
    private let now = UTCInstant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))

    private func openssl(_ first: [String], _ more: String...) async throws -> String {
        let words = first + more
        do {
            let result = try await ChildProcess.run(["openssl"] + words)
            try #require(result.status == 0, "\(words): \(result.output)")
            return result.output
        } catch ChildProcess.Failure.spawn {
            try Test.cancel("skipped: no openssl command")
        }
    }

    private func authority(
        _ folder: TemporaryFolder, _ kind: [String] = ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    ) async throws -> (certificate: String, key: String) {
        let files = (folder.path("ca.pem"), folder.path("ca.key"))
        _ = try await openssl(
            ["req", "-x509", "-newkey"] + kind + ["-nodes", "-days", "2", "-subj"],
            "/CN=Authority", "-addext", "keyUsage=critical,keyCertSign", "-keyout", files.1, "-out", files.0)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: files.1)
        return files
    }

    private func request(_ folder: TemporaryFolder, _ key: [String], subject: String = "/CN=x") async throws -> String {
        let file = folder.path("request.pem")
        let made = try await ChildProcess.run(
            ["openssl", "req", "-new", "-nodes", "-subj", subject, "-keyout", folder.path("key"), "-out", file] + key)
        try #require(made.status == 0, "\(made.output)")
        return try String(contentsOfFile: file, encoding: .utf8)
    }

    private let curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    private let station = ChargingStation.ID("cs-1")!

    @Test func theCertificateNamesTheStationWhateverItsRequestSays() async throws {
        let folder = try TemporaryFolder()
        let files = try await authority(folder)
        let signer = try StationAuthority(certificateFile: files.certificate, keyFile: files.key)
        let issued = try signer.sign(
            try await request(folder, curve, subject: "/O=Operator/CN=another"), for: station, now: now)
        let file = folder.path("issued.pem")
        try issued.chain.write(toFile: file, atomically: true, encoding: .utf8)
        _ = try await openssl(
            ["verify"], "-x509_strict", "-purpose", "sslclient", "-CAfile", files.certificate, file)
        let text = try await openssl(["x509"], "-in", file, "-noout", "-text")
        #expect(text.contains("Subject: O = Operator, CN = cs-1"))
        #expect(text.contains("CA:FALSE") && text.contains("TLS Web Client Authentication"))
        #expect(!text.contains("TLS Web Server Authentication"))
        #expect(issued.validUntil - now <= .seconds(2 * 86_400), "no longer than what vouches for it")
        // As a server it is worth nothing.
        let asServer = try await ChildProcess.run(
            ["openssl", "verify", "-purpose", "sslserver", "-CAfile", files.certificate, file])
        #expect(asServer.status != 0)
        let again = try signer.sign(try await request(folder, curve), for: station, now: now)
        #expect(again.chain != issued.chain)
        #expect(issued.chain.components(separatedBy: "BEGIN CERTIFICATE").count == 2, "a root is not sent along")
    }

    @Test(arguments: [["ed25519"], ["rsa:2048"]]) func authoritiesOfOtherKeysSignToo(kind: [String]) async throws {
        let folder = try TemporaryFolder()
        let files = try await authority(folder, kind)
        let signer = try StationAuthority(certificateFile: files.certificate, keyFile: files.key)
        let issued = try signer.sign(try await request(folder, curve), for: station, now: now)
        let file = folder.path("issued.pem")
        try issued.chain.write(toFile: file, atomically: true, encoding: .utf8)
        _ = try await openssl(["verify"], "-purpose", "sslclient", "-CAfile", files.certificate, file)
    }

    @Test func whatIsNoProperRequestIsNotSigned() async throws {
        let folder = try TemporaryFolder()
        let files = try await authority(folder)
        let signer = try StationAuthority(certificateFile: files.certificate, keyFile: files.key)
        func refusal(_ request: String) -> String? {
            do throws(StationAuthority.Fault) {
                _ = try signer.sign(request, for: station, now: now)
                return nil
            } catch { return error.description }
        }
        let good = try await request(folder, curve)
        #expect(refusal(good) == nil)
        #expect(refusal("")?.contains("PKCS #10") == true)
        #expect(refusal(String(good.dropLast(good.count / 2)))?.contains("PKCS #10") == true)
        #expect(refusal(try await request(folder, ["-newkey", "rsa:1024"]))?.contains("strength") == true)
        // The last byte of the signature is another's.
        var lines = good.split(separator: "\n").map(String.init)
        let last = lines.count - 2
        var bytes = try #require(Data(base64Encoded: lines[1...last].joined()))
        bytes[bytes.count - 1] ^= 1
        lines = [lines[0], bytes.base64EncodedString(options: .lineLength64Characters), lines[last + 1], ""]
        #expect(refusal(lines.joined(separator: "\n")) != nil)
    }

    @Test func anAuthorityIsWholeAndItsKeyIsItsOwn() async throws {
        let folder = try TemporaryFolder()
        let files = try await authority(folder)
        func refusal(_ certificate: String, _ key: String) -> String? {
            do throws(StationAuthority.Fault) {
                _ = try StationAuthority(certificateFile: certificate, keyFile: key)
                return nil
            } catch { return error.description }
        }
        #expect(refusal(files.certificate, files.key) == nil)
        #expect(refusal(folder.path("none"), files.key)?.contains("cannot be read") == true)
        #expect(refusal(files.key, files.key)?.contains("no certificate") == true)
        let noKey = folder.path("no.key")
        try FileManager.default.copyItem(atPath: files.certificate, toPath: noKey)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: noKey)
        #expect(refusal(files.certificate, noKey)?.contains("no private key") == true)
        _ = try await request(folder, curve)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.path("key"))
        #expect(refusal(files.certificate, folder.path("key"))?.contains("not the key") == true)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: files.key)
        #expect(refusal(files.certificate, files.key)?.contains("chmod 600") == true)
        let locked = folder.path("locked.key")
        _ = try await openssl(["ec"], "-in", files.key, "-aes256", "-passout", "pass:secret", "-out", locked)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: locked)
        #expect(refusal(files.certificate, locked)?.contains("passphrase") == true)
        // A certificate that is no authority's signs nothing.
        let leaf = folder.path("leaf.pem")
        _ = try await openssl(
            ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj"],
            "/CN=leaf", "-addext", "basicConstraints=critical,CA:FALSE", "-keyout", folder.path("leaf.key"), "-out",
            leaf)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.path("leaf.key"))
        #expect(refusal(leaf, folder.path("leaf.key"))?.contains("not of an authority") == true)
    }
}

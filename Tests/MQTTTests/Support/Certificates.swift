// SPDX-License-Identifier: Apache-2.0

import Subprocess

/// Certificates of a test, made by the `openssl` command.
struct Certificates {
    let directory: String

    var authority: String { directory + "/ca.crt" }
    var otherAuthority: String { directory + "/other-ca.crt" }
    var server: (certificate: String, key: String) { (directory + "/server.crt", directory + "/server.key") }
    var misnamed: (certificate: String, key: String) { (directory + "/misnamed.crt", directory + "/misnamed.key") }
    var client: (certificate: String, key: String) { (directory + "/client.crt", directory + "/client.key") }

    static var isAvailable: Bool {
        get async { (try? await Executable.name("openssl").resolveExecutablePath(in: .inherit)) != nil }
    }

    init(in directory: String) async throws {
        self.directory = directory
        for name in ["ca", "other-ca"] {
            try await openssl(
                ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=\(name)"]
                    + ["-keyout", "\(directory)/\(name).key", "-out", "\(directory)/\(name).crt"])
        }
        try await sign("server", subject: "/CN=broker", names: "IP:127.0.0.1")
        try await sign("misnamed", subject: "/CN=elsewhere", names: "DNS:elsewhere.example")
        try await sign("client", subject: "/CN=gateway", names: "DNS:gateway")
    }

    private func sign(_ name: String, subject: String, names: String) async throws {
        let base = "\(directory)/\(name)"
        try await openssl(
            ["req", "-newkey", "rsa:2048", "-nodes", "-subj", subject, "-addext", "subjectAltName=\(names)"]
                + ["-keyout", base + ".key", "-out", base + ".csr"])
        try await openssl(
            ["x509", "-req", "-in", base + ".csr", "-copy_extensions", "copy", "-days", "2", "-CAcreateserial"]
                + ["-CA", authority, "-CAkey", directory + "/ca.key", "-out", base + ".crt"])
    }

    private func openssl(_ arguments: [String]) async throws {
        let result = try await run(
            .name("openssl"), arguments: Arguments(arguments), output: .discarded, error: .string(limit: 65_536))
        struct Failed: Error { let words: String }
        guard result.terminationStatus.isSuccess else { throw Failed(words: "\(result.standardError)") }
    }
}

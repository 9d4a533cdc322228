// SPDX-License-Identifier: Apache-2.0

/// The cookie that carries a session's token.
struct SessionCookie: Sendable {
    /// Its name: of its own for each gateway, since a browser keeps cookies by host and not by port.
    let name: String
    private let isSecure: Bool

    init(_ secrets: MachineSecrets, isTLS: Bool) {
        let digest = Digest.hmac(key: Array(secrets.operatorKey.utf8), Array("cookie".utf8))
        // With this prefix browsers take the cookie only by TLS, for this host and all of its paths.
        name = (isTLS ? "__Host-" : "") + "headroom-" + Hexadecimal.text(Array(digest.prefix(4)))
        isSecure = isTLS
    }

    /// The token of a request's `Cookie` field.
    func token(in header: String?) -> String? {
        for pair in (header ?? "").split(separator: ";") {
            let parts = pair.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, parts[0].drop(while: { $0 == " " }) == name else { continue }
            return String(parts[1])
        }
        return nil
    }

    /// The `Set-Cookie` that keeps a token.
    func keeping(_ token: String) -> String {
        "\(name)=\(token); Max-Age=\(SessionTable.longestTime.components.seconds); \(attributes)"
    }

    /// The `Set-Cookie` that takes it away.
    var clearing: String { "\(name)=; Max-Age=0; \(attributes)" }

    private var attributes: String { "Path=/; HttpOnly; SameSite=Strict" + (isSecure ? "; Secure" : "") }
}

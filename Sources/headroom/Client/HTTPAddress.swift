// SPDX-License-Identifier: Apache-2.0

import Foundation

/// `http://HOST:PORT` or `https://HOST:PORT`.
struct HTTPAddress {
    var host: String
    var port: Int
    var isTLS: Bool

    init(_ text: String) throws(CommandError) {
        guard let parts = URLComponents(string: text), let scheme = parts.scheme, ["http", "https"].contains(scheme),
            let host = parts.host, !host.isEmpty, parts.path.isEmpty || parts.path == "/"
        else { throw .usage("--url \(text) is no address like http://127.0.0.1:8080") }
        self.host = host.trimmingCharacters(in: ["[", "]"])
        isTLS = scheme == "https"
        port = parts.port ?? (isTLS ? 443 : 80)
    }

    var text: String { "\(isTLS ? "https" : "http")://\(host):\(port)" }
}

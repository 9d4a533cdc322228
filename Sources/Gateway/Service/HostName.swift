// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What a host to listen on is called, from here and from elsewhere.
enum HostName {
    /// Whether only this machine reaches it.
    static func isLoopback(_ host: String) -> Bool {
        guard let address = numeric(host) else { return false }
        return address == "::1" || address.hasPrefix("127.")
    }

    /// The numeric address of a host: the broker takes no names, and a name may have several addresses, of which all
    /// listeners must take the same. Nil where it has none.
    static func numeric(_ host: String) -> String? {
        // Its first address may be the one of IPv6, which is not on everywhere.
        if host == "localhost" { return "127.0.0.1" }
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &found) == 0, let found else { return nil }
        defer { freeaddrinfo(found) }
        var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let code = getnameinfo(
            found.pointee.ai_addr, found.pointee.ai_addrlen, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST)
        return code == 0 ? String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
    }

    /// What others reach by that name: all addresses of a machine are reached by its own.
    static func reachable(_ host: String) -> String { isEverything(host) ? machine ?? local(host) : host }

    /// What this machine itself reaches it by.
    static func local(_ host: String) -> String {
        switch host {
        case "0.0.0.0": "127.0.0.1"
        case "::": "::1"
        default: host
        }
    }

    private static func isEverything(_ host: String) -> Bool { host == "0.0.0.0" || host == "::" }

    private static var machine: String? {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0, name[0] != 0 else { return nil }
        return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

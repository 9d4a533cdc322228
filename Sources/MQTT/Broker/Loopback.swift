// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Questions to the TCP stack of this machine. Addresses are numeric (IPv4 or IPv6); names are not looked up.
enum Loopback {
    /// The port to listen on: `port` if it is free, or any free one for 0. Nil if it is taken.
    static func freePort(address: String, port: Int) -> Int? {
        withSocket(address: address, port: port) { descriptor, target, length in
            var yes: Int32 = 1
            setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
            guard bind(descriptor, target, length) == 0 else { return nil }
            return port == 0 ? boundPort(descriptor) : port
        }
    }

    /// Whether somebody takes a connection there.
    static func accepts(address: String, port: Int) -> Bool {
        withSocket(address: address, port: port) { descriptor, target, length in
            connect(descriptor, target, length) == 0 ? true : nil
        } ?? false
    }

    private static func withSocket<Answer>(
        address: String, port: Int, _ body: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Answer?
    ) -> Answer? {
        var hints = addrinfo()
        hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(address, String(port), &hints, &found) == 0, let found else { return nil }
        defer { freeaddrinfo(found) }
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = socket(found.pointee.ai_family, type, 0)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return body(descriptor, found.pointee.ai_addr, found.pointee.ai_addrlen)
    }

    private static func boundPort(_ descriptor: Int32) -> Int? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return withUnsafeMutableBytes(of: &storage) { bytes -> Int? in
            guard let start = bytes.baseAddress else { return nil }
            guard getsockname(descriptor, start.assumingMemoryBound(to: sockaddr.self), &length) == 0 else {
                return nil
            }
            // sockaddr_in and sockaddr_in6 have the port at the same place, in network order.
            return Int(UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: 2, as: UInt16.self)))
        }
    }
}

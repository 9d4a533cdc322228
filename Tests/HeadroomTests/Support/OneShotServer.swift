// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Takes one HTTP request on a port of its own, answers it with an empty object, and keeps its text. Plain sockets,
/// nothing of the gateway.
final class OneShotServer: Sendable {
    let port: Int
    private let descriptor: Int32

    struct NoSocket: Error {}

    init() throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && listen(descriptor, 1) == 0
                    && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard isListening else { throw NoSocket() }
        port = Int(UInt16(bigEndian: address.sin_port))
    }

    deinit { close(descriptor) }

    /// The head of the request that comes next.
    func request() async -> String {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { [descriptor] in
                let connection = accept(descriptor, nil, nil)
                var text = ""
                var buffer = [UInt8](repeating: 0, count: 65_536)
                while !text.contains("\r\n\r\n"), case let count = recv(connection, &buffer, buffer.count, 0), count > 0
                {
                    text += String(decoding: buffer.prefix(count), as: UTF8.self)
                }
                let answer = Array("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}".utf8)
                _ = send(connection, answer, answer.count, Int32(MSG_NOSIGNAL))
                close(connection)
                continuation.resume(returning: text)
            }
        }
    }
}

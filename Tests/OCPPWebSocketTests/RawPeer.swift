// SPDX-License-Identifier: Apache-2.0

import Glibc
import Testing

/// A WebSocket peer over a bare socket that says exactly what a test wants, right or wrong. It shares no code with what
/// it tests.
final class RawPeer {
    struct Frame: Equatable {
        var opcode: UInt8
        var payload: [UInt8]
        var closeCode: Int? { opcode == 8 && payload.count >= 2 ? Int(payload[0]) << 8 | Int(payload[1]) : nil }
        var closeText: String { String(decoding: payload.dropFirst(2), as: UTF8.self) }
    }
    enum Failure: Error { case connect(Int32), deadline, ended }

    private let descriptor: Int32
    private var received: [UInt8] = []

    init(port: Int, receiveBuffer: Int32? = nil) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        if var size = receiveBuffer {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw Failure.connect(errno) }
    }

    deinit { close(descriptor) }

    /// Sends as far as the server reads; false once it has reset the connection.
    @discardableResult
    func send(_ bytes: [UInt8], seconds: Double = 10) async throws -> Bool {
        var sent = 0
        let deadline = ContinuousClock.now + .seconds(seconds)
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_DONTWAIT | MSG_NOSIGNAL))
            }
            if count > 0 { sent += count; continue }
            guard errno == EAGAIN else { return false }
            guard ContinuousClock.now < deadline else { throw Failure.deadline }
            try await Task.sleep(for: .milliseconds(2))
        }
        return true
    }

    func send(_ text: String) async throws { try await send(Array(text.utf8)) }

    func sendFrame(_ opcode: UInt8, _ payload: [UInt8], fin: Bool = true, masked: Bool = true, reserved: UInt8 = 0)
        async throws
    {
        try await send(Self.frame(opcode, payload, fin: fin, masked: masked, reserved: reserved))
    }

    static func frame(
        _ opcode: UInt8, _ payload: [UInt8], fin: Bool = true, masked: Bool = true, reserved: UInt8 = 0
    ) -> [UInt8] {
        var bytes: [UInt8] = [(fin ? 0x80 : 0) | reserved << 4 | opcode]
        let bit: UInt8 = masked ? 0x80 : 0
        if payload.count < 126 {
            bytes.append(bit | UInt8(payload.count))
        } else if payload.count < 65_536 {
            bytes += [bit | 126, UInt8(payload.count >> 8), UInt8(payload.count & 255)]
        } else {
            bytes.append(bit | 127)
            bytes += (0..<8).map { UInt8(truncatingIfNeeded: payload.count >> (56 - 8 * $0)) }
        }
        let key: [UInt8] = [0x12, 0x34, 0x56, 0x78]
        guard masked else { return bytes + payload }
        return bytes + key + payload.enumerated().map { $1 ^ key[$0 % 4] }
    }

    /// The request of a correct handshake; extra headers go at its end.
    static func request(_ path: String, protocols: String? = "ocpp1.6", headers: [String] = []) -> String {
        var lines = [
            "GET \(path) HTTP/1.1", "Host: localhost", "Upgrade: websocket", "Connection: Upgrade",
            "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        ]
        if let protocols { lines.append("Sec-WebSocket-Protocol: \(protocols)") }
        return (lines + headers).joined(separator: "\r\n") + "\r\n\r\n"
    }

    /// Handshakes and returns the answer's head, up to and without the empty line.
    @discardableResult
    func handshake(_ path: String, protocols: String? = "ocpp1.6", headers: [String] = []) async throws -> String {
        try await send(Self.request(path, protocols: protocols, headers: headers))
        return try await readHead()
    }

    func readHead() async throws -> String {
        let end: [UInt8] = [13, 10, 13, 10]
        while true {
            if let at = received.indices.first(where: { received[$0...].starts(with: end) }) {
                defer { received.removeFirst(at + 4) }
                return String(decoding: received[..<at], as: UTF8.self)
            }
            try await fill()
        }
    }

    func readFrame(seconds: Double = 10) async throws -> Frame {
        while true {
            if let (frame, length) = parsed() {
                received.removeFirst(length)
                return frame
            }
            try await fill(seconds: seconds)
        }
    }

    /// Reads on to the end of the stream, however it comes; throws if it does not come.
    func readToEnd(seconds: Double = 10) async throws -> [UInt8] {
        do { while true { try await fill(seconds: seconds) } } catch Failure.ended {}
        return received
    }

    private func parsed() -> (Frame, Int)? {
        guard received.count >= 2 else { return nil }
        var length = Int(received[1] & 0x7F)
        var at = 2
        let digits = length == 126 ? 2 : length == 127 ? 8 : 0
        guard received.count >= at + digits else { return nil }
        if digits > 0 { length = received[at..<(at + digits)].reduce(0) { $0 << 8 | Int($1) } }
        at += digits
        guard received[1] & 0x80 == 0, received.count >= at + length else { return nil }
        return (Frame(opcode: received[0] & 15, payload: Array(received[at..<(at + length)])), at + length)
    }

    private func fill(seconds: Double = 10) async throws {
        let deadline = ContinuousClock.now + .seconds(seconds)
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
            if count > 0 { received += buffer[..<count]; return }
            if count == 0 { throw Failure.ended }
            guard errno == EAGAIN else { throw Failure.ended }
            guard ContinuousClock.now < deadline else { throw Failure.deadline }
            try await Task.sleep(for: .milliseconds(2))
        }
    }
}

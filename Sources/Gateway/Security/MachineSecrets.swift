// SPDX-License-Identifier: Apache-2.0

import COpenSSL
public import GridModel
import Glibc

/// The secrets of machines, all derived from one owner-only key file: the password of a site or station is an HMAC of
/// its name, so none of them is stored, and each can be printed again by whoever may read the key file.
public struct MachineSecrets: Sendable {
    /// What went wrong with the key file.
    public enum Fault: Error, Sendable, CustomStringConvertible {
        case unreadable(path: String, reason: String)
        case tooOpen(path: String, mode: UInt32)
        case malformed(path: String)

        /// What is wrong, and what to do.
        public var description: String {
            switch self {
            case .unreadable(let path, let reason): "\(path): \(reason)"
            case .tooOpen(let path, let mode):
                "\(path): others may read it (mode \(String(mode, radix: 8))); run chmod 600 on it"
            case .malformed(let path): "\(path): not a key file of ours"
            }
        }
    }

    private let key: [UInt8]

    /// Reads the key file, or makes it with 256 random bits, readable by its owner only.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - isNew: whether it may be made; else one that is not there is a fault.
    public init(file path: String, isNew: Bool = true) throws(Fault) {
        if isNew, access(path, F_OK) != 0 { try Self.create(path) }
        var status = stat()
        guard stat(path, &status) == 0, let text = DataFolder.text(of: path) else {
            throw .unreadable(path: path, reason: String(cString: strerror(errno)))
        }
        guard status.st_mode & 0o077 == 0 else { throw .tooOpen(path: path, mode: status.st_mode & 0o777) }
        guard let bytes = Hexadecimal.bytes(text.split(separator: "\n").first.map(String.init) ?? ""), bytes.count == 32
        else { throw .malformed(path: path) }
        key = bytes
    }

    /// The MQTT password of a site, 128 bits.
    public func password(site: Site.ID) -> String { derive("mqtt/site/\(site)") }

    /// The MQTT password of a node's meter, 128 bits.
    public func password(node: ConnectivityNode.ID) -> String { derive("mqtt/node/\(node)") }

    /// The Basic password of a station, 128 bits.
    public func password(station: ChargingStation.ID) -> String { derive("ocpp/\(station)") }

    /// The gateway's own password at its broker.
    var gatewayPassword: String { derive("mqtt/gateway") }

    /// The key of the local command.
    public var operatorKey: String { derive("rest/operator") + derive("rest/operator/2") }

    private func derive(_ name: String) -> String {
        Hexadecimal.text(Array(Digest.hmac(key: key, Array("headroom/1/\(name)".utf8)).prefix(16)))
    }

    private static func create(_ path: String) throws(Fault) {
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        do throws(GatewayError) { try DataFolder.prepare(folder) } catch {
            throw .unreadable(path: folder, reason: "\(error)")
        }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unreadable(path: path, reason: String(cString: strerror(errno))) }
        defer { close(descriptor) }
        let line = Array((Hexadecimal.text(RandomBytes.make(32)) + "\n").utf8)
        guard write(descriptor, line, line.count) == line.count, fsync(descriptor) == 0 else {
            throw .unreadable(path: path, reason: String(cString: strerror(errno)))
        }
    }
}

/// Digests by OpenSSL.
enum Digest {
    static func hmac(key: [UInt8], _ message: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        var length: UInt32 = 32
        _ = HMAC(EVP_sha256(), key, Int32(key.count), message, message.count, &digest, &length)
        return digest
    }

    static func sha256(_ message: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        var length: UInt32 = 32
        _ = EVP_Digest(message, message.count, &digest, &length, EVP_sha256(), nil)
        return digest
    }

    /// Whether two secrets are the same, in a time that does not tell where they differ.
    static func isEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count == right.count && zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

/// Bytes that nobody can guess.
enum RandomBytes {
    static func make(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}

/// Bytes as hexadecimal text.
enum Hexadecimal {
    static func text(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    static func bytes(_ text: String) -> [UInt8]? {
        let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue.map(UInt8.init) }
        guard digits.count == text.utf8.count, digits.count % 2 == 0 else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}

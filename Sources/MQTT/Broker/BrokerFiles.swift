// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The files of one broker in its runtime directory, readable by the broker's account only.
struct BrokerFiles {
    let directory: String
    let account: BrokerAccount

    var configuration: String { directory + "/mosquitto.conf" }
    var passwords: String { directory + "/passwords" }
    var newPasswords: String { directory + "/passwords.new" }
    var access: String { directory + "/access" }
    var certificate: String { directory + "/broker.crt" }
    var key: String { directory + "/broker.key" }
    var clientAuthority: String { directory + "/clients-ca.crt" }

    /// Makes the directory, closed to others.
    init(directory: String) throws(BrokerError) {
        self.directory = directory
        if mkdir(directory, 0o700) != 0, errno != EEXIST {
            throw .file(path: directory, call: "mkdir", code: errno)
        }
        account = BrokerAccount.forBroker(in: directory)
        guard chmod(directory, account.isOwn ? 0o700 : 0o710) == 0, chown(directory, getuid(), account.group) == 0
        else { throw .file(path: directory, call: "chmod", code: errno) }
    }

    /// Puts the text in place at once, so that a broker which reads just now gets the old or the new file.
    func write(_ bytes: [UInt8], to path: String) throws(BrokerError) {
        let temporary = path + ".tmp"
        unlink(temporary)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .file(path: temporary, call: "open", code: errno) }
        defer { close(descriptor) }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw .file(path: temporary, call: "write", code: errno) }
            written += count
        }
        try put(temporary, at: path)
    }

    /// Opens a finished file to the broker's account and moves it to its place.
    func put(_ temporary: String, at path: String) throws(BrokerError) {
        guard chown(temporary, getuid(), account.group) == 0, chmod(temporary, account.isOwn ? 0o600 : 0o640) == 0,
            rename(temporary, path) == 0
        else { throw .file(path: path, call: "rename", code: errno) }
    }

    /// Copies a file of the operator's, which the broker's account may not be able to read where it is.
    func copy(_ source: String, to path: String) throws(BrokerError) {
        let descriptor = open(source, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .file(path: source, call: "open", code: errno) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while case let count = read(descriptor, &buffer, buffer.count), count != 0 {
            guard count > 0 else { throw .file(path: source, call: "read", code: errno) }
            bytes += buffer[..<count]
            guard bytes.count <= Self.maximumCertificateBytes else {
                throw .file(path: source, call: "read", code: EFBIG)
            }
        }
        try write(bytes, to: path)
    }

    /// No certificate chain or key is near this; another file was meant.
    private static let maximumCertificateBytes = 1 << 20
}

/// The account the broker runs under. Started by root it gives root up for `mosquitto`, as the Debian package has it,
/// if that account can reach the runtime directory; else it stays who started it.
struct BrokerAccount {
    let name: String
    let group: gid_t
    let isOwn: Bool

    static func forBroker(in directory: String) -> BrokerAccount {
        let own = BrokerAccount(name: "root", group: getgid(), isOwn: true)
        guard geteuid() == 0, isReachable(directory), let group = groupOf(user: "mosquitto") else { return own }
        return BrokerAccount(name: "mosquitto", group: group, isOwn: false)
    }

    /// Whether anyone may pass through all folders above this one.
    private static func isReachable(_ directory: String) -> Bool {
        var path = directory[...]
        while let slash = path.lastIndex(of: "/") {
            path = path[..<slash]
            var status = stat()
            guard stat(path.isEmpty ? "/" : String(path), &status) == 0, status.st_mode & S_IXOTH != 0 else {
                return false
            }
        }
        return true
    }

    private static func groupOf(user: String) -> gid_t? {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 4096)
        guard getpwnam_r(user, &entry, &buffer, buffer.count, &found) == 0, found != nil else { return nil }
        return entry.pw_gid
    }
}

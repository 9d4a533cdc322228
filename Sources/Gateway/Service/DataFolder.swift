// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The gateway's folder: readable by its owner only.
enum DataFolder {
    /// What was last known of the gateway of a folder; stays when it stops.
    static let gatewayFile = "gateway.json"

    /// The text of the topology in force, for people; written again at each change.
    static let topologyFile = "topology.yaml"

    /// Makes the folder where there is none.
    static func prepare(_ path: String) throws(GatewayError) {
        var partial = path.hasPrefix("/") ? "/" : ""
        for segment in path.split(separator: "/") {
            partial += (partial.isEmpty || partial.hasSuffix("/") ? "" : "/") + segment
            guard mkdir(partial, 0o700) == 0 || errno == EEXIST else {
                throw .outside("\(partial): \(String(cString: strerror(errno)))")
            }
        }
    }

    /// What to say of a folder that is open to others. It may be theirs too, so that its mode is not ours to change;
    /// the files in it are made for their owner only.
    static func warning(_ path: String) -> String? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & 0o077 != 0 else { return nil }
        let mode = String(status.st_mode & 0o777, radix: 8)
        return "the data folder \(path) is open to other users (mode \(mode)): chmod 700 \(path)"
    }

    /// The folder from the root: the broker runs elsewhere.
    static func absolute(_ path: String) -> String {
        guard !path.hasPrefix("/"), let folder = getcwd(nil, 0) else { return path }
        defer { free(folder) }
        return "\(String(cString: folder))/\(path)"
    }

    /// Writes a secret where only its owner reads it.
    static func writeOwnerOnly(_ text: String, _ path: String) throws(GatewayError) -> String {
        try replace(text + "\n", path)
        return path
    }

    /// Replaces a file as a whole: readers see the old or the new.
    static func replace(_ text: String, _ path: String) throws(GatewayError) {
        let partial = path + ".partial"
        let descriptor = open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .outside("\(partial): \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        guard write(descriptor, bytes, bytes.count) == bytes.count, rename(partial, path) == 0 else {
            throw .outside("\(path): \(String(cString: strerror(errno)))")
        }
    }

    /// The text of a small file; nil where it cannot be read.
    static func text(of path: String) -> String? {
        beginning(of: path, 65_536).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The bytes of a file; nil where it cannot be read, or is larger.
    static func bytes(of path: String, atMost limit: Int) -> [UInt8]? {
        beginning(of: path, limit + 1).flatMap { $0.count <= limit ? $0 : nil }
    }

    private static func beginning(of path: String, _ size: Int) -> [UInt8]? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        return [UInt8](unsafeUninitializedCapacity: size) { room, count in
            count = fread(room.baseAddress, 1, size, file)
        }
    }

    /// The permission bits of a file; nil where there is none.
    static func mode(of path: String) -> UInt32? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & 0o777 : nil
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    static func remove(_ path: String) { unlink(path) }
}

/// Facts of this process.
enum ProcessFacts {
    static var pid: Int32 { getpid() }

    /// Resident memory in bytes; nil where the kernel does not tell.
    static var residentBytes: Int? {
        guard
            let pages = DataFolder.text(of: "/proc/self/statm")?.split(separator: " ").dropFirst().first.flatMap({
                Int($0)
            })
        else { return nil }
        return pages * sysconf(Int32(_SC_PAGESIZE))
    }
}

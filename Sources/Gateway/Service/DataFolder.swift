// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The gateway's folder: readable by its owner only.
enum DataFolder {
    static func prepare(_ path: String) throws(GatewayError) {
        var partial = path.hasPrefix("/") ? "/" : ""
        for segment in path.split(separator: "/") {
            partial += (partial.isEmpty || partial.hasSuffix("/") ? "" : "/") + segment
            guard mkdir(partial, 0o700) == 0 || errno == EEXIST else {
                throw .outside("\(partial): \(String(cString: strerror(errno)))")
            }
        }
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

    static func remove(_ path: String) { unlink(path) }
}

/// Facts of this process.
enum ProcessFacts {
    static var pid: Int32 { getpid() }
}

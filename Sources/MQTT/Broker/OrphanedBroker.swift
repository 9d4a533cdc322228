// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A broker left over from a run of ours that was killed: it still holds the port and the old passwords.
enum OrphanedBroker {
    /// Ends every `mosquitto -c configurationFile` of this machine; answers how many. That file is in our own runtime
    /// directory, so nobody else's broker is meant.
    static func end(configurationFile: String, within limit: Duration) async -> Int {
        let orphans = processes(of: configurationFile)
        for process in orphans { kill(process, SIGTERM) }
        let deadline = ContinuousClock.now + limit
        while ContinuousClock.now < deadline, !processes(of: configurationFile).isEmpty {
            try? await Task.sleep(for: .milliseconds(20))
        }
        for process in processes(of: configurationFile) { kill(process, SIGKILL) }
        return orphans.count
    }

    private static func processes(of configurationFile: String) -> [pid_t] {
        guard let directory = opendir("/proc") else { return [] }
        defer { closedir(directory) }
        var found: [pid_t] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard let process = pid_t(name), let arguments = commandLine(of: process) else { continue }
            let isBroker = arguments.first?.split(separator: "/").last == "mosquitto"
            if isBroker, arguments.dropFirst().elementsEqual(["-c", configurationFile]) { found.append(process) }
        }
        return found
    }

    /// The arguments of a process; nil for one that is gone, or a zombie.
    private static func commandLine(of process: pid_t) -> [String]? {
        let descriptor = open("/proc/\(process)/cmdline", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = read(descriptor, &buffer, buffer.count)
        guard count > 0 else { return nil }
        return buffer[..<count].split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }
}

// SPDX-License-Identifier: Apache-2.0

import Glibc

/// How many sockets and files the process may have open. Each station is one; whoever has none left can let nobody in
/// any more, operators included, so the stations' door stops well before.
public enum DescriptorLimit {
    /// What is asked of the system at most: 10,000 stations, those in their handshake, sites, pages, files.
    private static let most: rlim_t = 16_384
    /// Kept for all but stations.
    private static let spare = 256
    /// Of what is left, one in so many for sockets in their handshake.
    private static let handshakePart = 8

    /// Raises the soft limit, usually 1,024, as far as the hard one allows; for a program of its own.
    public static func raise() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0, limit.rlim_cur < most else { return }
        limit.rlim_cur = min(most, limit.rlim_max)
        _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }

    /// How many stations may be connected and how many in their handshake, under the limit as it is and at most so many.
    static func room(stations: Int, handshakes: Int) -> (stations: Int, handshakes: Int) {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return (stations, handshakes) }
        return room(under: Int(clamping: limit.rlim_cur), stations: stations, handshakes: handshakes)
    }

    static func room(under limit: Int, stations: Int, handshakes: Int) -> (stations: Int, handshakes: Int) {
        let left = max(limit - spare, handshakePart)
        let inHandshake = min(handshakes, max(1, left / handshakePart))
        return (min(stations, max(1, left - inHandshake)), inHandshake)
    }
}

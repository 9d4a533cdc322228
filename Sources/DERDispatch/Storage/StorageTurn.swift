// SPDX-License-Identifier: Apache-2.0

import GridModel

/// Which way an operating rule moves its storages, and when it may turn.
///
/// To stop is always at once; to go on in the other direction waits until the flow has called for it for
/// `storageTurnsAfter` without a break:
///
/// ```
///   wanted    ++++---+-++++--0---------------
///   told      ++++000+0++++00000000000-------
/// ```
struct StorageTurn {
    private(set) var direction: Int
    private(set) var since: MonotonicInstant?

    /// What the members of a group remember: one that joined late knows no direction.
    init(_ members: [StorageMemory]) {
        direction = members.lazy.map(\.direction).first { $0 != 0 } ?? 0
        since = members.compactMap(\.turnsSince).min()
    }

    /// Notes what is wanted, kW, and whether that has to wait.
    mutating func mustWait(_ wanted: Double, mayWait: Bool, _ input: DispatchInput) -> Bool {
        guard wanted != 0 else {
            since = nil
            return false
        }
        let way = wanted > 0 ? 1 : -1
        if direction != 0, way != direction, mayWait {
            let start = since ?? input.now.steady
            since = start
            if input.now.steady - start < input.settings.storageTurnsAfter { return true }
        }
        direction = way
        since = nil
        return false
    }
}

// SPDX-License-Identifier: Apache-2.0

import CMalloc

/// How the heap is set for a process that needs the same large arrays again at each tick.
enum HeapReuse {
    /// Arrays up to this many bytes come from the heap and go back to it: 32 MiB is the most that glibc takes (mallopt(3)).
    private static let largestFromHeap: Int32 = 32 << 20
    /// Free memory at the heap's end that is kept, bytes: several ticks of a feeder of 100,000 DERs.
    private static let keptAtEnd: Int32 = 512 << 20

    /// Keeps what a tick freed for the next one. By default glibc gives large arrays back to the system, and each tick
    /// would have their pages zeroed anew.
    static func enable() {
        _ = mallopt(M_MMAP_THRESHOLD, largestFromHeap)
        _ = mallopt(M_TRIM_THRESHOLD, keptAtEnd)
    }
}

// SPDX-License-Identifier: Apache-2.0

import CMalloc

/// The heap as `headroom` sets it (Sources/headroom/HeapReuse.swift), so that the same is measured.
enum HeapReuse {
    static func enable() {
        _ = mallopt(M_MMAP_THRESHOLD, 32 << 20)
        _ = mallopt(M_TRIM_THRESHOLD, 512 << 20)
    }
}

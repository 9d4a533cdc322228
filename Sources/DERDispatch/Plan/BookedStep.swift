// SPDX-License-Identifier: Apache-2.0

import GridModel

/// The time that a plan is booked for: until the next one, but no longer than anybody knows what happened.
enum BookedStep {
    /// Many ticks; after a longer gap the gateway slept or was gone, and devices may have fallen to their defaults.
    static let longest = Duration.seconds(60)

    /// From one moment to the next.
    static func between(_ begin: MonotonicInstant, _ end: MonotonicInstant) -> Duration { min(end - begin, longest) }
}

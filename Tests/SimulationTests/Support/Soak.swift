// SPDX-License-Identifier: Apache-2.0

import Foundation

/// How long the stories run and how many of them: short and few, unless the environment asks for more (`make soak`).
enum Soak {
    /// Seconds of each run: `short`, or as many hours as `HEADROOM_SOAK_HOURS` says.
    static func seconds(_ short: Int) -> Int {
        ProcessInfo.processInfo.environment["HEADROOM_SOAK_HOURS"].flatMap(Double.init).map { Int($0 * 3_600) } ?? short
    }

    /// Whether the long run was asked for.
    static var isLong: Bool { ProcessInfo.processInfo.environment["HEADROOM_SOAK_HOURS"] != nil }

    /// `HEADROOM_SOAK_SEEDS`: `20` are the seeds 1 to 20, `7-7` is seed 7 alone.
    static var seeds: [UInt64] {
        let text = ProcessInfo.processInfo.environment["HEADROOM_SOAK_SEEDS"] ?? "2"
        let bounds = text.split(separator: "-").compactMap { UInt64($0) }
        guard let last = bounds.last, last > 0 else { return [1] }
        return Array(min(bounds.count > 1 ? bounds[0] : 1, last)...last)
    }
}

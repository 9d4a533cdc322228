// SPDX-License-Identifier: Apache-2.0

import Foundation

/// How long the fuzzing of a test runs: a short seeded slice, unless `HEADROOM_FUZZ_ROUNDS` asks for more (`make
/// soak`).
package enum FuzzRounds {
    /// Rounds of one seed.
    ///
    /// - Parameter cost: about how many times as long as reading a small message one round takes.
    package static func count(_ short: Int, cost: Int = 1) -> Int {
        let asked = ProcessInfo.processInfo.environment["HEADROOM_FUZZ_ROUNDS"].flatMap { Int($0) }
        return asked.map { max(short, $0 / cost) } ?? short
    }
}

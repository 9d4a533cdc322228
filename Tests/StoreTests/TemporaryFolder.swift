// SPDX-License-Identifier: Apache-2.0

import Foundation
import GridModel
import Store

/// A folder of one test's own, removed with the last reference.
final class TemporaryFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("store-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String = "feeder.sqlite") -> String { url.appendingPathComponent(name).path }
}

/// 2026-11-22T17:00:00Z and so many milliseconds.
func time(_ milliseconds: Int64 = 0) -> UTCInstant { UTCInstant(milliseconds: 1_795_366_800_000 + milliseconds) }

/// The same on both clocks, the steady one beginning at zero then.
func moment(_ milliseconds: Int64 = 0) -> Moment { moment(at: time(milliseconds)) }

/// A time on both clocks, which run in step.
func moment(at time: UTCInstant) -> Moment {
    Moment(utc: time, steady: MonotonicInstant(milliseconds: (time - StoreTests.time()).inMilliseconds))
}

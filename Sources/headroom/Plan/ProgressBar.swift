// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// A bar on standard error that several runs move together; nothing where it is not shown.
final class ProgressBar: Sendable {
    private let steps: Int
    private let isShown: Bool
    private let done = Mutex((steps: 0, percent: -1))

    private static let width = 40

    init(steps: Int, isShown: Bool) {
        self.steps = max(steps, 1)
        self.isShown = isShown
    }

    /// One step more is done.
    func advance() {
        guard isShown else { return }
        done.withLock { done in
            done.steps += 1
            let percent = done.steps * 100 / steps
            guard percent != done.percent else { return }
            done.percent = percent
            let filled = Self.width * percent / 100
            let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: Self.width - filled)
            Self.write("\r[\(bar)] \(percent) %")
        }
    }

    /// Clears the line.
    func finish() { if isShown { Self.write("\r\u{1B}[K") } }

    private static func write(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }
}

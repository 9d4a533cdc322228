// SPDX-License-Identifier: Apache-2.0

import Glibc

extension EmbeddedBroker {
    /// Lets the broker tell each publication that it refuses, from now on for this long; asking again prolongs it.
    ///
    /// The broker writes that only with a line for each packet beside it, so it is on for as long as somebody looks.
    public func watchDenials(for span: Duration) {
        let isTalking = isTelling
        tellDenials(until: .now + span)
        guard !isTalking else { return }
        Task {
            while let pause = remainingTalk, pause > .zero { try? await Task.sleep(for: pause) }
            tellDenials(until: nil)
        }
    }
}

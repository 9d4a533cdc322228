// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSON

/// Keeps the gateway watching for a while, and takes its last word.
struct DiagnosisWatch: Sendable {
    var subject: DiagnosisSubject
    var client: GatewayClient

    /// Pause between two questions: short, so that an end comes soon; the gateway gathers meanwhile.
    static let pause = Duration.seconds(1)

    /// The diagnosis after the span, or after Ctrl-C.
    func run(for span: Span) async throws -> JSONValue {
        let isSite = if case .site = subject { true } else { false }
        var document = try await client.call(.GET, subject.path + (isSite ? "?anew=true" : ""))
        let signals = StopSignals()
        let watching = Task { [subject, client] in
            var last: JSONValue?
            let (start, end) = (ContinuousClock.now, ContinuousClock.now + .seconds(span.seconds))
            while ContinuousClock.now < end, !Task.isCancelled {
                try? await Task.sleep(for: min(Self.pause, end - ContinuousClock.now))
                last = try await client.call(.GET, subject.path)
                Self.tell(subject, ContinuousClock.now - start, span)
            }
            Self.tellEnd()
            return last
        }
        let ending = Task {
            await signals.first()
            watching.cancel()
        }
        defer { ending.cancel() }
        if let last = try await watching.value { document = last }
        return document
    }

    private static var isShown: Bool { isatty(STDERR_FILENO) == 1 }

    private static func tell(_ subject: DiagnosisSubject, _ passed: Duration, _ span: Span) {
        guard isShown else { return }
        let seconds = min(Double(passed.components.seconds), span.seconds)
        let text = "\rwatching \(subject.id): \(Int(seconds)) of \(Int(span.seconds)) s; Ctrl-C ends it "
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }

    private static func tellEnd() {
        guard isShown else { return }
        try? FileHandle.standardError.write(contentsOf: Data("\r\u{1B}[K".utf8))
    }
}

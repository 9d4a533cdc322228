// SPDX-License-Identifier: Apache-2.0

/// What is kept of the browsers that log in.
struct Browsers: Sendable {
    let sessions = SessionTable()
    let throttle = LoginThrottle()
    let cookie: SessionCookie

    init(_ secrets: MachineSecrets, isTLS: Bool) { cookie = SessionCookie(secrets, isTLS: isTLS) }
}

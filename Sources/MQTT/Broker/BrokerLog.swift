// SPDX-License-Identifier: Apache-2.0

/// Reads in the broker's own words what it says to nobody else: MQTT 3.1.1 has no answer to a publication that the ACL
/// does not allow, so its sender believes that all is well.
struct BrokerLog {
    /// Users of the clients that are connected, by client identifier.
    private var users: [String: String] = [:]

    /// Clients whose user is kept; beyond it a denial is nobody's.
    static let mostClients = 100_000

    /// Takes a line; what it tells, if it tells something.
    mutating func read(_ line: String) -> BrokerNotice? {
        if line.hasPrefix("Denied PUBLISH from ") { return denied(line.dropFirst(20)) }
        if line.hasPrefix("New client connected from ") {
            noteClient(line.dropFirst(26))
        } else if line.hasPrefix("Client ") {
            if line.hasSuffix(" disconnected, not authorised.") { return .loginRefused }
            noteEnd(line.dropFirst(7))
        }
        return nil
    }

    /// `127.0.0.1:36802 as CLIENT (p2, c1, k60, u'USER').`
    private mutating func noteClient(_ text: Substring) {
        guard let name = text.firstRange(of: " as "), let user = text.lastRange(of: ", u'"),
            let options = text.lastRange(of: " (p"), text.hasSuffix("').")
        else { return }
        guard name.upperBound <= options.lowerBound, users.count < Self.mostClients else { return }
        users[String(text[name.upperBound..<options.lowerBound])] = String(text[user.upperBound...].dropLast(3))
    }

    /// `CLIENT disconnected.`, `CLIENT closed its connection.`, `CLIENT has exceeded timeout, disconnecting.`
    private mutating func noteEnd(_ text: Substring) {
        for end in [" disconnected", " closed its connection", " has exceeded timeout"] {
            guard let range = text.lastRange(of: end) else { continue }
            users[String(text[..<range.lowerBound])] = nil
            return
        }
    }

    /// `CLIENT (d0, q1, r0, m1, 'TOPIC', ... (2 bytes))`; a topic may have quotes in it.
    private func denied(_ text: Substring) -> BrokerNotice? {
        guard let options = text.firstRange(of: " (d"), let user = users[String(text[..<options.lowerBound])] else {
            return nil
        }
        let rest = text[options.upperBound...]
        guard let start = rest.firstRange(of: ", '"), let end = rest.lastRange(of: "', ... ("),
            start.upperBound <= end.lowerBound
        else { return nil }
        return .publishDenied(user: user, topic: String(rest[start.upperBound..<end.lowerBound]))
    }
}

/// What the broker did that its clients do not hear of.
public enum BrokerNotice: Hashable, Sendable {
    /// A user published where it may not.
    case publishDenied(user: String, topic: String)
    /// Somebody came with a wrong user or password; whose, the broker does not say.
    case loginRefused
}

extension Substring {
    /// Where a text stands the last time.
    fileprivate func lastRange(of text: String) -> Range<Index>? { ranges(of: text).last }
}

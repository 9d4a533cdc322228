// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// User and password of HTTP Basic authentication (RFC 7617) as bytes: an OCPP 1.6 key is binary, not text.
public struct BasicCredentials: Hashable, Sendable {
    /// The user: in OCPP the station's identity.
    public let user: [UInt8]
    /// The password, which may contain any byte.
    public let password: [UInt8]

    /// From the value of an `Authorization` header; nil unless it is well-formed Basic.
    ///
    /// RFC 7617 ends the user at the first colon, but an OCPP identity may itself contain one. So where the text begins
    /// with the identity of the URL and a colon, that is the user.
    init?(authorization: String, identity: String) {
        let parts = authorization.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "basic",
            let decoded = Data(base64Encoded: String(parts[1]))
        else { return nil }
        let bytes = Array(decoded)
        let prefix = Array(identity.utf8) + [Self.colon]
        guard let end = bytes.starts(with: prefix) ? prefix.count - 1 : bytes.firstIndex(of: Self.colon) else {
            return nil
        }
        user = Array(bytes[..<end])
        password = Array(bytes[(end + 1)...])
    }

    private static let colon = UInt8(ascii: ":")
}

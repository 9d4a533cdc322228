// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// A topology that was in force, as text, with who put it there.
public struct TopologyVersion: Sendable, Hashable {
    /// Its number; the next one's is greater.
    public var number: Int64
    /// When it came into force.
    public var time: UTCInstant
    /// Who put it in force; `file` for the file that the gateway was started on.
    public var author: String
    /// Why, in the author's words.
    public var reason: String?
    /// The text; empty where only the others were asked for.
    public var text: String
    /// SHA-256 of the text, hexadecimal.
    public var sha256: String
    /// SHA-256 of the file that the gateway was started on, as it was then: if that has changed since, it was edited.
    public var fileSHA256: String
    /// Bytes of the text.
    public var byteCount: Int

    /// Versions that are kept; older ones go. Some are made a day where much is switched.
    public static let kept = 200
    /// Bytes of all their texts together; the newest stays whatever its size. Four of 100,000 DERs written generously.
    public static let keptBytes = 256 << 20

    /// By its members.
    public init(
        number: Int64, time: UTCInstant, author: String, reason: String?, text: String, sha256: String,
        fileSHA256: String, byteCount: Int? = nil
    ) {
        self.number = number
        self.time = time
        self.author = author
        self.reason = reason
        self.text = text
        self.sha256 = sha256
        self.fileSHA256 = fileSHA256
        self.byteCount = byteCount ?? text.utf8.count
    }
}

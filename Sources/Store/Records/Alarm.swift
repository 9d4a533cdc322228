// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// Something people should know, from when it was raised until it was cleared.
public struct Alarm: Sendable, Hashable {
    /// Names the condition; at most one alarm with it is open, so that raising it again changes nothing.
    public var key: String
    /// What is wrong, as JSON text.
    public var causeJSON: String
    /// When it was raised.
    public var raisedAt: UTCInstant
    /// When somebody took notice.
    public var acknowledgedAt: UTCInstant?
    /// Who took notice.
    public var acknowledgedBy: String?
    /// When it was over.
    public var clearedAt: UTCInstant?

    /// One that is open.
    public init(key: String, causeJSON: String, raisedAt: UTCInstant) {
        self.key = key
        self.causeJSON = causeJSON
        self.raisedAt = raisedAt
    }
}

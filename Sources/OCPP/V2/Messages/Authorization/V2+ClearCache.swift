// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// Empties the station's authorization cache (functional block C).
    public struct ClearCache: V2Request {
        public static let action = "ClearCache"
        public typealias Response = StatusResponse<Self, ClearCacheStatus>
        public var customData: CustomData?

        public init(unread: () = ()) {}
    }

    /// `ClearCacheStatusEnumType` of the standard.
    public typealias ClearCacheStatus = GenericStatus
}

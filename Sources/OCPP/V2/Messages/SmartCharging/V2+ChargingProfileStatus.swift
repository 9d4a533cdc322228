// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `ChargingProfileStatusEnumType` of the standard.
    public typealias ChargingProfileStatus = GenericStatus
}

// SPDX-License-Identifier: Apache-2.0
// Made by scripts/ocpp_messages; not to be changed by hand.

extension V2 {
    /// `RequestStartStopStatusEnumType` of the standard.
    public typealias RequestStartStopStatus = GenericStatus
}

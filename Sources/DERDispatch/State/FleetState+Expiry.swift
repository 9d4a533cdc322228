// SPDX-License-Identifier: Apache-2.0

public import GridModel

extension FleetState {
    /// Lets go of setpoints whose validity is over: their DERs are at their defaults now.
    public mutating func dropExpired(_ model: DispatchModel, at now: Moment) {
        expire(at: now, defaults: model.defaults)
    }
}

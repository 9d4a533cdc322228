// SPDX-License-Identifier: Apache-2.0

import GridModel

/// What the vehicle at an outlet wants and can do, as a station tells it in 2.x.
struct VehicleNeeds: Sendable, Hashable {
    var departure: UTCInstant
    var capacity: ActiveEnergy
    var stateOfCharge: Double
    var targetSoC: Double
    /// What it never gives away.
    var leastSoC: Double
    var minimumCharge: ActivePower
    var maximumCharge: ActivePower
    /// A magnitude; zero where it cannot discharge.
    var maximumDischarge: ActivePower
    /// Phases it draws on.
    var phases: Int
    /// Whether it follows what it is told at each moment, or plans for itself.
    var followsCentral: Bool
}

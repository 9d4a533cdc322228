// SPDX-License-Identifier: Apache-2.0

/// What cannot be controlled over the horizon: drawn from the seed, or read from CSV files.
public struct Profiles: Sendable, Hashable {
    /// The uncontrolled load of sites and nodes.
    public var load = LoadProfile()
    /// What the sun gives.
    public var sun = SunProfile()
    /// The vehicles that come.
    public var vehicles = VehicleProfile()
}

/// The uncontrolled load: between the declared bounds of each node, with an evening peak and homes that differ.
public struct LoadProfile: Sendable, Hashable {
    /// A CSV file: `time`, then one column a node or site with kW; the others are generated.
    public var csv: String?
    /// Factor on what is generated.
    public var scale = 1.0
}

/// What the photovoltaic units could give.
public struct SunProfile: Sendable, Hashable {
    /// A CSV file: `time`, then one column a PV unit with kW, or `all` with the part of the rating; others are
    /// generated.
    public var csv: String?
    /// 0 is a clear sky all the time, 1 a sky that clouds often darken.
    public var cloudiness = 0.4
}

/// The vehicles that come to the EVSEs.
public struct VehicleProfile: Sendable, Hashable {
    /// A CSV file with one session a line; then none is generated.
    public var csv: String?
    /// Chance that a vehicle comes to an EVSE on a day.
    public var chance = 0.8
    /// Hour of the clock at which it comes, on average.
    public var arrivalH = 17.5
    /// Standard deviation of that, hours.
    public var arrivalSpreadH = 1.5
    /// Hour of the clock at which it leaves; one before the arrival is the next day's.
    public var departureH = 7.25
    /// Standard deviation of that, hours.
    public var departureSpreadH = 1.0
    /// Energy its battery needs, kWh, on average: two fifths of it at least, now and then several times it, but never
    /// more than nine tenths of the battery, which makes the mean a little less.
    public var meanEnergyKWh = 12.0
    /// Part of the vehicles that charge on one phase.
    public var singlePhaseShare = 0.15
}

// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// The readings of one subject within five minutes, summed up.
public struct ReadingRollUp: Sendable, Hashable {
    /// Length of the interval that one roll-up covers.
    public static let interval = Duration.seconds(300)
    /// Longest time for which a power is taken to hold until the next one; beyond it the power is unknown.
    public static let longestHold = Duration.seconds(300)

    /// Beginning of the interval, a whole multiple of it since the epoch.
    public var start: UTCInstant
    /// How many readings.
    public var count: Int
    /// How many of them had a power.
    public var powerCount: Int
    /// Least power in kW; load convention.
    public var minimumPowerKW: Double?
    /// Mean of the powers in kW, each reading counting once; load convention.
    public var meanPowerKW: Double?
    /// Greatest power in kW; load convention.
    public var maximumPowerKW: Double?
    /// Energy drawn in kWh, each power holding until the next; a magnitude.
    public var importKWh: Double
    /// Energy delivered in kWh, each power holding until the next; a magnitude.
    public var exportKWh: Double
    /// Least voltage in V.
    public var minimumVoltageV: Double?
    /// Greatest voltage in V.
    public var maximumVoltageV: Double?
    /// Last state of charge, 0...1.
    public var lastSoC: Double?
    /// Last energy register in kWh.
    public var lastEnergyKWh: Double?
}

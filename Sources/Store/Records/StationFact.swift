// SPDX-License-Identifier: Apache-2.0

public import GridModel

/// Something learned of a charging station; the latest of each aspect is kept.
public struct StationFact: Sendable, Hashable {
    /// The station.
    public var station: ChargingStation.ID
    /// What it is about, e.g. `boot`, `configuration`, `capabilities`.
    public var aspect: String
    /// What was learned, as JSON text.
    public var json: String
    /// When.
    public var time: UTCInstant

    /// By its members.
    public init(station: ChargingStation.ID, aspect: String, json: String, time: UTCInstant) {
        self.station = station
        self.aspect = aspect
        self.json = json
        self.time = time
    }
}

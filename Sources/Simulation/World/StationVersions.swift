// SPDX-License-Identifier: Apache-2.0

public import GridModel
public import OCPP

/// Which version of OCPP each station of a simulated feeder speaks.
public enum StationVersions {
    /// Of eight stations one speaks 2.0.1 and one 2.1; the others speak 1.6, as most in the field do. One that is
    /// pinned speaks what it is pinned to.
    public static func asInTheField(_ feeder: Feeder) -> [ChargingStation.ID: OCPPVersion] {
        Dictionary(
            feeder.stations.enumerated().map { position, station in
                let usual: OCPPVersion = position % 8 == 3 ? .v201 : position % 8 == 7 ? .v21 : .v16
                return (station.id, station.pinnedVersion.flatMap { OCPPVersion(rawValue: $0) } ?? usual)
            }, uniquingKeysWith: { first, _ in first })
    }
}

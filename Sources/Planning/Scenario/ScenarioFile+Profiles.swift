// SPDX-License-Identifier: Apache-2.0

import GridModel

extension ScenarioFile {
    static func readProfiles(_ map: Fields?, log: inout FindingLog) -> Profiles {
        var profiles = Profiles()
        guard var fields = map else { return profiles }
        if var load = fields.map("load", subject: "the load profile", log: &log) {
            profiles.load.csv = load.fileName("csv")
            profiles.load.scale = load.number("scale", from: 0, upTo: 100) ?? profiles.load.scale
            load.finish(&log)
        }
        if var sun = fields.map("pv", subject: "the pv profile", log: &log) {
            profiles.sun.csv = sun.fileName("csv")
            profiles.sun.cloudiness = sun.number("cloudiness", from: 0, upTo: 1) ?? profiles.sun.cloudiness
            sun.finish(&log)
        }
        if var vehicles = fields.map("ev", subject: "the ev profile", log: &log) {
            readVehicles(&vehicles, &profiles.vehicles)
            vehicles.finish(&log)
        }
        fields.finish(&log)
        return profiles
    }

    private static func readVehicles(_ fields: inout Fields, _ profile: inout VehicleProfile) {
        profile.csv = fields.fileName("csv")
        profile.chance = fields.number("chance", from: 0, upTo: 1) ?? profile.chance
        profile.arrivalH = fields.number("arrivalH", from: 0, upTo: 24) ?? profile.arrivalH
        profile.arrivalSpreadH = fields.number("arrivalSpreadH", from: 0, upTo: 12) ?? profile.arrivalSpreadH
        profile.departureH = fields.number("departureH", from: 0, upTo: 24) ?? profile.departureH
        profile.departureSpreadH = fields.number("departureSpreadH", from: 0, upTo: 12) ?? profile.departureSpreadH
        profile.meanEnergyKWh =
            fields.number("meanEnergyKWh", unit: " in kWh", above: 0, upTo: 1_000) ?? profile.meanEnergyKWh
        profile.singlePhaseShare = fields.number("singlePhaseShare", from: 0, upTo: 1) ?? profile.singlePhaseShare
    }
}

extension Fields {
    /// The name of a file that stands beside the scenario.
    mutating func fileName(_ key: String) -> String? {
        guard let name = text(key) else { return nil }
        if name.isEmpty || name.utf8.count > 1_024 || name.utf8.contains(0) {
            fault(key, "expected the name of a file")
            return nil
        }
        return name
    }
}

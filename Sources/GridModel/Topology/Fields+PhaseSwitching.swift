// SPDX-License-Identifier: Apache-2.0

/// The map `phaseSwitching` of an EVSE.
extension Fields {
    mutating func phaseSwitching(_ evse: EVSE, log: inout FindingLog) -> PhaseSwitching? {
        guard var map = map("phaseSwitching", subject: "phase switching", log: &log) else { return nil }
        var switching = PhaseSwitching()
        switching.dwell = map.seconds("dwellS") ?? switching.dwell
        switching.completesWithin = map.seconds("completesWithinS") ?? switching.completesWithin
        switching.mostPerHour = map.whole("mostPerHour", 1...PhaseSwitching.largestPerHour) ?? switching.mostPerHour
        switching.startsAsTold = map.flag("startsAsTold") ?? switching.startsAsTold
        map.finish(&log)
        if evse.supply == .dc {
            fault("phaseSwitching", "a DC evse has no phases to switch: its station converts")
            return nil
        }
        if evse.allowsDischarge {
            fault("phaseSwitching", "phases are switched for charging alone, and `allowsDischarge` is true here")
            return nil
        }
        return switching
    }
}

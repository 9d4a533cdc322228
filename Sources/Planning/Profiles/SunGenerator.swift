// SPDX-License-Identifier: Apache-2.0

import GridModel

/// What a photovoltaic unit could give, as a part of its rating: the clear sky by latitude, day and hour, less clouds
/// that are the same for the whole feeder, and a little that is the unit's own.
///
///     sin(elevation) = sin(phi) sin(delta) + cos(phi) cos(delta) cos(hour angle)
///     GHI = 1098 sin(elevation) exp(-0.057 / sin(elevation))   W/m2     (Haurwitz 1945)
///
/// phi is the latitude, delta = 23.45 deg sin(2 pi (284 + day) / 365) the declination (Cooper 1969). The module lies
/// flat.
struct SunGenerator {
    private let seed: UInt64
    private let location: Location
    private let cloudiness: Double

    /// Output over rating at 1,000 W/m2: heat, wiring, inverter.
    static let performance = 0.9

    init(_ profile: SunProfile, seed: UInt64, location: Location) {
        self.seed = seed
        self.location = location
        cloudiness = profile.cloudiness
    }

    /// Part of the rating under a clear sky.
    func clearSky(at time: UTCInstant) -> Double {
        let day = LoadGenerator.floored(time.milliseconds, by: 86_400_000)
        let ofYear = Self.dayOfYear(day)
        let declination = 23.45 * .pi / 180 * Elementary.sin(2 * .pi * (284 + ofYear) / 365)
        let solarHour = LoadGenerator.hour(time, offsetH: location.longitudeDeg / 15)
        let hourAngle = (solarHour - 12) * .pi / 12
        let latitude = location.latitudeDeg * .pi / 180
        let elevation =
            Elementary.sin(latitude) * Elementary.sin(declination)
            + Elementary.cos(latitude) * Elementary.cos(declination) * Elementary.cos(hourAngle)
        guard elevation > 0.01 else { return 0 }
        return min(1.098 * elevation * Elementary.exp(-0.057 / elevation) * Self.performance, 1)
    }

    /// Part of the clear sky that the clouds leave the whole feeder.
    func clouds(at time: UTCInstant) -> Double {
        guard cloudiness > 0 else { return 1 }
        var ofDay = SeededStream(seed: seed, "sky", LoadGenerator.floored(time.milliseconds, by: 86_400_000))
        var ofSpell = SeededStream(
            seed: seed, "cloud", LoadGenerator.floored(time.milliseconds, by: LoadGenerator.spellMs))
        let darkness = cloudiness * ofDay.uniform() * 1.4
        let passing = cloudiness * 0.25 * ofSpell.normal()
        return min(max(1 - darkness + passing, 0.08), 1)
    }

    /// What a unit could give, kW; a magnitude.
    func power(of der: DER, at time: UTCInstant, clearSky: Double, clouds: Double) -> Double {
        guard clearSky > 0 else { return 0 }
        let rating = der.unit.maximumExport.kilowatts
        guard cloudiness > 0 else { return rating * clearSky }
        let spell = LoadGenerator.floored(time.milliseconds, by: LoadGenerator.spellMs)
        var own = SeededStream(seed: seed, "sun " + der.id.text, spell)
        return rating * min(max(clearSky * clouds * (1 + 0.05 * own.normal()), 0), 1)
    }

    /// 1 on the first of January, from days since 1970-01-01.
    static func dayOfYear(_ day: Int64) -> Double {
        // Days since 0000-03-01 in the proleptic Gregorian calendar, then the year that began in March.
        let shifted = day + 719_468
        let era = LoadGenerator.floored(shifted, by: 146_097)
        let ofEra = shifted - era * 146_097
        let year = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let sinceMarch = ofEra - (365 * year + year / 4 - year / 100)
        // January is ten months after March: 306 days.
        if sinceMarch >= 306 { return Double(sinceMarch - 306 + 1) }
        let civil = year + era * 400
        let isLeap = civil % 4 == 0 && (civil % 100 != 0 || civil % 400 == 0)
        return Double(sinceMarch + (isLeap ? 60 : 59) + 1)
    }
}

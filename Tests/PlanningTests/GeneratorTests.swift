// SPDX-License-Identifier: Apache-2.0

import Foundation
import GridModel
import Testing

@testable import Planning

/// What the generators draw: its statistics, and that it follows from seed and name alone.
struct GeneratorTests {
    @Test func elementaryFunctionsAgreeWithTheLibrary() {
        for value in stride(from: -30.0, through: 30, by: 0.37) {
            #expect((Elementary.sin(value) - sin(value)).magnitude < 1e-12)
            #expect((Elementary.cos(value) - cos(value)).magnitude < 1e-12)
            #expect((Elementary.exp(value) / exp(value) - 1).magnitude < 1e-12)
            #expect((Elementary.log(exp(value)) - value).magnitude < 1e-12)
        }
    }

    @Test func daysOfTheYearAgreeWithTheCalendar() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        for day in stride(from: Int64(-1_000), through: 40_000, by: 13) {
            let date = Date(timeIntervalSince1970: Double(day) * 86_400)
            let expected = try #require(calendar.ordinality(of: .day, in: .year, for: date))
            #expect(SunGenerator.dayOfYear(day) == Double(expected), "\(date)")
        }
    }

    static let berlin = Location(latitudeDeg: 52.5, longitudeDeg: 13.4, utcOffsetH: 1)

    static func home(_ number: Int, meter: Bool = true) -> ConnectivityNode {
        ConnectivityNode(
            id: .init("home-\(number)")!, kind: .usagePoint, parent: .init("tx")!,
            baseLoad: BaseLoad(minimum: .kilowatts(0.2), maximum: .kilowatts(2)), hasMeter: meter)
    }

    func time(_ text: String) throws -> UTCInstant {
        let date = try #require(ISO8601DateFormatter().date(from: text))
        return UTCInstant(milliseconds: Int64(date.timeIntervalSince1970 * 1_000))
    }

    @Test func homesHaveAnEveningPeakAndDiffer() throws {
        let homes = (0..<200).map {
            LoadGenerator(Self.home($0), seed: 5, location: Self.berlin, scale: 1)
        }
        func mean(_ text: String) throws -> Double {
            let moment = try time(text)
            return homes.map { $0.power(at: moment) }.reduce(0, +) / 200
        }
        let evening = try mean("2026-01-20T18:07:00Z"), night = try mean("2026-01-20T02:07:00Z")
        // The declared maximum is what each adds to the peak of many.
        #expect((1.3...2.1).contains(evening), "\(evening)")
        #expect((0.2...0.9).contains(night), "\(night)")
        let peak = try time("2026-01-20T18:07:00Z")
        let powers = homes.map { $0.power(at: peak) }
        #expect(powers.max()! > 2.5 && powers.min()! < 1.1)
        #expect(powers.allSatisfy { $0 >= 0.2 })
    }

    @Test func withoutAMeterTheDeclaredMaximumHolds() throws {
        let start = try time("2026-01-20T00:00:00Z")
        for home in 0..<20 {
            let load = LoadGenerator(Self.home(home, meter: false), seed: 5, location: Self.berlin, scale: 1)
            for step in 0..<288 {
                #expect((0.2...2).contains(load.power(at: start + .seconds(step * 300))))
            }
        }
    }

    @Test func theSunGoesByLatitudeAndDay() throws {
        var profile = SunProfile()
        profile.cloudiness = 0
        func clear(_ text: String, latitude: Double) throws -> Double {
            let place = Location(latitudeDeg: latitude, longitudeDeg: 0, utcOffsetH: 0)
            return SunGenerator(profile, seed: 1, location: place).clearSky(at: try time(text))
        }
        // At noon on the equinox the sun stands at 90 degrees less the latitude: 0.9 x 1.098 s exp(-0.057 / s).
        let s = cos(52.5 * .pi / 180)
        #expect(
            (try clear("2026-03-22T12:00:00Z", latitude: 52.5) - 0.9 * 1.098 * s * exp(-0.057 / s)).magnitude < 0.01)
        #expect(try clear("2026-06-21T12:00:00Z", latitude: 52.5) > 3 * clear("2026-12-21T12:00:00Z", latitude: 52.5))
        #expect(try clear("2026-06-21T00:00:00Z", latitude: 52.5) == 0)
        #expect(try clear("2026-06-21T00:00:00Z", latitude: 75) > 0)
        #expect(try clear("2026-12-21T12:00:00Z", latitude: -30) > clear("2026-06-21T12:00:00Z", latitude: -30))
    }

    func sessions(_ count: Int, seed: UInt64, days: Int = 1, profile: VehicleProfile = VehicleProfile()) throws
        -> [VehicleSession]
    {
        let horizon = Horizon(start: try time("2026-01-20T00:00:00Z"), stepMinutes: 5, stepCount: days * 288)
        let generator = SessionGenerator(profile: profile, seed: seed, horizon: horizon, offsetH: 0)
        let unit = EVSE(
            supply: .ac, minimumCurrent: .amperes(6), maximumCurrent: .amperes(16), minimumCharge: .kilowatts(4.1),
            maximumCharge: .kilowatts(11))
        return (0..<count).flatMap { number in
            generator.sessions(
                of: DER(
                    id: .init("ev-\(number)")!, node: .init("n")!, site: .init("n")!, unit: .evse(unit),
                    defaultLimit: DefaultLimit(importLimit: .zero, exportLimit: .zero), communication: .none), unit)
        }
    }

    @Test func vehiclesComeWhenAndAsOftenAsTheProfileSays() throws {
        let start = try time("2026-01-20T00:00:00Z")
        let all = try sessions(2_000, seed: 3)
        // Those of the evening before are there when the day begins.
        #expect((1_520...1_680).contains(all.count { $0.arrival < start }) && all.allSatisfy { $0.departure > start })
        let found = all.filter { $0.arrival >= start }
        #expect((1_520...1_680).contains(found.count), "\(found.count)")
        let hours = found.map { LoadGenerator.hour($0.arrival, offsetH: 0) }
        let mean = hours.reduce(0, +) / Double(hours.count)
        let variance = hours.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(hours.count)
        #expect((mean - 17.5).magnitude < 0.15 && (variance.squareRoot() - 1.5).magnitude < 0.15, "\(mean)")
        let energy = found.map(\.neededKWh).reduce(0, +) / Double(found.count)
        #expect((energy - 12).magnitude < 0.8, "\(energy)")
        for session in found {
            #expect(session.departure > session.arrival && (0...1).contains(session.arrivalSoC))
        }
    }

    @Test func anotherSeedIsAnotherDayAndMoreNeighboursChangeNobody() throws {
        let few = try sessions(10, seed: 3), many = try sessions(40, seed: 3), other = try sessions(10, seed: 4)
        #expect(Array(many.prefix(few.count)) == few)
        #expect(other != few)
    }

    @Test func overAWeekNobodyComesBeforeTheLastHasLeft() throws {
        var profile = VehicleProfile()
        profile.chance = 1
        profile.departureSpreadH = 8
        let found = try sessions(50, seed: 8, days: 7, profile: profile)
        for (before, after) in zip(found, found.dropFirst()) where before.evse == after.evse {
            #expect(before.departure < after.arrival)
        }
        #expect(found.count > 200)
    }
}

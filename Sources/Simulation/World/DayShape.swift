// SPDX-License-Identifier: Apache-2.0

/// How a day goes, by the hour of day 0..<24.
enum DayShape {
    /// What the sun gives of a generator's plate under a clear sky: nothing from 19:30 to 6:30.
    static func sun(hour: Double) -> Double {
        let distance = (hour - 13) / 6.5
        let height = max(0, 1 - distance * distance)
        return height * height.squareRoot()
    }

    /// Where a household is between its least and its greatest load.
    static func household(hour: Double) -> Double { between(householdByHour, hour: hour) }

    private static let householdByHour = [
        0.15, 0.1, 0.08, 0.08, 0.1, 0.15, 0.35, 0.5, 0.45, 0.35, 0.35, 0.45, 0.55, 0.45, 0.35, 0.35, 0.45, 0.65, 0.85,
        0.9, 0.8, 0.6, 0.4, 0.25,
    ]

    private static func between(_ table: [Double], hour: Double) -> Double {
        let first = Int(hour) % table.count
        let part = hour - hour.rounded(.down)
        return table[first] * (1 - part) + table[(first + 1) % table.count] * part
    }
}

// SPDX-License-Identifier: Apache-2.0

import GridModel

/// The sums of one piece of the roll-up, before they are merged into the table.
struct RollUpSums {
    /// One reading, times in ms, powers in kW, energies in kWh.
    struct Sample {
        var time: Int64
        var power: Double?
        var voltage: Double?
        var soc: Double?
        var energy: Double?
    }

    /// The last power of a subject: it holds until the next.
    struct Held {
        var time: Int64
        var power: Double
    }

    /// A row's name.
    struct Key: Hashable {
        var subject: Int64
        var start: Int64
    }

    /// A row.
    struct Sum {
        var count = 0
        var powerCount = 0
        var minimumPower: Double?
        var powerSum = 0.0
        var maximumPower: Double?
        var imported = 0.0
        var exported = 0.0
        var minimumVoltage: Double?
        var maximumVoltage: Double?
        var soc: Double?
        var energy: Double?
    }

    private(set) var rows: [Key: Sum] = [:]
    private(set) var held: [Int64: Held?] = [:]

    /// Whether the held power of a subject was set.
    func knows(_ subject: Int64) -> Bool { held[subject] != nil }

    /// Sets what a subject holds from before.
    mutating func hold(_ power: Held?, for subject: Int64) { held[subject] = .some(power) }

    /// Adds one reading.
    mutating func add(_ sample: Sample, of subject: Int64) {
        if let power = sample.power { advance(subject, to: Held(time: sample.time, power: power)) }
        rows[Key(subject: subject, start: RollUp.start(of: sample.time)), default: Sum()].add(sample)
    }

    private mutating func advance(_ subject: Int64, to next: Held) {
        if let last = held[subject] ?? nil {
            guard next.time >= last.time else { return }
            let until = min(next.time, last.time + ReadingRollUp.longestHold.inMilliseconds)
            spread(last.power, from: last.time, until: until, of: subject)
        }
        held[subject] = .some(next)
    }

    private mutating func spread(_ power: Double, from begin: Int64, until end: Int64, of subject: Int64) {
        var time = begin
        while time < end {
            let start = RollUp.start(of: time)
            let stop = min(end, start + ReadingRollUp.interval.inMilliseconds)
            let energy = power * Double(stop - time) / Self.millisecondsPerHour
            if energy >= 0 {
                rows[Key(subject: subject, start: start), default: Sum()].imported += energy
            } else {
                rows[Key(subject: subject, start: start), default: Sum()].exported -= energy
            }
            time = stop
        }
    }

    private static let millisecondsPerHour = 3_600_000.0
}

extension RollUpSums.Sum {
    mutating func add(_ sample: RollUpSums.Sample) {
        count += 1
        if let power = sample.power {
            powerCount += 1
            powerSum += power
            minimumPower = min(minimumPower ?? power, power)
            maximumPower = max(maximumPower ?? power, power)
        }
        if let voltage = sample.voltage {
            minimumVoltage = min(minimumVoltage ?? voltage, voltage)
            maximumVoltage = max(maximumVoltage ?? voltage, voltage)
        }
        soc = sample.soc ?? soc
        energy = sample.energy ?? energy
    }
}

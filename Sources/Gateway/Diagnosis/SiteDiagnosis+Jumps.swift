// SPDX-License-Identifier: Apache-2.0

import GridModel

/// States of charge that no energy explains: the dispatcher holds them back, and somebody should know why.
extension SiteDiagnosis {
    static func jumps(_ subject: ObservedSubject) -> Finding? {
        guard case .battery(let battery) = subject.unit else { return nil }
        let readings = subject.messages.compactMap { message -> (at: Double, soc: Double)? in
            guard let soc = message.soc, (0...1).contains(soc) else { return nil }
            return (Double(message.at.milliseconds) / 1_000, soc)
        }
        let plate = max(battery.maximumCharge, battery.maximumDischarge).kilowatts
        let jumps = zip(readings, readings.dropFirst()).filter { before, after in
            let flowed = plate * max(after.at - before.at, 0) / 3_600 / battery.capacity.kilowattHours
            return abs(after.soc - before.soc) > flowed * capacityFactor + displayStep
        }
        guard jumps.count >= fewJumps, let last = jumps.last else { return nil }
        return .note(
            .value, subject.name,
            seen:
                "its state of charge jumped \(jumps.count) times, last from \(FindingText.number(last.0.soc)) to "
                + "\(FindingText.number(last.1.soc)) in \(FindingText.span(last.1.at - last.0.at))",
            expected:
                "no more than \(FindingText.number(plate)) kW can move in "
                + "\(FindingText.number(battery.capacity.kilowattHours)) kWh",
            remedy: "it is believed a minute after it stands still; check its source, and capacityKWh in the topology")
    }

    /// One jump may be a battery that recalibrates.
    private static let fewJumps = 2
    /// A state of charge that comes in whole percents.
    private static let displayStep = 0.0101
    /// Capacities and efficiencies are off by up to a fifth.
    private static let capacityFactor = 1.2
}

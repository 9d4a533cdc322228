// SPDX-License-Identifier: Apache-2.0

import GridModel
import Simulation

/// What a jump may cost at most, by the devices' own dynamics and the rules of the safety contract.
struct StepBounds {
    let story: StepStory

    init(_ story: StepStory) { self.story = story }

    /// From a jump to the moment at which the devices have heard of it, s: a meter speaks each second, the gateway ticks
    /// each second, both links take up to 0.4 s and are looked at each half second.
    private static let hearingS = 1.0 + 0.4 + 0.5 + 1 + 0.4 + 0.5
    /// Rule 7 waits for the slowest device below a node (10 s are declared, a battery or a plant moves over its span in
    /// 10 to 20 s more) and 2 s; then what is trimmed is heard and followed.
    private static let trimmedS = 10.0 + 20 + 2

    /// All bounds.
    func broken(by records: [JumpRecord]) -> [String] {
        overshoots(records) + records.flatMap { changes($0) }
    }

    /// Excess: never where nothing rose, never more than what rose, never longer than the slowest device takes.
    func overshoots(_ records: [JumpRecord]) -> [String] {
        records.flatMap { record in
            record.overshoots.compactMap { over in
                let rise = riseKW(record.name, over.node)
                let isLate = !story.habits.stations.isEmpty
                let longest = (isLate ? Self.trimmedS : 0) + Self.hearingS + slowestS(over.node)
                if over.kW <= rise + 0.5, over.seconds <= longest { return nil }
                return "\(record.name): \(over.node) \(over.kW) kW over for \(over.seconds) s; "
                    + "\(rise) kW and \(longest) s are explained"
            }
        }
    }

    /// What rose below a node, towards its limit.
    private func riseKW(_ jump: String, _ node: String) -> Double {
        let farmKW = story.stepKW * 0.625
        return switch (jump, node) {
        case ("move", "cable-1"): story.stepKW
        case ("up", "head"), ("up", "cable-3"): story.stepKW
        case ("up", "farm"): farmKW
        default: 0
        }
    }

    /// The farm's plant waits and then comes down by its ramp; elsewhere vehicles come down, after their delay.
    private func slowestS(_ node: String) -> Double {
        let slowest = StepStreet.slowest
        return node == "farm"
            ? slowest.plantS + story.stepKW * 0.625 / (60 * slowest.plantRampPart) : slowest.vehicleS
    }

    /// Rule 6: a raise each 30 s of at most a quarter of the plate. Beside the raises, four cuts: a jump is told in two
    /// reports, of the load's own meter and of one above it; and what others do meanwhile is measured while it lasts. So
    /// nobody turns round more than twice, and three raises are enough for any jump here.
    private func changes(_ record: JumpRecord) -> [String] {
        var broken: [String] = []
        let most = (record.time / 30).rounded(.up) + 4
        if Double(record.mostChanges.count) > most {
            broken.append("\(record.name): \(record.mostChanges) changes; \(most) are explained")
        }
        if record.reversals.most > 2 {
            broken.append("\(record.name): \(record.reversals) reversals; 2 of one are explained")
        }
        if record.largestRaise > 0.26 {
            broken.append("\(record.name): raised by \(record.largestRaise) of a plate within 29 s")
        }
        if record.settledAtS > 3 * 30 + Self.hearingS {
            broken.append("\(record.name): no rest after \(record.settledAtS) s")
        }
        return broken
    }
}

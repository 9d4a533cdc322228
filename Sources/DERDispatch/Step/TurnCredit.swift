// SPDX-License-Identifier: Apache-2.0

import GridModel

/// What each EVSE is owed against the share it would have without the gap, kWh.
enum TurnCredit {
    /// Largest credit or debt: an hour at the minimum, so that nobody saves up for a day.
    static let largestHours = 1.0
    /// Credits below this are none, kWh.
    static let resolutionKWh = 0.001

    /// Books what each was owed and got since the last tick. One that takes nothing is owed nothing.
    static func settle(
        _ input: DispatchInput, ranges: [DERRange], fairKW: [Double], memory: inout DispatchMemory
    ) {
        guard let last = memory.lastTick else { return }
        let hours = BookedStep.between(last, input.now.steady).inSeconds / 3_600
        for der in input.model.evses where ranges[der].participates {
            guard let minimum = ranges[der].minimum else { continue }
            if DemandEstimate.isIdle(ranges[der], memory.ders[der]) {
                memory.ders[der].creditKWh = 0
                continue
            }
            // What was offered and left unused was had, or a full vehicle would be owed ever more.
            let offered = memory.ders[der].isAdmitted ? input.state.ders[der].allowed.importLimit.kilowatts : 0
            let got = max(input.livePowerKW(der) ?? 0, offered)
            let bound = minimum * largestHours
            let credit = memory.ders[der].creditKWh + (fairKW[der] - got) * hours
            memory.ders[der].creditKWh = min(max(credit, -bound), bound)
        }
    }

    /// A claim doubles for so many hours of its fair share owed.
    static let claimDoublesAfterHours = 0.25
    /// Least and most that a claim weighs.
    static let claims = 0.25...4.0

    /// Lets those who need no turn, as their fair share holds their minimum, share what is beyond the minimums by what
    /// each is owed: so they come even among each other, and catch up where those who do take turns left them short.
    /// Those who take turns are paid by their turns.
    static func weigh(
        _ ranges: inout [DERRange], _ input: DispatchInput, fairKW: [Double], _ memory: DispatchMemory
    ) {
        for der in input.model.evses where ranges[der].participates && fairKW[der] > 0 {
            guard memory.ders[der].isAdmitted, let minimum = ranges[der].minimum,
                !TurnQueue.takesTurns(minimumKW: minimum, fairKW: fairKW[der])
            else { continue }
            let hours = memory.ders[der].creditKWh / fairKW[der]
            let claim = 1 + hours / claimDoublesAfterHours
            ranges[der].claim = min(max(claim, claims.lowerBound), claims.upperBound)
        }
    }

    /// Lets credits fade while there is room for everybody, with a turn's length as time constant: a moment of room does
    /// not wipe out who waited.
    static func fade(_ candidates: [Int], _ input: DispatchInput, _ memory: inout DispatchMemory) {
        guard let last = memory.lastTick else { return }
        let part = (input.now.steady - last).inSeconds / max(input.settings.turnLength.inSeconds, 1)
        for der in candidates where memory.ders[der].creditKWh != 0 {
            let credit = memory.ders[der].creditKWh * max(1 - part, 0)
            memory.ders[der].creditKWh = abs(credit) < resolutionKWh ? 0 : credit
        }
    }
}
